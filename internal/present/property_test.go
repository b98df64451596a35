package present

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"hearsay"
)

// anyReading draws a text and statements whose spans lie anywhere in it: nested, crossing, empty, over paragraphs.
func anyReading(t *rapid.T) hearsay.Reading {
	pieces := []string{
		"a", "word", " ", " ", "  ", "\n", "\n\n", "\r\n", "\t", "e\u0301", "\u0301", "中文", "。", "ア", "👩‍👧", "🇩🇪", "🇩", "“", "”", ".", "<b>", "</span>", "</p>", "&amp;", "&", "'",
		"\x1b[31m", "\x1b]0;x\x07", "\u009b1m", "\u202e", "\u2066", "\x00", "\u2028", "\u00a0", "\ufeff", "\u200d", strings.Repeat("long", 30), "{{.}}",
	}
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 60).Draw(t, "text"), "")
	var starts []int
	for i := range text {
		starts = append(starts, i)
	}
	starts = append(starts, len(text))
	reading := hearsay.Reading{Article: hearsay.Article{ID: "a", Text: text}, Sources: anySources(t, pieces)}
	role := func(name string) []hearsay.Span {
		ends := rapid.SliceOfN(rapid.SampledFrom(starts), 0, 4).Draw(t, name)
		slices.Sort(ends)
		var spans []hearsay.Span
		for pair := range slices.Chunk(ends, 2) {
			spans = append(spans, hearsay.Span{Start: pair[0], End: pair[len(pair)-1]})
		}
		return spans
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "statements") {
		stmt := hearsay.Statement{
			ID: fmt.Sprint(i + 1), Spans: hearsay.Attribution{Source: role("source"), Cue: role("cue"), Content: role("content")},
			Stance:   rapid.SampledFrom(append(hearsay.Stances(), "", "shouts")).Draw(t, "stance"),
			Deciding: role("deciding"), Past: rapid.Bool().Draw(t, "past"),
			Source: anyID(t), Addressee: anyID(t), Relay: rapid.SliceOfN(rapid.SampledFrom([]string{"0", "1", "2", "unknown"}), 0, 3).Draw(t, "relay"),
		}
		if spans := role("condition"); len(spans) > 0 {
			stmt.Condition = spans[0]
		}
		reading.Statements = append(reading.Statements, stmt)
	}
	return reading
}

// anySources draws three sources in hostile words.
func anySources(t *rapid.T, pieces []string) []hearsay.Source {
	words := func(name string) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, name), "")
	}
	sources := make([]hearsay.Source, 3)
	for i := range sources {
		sources[i] = hearsay.Source{
			ID: fmt.Sprint(i), Name: words("name"), Role: words("role"), Affiliation: words("affiliation"),
			Kind:    rapid.SampledFrom(append(hearsay.Kinds(), "", "a kind that nobody knows")).Draw(t, "kind"),
			Unnamed: hearsay.Unnamed{Count: words("count"), Reason: words("reason")},
		}
	}
	return sources
}

func anyID(t *rapid.T) string {
	return rapid.SampledFrom([]string{"", "0", "1", "2", "unknown"}).Draw(t, "id")
}

func presentAny(t *rapid.T, format Format, opts Options, reading hearsay.Reading) string {
	var b strings.Builder
	p, err := New(format, &b, opts)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Article(reading); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestPageKeepsTheText: without its marks the page holds the clean text, and each mark holds the words of its spans.
func TestPageKeepsTheText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reading := anyReading(t)
		text := reading.Article.Text
		marked := map[string]string{}
		if got := pageText(t, presentAny(t, HTML, Options{}, reading), marked); got != clean(text) {
			t.Fatalf("the page holds %q, want %q", got, clean(text))
		}
		for i, stmt := range reading.Statements {
			for r, spans := range map[role][]hearsay.Span{
				source: stmt.Spans.Source, cue: stmt.Spans.Cue, content: stmt.Spans.Content, deciding: stmt.DecidedBeside(),
			} {
				want := ""
				for _, sp := range spans {
					want += spaceless(clean(sp.In(text))) // the space between two paragraphs is in no mark
				}
				class := fmt.Sprintf("%s n%d", r, i+1)
				if got := spaceless(marked[class]); got != want {
					t.Fatalf("%q marks %q, want %q", class, got, want)
				}
			}
		}
	})
}

// pageText returns the text of the article in a page, links left out, and adds the text of marked elements up by their classes.
func pageText(t *rapid.T, page string, marked map[string]string) string {
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	var walk func(n *html.Node, inside bool, classes []string)
	walk = func(n *html.Node, inside bool, classes []string) {
		class := ""
		for _, a := range n.Attr {
			if a.Key == "class" {
				class = a.Val
			}
		}
		switch {
		case n.Type == html.TextNode && inside:
			all.WriteString(n.Data)
			for _, c := range classes {
				marked[c] += n.Data
			}
		case n.Type == html.ElementNode && (n.Data == "sup" || class == "tip"):
			return
		case class == "text":
			inside = true
		case n.Type == html.ElementNode && n.Data == "span" && inside:
			classes = append(slices.Clone(classes), strings.Join(strings.Fields(class)[:2], " "))
		}
		for c := range n.ChildNodes() {
			walk(c, inside, classes)
		}
	}
	walk(doc, false, nil)
	return strings.TrimSuffix(strings.TrimPrefix(all.String(), "\n"), "\n") // the line feeds of the template
}

// TestTerminalKeepsTheText: without marks and spaces the typeset text is the clean text; no line is too wide, nothing raw gets through.
func TestTerminalKeepsTheText(t *testing.T) {
	number := regexp.MustCompile(`,?[⁰¹²³⁴⁵⁶⁷⁸⁹]+`)
	rapid.Check(t, func(t *rapid.T) {
		reading, k := anyReading(t), ink{color: rapid.Bool().Draw(t, "color")}
		width := rapid.IntRange(leastWidth, 120).Draw(t, "width")
		var b strings.Builder
		for _, par := range typeset(reading, k) {
			for _, line := range wrap(par, width) {
				if n := columnsOf(line); n > width {
					t.Fatalf("a line of %d columns does not fit into %d", n, width)
				}
				b.WriteString(k.paint(line))
			}
		}
		got := b.String()
		if k.color {
			got = ansi.Strip(got)
		}
		got = strings.NewReplacer("‹", "", "›", "", "{", "", "}", "", "«", "", "»", "").Replace(number.ReplaceAllString(got, ""))
		want := strings.NewReplacer("{", "", "}", "").Replace(clean(reading.Article.Text))
		if spaceless(got) != spaceless(want) {
			t.Fatalf("the terminal shows %q, want %q", got, want)
		}
		for _, r := range got {
			if unicode.IsControl(r) || bidi(r) {
				t.Fatalf("%U gets through", r)
			}
		}
	})
}

func spaceless(s string) string { return strings.Join(strings.Fields(s), "") }

// TestLinesFit: whatever the statements are, the table is no wider than the terminal.
func TestLinesFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		reading := anyReading(t)
		width := rapid.IntRange(leastWidth, 120).Draw(t, "width")
		out := presentAny(t, Text, Options{Width: width, Color: rapid.Bool().Draw(t, "color")}, reading)
		if !utf8.ValidString(out) {
			t.Fatal("the output is not UTF-8")
		}
		_, tail, _ := strings.Cut(ansi.Strip(out), "\n#") // marks next to stray combining characters are measured apart
		for line := range strings.Lines(tail) {
			if n := ansi.StringWidth(strings.TrimSuffix(line, "\n")); n > width {
				t.Fatalf("%q takes %d columns of %d", line, n, width)
			}
		}
	})
}
