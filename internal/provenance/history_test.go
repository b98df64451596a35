package provenance_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/provenance"
)

// sourceOf makes a source of a test: "ministry:office", "ida:person:minister:Norland".
func sourceOf(spec string) hearsay.Source {
	parts := append(strings.Split(spec, ":"), "", "", "")
	return hearsay.Source{ID: parts[0], Name: parts[0], Kind: hearsay.Kind(parts[1]), Role: parts[2], Affiliation: parts[3]}
}

// caseOf makes a case of lines such as "3 ida denies" or "3 ida asserts via post: had said", which stand for positions in article a3, published on the third
// day. The source "-" is none.
func caseOf(t *testing.T, specs []string, lines ...string) provenance.Case {
	t.Helper()
	c := provenance.Case{Sources: map[string]hearsay.Source{}, Outlets: map[string]string{}}
	for _, spec := range specs {
		src := sourceOf(spec)
		c.Sources[src.ID] = src
	}
	for i, line := range lines {
		line, cue, _ := strings.Cut(line, ": ")
		f := strings.Fields(line)
		if f[1] == "of" { // "3 of post": the outlet of article 3
			c.Outlets["a"+f[0]] = f[2]
			continue
		}
		var day int
		if _, err := fmt.Sscan(f[0], &day); err != nil {
			t.Fatal(err)
		}
		p := provenance.Position{Ref: hearsay.Ref{Article: "a" + f[0], Statement: fmt.Sprint("n", i)}, At: dayOf(day), Place: i, Source: f[1], Stance: hearsay.Stance(f[2]), Cue: cue}
		if p.Source == "-" {
			p.Source = ""
		}
		if len(f) > 4 {
			p.Relay = f[4:]
		}
		c.Positions = append(c.Positions, p)
	}
	return c
}

func dayOf(n int) hearsay.Date {
	return hearsay.Date{Time: time.Date(2031, 5, n, 6, 0, 0, 0, time.UTC), Precision: hearsay.Second}
}

func TestHistory(t *testing.T) {
	specs := []string{
		"ida:person:harbour minister:Norland", "Norland:country", "yard:organisation", "kurt:person:chief executive:yard", "coastguard:office", "officials:anonymous",
		"clerk:anonymous", "report:document", "post:outlet", "gazette:outlet", "expert:person:professor", "eva:person:welder", "statement:document::yard", "lawyer:person:lawyer",
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"The Post has it from officials.", []string{"1 officials asserts"}, "1 reported"},
		{"A claim that is only asked about has no status.", []string{"1 ida asks"}, ""},
		{"Opinions and demands are about what is reported.", []string{"1 ida judges", "2 eva urges"}, "1 reported"},
		{"They take no side.", []string{"1 eva urges", "2 ida denies", "3 expert doubts"}, "1 reported 2 denied"},
		{"Somebody tells it, the ministry cannot confirm it.", []string{"1 clerk asserts", "2 coastguard withholds"}, "1 reported 2 unconfirmed"},
		{"Both in one article.", []string{"1 clerk asserts", "1 coastguard withholds"}, "1 unconfirmed"},
		{"An expert who cannot say changes nothing.", []string{"1 clerk asserts", "2 expert withholds"}, "1 reported"},
		{"A newspaper that could not verify it changes nothing.", []string{"1 clerk asserts", "2 gazette withholds"}, "1 reported"},
		{"The yard confirms.", []string{"1 clerk asserts", "2 kurt confirms"}, "1 reported 2 confirmed"},
		{"An expert alone does not confirm.", []string{"1 clerk asserts", "2 expert confirms"}, "1 reported"},
		{"Nor does an unnamed official.", []string{"1 clerk asserts", "2 officials confirms"}, "1 reported"},
		{"An unnamed source against a denial: denied.", []string{"1 clerk asserts", "2 yard denies"}, "1 reported 2 denied"},
		{"A document against a denial: denied.", []string{"1 report asserts", "2 yard denies"}, "1 reported 2 denied"},
		{"A named witness against a denial: disputed.", []string{"1 eva asserts", "2 yard denies"}, "1 reported 2 disputed"},
		{"The yard confirms, the minister denies.", []string{"1 kurt confirms", "2 ida denies"}, "1 confirmed 2 disputed"},
		{"A document's contradiction does not deny.", []string{"1 clerk asserts", "2 report denies"}, "1 reported"},
		{"Who denied it or could not say, and now says so, confirms.", []string{"1 clerk asserts", "2 yard denies", "3 kurt asserts", "4 coastguard withholds", "5 coastguard asserts"}, "1 reported 2 denied 3 confirmed"},
		{"The denial is given up.", []string{"1 clerk asserts", "2 yard denies", "3 kurt confirms"}, "1 reported 2 denied 3 confirmed"},
		{"The same, and the article recalls the denial.", []string{"1 clerk asserts", "2 yard denies", "3 yard denies: had denied", "3 kurt confirms: admitted"}, "1 reported 2 denied 3 confirmed"},
		{"A paper recalls the old denial after the confirmation.", []string{"1 clerk asserts", "2 yard denies", "3 yard confirms", "4 yard denies: had denied"}, "1 reported 2 denied 3 confirmed"},
		{"The origin withdraws it.", []string{"1 eva asserts", "2 eva denies: withdrew", "2 eva asserts: claim"}, "1 reported 2 retracted"},
		{"The paper that had it takes it back.", []string{"1 of post", "1 clerk asserts", "2 post denies: has retracted"}, "1 reported 2 retracted"},
		{"A promise that is given up is denied, not retracted.", []string{"1 yard commits", "2 yard denies"}, "1 reported 2 denied"},
		{"Who speaks for the yard is the yard.", []string{"1 kurt asserts", "2 yard denies"}, "1 reported 2 retracted"},
		{"The yard's own statement is the yard's word.", []string{"1 clerk asserts", "2 statement confirms"}, "1 reported 2 confirmed"},
		{"A threat that only a clerk tells of is the clerk's.", []string{"1 yard commits via clerk", "2 yard denies"}, "1 reported 2 denied"},
		{"A lawyer passes on her client's denial.", []string{"1 officials asserts", "2 eva denies via lawyer"}, "1 reported 2 denied"},
		{"A retelling of the old claim does not undo a retraction.", []string{"1 eva asserts", "2 eva denies", "3 eva asserts via post"}, "1 reported 2 retracted"},
		{"Somebody denied it, of whom no more is said.", []string{"1 clerk asserts", "2 - denies: was denied", "3 - asserts: reportedly"}, "1 reported 2 denied"},
		{"Nobody known says so, and it counts.", []string{"1 - asserts: reportedly"}, "1 reported"},
	} {
		var got []string
		for _, ch := range provenance.History(caseOf(t, specs, c.lines...)) {
			got = append(got, strings.TrimPrefix(ch.Cause.Article, "a")+" "+string(ch.Status))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s\n  is %q, not %q", c.name, s, c.want)
		}
	}
}

