package identity_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"
	"hearsay/internal/reader/identity"
)

// mark reads a text in which [n ...] marks a source's mention: mentions with the same number are one source's. <n ...> marks the content of mention n,
// counted from 1.
func mark(t *testing.T, marked string) (art hearsay.Article, attrs []hearsay.Attribution, want []string) {
	t.Helper()
	var b strings.Builder
	var starts []int
	var open []string
	contents := map[string]hearsay.Span{}
	for marked != "" {
		i := strings.IndexAny(marked, "[]<>")
		if i < 0 {
			b.WriteString(marked)
			break
		}
		b.WriteString(marked[:i])
		c := marked[i]
		marked = marked[i+1:]
		if c == '[' || c == '<' {
			number, rest, _ := strings.Cut(marked, " ")
			marked = rest
			starts, open = append(starts, b.Len()), append(open, number)
			continue
		}
		span, number := hearsay.Span{Start: starts[len(starts)-1], End: b.Len()}, open[len(open)-1]
		starts, open = starts[:len(starts)-1], open[:len(open)-1]
		if c == '>' {
			contents[number] = span
			continue
		}
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{span}})
		want = append(want, number)
	}
	for k := range attrs {
		if span, ok := contents[string(rune('1'+k))]; ok {
			attrs[k].Content = []hearsay.Span{span}
		}
	}
	return hearsay.Article{Text: b.String(), Outlet: "The Quayside Dispatch"}, attrs, want
}

func TestMentionsOfOneSource(t *testing.T) {
	r := identity.New()
	for _, c := range []struct{ name, text, first string }{
		{"name, surname, pronoun, role", "[1 Jonas Abelard, deputy spokesman for the Harbour Ministry], said on Monday that it was over. [1 Abelard] said so twice. " +
			"Tessa Okafor objected. [1 The spokesman] said that [1 he] was sure.", "Jonas Abelard"},
		{"sex", "[1 Mary Hallett, a farmer from Goss], said it rained. [2 Peter Dunne, her neighbour], said it did not. [1 She] said he lied.", "Mary Hallett"},
		{"a role before the name", "[1 The sports minister] said no. [1 Minister Lena Sandoval] added nothing.", "Lena Sandoval"},
		{"an outlet called by letters", "[1 Radio Vela] said so. [2 The KVN agency] denied it, and so did others. [2 KVN] gave no more.", "Radio Vela"},
		{"shares", "[1 52%] said no and [2 36 percent of voters] said yes. [3 About half (9%)] would not vote.", "52%"},
		{"a quoted description", "[1 A “senior aide”] said no. [2 Lee Marsh] said yes.", "A “senior aide”"},
		{"a bare noun before the whole", "[1 Poll]: the two are tied, according to [1 a new Lock Weekly poll]. [1 The poll] was small.", "a new Lock Weekly poll"},
		{"initials", "[1 The Coastal Safety Agency (CSA)] said so. Later [1 the CSA] said it again, and [1 the agency] repeated it.", "Coastal Safety Agency"},
		{"one of a group", "[1 Two officials familiar with the talks] said so. [1 One of them] said more. [1 The officials] asked for silence.",
			"Two officials familiar with the talks"},
		{"two of a surname", "[1 Ruth Calder] said yes. [2 Thomas Calder] said no. [1 Ms. Calder] laughed. [2 Mr. Calder] did not.", "Ruth Calder"},
		{"short form of an institution", "[1 Vantor Ocean Lines] said it would sail. [1 Vantor] said so on Friday. [1 The company] would say no more.", "Vantor Ocean Lines"},
		{"a possessive", "[1 Paul Orry] denied it. [2 His lawyer, Nadia Brill], said the same. [2 Brill] said [1 Orry’s] denial stood.", "Paul Orry"},
		{"a joint source", "[1 Adam Voss and Carla Henning] said they would go. [2 Voss] said it was late.", "Adam Voss and Carla Henning"},
		{"a country and its capital", "[1 France] said no. In the evening [1 Paris] repeated it, and [1 the French] left.", "France"},
		{"a press release", "“We keep our word.” - [1 Commissioner Greta Lind]\n\n[1 Lind] spoke in Turin.", "Greta Lind"},
		{"a live blog", "10:15 [1 Mayor Otis Crane] says the bridge is shut.\n\n10:40 [1 He] says it may open at noon, and [1 the mayor] thanks the crews.", "Otis Crane"},
		{"a name in capitals as a label", "General Amar Daoud came to our studio.\n\n[1 DAOUD]: It was cold.\n\n[1 DAOUD]: Very cold.", "Amar Daoud"},
		{"a description that no comma closes", "A letter seen by [1 the Dispatch], [2 the village council] warned the governor, said [1 the newspaper].", "The Quayside Dispatch"},
		{"the labels of an interview", "[1 Ana Ruiz] came.\n\nQ: When did you hear?\n\n[1 A]: At six.\n\nQ: From whom?\n\n[1 A]: [2 The harbour master] said it.", "Ana Ruiz"},
		{"an outlet that begins a sentence", "It is not known why. [1 Reuters] could not verify it. [1 The news agency] asked twice.", "Reuters"},
		{"an office with a title", "[1 The Prime Minister’s Office] did not reply. [2 The prime minister, Karl Weiss], was away.", "Prime Minister’s Office"},
		{"an article within a name", "[1 The militia, Kata'ib al-Furat], denied it. [2 Kata'ib al-Bahr] left, and [1 Kata'ib al-Furat] did not.", "Kata'ib al-Furat"},
		{"a relative clause", "Reporters met Ines Falk, [1 who] said it was nothing. [1 Falk] then left.", "Ines Falk"},
		{"the speaker of a quotation", "<1 “I never signed. [2 I] said so then,”> [2 Mira Sol] told the court. [2 She] sat down.", "Mira Sol"},
	} {
		art, attrs, want := mark(t, c.text)
		sources, of, _ := r.Resolve(art, attrs, nil, nil)
		used := map[string]string{}
		for i, id := range of {
			known, ok := used[want[i]]
			if ok && known != id {
				t.Errorf("%s: mention %d %q is %s, not %s", c.name, i+1, attrs[i].Source[0].In(art.Text), id, known)
			}
			for other, taken := range used {
				if !ok && taken == id {
					t.Errorf("%s: mention %d %q of source %s is taken for source %s", c.name, i+1, attrs[i].Source[0].In(art.Text), want[i], other)
				}
			}
			used[want[i]] = id
		}
		if sources[0].Name != c.first {
			t.Errorf("%s: the first source is named %q, not %q", c.name, sources[0].Name, c.first)
		}
	}
}

