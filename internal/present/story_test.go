package present

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
)

// story is what gold.json tells of a story: its sources and what the statements of its articles are. Beside the fields of the story sets it has
// the words that decided a stance, where they are not the cue, the time of speaking and whether the position is a past one.
type story struct {
	Sources []struct {
		ID, Name, Role, Affiliation string
		Kind                        hearsay.Kind
		Unnamed                     hearsay.Unnamed
	}
	Statements []struct {
		Article               string
		N                     int
		Source, To, Condition string
		Stance                hearsay.Stance
		Relay, Deciding       []string
		Said                  string
		Past                  bool
	}
}

// readStory reads an article of testdata/tanker as a perfect reader would: a header of "key: value" lines, an empty line, then text in which
// {s:1|…}, {q:1|…} and {c:1|…} mark the source, the cue and the content of statement 1, of which gold.json tells the rest. Quotation is guessed
// from the quotation marks.
func readStory(t testing.TB, name string) hearsay.Reading {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "tanker", name))
	if err != nil {
		t.Fatal(err)
	}
	head, body, _ := strings.Cut(string(raw), "\n\n")
	fields := map[string]string{}
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		fields[key] = value
	}
	published, err := hearsay.ParseDate(fields["published"])
	if err != nil {
		t.Fatal(err)
	}
	text, attributions := unmark(body)
	reading := hearsay.Reading{Article: hearsay.Article{
		ID: strings.TrimSuffix(name, ".txt"), URL: fields["url"], Outlet: fields["outlet"], Published: published,
		Title: fields["title"], Byline: fields["byline"], Text: text,
	}}
	addStatements(t, &reading, attributions)
	return reading
}

func readGold(t testing.TB) story {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "tanker", "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold story
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	return gold
}

// addStatements appends the statements in order of the text, and the sources that they name.
func addStatements(t testing.TB, reading *hearsay.Reading, attributions map[int]*hearsay.Attribution) {
	t.Helper()
	gold, text, used := readGold(t), reading.Article.Text, map[string]bool{}
	first := func(a *hearsay.Attribution) int {
		return slices.MinFunc(slices.Concat(a.Source, a.Cue, a.Content), func(a, b hearsay.Span) int { return a.Start - b.Start }).Start
	}
	for _, g := range gold.Statements {
		a := attributions[g.N]
		if g.Article != reading.Article.ID[:2] {
			continue
		}
		stmt := hearsay.Statement{
			ID: "s" + strconv.Itoa(g.N), Spans: *a, Quotation: quotation(a.Content, text), Source: g.Source, Stance: g.Stance, Deciding: a.Cue,
			Relay: g.Relay, Addressee: g.To, Past: g.Past,
		}
		if len(g.Deciding) > 0 {
			stmt.Deciding = after(t, text, first(a), g.Deciding...)
		}
		if g.Condition != "" {
			stmt.Condition = after(t, text, first(a), g.Condition)[0]
		}
		if date, err := hearsay.ParseDate(g.Said); err == nil {
			stmt.Said = date
		}
		for _, id := range append([]string{g.Source, g.To}, g.Relay...) {
			used[id] = true
		}
		reading.Statements = append(reading.Statements, stmt)
	}
	slices.SortStableFunc(reading.Statements, func(a, b hearsay.Statement) int { return first(&a.Spans) - first(&b.Spans) })
	for _, g := range gold.Sources {
		if used[g.ID] {
			reading.Sources = append(reading.Sources, hearsay.Source{ID: g.ID, Name: g.Name, Kind: g.Kind, Role: g.Role, Affiliation: g.Affiliation, Unnamed: g.Unnamed})
		}
	}
}

func unmark(body string) (string, map[int]*hearsay.Attribution) {
	opening := regexp.MustCompile(`^\{([sqc]):(\d+)\|`)
	type open struct {
		role     string
		n, start int
	}
	var text strings.Builder
	var stack []open
	all := map[int]*hearsay.Attribution{}
	for body != "" {
		if m := opening.FindStringSubmatch(body); m != nil {
			n, _ := strconv.Atoi(m[2])
			stack, body = append(stack, open{m[1], n, text.Len()}), body[len(m[0]):]
			continue
		}
		if body[0] == '}' {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if all[o.n] == nil {
				all[o.n] = &hearsay.Attribution{}
			}
			spans := map[string]*[]hearsay.Span{"s": &all[o.n].Source, "q": &all[o.n].Cue, "c": &all[o.n].Content}[o.role]
			*spans = append(*spans, hearsay.Span{Start: o.start, End: text.Len()})
		} else {
			text.WriteByte(body[0])
		}
		body = body[1:]
	}
	return text.String(), all
}

func quotation(content []hearsay.Span, text string) hearsay.Quotation {
	words := strings.Trim(said(content, text), " ,.")
	switch {
	case !strings.ContainsAny(words, "“\""):
		return hearsay.Indirect
	case strings.ContainsAny(words[:1]+"“", "\"") || strings.HasPrefix(words, "“"):
		return hearsay.Direct
	default:
		return hearsay.Mixed
	}
}
