package linking

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"pgregory.net/rapid"

	"hearsay"
)

// said makes a reading of lines such as "The ministry | said | three people died". Each line is a paragraph and a statement; one without bars is the
// article's own voice, and a stance may go before the source in brackets.
func said(id, outlet, title string, lines ...string) hearsay.Reading {
	published, _ := hearsay.ParseDate("2031-05-06T07:00:00Z")
	r := hearsay.Reading{Article: hearsay.Article{ID: id, Outlet: outlet, Title: title, Published: published}}
	var text strings.Builder
	for _, line := range lines {
		if text.Len() > 0 {
			text.WriteString("\n\n")
		}
		parts := strings.Split(line, " | ")
		if len(parts) != 3 {
			text.WriteString(line)
			continue
		}
		stance := hearsay.Asserts
		if rest, ok := strings.CutPrefix(parts[0], "["); ok {
			s, source, _ := strings.Cut(rest, "] ")
			stance, parts[0] = hearsay.Stance(s), source
		}
		var spans []hearsay.Span
		for i, part := range parts {
			if i > 0 {
				text.WriteString(" ")
			}
			spans = append(spans, hearsay.Span{Start: text.Len(), End: text.Len() + len(part)})
			text.WriteString(part)
		}
		text.WriteString(".")
		src := hearsay.Source{ID: parts[0], Name: parts[0], Kind: hearsay.Organisation}
		r.Sources = append(r.Sources, src)
		r.Statements = append(r.Statements, hearsay.Statement{
			ID: "n" + string(rune('a'+len(r.Statements))), Source: src.ID, Stance: stance, Quotation: hearsay.Indirect,
			Spans: hearsay.Attribution{Source: spans[:1], Cue: spans[1:2], Content: spans[2:]},
		})
	}
	r.Article.Text = text.String()
	return r
}

func only(t *testing.T, l *Linker, r hearsay.Reading) Features {
	all := l.Describe(r)
	if len(all) == 0 {
		t.Fatal("no statement in", r.Article.Text)
	}
	return all[0]
}

func TestConflictsForbid(t *testing.T) {
	l := newTestLinker(t)
	tests := []struct {
		name, a, b string
		forbidden  bool
	}{
		{"the same number", "three people died in the mine at Vellerin", "three people were killed in the mine at Vellerin", false},
		{"another number", "three people died in the mine at Vellerin", "five people died in the mine at Vellerin", true},
		{"a number as a figure", "three people died in the mine at Vellerin", "3 people died in the mine at Vellerin", false},
		{"more than, and a number above", "more than 60 people died at Vellerin", "63 people died at Vellerin", false},
		{"about, and a number nearby", "about 900 miners walked out", "912 miners walked out", false},
		{"money", "the mine will cost 4.1 billion euros", "the mine will cost €4.6bn", true},
		{"the same money", "the mine will cost 4.1 billion euros", "the mine will cost €4.1bn", false},
		{"per cent", "wages rose by 4 per cent", "wages rose by 6%", true},
		{"years", "the mine opened in 1994", "the mine opened in 1997", true},
		{"numbers of different things", "three people died in the mine", "the mine has five shafts", false},
		{"another name in the same place", "Oldmark seized the freighter Tamsin", "Veldria seized the freighter Tamsin", true},
		{"another day", "the talks began on 6 May 2031", "the talks began on 9 May 2031", true},
	}
	for _, test := range tests {
		a := only(t, l, said("a1", "The Lantern", "News", "The ministry | said | "+test.a))
		b := only(t, l, said("b1", "Coastal Wire", "News", "The union | said | "+test.b))
		link := l.Compare(a, b)
		if got := conflict(&a, &b); (got != "") != test.forbidden {
			t.Errorf("%s: the conflict is %q, score %.2f (%s)", test.name, got, link.Score, link.Reason)
		}
		if test.forbidden && link.Verdict != No {
			t.Errorf("%s: the verdict is %s", test.name, link.Verdict)
		}
	}
}

func TestReasonsNameWordsOfTheText(t *testing.T) {
	l := newTestLinker(t)
	a := only(t, l, said("a1", "The Lantern", "News", "The ministry | said | three ferries carrying Veldria's refugees were seized near Oldmark"))
	b := only(t, l, said("b1", "Coastal Wire", "News", "The union | said | Veldria’s refugees were carried by three ferries, which Oldmark seized"))
	link := l.Compare(a, b)
	if link.Reason == "" {
		t.Fatalf("no reason: %v", link)
	}
	written := strings.FieldsFunc(a.Text+" "+b.Text, func(r rune) bool { return !unicode.IsLetter(r) })
	named, _, _ := strings.Cut(strings.TrimPrefix(link.Reason, "both speak of "), " (")
	named, figures, _ := strings.Cut(named, "; both say 3 ")
	for _, word := range append(strings.Split(named, ", "), figures) {
		if !slices.Contains(written, word) {
			t.Errorf("%q is no word of either: %s", word, link.Reason)
		}
	}
	if !strings.Contains(named, "Veldria") {
		t.Errorf("a name without its capital, or none: %s", link.Reason)
	}
}