func TestSourceTellsWhoItIs(t *testing.T) {
	r := identity.New()
	for _, c := range []struct {
		text string
		want hearsay.Source
	}{
		{"[1 Deputy finance minister Lena Koch] said no.", hearsay.Source{Name: "Lena Koch", Kind: hearsay.Person, Role: "Deputy finance minister"}},
		{"[1 Omar Reyes, director of the Tidal Institute], said no.",
			hearsay.Source{Name: "Omar Reyes", Kind: hearsay.Person, Role: "director", Affiliation: "Tidal Institute"}},
		{"[1 The union's president, Ana Rocha], said no.", hearsay.Source{Name: "Ana Rocha", Kind: hearsay.Person, Role: "president", Affiliation: "union"}},
		{"Nobody knew. [1 U.S. Secretary of State Lena Koch] said on Tuesday that nobody would.",
			hearsay.Source{Name: "Lena Koch", Kind: hearsay.Person, Role: "Secretary of State", Affiliation: "U.S."}},
		{"Nobody knew. [1 Secretary of the Treasury Omar David Reyes] said on Tuesday that nobody would.",
			hearsay.Source{Name: "Omar David Reyes", Kind: hearsay.Person, Role: "Secretary of the Treasury"}},
		{"Nobody knew. [1 Norway’s Defence Minister Lena Koch] said on Tuesday that nobody would.",
			hearsay.Source{Name: "Lena Koch", Kind: hearsay.Person, Role: "Defence Minister", Affiliation: "Norway"}},
		{"Nobody knew. [1 The Prosecutor of Santa Rosa] said on Tuesday that nobody would.", hearsay.Source{Name: "The Prosecutor of Santa Rosa", Kind: hearsay.Person}},
		{"[1 The Ministry of Fisheries] said no.", hearsay.Source{Name: "Ministry of Fisheries", Kind: hearsay.Office}},
		{"[1 A spokesman for the governor] said no.", hearsay.Source{Name: "A spokesman for the governor", Kind: hearsay.Office}},
		{"[1 The Harbour Bank] said no.", hearsay.Source{Name: "Harbour Bank", Kind: hearsay.Organisation}},
		{"[1 Norway] said no.", hearsay.Source{Name: "Norway", Kind: hearsay.Country}},
		{"[1 The Evening Herald] reported it.", hearsay.Source{Name: "Evening Herald", Kind: hearsay.Media}},
		{"[1 A leaked memo] says no.", hearsay.Source{Name: "A leaked memo", Kind: hearsay.Document}},
		{"[1 Voters] said no.", hearsay.Source{Name: "Voters", Kind: hearsay.Group, Unnamed: hearsay.Unnamed{What: "Voters"}}},
		{"[1 This newspaper] said no.", hearsay.Source{Name: "The Quayside Dispatch", Kind: hearsay.Media}},
		{"It was, [1 we] thought, over.", hearsay.Source{Name: "The Quayside Dispatch", Kind: hearsay.Media}},
		{"[1 Two senior Treasury officials] said no, asking not to be named because the talks were private.",
			hearsay.Source{Name: "Two senior Treasury officials", Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{
				Count: "Two", What: "senior officials", Of: "Treasury", Reason: "because the talks were private"}}},
		{"[1 A person familiar with the matter], who was not authorised to speak in public, said no.",
			hearsay.Source{Name: "A person familiar with the matter, who was not authorised to speak in public", Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{
				What: "person familiar with the matter", Reason: "not authorised to speak in public"}}},
	} {
		art, attrs, _ := mark(t, c.text)
		sources, _, _ := r.Resolve(art, attrs, nil, nil)
		got := sources[0]
		want := c.want
		want.ID, want.Mentions = got.ID, got.Mentions
		if got.Name != want.Name && strings.HasPrefix(want.Name, got.Name) && got.Name != "" {
			want.Name = got.Name // the description may end before its relative clause
		}
		if got.Name != want.Name || got.Kind != want.Kind || got.Role != want.Role || got.Affiliation != want.Affiliation || got.Unnamed != want.Unnamed {
			t.Errorf("%s\n got %+v\nwant %+v", c.text, got, want)
		}
	}
}