func TestWhoIsConcernedConfirms(t *testing.T) {
	specs := []string{"clerk:anonymous", "yard:organisation", "mill:organisation", "kurt:person:spokesman:yard", "eva:person:welder:yard"}
	for _, c := range []struct {
		name  string
		lines []string
		want  hearsay.Status
	}{
		{"The yard says itself what a clerk had said of it.", []string{"1 clerk asserts", "2 yard asserts"}, hearsay.Confirmed},
		{"So does its spokesman.", []string{"1 clerk asserts", "2 kurt asserts"}, hearsay.Confirmed},
		{"A welder does not speak for it.", []string{"1 clerk asserts", "2 eva asserts"}, hearsay.Reported},
		{"The mill is another.", []string{"1 clerk asserts", "2 mill asserts"}, hearsay.Reported},
		{"The yard only tells of it first.", []string{"1 yard asserts", "2 clerk asserts"}, hearsay.Reported},
		{"A clerk says that it does.", []string{"1 clerk asserts", "2 yard asserts via clerk"}, hearsay.Reported},
	} {
		k := caseOf(t, specs, c.lines...)
		k.Text = "The yard has sold its last ship"
		history := provenance.History(k)
		if last := history[len(history)-1]; last.Status != c.want {
			t.Errorf("%s It is %s, not %s", c.name, last.Status, c.want)
		}
	}
}

func TestReprintIsNoNewPosition(t *testing.T) {
	c := caseOf(t, []string{"clerk:anonymous", "yard:organisation"}, "1 clerk asserts", "2 yard denies", "3 yard confirms", "4 yard denies")
	c.Relations = []provenance.Relation{{Article: "a4", Of: "a2", Means: provenance.Copy, Score: 0.9}}
	history := provenance.History(c)
	if last := history[len(history)-1]; last.Status != hearsay.Confirmed || last.Cause.Article != "a3" {
		t.Errorf("a reprint of the old denial made it %+v", last)
	}
}

func TestCauseIsTheDecidingStatement(t *testing.T) {
	c := caseOf(t, []string{"clerk:anonymous", "yard:organisation", "eva:person"}, "1 clerk asserts", "2 eva judges", "2 clerk asserts", "2 yard denies", "2 eva asks")
	history := provenance.History(c)
	if len(history) != 2 || history[1].Cause.Statement != "n3" || history[1].At != dayOf(2) {
		t.Errorf("the yard's denial (n3, day 2) brought the second change about, not %+v", history)
	}
}

