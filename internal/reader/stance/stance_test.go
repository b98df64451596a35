package stance

import (
	"testing"

	"hearsay"
)

func TestDecide(t *testing.T) {
	cases := []struct {
		want hearsay.Stance
		in   string
	}{
		{hearsay.Asserts, "{s1|The harbour master} {q1|said} {c1|the ferry had left at noon}."},
		{hearsay.Asserts, "{c1|The bridge is safe}, {q1|according to} {s1|an engineer}."},
		{hearsay.Asserts, "{s1|The union} {q1|accused} the firm {c1|of hiding the figures}."},
		{hearsay.Asserts, "{s1|The survey} {q1|found} {c1|that four in ten had moved}."},
		{hearsay.Asserts, "{s1|She} {q1|believes} {c1|the vote was held in May}."},
		{hearsay.Confirms, "{s1|The airline} {q1|confirmed} {c1|that the pilot had been ill}."},
		{hearsay.Confirms, "{s1|He} {q1|admitted} {c1|that the letter was his}."},
		{hearsay.Confirms, "{s1|The bank} {q1|acknowledged} {c1|the outage}."},
		{hearsay.Confirms, "{c1|“Yes, it is true,”} {s1|she} {q1|said}."},
		{hearsay.Denies, "{s1|The mayor} {q1|denied} {c1|taking money}."},
		{hearsay.Denies, "{s1|The club} {q1|dismissed} {c1|the report as fiction}."},
		{hearsay.Denies, "{s1|She} {q1|called} {c1|the story a lie}."},
		{hearsay.Denies, "{s1|He} {q1|refused to acknowledge} {c1|that the wall had cracked}."},
		{hearsay.Denies, "{s1|The editor} {q1|retracted} {c1|the claim}."},
		{hearsay.Doubts, "{s1|The judge} {q1|doubted} {c1|that the photograph was recent}."},
		{hearsay.Doubts, "{s1|Analysts} {q1|are sceptical} {c1|that the mine can reopen}."},
		{hearsay.Doubts, "{s1|The senator} {q1|cast doubt on} {c1|the timetable}."},
		{hearsay.Withholds, "{s1|The ministry} {q1|declined} {c1|to comment}."},
		{hearsay.Withholds, "{s1|A spokeswoman} {q1|would not say} {c1|whether the talks go on}."},
		{hearsay.Withholds, "{s1|The embassy} {q1|could not confirm} {c1|the number}."},
		{hearsay.Withholds, "{s1|The firm} {q1|did not respond} {c1|to a request for comment}."},
		{hearsay.Withholds, "{s1|The police} would {q1|neither confirm nor deny} {c1|the arrest}."},
		{hearsay.Withholds, "{s1|Neither bank} {q1|would comment}."},
		{hearsay.Withholds, "{s1|The coast guard} {q1|said} {c1|it was unable to confirm the sinking}."},
		{hearsay.Withholds, "{s1|The council} {q1|said} {c1|no decision had been made}."},
		{hearsay.Judges, "{s1|The bishop} {q1|praised} {c1|the volunteers}."},
		{hearsay.Judges, "{s1|Farmers} {q1|are worried about} {c1|the drought}."},
		{hearsay.Judges, "{s1|The party} {q1|opposes} {c1|the tunnel}."},
		{hearsay.Judges, "{s1|She} {q1|said} {c1|it was outrageous}."},
		{hearsay.Judges, "{s1|He} {q1|apologised} {c1|to the families}."},
		{hearsay.Commits, "{s1|The minister} {q1|vowed} {c1|to rebuild the school}."},
		{hearsay.Commits, "{s1|The company} {q1|threatened} {c1|to sue}."},
		{hearsay.Commits, "{s1|He} {q1|refused} {c1|to resign}."},
		{hearsay.Commits, "{s1|She} {q1|refused} {c1|to take the oath}."},
		{hearsay.Commits, "{s1|The airline} {q1|plans} {c1|to fly there twice a week}."},
		{hearsay.Commits, "{s1|She} {q1|said} {c1|she would veto the law if it passed}."},
		{hearsay.Urges, "{s1|Nurses} {q1|called on} the clinic {c1|to hire more staff}."},
		{hearsay.Urges, "{s1|The coach} {q1|demanded} {c1|an inquiry}."},
		{hearsay.Urges, "{s1|She} {q1|told} them {c1|to leave at once}."},
		{hearsay.Urges, "{s1|He} {q1|said} {c1|the council should close the road}."},
		{hearsay.Urges, "{c1|“Let them publish the list,”} {s1|she} {q1|said}."},
		{hearsay.Asks, "{s1|A reader} {q1|asked} {c1|whether the lake was clean}."},
		{hearsay.Asks, "{s1|The lawyer} {q1|wondered} {c1|why nobody had called}."},
		{hearsay.Asks, "{s1|He} {q1|asked}: {c1|“Who signed it?”}"},
	}
	rules := New()
	for _, c := range cases {
		text, attrs := marked(t, c.in)
		got, why := rules.Decide(text, attrs[0], nil)
		if got != c.want {
			t.Errorf("%s\ngot %s by %q, want %s", text, got, words(text, why), c.want)
		}
		if len(why) == 0 {
			t.Errorf("%s\nno words decided it", text)
		}
	}
}