// TestTheNetworkTellsKindsThatWordsDoNot: it does not overrule those that tell.
func TestTheNetworkTellsKindsThatWordsDoNot(t *testing.T) {
	art, attrs, _ := mark(t, "Nobody knew why. [1 Shen Yuqing] said so on Monday. Later on [2 the Harbour Bank] said so too.")
	group := []float32{-9, -9, -9, -9, -9, -9, -9, -0.1}
	for _, c := range []struct {
		kinds [][]float32
		want  [2]hearsay.Kind
	}{
		{nil, [2]hearsay.Kind{hearsay.Organisation, hearsay.Organisation}},
		{[][]float32{{-0.1, -9, -3, -9, -9, -9, -9, -9}, group}, [2]hearsay.Kind{hearsay.Person, hearsay.Organisation}},
		{[][]float32{nil, group}, [2]hearsay.Kind{hearsay.Organisation, hearsay.Organisation}},
	} {
		sources, _, _ := identity.New().Resolve(art, attrs, nil, c.kinds)
		if sources[0].Kind != c.want[0] || sources[1].Kind != c.want[1] {
			t.Errorf("by %v they are %s and %s, want %v", c.kinds, sources[0].Kind, sources[1].Kind, c.want)
		}
	}
}

// TestAnInterviewHasTwoSources: Q is the outlet, A the person interviewed.
func TestAnInterviewHasTwoSources(t *testing.T) {
	art, attrs, _ := mark(t, "The actor Diego Marin talked to us about his film.\n\n[1 Q]: Is it done?\n\n[2 A]: Nearly.\n\n[1 Q]: And then?\n\n[2 A]: We rest.")
	sources, of, _ := identity.New().Resolve(art, attrs, nil, nil)
	if len(sources) != 2 || sources[0].Kind != hearsay.Media || sources[1].Name != "Diego Marin" || of[1] != of[3] || of[0] != of[2] {
		t.Errorf("the sources are %+v, of the attributions %v", sources, of)
	}
}

