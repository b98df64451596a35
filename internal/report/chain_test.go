package report

import (
	"strings"
	"testing"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

func at(hour int) Moment { return Moment{time.Date(2026, 5, 1, hour, 0, 0, 0, time.UTC)} }

// TestChain: copies are folded, what came through an outlet stands under its article, and relays without an article have a step of their own.
func TestChain(t *testing.T) {
	officials := &Source{ID: "s1", Name: "two officials", names: []string{"two officials"}}
	quay := &Source{ID: "s2", Name: "Quay", Kind: hearsay.Media, names: []string{"Quay"}}
	radio := &Source{ID: "s3", Name: "Radio Holm", Kind: hearsay.Media, names: []string{"Radio Holm"}}
	place := func(id, outlet string, hour int) Place { return Place{Article: id, Outlet: outlet, At: at(hour)} }
	origin := Origin{Source: officials}
	var positions []Position
	put := func(p Place, src *Source, relay ...*Source) {
		origin.Articles = append(origin.Articles, Resting{Place: p})
		positions = append(positions, Position{Place: p, Source: src, Stance: hearsay.Asserts, Relay: relay})
	}
	put(place("a1", "The Quay", 6), officials)
	put(place("a2", "Coast Wire", 7), officials, quay)
	put(place("a3", "The Bell", 8), officials, quay)
	put(place("a4", "The Lamp", 9), officials, radio)
	put(place("a5", "The Gull", 10), quay)
	put(place("a6", "The Tern", 11), officials)
	related := map[string][]ledger.Relation{
		"a3": {{Article: "a3", Of: "a2", Means: ledger.Copy, Score: 0.9}},
		"a6": {{Article: "a6", Of: "a4", Means: ledger.Rewrite, Score: 0.5}},
	}
	p := newPen(Options{})
	drawing{p, 2026, ""}.links("", chainOf(origin, positions, related))
	want := `
├─ The Quay  1 May 06:00
│  ├─ Coast Wire  1 May 07:00
│  │  └─ copied by The Bell
│  └─ The Gull  1 May 10:00
└─ Radio Holm  no article of it here
   └─ The Lamp  1 May 09:00
      └─ The Tern  1 May 11:00
`
	if got := "\n" + p.String(); got != want {
		t.Errorf("the chain is %s\nwant %s", got, want)
	}
}

// TestFold: no line is wider than the page, in whatever script, and nothing is lost but spaces.
func TestFold(t *testing.T) {
	for _, words := range []string{
		"A short line.", strings.Repeat("word ", 60), strings.Repeat("unbroken", 30), "漢字" + strings.Repeat("漢字", 50), "👩‍👩‍👧 " + strings.Repeat("é", 130), "",
	} {
		p := newPen(Options{Width: 44})
		p.line("├─ ", "│  ", run{text: words}, run{" and more", style{bold: true}})
		var kept strings.Builder
		for _, line := range strings.Split(strings.TrimSuffix(p.String(), "\n"), "\n") {
			if n := columns(line); n > 44 {
				t.Errorf("%q has %d columns", line, n)
			}
			kept.WriteString(strings.TrimLeft(line, "├─│ "))
		}
		bare := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got, want := bare(kept.String()), bare(words+" and more"); got != want {
			t.Errorf("of %q remains %q", want, got)
		}
	}
}

// TestHarmless: control characters of an article do nothing to a terminal.
func TestHarmless(t *testing.T) {
	evil := "\x1b[2Jgone\u202e\r"
	c := &Claim{
		Text: evil, ID: "k1", Status: hearsay.Reported, First: at(6), Moved: at(6),
		Positions: []Position{{Place: Place{Outlet: evil, Title: evil}, Source: &Source{Name: evil, Role: evil}, Words: Words{Content: evil}}},
		Voices:    []Voice{{Place{Outlet: evil}, evil, 1, evil}}, Suggestions: []Suggestion{{Claim: "k2", Text: evil, Reason: evil, Score: 1}},
	}
	var out strings.Builder
	if err := Text(&out, c, Options{}); err != nil {
		t.Fatal(err)
	}
	if s := out.String(); strings.ContainsAny(s, "\x1b\u202e\r") || !strings.Contains(s, "gone") {
		t.Errorf("it writes %q", s)
	}
}

// TestTurns: a source that says one thing and later another has changed its position; what is retold, or told in the same hour, is no change.
func TestTurns(t *testing.T) {
	step := func(s hearsay.Stance, hour int) Step { return Step{Stance: s, Place: Place{At: at(hour)}} }
	for _, c := range []struct {
		before, after Step
		want          bool
	}{
		{step(hearsay.Denies, 6), step(hearsay.Asserts, 7), true},
		{step(hearsay.Withholds, 6), step(hearsay.Confirms, 7), true},
		{step(hearsay.Asserts, 6), step(hearsay.Confirms, 7), false},
		{step(hearsay.Denies, 6), step(hearsay.Asserts, 6), false},
	} {
		if got := turns(c.before, c.after); got != c.want {
			t.Errorf("from %s to %s: %v", c.before.Stance, c.after.Stance, got)
		}
	}
}
