package provenance_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/provenance"
)

const (
	storiesDir = "../../../shared/stories"
	ownDir     = "../../training/stories" // story sets of our own
)

// ownSets names the story sets of our own.
func ownSets(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(ownDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

// story is a set of articles with its gold.
type story struct {
	name     string
	articles []goldArticle // in order of time
	gold     goldLedger
}

type goldArticle struct {
	hearsay.Article
	copyOf string
	marks  map[int]*hearsay.Attribution
}

type goldLedger struct {
	Sources []struct {
		ID, Name, Role, Affiliation string
		Kind                        hearsay.Kind
	}
	Claims     []struct{ ID, Text string }
	Statements []goldStatement
	Origins    map[string][]struct {
		Origin   string
		Articles []string
	}
	Status map[string][]struct {
		From   string
		Status hearsay.Status
	}
}

type goldStatement struct {
	Article           string
	N                 int
	Source, Claim, To string
	Stance            hearsay.Stance
	Relay             []string
}

// readStory reads a story set; the test is skipped where there is none.
func readStory(t *testing.T, name string) *story {
	t.Helper()
	dir := filepath.Join(storiesDir, name)
	if slices.Contains(ownSets(t), name) {
		dir = filepath.Join(ownDir, name)
	}
	b, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the story sets are not here")
	}
	st := &story{name: name}
	if err == nil {
		err = json.Unmarshal(b, &st.gold)
	}
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(dir, "[0-9]*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		st.articles = append(st.articles, readMarked(t, file))
	}
	slices.SortFunc(st.articles, func(a, b goldArticle) int {
		return strings.Compare(a.Published.String()+a.ID, b.Published.String()+b.ID)
	})
	return st
}

func readMarked(t *testing.T, file string) goldArticle {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(strings.ReplaceAll(string(b), "\r\n", "\n"), "\n\n")
	art := goldArticle{marks: map[int]*hearsay.Attribution{}}
	art.ID, _, _ = strings.Cut(filepath.Base(file), "-")
	for line := range strings.SplitSeq(head, "\n") {
		key, value, _ := strings.Cut(line, ": ")
		switch key {
		case "outlet":
			art.Outlet = value
		case "url":
			art.URL = value
		case "title":
			art.Title = value
		case "byline":
			art.Byline = value
		case "copy-of":
			art.copyOf = value
		case "published":
			if art.Published, err = hearsay.ParseDate(value); err != nil {
				t.Fatal(err)
			}
		}
	}
	art.Text = art.unmark(body)
	return art
}

// unmark takes the marks out of a text and keeps where they stood.
func (a *goldArticle) unmark(body string) string {
	type mark struct {
		role  byte
		n, at int
	}
	opening := regexp.MustCompile(`^\{([sqc]):(\d+)\|`)
	var out strings.Builder
	var stack []mark
	for i := 0; i < len(body); {
		if m := opening.FindStringSubmatch(body[i:]); m != nil {
			n, _ := strconv.Atoi(m[2])
			stack = append(stack, mark{m[1][0], n, out.Len()})
			i += len(m[0])
			continue
		}
		if body[i] == '}' {
			m := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if a.marks[m.n] == nil {
				a.marks[m.n] = &hearsay.Attribution{}
			}
			roles := map[byte]*[]hearsay.Span{'s': &a.marks[m.n].Source, 'q': &a.marks[m.n].Cue, 'c': &a.marks[m.n].Content}
			*roles[m.role] = append(*roles[m.role], hearsay.Span{Start: m.at, End: out.Len()})
			i++
			continue
		}
		out.WriteByte(body[i])
		i++
	}
	for _, attr := range a.marks {
		for _, spans := range [][]hearsay.Span{attr.Source, attr.Cue, attr.Content} {
			slices.SortFunc(spans, func(x, y hearsay.Span) int { return x.Start - y.Start })
		}
	}
	return out.String()
}

func (st *story) article(id string) *goldArticle {
	for i := range st.articles {
		if st.articles[i].ID == id {
			return &st.articles[i]
		}
	}
	return nil
}

// cases makes a case of each claim, with the sources of the gold.
func (st *story) cases() map[string]provenance.Case {
	all, outlets := map[string]hearsay.Source{}, map[string]string{}
	for _, s := range st.gold.Sources {
		all[s.ID] = hearsay.Source{ID: s.ID, Name: s.Name, Kind: s.Kind, Role: s.Role, Affiliation: s.Affiliation}
		for _, art := range st.articles {
			if art.Outlet == s.Name {
				outlets[art.ID] = s.ID
			}
		}
	}
	cases := map[string]provenance.Case{}
	for _, c := range st.gold.Claims {
		cases[c.ID] = provenance.Case{Text: c.Text, Sources: all, Outlets: outlets}
	}
	for _, s := range st.gold.Statements {
		if s.Claim == "" {
			continue
		}
		art := st.article(s.Article)
		attr := art.marks[s.N]
		c := cases[s.Claim]
		c.Positions = append(c.Positions, provenance.Position{
			Ref: hearsay.Ref{Article: s.Article, Statement: strconv.Itoa(s.N)}, At: art.Published, Place: place(attr), Source: s.Source, Relay: s.Relay, Stance: s.Stance,
			Cue: wordsOf(art.Text, attr.Cue),
		})
		cases[s.Claim] = c
	}
	return cases
}

func place(a *hearsay.Attribution) int {
	at := -1
	for _, spans := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
		if len(spans) > 0 && (at < 0 || spans[0].Start < at) {
			at = spans[0].Start
		}
	}
	return at
}

func wordsOf(text string, spans []hearsay.Span) string {
	parts := make([]string, len(spans))
	for i, sp := range spans {
		parts[i] = sp.In(text)
	}
	return strings.Join(parts, " … ")
}