func TestDecideTellsWhy(t *testing.T) {
	cases := []struct{ in, want string }{
		{"{s1|The mayor} {q1|flatly denied} {c1|it}.", "denied"},
		{"{s1|The ministry} {q1|declined} {c1|to comment}.", "declined to comment"},
		{"{s1|She} {q1|said} {c1|it rained}.", "said"},
		{"{s1|HALVORSEN}: {c1|It rained.}", "It rained."},
	}
	rules := New()
	for _, c := range cases {
		text, attrs := marked(t, c.in)
		if _, why := rules.Decide(text, attrs[0], nil); words(text, why) != c.want {
			t.Errorf("%s\ndecided by %q, want %q", text, words(text, why), c.want)
		}
	}
}

func TestNetworkYieldsToSureCuesOnly(t *testing.T) {
	rules := New()
	sure, attrs := marked(t, "{s1|The mayor} {q1|denied} {c1|it}.")
	asserts := []float32{-0.01, -9, -9, -9, -9, -9, -9, -9, -9}
	if got, _ := rules.Decide(sure, attrs[0], asserts); got != hearsay.Denies {
		t.Errorf("the network overruled “denied”: %s", got)
	}
	open, attrs := marked(t, "{s1|The mayor} {q1|said} {c1|the market closes at five}.")
	judges := []float32{-9, -9, -9, -9, -9, -0.01, -9, -9, -9}
	if got, _ := rules.Decide(open, attrs[0], judges); got != hearsay.Judges {
		t.Errorf("the table overruled the network without a cue: %s", got)
	}
	if got, _ := rules.Decide(open, attrs[0], judges[:3]); got != hearsay.Asserts {
		t.Errorf("scores of the wrong length were used: %s", got)
	}
}

func TestDecideNothing(t *testing.T) {
	got, why := New().Decide("", hearsay.Attribution{}, nil)
	if got != hearsay.Asserts || len(why) != 0 {
		t.Errorf("%s by %v", got, why)
	}
}

func TestTableIsSound(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range New().rows {
		if len(row.pattern) == 0 || row.pattern[0].gap > 0 || row.pattern[len(row.pattern)-1].gap > 0 {
			t.Errorf("a pattern of %s is empty or begins or ends with a gap: %s", row.stance, row.patterns)
		}
		for _, e := range row.pattern {
			for w := range e.words {
				if w == "" || w == "{" {
					t.Errorf("an empty word in a pattern of %s: %s", row.stance, row.patterns)
				}
				seen[w] = true
			}
			if e.gap == 0 && e.ending == "" && len(e.words) == 0 {
				t.Errorf("an element of a pattern of %s has no words: %s", row.stance, row.patterns)
			}
		}
	}
	for _, w := range []string{"denies", "denied", "denying", "withdrew", "committed", "rebutted", speaker, condition} {
		if !seen[w] {
			t.Errorf("the table lacks %q", w)
		}
	}
}

func BenchmarkDecide(b *testing.B) {
	rules := New()
	text := "The ministry said it would not comment on the report until the inquiry, which began in May, had ended, and asked everybody to be patient."
	a := hearsay.Attribution{Source: []hearsay.Span{{Start: 0, End: 12}}, Cue: []hearsay.Span{{Start: 13, End: 17}}, Content: []hearsay.Span{{Start: 18, End: len(text) - 1}}}
	for b.Loop() {
		rules.Decide(text, a, nil)
	}
}