// TestOtherMentionsShareTheSources: relays and addressees are resolved with the attributions' sources, in the order of the text.
func TestOtherMentionsShareTheSources(t *testing.T) {
	art := hearsay.Article{Outlet: "The Quayside Dispatch", Text: "The Evening Herald reported, citing Jan Brandt, that it sank. Brandt told the Dispatch the same. The newspaper stood by it."}
	span := func(words string) hearsay.Span {
		i := strings.LastIndex(art.Text, words)
		return hearsay.Span{Start: i, End: i + len(words)}
	}
	attrs := []hearsay.Attribution{{Source: []hearsay.Span{span("Jan Brandt")}}, {}, {Source: []hearsay.Span{span("Brandt")}}}
	more := []hearsay.Span{span("The Evening Herald"), span("the Dispatch"), {Start: 5, End: 4}}
	sources, of, ofMore := identity.New().Resolve(art, attrs, more, nil)
	if of[0] != "s2" || of[1] != "" || of[2] != "s2" {
		t.Errorf("the attributions are of %v", of)
	}
	if ofMore[0] != "s1" || ofMore[1] != "s3" || ofMore[2] != "" {
		t.Errorf("the other mentions are of %v", ofMore)
	}
	if len(sources) != 3 || sources[2].Name != art.Outlet || sources[2].Kind != hearsay.Media || len(sources[1].Mentions) != 2 {
		t.Errorf("the sources are %+v", sources)
	}
}

// FuzzResolve: whatever the text and the spans, nothing breaks and mentions lie inside the text.
func FuzzResolve(f *testing.F) {
	r := identity.New()
	for _, text := range []string{
		"Jan Brandt, head of the Harbour Union, said so. He told the Post. “I won’t,” she said.", "Q: Why?\nA: Who knows, U.S. 1.5, D-Md.)\n", "The of & and of the\xff ’s 's“”\"",
		"one of the two, members of Ministry of", "Sen. Sen. Mr. Secretary of State of", "of whom who which, that\r\n- —",
	} {
		f.Add(text, 0, 10, 5, 40)
	}
	f.Fuzz(func(t *testing.T, text string, a, b, c, d int) {
		art := hearsay.Article{Text: text, Outlet: "The Quayside Dispatch"}
		spans := []hearsay.Span{{Start: a, End: b}, {Start: c, End: d}, {Start: b, End: d}}
		attrs := []hearsay.Attribution{{Source: spans[:1], Content: spans[1:2]}, {Source: spans[1:], Content: spans[:1]}, {Content: spans}}
		for i := 0; i+12 < len(text) && i < 200; i += 7 {
			attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: i, End: i + 3 + i%9}}, Content: []hearsay.Span{{Start: i / 2, End: len(text)}}})
		}
		sources, of, ofMore := r.Resolve(art, attrs, spans, nil)
		if len(of) != len(attrs) || len(ofMore) != len(spans) {
			t.Fatalf("%d and %d ids for %d and %d mentions", len(of), len(ofMore), len(attrs), len(spans))
		}
		for _, s := range sources {
			for _, m := range s.Mentions {
				if m.Start < 0 || m.Start >= m.End || m.End > len(text) {
					t.Errorf("the mention %v of %s lies outside of %d bytes", m, s.ID, len(text))
				}
			}
			if utf8.ValidString(text) && !utf8.ValidString(s.Name) {
				t.Errorf("the name %q is cut within a character", s.Name)
			}
		}
	})
}

func BenchmarkResolve(b *testing.B) {
	r := identity.New()
	var text strings.Builder
	var attrs []hearsay.Attribution
	for range 40 { // 800 words
		start := text.Len()
		text.WriteString("Jonas Abelard, deputy spokesman for the Harbour Ministry, said on Monday that it was over. ")
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: start, End: start + 56}}})
		start = text.Len()
		text.WriteString("He told the newspaper so.\n\n")
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: start, End: start + 2}}})
	}
	art := hearsay.Article{Text: text.String()}
	for b.Loop() {
		r.Resolve(art, attrs, nil, nil)
	}
}