func TestCompareIsSymmetrical(t *testing.T) {
	l := newTestLinker(t)
	var all []Features
	for _, name := range trainingSets[:2] {
		all = append(all, describeAll(l, loadStory(t, name))...)
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := rapid.SampledFrom(all).Draw(t, "a"), rapid.SampledFrom(all).Draw(t, "b")
		if ab, ba := l.Compare(a, b), l.Compare(b, a); ab != ba {
			t.Fatalf("%v\n%v", ab, ba)
		}
		if link := l.Compare(a, b); (link.Verdict == Sure || link.Verdict == Doubtful) && link.Reason == "" || link.Score < 0 || link.Score > 1 {
			t.Fatalf("a link without reason, or a strange score: %v", link)
		}
	})
}

func TestOrderDoesNotMatter(t *testing.T) {
	l := newTestLinker(t)
	features := describeAll(l, loadStory(t, trainingSets[0]))
	links := linkAll(l, features)
	want := l.Claims(features, links, nil)
	rapid.Check(t, func(t *rapid.T) {
		f := rapid.Permutation(features).Draw(t, "features")
		p := slices.Clone(rapid.Permutation(links).Draw(t, "links"))
		for i := range p {
			if rapid.Bool().Draw(t, "swap") {
				p[i].A, p[i].B = p[i].B, p[i].A
			}
		}
		if got := l.Claims(f, append(p, p[0]), nil); !reflect.DeepEqual(got, want) {
			t.Fatalf("%d claims became %d", len(want), len(got))
		}
	})
}

// claimOf finds the claim of a statement.
func claimOf(clusters []Cluster, ref hearsay.Ref) int {
	return slices.IndexFunc(clusters, func(c Cluster) bool { return slices.Contains(c.Statements, ref) })
}

func TestConstraintsWin(t *testing.T) {
	l := newTestLinker(t)
	features := describeAll(l, loadStory(t, trainingSets[0]))
	links := linkAll(l, features)
	rapid.Check(t, func(t *rapid.T) {
		pick := func() hearsay.Ref { return rapid.SampledFrom(features).Draw(t, "statement").Ref }
		var constraints []Constraint
		for range rapid.IntRange(1, 4).Draw(t, "edits") {
			constraints = append(constraints, Constraint{pick(), pick(), rapid.Bool().Draw(t, "together")})
		}
		last := constraints[len(constraints)-1]
		clusters := l.Claims(features, links, constraints)
		if together := claimOf(clusters, last.A) == claimOf(clusters, last.B); last.A != last.B && together != last.Together {
			t.Fatalf("the last edit does not hold: %v", last)
		}
		n := 0
		for _, c := range clusters {
			n += len(c.Statements)
		}
		if n != len(features) {
			t.Fatalf("%d statements are in clusters, of %d", n, len(features))
		}
	})
}

func TestUnlinkedStatementsHaveClaimsOfTheirOwn(t *testing.T) {
	l := newTestLinker(t)
	features := l.Describe(said("a", "The Lantern", "Mine", "The ministry | said | three people died in the mine", "The union | said | wages rose by 4 per cent"))
	if got := l.Claims(features, nil, nil); len(got) != 2 || got[0].Text != "Three people died in the mine" {
		t.Errorf("the claims are %v", got)
	}
	if got := l.Claims(nil, nil, nil); len(got) != 0 {
		t.Errorf("claims of nothing: %v", got)
	}
}

func TestMarshalKeepsEverything(t *testing.T) {
	l := newTestLinker(t)
	reading := said("a", "The Lantern", "Mine at Vellerin floods", "The ministry | said | at least 63 people died in the Vellerin mine",
		"[denies] Oldmark Mining | denied | it", "The mine opened in 1994 and never made money.")
	reading.Statements[0].Vector = make([]float32, 128)
	for i := range reading.Statements[0].Vector {
		reading.Statements[0].Vector[i] = float32(i%7) / 50
	}
	size := 0
	for _, f := range append(l.Describe(reading), l.Assertions(reading)...) {
		data := l.Marshal(f)
		size = max(size, len(data))
		got, err := l.Unmarshal(data)
		if err != nil {
			t.Fatal(err)
		}
		if got.Published = got.Published.In(time.UTC); l.Compare(f, got) != l.Compare(f, f) || !slices.Equal(l.Keys(f), l.Keys(got)) || got.Text != f.Text || got.Ref != f.Ref {
			t.Errorf("features came back as others:\n%+v\n%+v", f, got)
		}
		if text, clarity, err := l.Worded(data); err != nil || text != f.Text || clarity != f.Clarity {
			t.Errorf("its wording came back as %q, %v, %v", text, clarity, err)
		}
	}
	if size > 1500 {
		t.Errorf("features of a short article take %d bytes", size)
	}
	if _, err := l.Unmarshal([]byte{blobVersion + 1, 0, 0, 0, 0, 0}); !errors.Is(err, ErrStale) {
		t.Errorf("features of another version: %v", err)
	}
}

