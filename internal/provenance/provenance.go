// Package provenance works out what rests on what: which articles copy or rewrite others, from whom the information behind a claim ultimately
// comes, and how a claim's status changed. Everything in it is a pure function, and the order in which things are given does not matter.
package provenance

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/linking/sources"
)

// Position is a statement on a claim. Sources are those of the ledger.
type Position struct {
	hearsay.Ref
	At     hearsay.Date // when these words of the article were first known; the unknown date counts as later than all others
	Place  int          // where it stands in the article: a byte offset
	Source string       // "" where the text names none
	Relay  []string     // nearest to the source first
	Stance hearsay.Stance
	Past   bool   // a past position retold
	Cue    string // the words of the cue; they help to tell a past position from a present one
}

// Means is how one article rests on another.
type Means string

// How an article rests on another.
const (
	Copy    Means = "copy"    // has its text, nearly word for word
	Rewrite Means = "rewrite" // tells it in other words, without saying so
	Relay   Means = "relay"   // says that it has it from there
)

// Relation says that Article rests on the article Of.
type Relation struct {
	Article, Of string // Article.IDs
	Means       Means
	Score       float64 // 0 to 1: the share of the text or of the facts that both have
	Reason      string  // in words
}

// Case is all that bears on one claim.
type Case struct {
	Text      string                    // the claim's wording
	Positions []Position                // in any order
	Sources   map[string]hearsay.Source // of the ledger, by id: all that positions name, and those for whom they may speak
	Bodies    map[string]string         // sources.Bodies of Sources, for whoever has many cases with the same; nil if it is to be worked out
	Outlets   map[string]string         // Article.ID → the ledger's source for its outlet
	Relations []Relation                // between the articles
	Apart     map[[2]string]bool        // sources that people said are not one
}

// docket is a case put in order, with what both origins and status need.
type docket struct {
	Case
	voices map[string]string   // a source → the one for whom it speaks on this claim, beside Bodies
	first  map[string]int      // an article → the index of its first position
	within map[string][]int    // an article → its positions
	kin    map[string]string   // a source → the one that it likely is, called otherwise
	passed map[string][]string // a source → the origins of what it only passes on
	copyOf map[string]Relation // an article → the copy that it is
}

func open(c Case) *docket {
	d := arrange(c)
	if len(d.Positions) > 1 {
		d.findKin()
	}
	return d
}

// Weigh works out the origins of a claim and the history of its status, as Origins and History do, in one go.
func Weigh(c Case) ([]hearsay.Origin, []hearsay.Change) {
	d := open(c)
	origins := trace(d)
	return origins, history(d, origins)
}

// arrange puts a case in order, as yet without kin.
func arrange(c Case) *docket {
	d := &docket{
		Case: c, voices: map[string]string{}, first: map[string]int{}, kin: map[string]string{}, within: map[string][]int{}, passed: map[string][]string{},
		copyOf: bestCopies(c.Relations),
	}
	d.Positions = slices.Clone(c.Positions)
	slices.SortFunc(d.Positions, inTime)
	if d.Bodies == nil {
		d.Bodies = sources.Bodies(slices.Collect(maps.Values(c.Sources)))
	}
	for i, p := range d.Positions {
		if _, known := d.first[p.Article]; !known {
			d.first[p.Article] = i
		}
		d.within[p.Article] = append(d.within[p.Article], i)
	}
	d.findVoices()
	return d
}

// outlet is the source for the outlet whose words an article has: of a copy, the original's.
func (d *docket) outlet(article string) string {
	for range len(d.copyOf) {
		r, known := d.copyOf[article]
		if !known {
			break
		}
		article = r.Of
	}
	return d.Outlets[article]
}

// findVoices learns of more who speak for a body: where an article has an institution and its office-holder, or a statement that may be its own, say
// the same of the claim, and no other institution does. What one says of the other has a relay, and is no such thing.
func (d *docket) findVoices() {
	for i := range d.Positions {
		p := &d.Positions[i]
		src := d.Sources[p.Source]
		speaks := src.Kind == hearsay.Person && sources.SpeaksFor(src.Role) || src.Kind == hearsay.Document && sources.OwnWords(src.Name)
		if !speaks || d.body(p.Source) != "" {
			continue
		}
		if bodies := d.agreeing(p); len(bodies) == 1 {
			d.voices[p.Source] = bodies[0]
		}
	}
}

// agreeing lists the institutions that say the same as a position in the same article.
func (d *docket) agreeing(p *Position) []string {
	var bodies []string
	for _, j := range d.within[p.Article] {
		q := &d.Positions[j]
		if institution(d.kind(q.Source)) && q.Stance == p.Stance && !slices.Contains(q.Relay, p.Source) && !slices.Contains(p.Relay, q.Source) {
			bodies = union(bodies, q.Source)
		}
	}
	return bodies
}

func institution(k hearsay.Kind) bool {
	return k == hearsay.Office || k == hearsay.Organisation || k == hearsay.Country
}

// inTime orders positions by time, article and place, and what still is equal by everything else, so that the order given never matters.
func inTime(a, b Position) int {
	return cmp.Or(compareDates(a.At, b.At), strings.Compare(a.Article, b.Article), cmp.Compare(a.Place, b.Place), strings.Compare(a.Statement, b.Statement))
}

// compareDates orders dates, the unknown one last.
func compareDates(a, b hearsay.Date) int {
	unknown := func(d hearsay.Date) int {
		if d.Precision == hearsay.Unknown {
			return 1
		}
		return 0
	}
	if x := cmp.Compare(unknown(a), unknown(b)); x != 0 || unknown(a) == 1 {
		return x
	}
	return a.Time.Compare(b.Time)
}

// body is the one for whom a source speaks, "" if it speaks for itself.
func (d *docket) body(src string) string { return cmp.Or(d.Bodies[src], d.voices[src]) }

// party is for whom a source speaks: its body, or itself; by the name by which that is best known on the claim.
func (d *docket) party(src string) string {
	if body := d.body(src); body != "" {
		src = body
	}
	if kin := d.kin[src]; kin != "" {
		return kin
	}
	return src
}

func (d *docket) kind(src string) hearsay.Kind { return d.Sources[src].Kind }

// outletLike reports whether a source is an outlet, or outlets in general.
func (d *docket) outletLike(src string) bool {
	s := d.Sources[src]
	return s.Kind == hearsay.Media || s.Kind == hearsay.Group && sources.SpeaksOfPress(s.Name)
}

// carries reports whether a stance asserts the claim, or is the act that the claim is about.
func carries(s hearsay.Stance) bool {
	return s == hearsay.Asserts || s == hearsay.Confirms || s == hearsay.Commits
}

// teller is who tells of the source's act: the last relay that is no outlet, "" if there is none.
func (d *docket) teller(p *Position) string {
	for _, via := range slices.Backward(p.Relay) {
		if !d.outletLike(via) {
			return via
		}
	}
	return ""
}

// name is what to call a source in a reason.
func (d *docket) name(src string) string {
	if n := d.Sources[src].Name; n != "" {
		return n
	}
	return "an unnamed source"
}
