package sqlledger

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/porter"
	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// This file makes words as FTS5 in SQLite does with "porter unicode61 remove_diacritics 2", so that the same is found in every database: a word is letters and
// digits with the marks on them, in lower case, without these marks, cut to its stem (Porter 1980).

// lexeme is a word of a text and where it stands.
type lexeme struct {
	word string
	hearsay.Span
}

// lexer cuts texts into words.
type lexer struct{ env *snowballstem.Env }

func newLexer() *lexer { return &lexer{snowballstem.NewEnv("")} }

// words cuts a text into its words.
func (x *lexer) words(text string) []lexeme {
	var all []lexeme
	start := -1
	for i, r := range text {
		in := wordy(r) || start >= 0 && unicode.Is(unicode.Mn, r)
		switch {
		case in && start < 0:
			start = i
		case !in && start >= 0:
			all = append(all, x.word(text, start, i))
			start = -1
		}
	}
	if start >= 0 {
		all = append(all, x.word(text, start, len(text)))
	}
	return all
}

func (x *lexer) word(text string, start, end int) lexeme {
	return lexeme{x.stem(plain(text[start:end])), hearsay.Span{Start: start, End: end}}
}

// plain takes the marks off letters and makes them small.
func plain(word string) string {
	if !strings.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return strings.ToLower(word)
	}
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(word)))
}

// stem cuts a word to its stem. Words that are very short or long stay as they are.
func (x *lexer) stem(word string) string {
	if len(word) <= 2 || len(word) >= 64 {
		return word
	}
	x.env.SetCurrent(word)
	porter.Stem(x.env)
	return x.env.Current()
}

// What a tsvector can hold: see "Limitations" in PostgreSQL's chapter on full text search. Words beyond are not found.
const (
	vectorBytes  = 1 << 19 // of words, which leaves room for their places
	vectorPlace  = 16383
	wordBytes    = 512
	vectorPlaces = 256 // of a word
)

// vector writes texts as a tsvector. Words of two texts are never next to each other.
func (x *lexer) vector(texts []string) string {
	places, size, at := map[string][]string{}, 0, 0
	for _, text := range texts {
		for _, l := range x.words(text) {
			at++
			if len(l.word) > wordBytes || at > vectorPlace || size > vectorBytes {
				continue
			}
			seen := places[l.word]
			if len(seen) == 0 {
				size += len(l.word)
			}
			if len(seen) < vectorPlaces {
				places[l.word] = append(seen, strconv.Itoa(at))
			}
		}
		at++
	}
	var out strings.Builder
	for word, at := range places {
		out.WriteString("'" + word + "':" + strings.Join(at, ",") + " ")
	}
	return out.String()
}

// term is something wanted: words in a row. The last one may be a beginning.
type term struct {
	words     []string
	beginning bool
}

// terms are what a person typed.
func (x *lexer) terms(typed string) []term {
	var all []term
	add := func(part string, beginning bool) {
		t := term{beginning: beginning}
		for _, l := range x.words(part) {
			t.words = append(t.words, l.word)
		}
		known := func(other term) bool { return other.beginning == beginning && slices.Equal(other.words, t.words) }
		if len(t.words) > 0 && !slices.ContainsFunc(all, known) {
			all = append(all, t)
		}
	}
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 { // inside quotation marks
			add(part, false)
			continue
		}
		for word := range strings.FieldsSeq(part) {
			add(strings.TrimRight(word, "*"), strings.HasSuffix(word, "*"))
		}
	}
	return all
}

// query writes terms as a tsquery that wants them all.
func query(terms []term) string {
	wanted := make([]string, len(terms))
	for i, t := range terms {
		wanted[i] = "'" + strings.Join(t.words, "' <-> '") + "'"
		if t.beginning {
			wanted[i] += ":*"
		}
		wanted[i] = "(" + wanted[i] + ")"
	}
	return strings.Join(wanted, " & ")
}

// at tells whether the term stands at the beginning of words.
func (t term) at(words []lexeme) bool {
	if len(words) < len(t.words) {
		return false
	}
	for i, want := range t.words {
		got := words[i].word
		if got != want && !(t.beginning && i == len(t.words)-1 && strings.HasPrefix(got, want)) {
			return false
		}
	}
	return true
}

// found is where a term stands in a text, by the words' numbers.
type found struct{ term, from, to int }

// shownWords is how many words of a text are shown at most, and before how many of them the first one that is wanted stands.
const (
	shownWords  = 40
	shownBefore = 5
)

// excerpt chooses of texts the words in a row that show most of the terms, and tells where in them these are.
func (x *lexer) excerpt(texts []string, terms []term) (string, []hearsay.Span) {
	var best []found
	var words []lexeme
	text, most := texts[0], -1
	for _, t := range texts {
		all := x.words(t)
		hits := find(all, terms)
		for i := range max(1, len(hits)) {
			var within []found
			different := map[int]bool{}
			for _, hit := range hits[i:] {
				if hit.to <= hits[i].from-shownBefore+shownWords {
					within = append(within, hit)
					different[hit.term] = true
				}
			}
			if len(different) > most {
				text, words, best, most = t, all, within, len(different)
			}
		}
	}
	return cutOut(text, words, best)
}

// find finds terms, each place once.
func find(words []lexeme, terms []term) []found {
	var all []found
	for i := range words {
		for n, t := range terms {
			if t.at(words[i:]) {
				all = append(all, found{n, i, i + len(t.words)})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b found) int { return cmp.Compare(a.from, b.from) })
	return all
}

// cutOut gives the words around what was found, with signs that there are more.
func cutOut(text string, words []lexeme, hits []found) (string, []hearsay.Span) {
	from := 0
	if len(words) > shownWords && len(hits) > 0 {
		from = max(0, min(hits[0].from-shownBefore, len(words)-shownWords))
	}
	to := min(len(words), from+shownWords)
	before, after, start, end := "", "", 0, len(text)
	if from > 0 {
		before, start = "…", words[from].Start
	}
	if to < len(words) {
		after, end = "…", words[to-1].End
	}
	var marks []hearsay.Span
	for _, hit := range hits {
		span := hearsay.Span{Start: words[hit.from].Start, End: words[hit.to-1].End}
		if span.Start < start || span.End > end {
			continue
		}
		span = hearsay.Span{Start: span.Start - start + len(before), End: span.End - start + len(before)}
		if n := len(marks); n > 0 && span.Start < marks[n-1].End {
			marks[n-1].End = max(marks[n-1].End, span.End)
			continue
		}
		marks = append(marks, span)
	}
	return before + text[start:end] + after, marks
}