func FuzzUnmarshal(f *testing.F) {
	l := newTestLinker(f)
	for _, feat := range l.Describe(said("a", "The Lantern", "Mine", "The ministry | said | three people died in the Vellerin mine")) {
		f.Add(l.Marshal(feat))
	}
	f.Fuzz(func(_ *testing.T, data []byte) {
		if feat, err := l.Unmarshal(data); err == nil {
			l.Compare(feat, feat)
			l.Keys(feat)
		}
	})
}

func FuzzDescribe(f *testing.F) {
	l := newTestLinker(f)
	f.Add("Oldmark said: “Three died.” It denied the U.S. report of 4.1bn euros.", 0, 7, 8, 12, 15, 26)
	f.Add("", 0, 0, 0, 0, 0, 0)
	f.Add("é\n\n\xff ½ 1,000,00 twenty-one hundred %", 0, 2, 2, 4, 4, 30)
	f.Add("The port said ٣ ships and ８ crews were held.", 0, 8, 9, 13, 14, 45)
	f.Fuzz(func(t *testing.T, text string, a, b, c, d, e, g int) {
		span := func(x, y int) []hearsay.Span {
			x, y = max(0, min(x, len(text))), max(0, min(y, len(text)))
			if x >= y {
				return nil
			}
			return []hearsay.Span{{Start: x, End: y}}
		}
		r := hearsay.Reading{Article: hearsay.Article{ID: "a", Text: text, Title: text}, Statements: []hearsay.Statement{
			{ID: "1", Spans: hearsay.Attribution{Source: span(a, b), Cue: span(c, d), Content: span(e, g)}},
			{ID: "2", Spans: hearsay.Attribution{Source: span(e, g), Cue: span(a, b), Content: span(c, d)}},
		}}
		all := append(l.Describe(r), l.Assertions(r)...)
		for i := range all {
			l.Keys(all[i])
			if link := l.Compare(all[i], all[0]); link != l.Compare(all[0], all[i]) {
				t.Error("the order of two statements matters")
			}
		}
		if len(l.Claims(all[:2], nil, nil)) != 2 {
			t.Error("unlinked statements share a claim")
		}
	})
}

func TestWording(t *testing.T) {
	l := newTestLinker(t)
	tests := []struct{ source, content, want string }{
		{"Korvin Shipping", "that it had lost contact with the ship", "Korvin Shipping had lost contact with the ship"},
		{"Korvin Shipping", "its ship had sunk", "Korvin Shipping’s ship had sunk"},
		{"The ministry", "“three people died”,", "Three people died"},
		{"The ministry", "whether three people died", "Three people died"},
	}
	for _, test := range tests {
		if got := only(t, l, said("a", "The Lantern", "News", test.source+" | said | "+test.content)); got.Text != test.want {
			t.Errorf("%q became %q, not %q", test.content, got.Text, test.want)
		}
	}
}

func TestClearestContentWordsTheClaim(t *testing.T) {
	l := newTestLinker(t)
	features := l.Describe(said("a", "The Lantern", "Mine",
		"[denies] Oldmark Mining | denied | having known of any fault",
		"Two engineers | said | Oldmark Mining had known of the fault in the Vellerin shaft since March",
		"[withholds] The ministry | could not confirm | this"))
	together := []Constraint{{features[0].Ref, features[1].Ref, true}, {features[1].Ref, features[2].Ref, true}}
	got := l.Claims(features, nil, together)
	if len(got) != 1 || got[0].Wording != features[1].Ref {
		t.Errorf("the claims are %+v", got)
	}
}

func BenchmarkDescribe(b *testing.B) {
	l := newTestLinker(b)
	story := loadStory(b, trainingSets[0])
	for i := 0; b.Loop(); i++ {
		for _, f := range l.Describe(story.readings[i%len(story.readings)]) {
			l.Keys(f)
		}
	}
}

func BenchmarkCompare(b *testing.B) {
	l := newTestLinker(b)
	all := describeAll(l, loadStory(b, trainingSets[0]))
	for i := 0; b.Loop(); i++ {
		l.Compare(all[i%len(all)], all[i*7%len(all)])
	}
}

func BenchmarkUnmarshal(b *testing.B) {
	l := newTestLinker(b)
	var data [][]byte
	for _, f := range describeAll(l, loadStory(b, trainingSets[0])) {
		data = append(data, l.Marshal(f))
	}
	for i := 0; b.Loop(); i++ {
		if _, err := l.Unmarshal(data[i%len(data)]); err != nil {
			b.Fatal(err)
		}
	}
}
