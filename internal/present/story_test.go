package present

import (
	"cmp"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
)

// readStory parses a story of testdata: a header of "key: value" lines, an empty line, then text in which {s:1|…}, {q:1|…} and {c:1|…}
// mark the source, the cue and the content of statement 1. Quotation is guessed from the quotation marks.
func readStory(t testing.TB, name string) hearsay.Reading {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name))
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
	first := func(a *hearsay.Attribution) int {
		return slices.MinFunc(slices.Concat(a.Source, a.Cue, a.Content), func(a, b hearsay.Span) int { return a.Start - b.Start }).Start
	}
	keys := slices.SortedFunc(maps.Keys(attributions), func(a, b int) int {
		return cmp.Or(cmp.Compare(first(attributions[a]), first(attributions[b])), cmp.Compare(a, b))
	})
	for _, n := range keys {
		addStatement(&reading, *attributions[n])
	}
	return reading
}

// addStatement appends a statement; its source is one that the reading has under the same name, or a new one.
func addStatement(reading *hearsay.Reading, a hearsay.Attribution) {
	stmt := hearsay.Statement{ID: "s" + strconv.Itoa(len(reading.Statements)+1), Spans: a, Quotation: quotation(a.Content, reading.Article.Text)}
	if name := said(a.Source, reading.Article.Text); name != "" {
		i := slices.IndexFunc(reading.Sources, func(src hearsay.Source) bool { return src.Name == name })
		if i < 0 {
			i = len(reading.Sources)
			reading.Sources = append(reading.Sources, hearsay.Source{ID: "p" + strconv.Itoa(i+1), Name: name})
		}
		stmt.Source = reading.Sources[i].ID
	}
	reading.Statements = append(reading.Statements, stmt)
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
