// Package sources recognises the same source over the whole ledger: a person, office, organisation, country, outlet, document or unnamed group that
// several articles speak of. Everything in it is a pure function, and the order in which things are given does not matter.
//
// Entries makes of a reading what is needed to compare its sources with others. Entry.Keys lets candidates be found, Compare decides about two,
// Cluster puts all together. Bodies tells who speaks for whom.
package sources

import (
	"cmp"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// Entry is a source of one article with what is needed to compare it with those of others. It follows from the article alone.
type Entry struct {
	Article     string       `json:"-"` // as the ledger calls it
	ID          string       `json:"-"` // the article-level source, as the ledger calls it; "" is the article's outlet as such
	At          hearsay.Date `json:"-"` // when the article was first known
	Name        string       `json:"n,omitempty"`
	Kind        hearsay.Kind `json:"k,omitempty"`
	Role        string       `json:"r,omitempty"`
	Affiliation string       `json:"a,omitempty"`
	Count       string       `json:"c,omitempty"` // of an unnamed source: how many
	Outlet      string       `json:"o,omitempty"` // of the article
	Via         string       `json:"v,omitempty"` // the outlet that first had an unnamed source, as the article calls it; "" if the article's own
	Said        Hashes       `json:"s,omitempty"` // runs of words that it is quoted with
	Story       Hashes       `json:"t,omitempty"` // the names that the article speaks of most, by how often: what story it belongs to
}

// Hashes are hashes that travel as bytes.
type Hashes []uint32

// MarshalJSON writes hashes as base64.
func (h Hashes) MarshalJSON() ([]byte, error) {
	b := make([]byte, 0, 4*len(h))
	for _, x := range h {
		b = binary.LittleEndian.AppendUint32(b, x)
	}
	return json.Marshal(b)
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (h *Hashes) UnmarshalJSON(text []byte) error {
	var b []byte
	if err := json.Unmarshal(text, &b); err != nil {
		return fmt.Errorf("hashes of a source: %w", err)
	}
	*h = nil
	for ; len(b) >= 4; b = b[4:] {
		*h = append(*h, binary.LittleEndian.Uint32(b))
	}
	return nil
}

// MarshalBinary writes an entry without Article, ID and At, which the ledger knows.
func (e Entry) MarshalBinary() ([]byte, error) { return json.Marshal(e) }

// UnmarshalBinary reads what MarshalBinary wrote.
func (e *Entry) UnmarshalBinary(b []byte) error {
	if err := json.Unmarshal(b, e); err != nil {
		return fmt.Errorf("a kept source is none: %w", err)
	}
	return nil
}

// Entries makes an entry of each source of a reading, and one of its outlet as such, whose ID is "".
func Entries(reading hearsay.Reading) []Entry {
	art := reading.Article
	story := protagonists(art.Text)
	names := map[string]hearsay.Source{}
	for _, src := range reading.Sources {
		names[src.ID] = src
	}
	via, said := map[string]string{}, map[string]Hashes{}
	for i := range reading.Statements {
		stmt := &reading.Statements[i]
		if stmt.Source == "" {
			continue
		}
		for _, id := range stmt.Relay {
			if names[id].Kind == hearsay.Media && via[stmt.Source] == "" {
				via[stmt.Source] = names[id].Name
			}
		}
		for _, span := range stmt.Spans.Content {
			said[stmt.Source] = append(said[stmt.Source], quoted(span.In(art.Text))...)
		}
	}
	belongs := affiliations(reading, names)
	entries := make([]Entry, 0, len(reading.Sources)+1)
	for _, src := range reading.Sources {
		e := Entry{
			Article: art.ID, ID: src.ID, At: art.Published, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation,
			Outlet: art.Outlet, Story: story,
		}
		if e.Affiliation == "" {
			e.Affiliation = belongs[src.ID]
		}
		if e.unnamed() {
			e.Count, e.Via, e.Said = src.Unnamed.Count, via[src.ID], said[src.ID]
			e.Said = e.Said[:min(len(e.Said), mostSaid)]
			if e.Affiliation == "" {
				e.Affiliation = src.Unnamed.Of
			}
		}
		entries = append(entries, e)
	}
	if art.Outlet != "" {
		entries = append(entries, Entry{Article: art.ID, At: art.Published, Name: art.Outlet, Kind: hearsay.Media, Outlet: art.Outlet, Story: story})
	}
	return entries
}

const (
	mostNames = 24 // of an article's story
	mostSaid  = 48 // runs of words that are kept
	run       = 4  // words
)

// unnamed reports whether a source is known by a description only.
func (e *Entry) unnamed() bool {
	return e.Kind == hearsay.Anonymous || e.Kind == hearsay.Group || e.Kind == hearsay.Document
}

// quoted hashes the runs of words within the quotation marks of a content.
func quoted(content string) Hashes {
	var runs Hashes
	for _, part := range Quotes(content) {
		w := words(part)
		for k := 0; k+run <= len(w); k++ {
			runs = append(runs, hash(strings.Join(w[k:k+run], " ")))
		}
	}
	return runs
}

// Quotes lists what stands within quotation marks, double or single, in order of the text. Apostrophes are told from marks by what stands around them.
func Quotes(text string) []string {
	var quotes []string
	start, closing := -1, ""
	before := ' '
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		switch {
		case start < 0:
			if closing = closes(r, isWord(before)); closing != "" {
				start = i + n
			}
		case strings.ContainsRune(closing, r) && (strings.ContainsRune(closing, '"') || !isWord(next)):
			quotes, start = append(quotes, text[start:i]), -1
		}
		before = r
		i += n
	}
	if start >= 0 && strings.ContainsRune(closing, '"') {
		quotes = append(quotes, text[start:])
	}
	return quotes
}

// closes gives the marks that close what r opens, "" if it opens nothing. A single mark within a word is an apostrophe.
func closes(r rune, within bool) string {
	switch {
	case r == '“' || r == '"':
		return "”\""
	case (r == '‘' || r == '\'') && !within:
		return "’'"
	default:
		return ""
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// protagonists hashes the capitalised words that a text has most often. Words that stand only at the beginning of sentences, countries and days are left out.
func protagonists(text string) Hashes {
	count := map[string]int{}
	fresh := true
	for field := range strings.FieldsSeq(text) {
		core := strings.Trim(field, "“”\"'‘’(),.;:!?—–-")
		first := core != "" && core[0] >= 'A' && core[0] <= 'Z' || core != "" && core[0] >= 0xC3
		if w := words(core); first && !fresh && len(w) == 1 && len(w[0]) > 2 && !in("commonname", w[0]) {
			count[w[0]]++
		}
		fresh = strings.ContainsAny(field[len(field)-1:], ".!?:") || strings.HasPrefix(field, "“") || strings.HasPrefix(field, "\"")
	}
	names := make([]string, 0, len(count))
	for w := range count {
		names = append(names, w)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	var story Hashes
	for _, w := range names[:min(len(names), mostNames)] {
		story = append(story, hash(w))
	}
	return story
}

// hash is FNV-1a of 32 bits: the same in every program and version.
func hash(s string) uint32 {
	h := uint32(2166136261)
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return h
}