func TestOrigins(t *testing.T) {
	specs := []string{
		"officials:anonymous", "post:outlet", "gazette:outlet", "courier:outlet", "kurt:person:chief executive:yard", "yard:organisation", "eva:person:welder", "ida:person:lawyer",
		"press:group", "letter:document::yard", "log:document::yard", "advisory:document::coastguard", "coastguard:office",
	}
	for _, c := range []struct {
		name  string
		lines []string
		want  string
	}{
		{"one source", []string{"1 officials asserts"}, "officials 1"},
		{"a paper that cites another adds nothing", []string{"1 of post", "1 officials asserts", "2 of gazette", "2 post asserts", "2 officials asserts via post"}, "officials 1 2"},
		{"even if it does not say whom that has it from", []string{"1 of post", "1 officials asserts", "2 of gazette", "2 post asserts"}, "officials 1 2"},
		{"whatever was read first", []string{"2 of gazette", "2 post asserts", "1 officials asserts", "1 of post"}, "officials 1 2"},
		{"an outlet that is known only from others", []string{"1 officials asserts via post", "2 post asserts"}, "officials 1 2"},
		{"an outlet of which nobody says whom it has it from", []string{"1 post asserts"}, "post 1"},
		{"who speaks for the yard is the yard", []string{"1 kurt asserts", "2 yard confirms", "3 letter asserts"}, "yard 1 2 3"},
		{"a leaked log is not the yard's word", []string{"1 log asserts", "2 yard confirms"}, "log 1 yard 2"},
		{"a published advisory is its body's word", []string{"1 advisory asserts", "2 coastguard asserts"}, "advisory 1 2"},
		{"denials, doubts, demands and refusals are none", []string{"1 eva denies", "1 kurt doubts", "2 ida urges", "2 coastguard withholds"}, ""},
		{"unless that is all there is", []string{"1 eva urges", "2 of gazette", "2 eva urges via post", "3 ida judges"}, "eva 1 2"},
		{"an act that only another tells of", []string{"1 yard commits via officials", "2 yard commits via officials post"}, "officials 1 2"},
		{"an act that its author announces", []string{"1 yard commits"}, "yard 1"},
		{"who passes on is no origin", []string{"1 ida asserts", "1 eva asserts via ida", "2 ida asserts"}, "eva 1 2"},
		{"two witnesses are two", []string{"1 eva asserts", "2 officials asserts"}, "eva 1 officials 2"},
		{"nobody in particular rests on the first known", []string{"1 eva asserts", "2 - asserts: reports", "3 press asserts"}, "eva 1 2 3"},
		{"a suspicion rests on nobody", []string{"1 eva asserts", "2 - asserts: suspected"}, "eva 1"},
		{"lineage unknown", []string{"1 - asserts: reportedly"}, "? 1"},
	} {
		var got []string
		for _, o := range provenance.Origins(caseOf(t, specs, c.lines...)) {
			name := o.Source
			if name == "" {
				name = "?"
			}
			got = append(got, name)
			for i, art := range o.Articles {
				got = append(got, strings.TrimPrefix(art, "a"))
				if o.Reasons[i].Article != art || o.Reasons[i].Text == "" {
					t.Errorf("%s: the reason for %s is %+v", c.name, art, o.Reasons[i])
				}
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: is %q, not %q", c.name, s, c.want)
		}
	}
}

func TestChainAddsTheWire(t *testing.T) {
	relations := []provenance.Relation{{Article: "a2", Of: "a1", Means: provenance.Copy, Score: 0.9}, {Article: "a3", Of: "a1", Means: provenance.Rewrite, Score: 0.9}}
	outlets := map[string]string{"a1": "wire", "a2": "courier", "a3": "gazette"}
	for _, c := range []struct{ source, relay, article, want string }{
		{"eva", "post", "a2", "post wire"}, {"wire", "", "a2", ""}, {"eva", "wire", "a2", "wire"}, {"eva", "", "a1", ""}, {"eva", "post", "a3", "post"},
	} {
		if got := strings.Join(provenance.Chain(c.source, strings.Fields(c.relay), c.article, relations, outlets), " "); got != c.want {
			t.Errorf("%+v: is %q", c, got)
		}
	}
}

func TestRelays(t *testing.T) {
	specs := []string{"officials:anonymous", "post:outlet", "gazette:outlet", "courier:outlet"}
	c := caseOf(t, specs, "1 of post", "2 of gazette", "3 of courier", "1 officials asserts", "2 officials asserts via post", "3 gazette asserts", "3 officials asserts via post gazette", "3 officials denies via post")
	var got []string
	for _, r := range provenance.Relays(c) {
		got = append(got, r.Article+" "+string(r.Means)+" "+r.Of+" "+r.Reason)
	}
	if s := strings.Join(got, "; "); s != "a2 relay a1 cites post; a3 relay a1 cites post; a3 relay a2 cites gazette" {
		t.Errorf("the relays are %s", s)
	}
}
