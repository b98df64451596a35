package provenance

import (
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/linking/sources"
)

// Origins works out from whom the information behind a claim ultimately comes and which articles rest on each, in order of time. Denials, doubts,
// demands and refusals are no origins. Who speaks for a body is that body; outlets and others who pass on lead to whom they had it from; an act that only
// somebody else tells of comes from the teller. Where nobody is known, the one origin has the Source "": lineage unknown, which counts as none.
func Origins(c Case) []hearsay.Origin { return trace(open(c)) }

func trace(d *docket) []hearsay.Origin {
	t := &tracing{docket: d, found: map[string]*thread{}}
	t.direct()
	t.demanded()
	t.outlets()
	t.nameless()
	return t.list()
}

// thread is an origin as it is put together.
type thread struct {
	first   int            // the earliest position that rests on it
	reasons map[string]why // by article
}

// why is the reason for which an article rests on an origin; of several, the one with the lowest rank is told.
type why struct {
	rank int
	text string
}

type tracing struct {
	*docket
	found map[string]*thread
	later []int // positions of outlets and the like
	none  []int // positions without a source
}

// rest notes that the article of position i rests on an origin.
func (t *tracing) rest(origin string, i, rank int, text string) {
	tr := t.found[origin]
	if tr == nil {
		tr = &thread{first: i, reasons: map[string]why{}}
		t.found[origin] = tr
	}
	tr.first = min(tr.first, i)
	art := t.Positions[i].Article
	if old, known := tr.reasons[art]; !known || rank < old.rank {
		tr.reasons[art] = why{rank, text}
	}
}

// direct settles the positions whose source is no outlet, and puts the others aside.
func (t *tracing) direct() {
	t.findPassers()
	for i := range t.Positions {
		p := &t.Positions[i]
		told := (p.Stance == hearsay.Urges || p.Stance == hearsay.Commits) && t.teller(p) != ""
		switch {
		case !carries(p.Stance) && !told:
		case told:
			t.rest(t.party(t.teller(p)), i, 1, t.name(t.teller(p))+" tells of it")
		case p.Source == "":
			if !speculates(p.Cue) {
				t.none = append(t.none, i)
			}
		case t.outletLike(p.Source):
			t.later = append(t.later, i)
		case t.passesOn(i):
		default:
			if from := t.passed[p.Source]; len(from) > 0 && p.Stance == hearsay.Asserts {
				for _, origin := range from {
					t.rest(origin, i, 2, t.name(p.Source)+" has it from "+t.name(origin))
				}
				continue
			}
			t.rest(t.published(t.party(p.Source)), i, 0, t.because(i))
		}
	}
}

// demanded settles a claim of which nobody says that it is so or is not: it is the demand itself, and comes from who makes it.
func (t *tracing) demanded() {
	answered := slices.ContainsFunc(t.Positions, func(p Position) bool { return p.Stance == hearsay.Denies || p.Stance == hearsay.Withholds })
	if answered || len(t.found)+len(t.later)+len(t.none) > 0 {
		return
	}
	for i := range t.Positions {
		if p := &t.Positions[i]; p.Stance == hearsay.Urges && p.Source != "" && !t.outletLike(p.Source) {
			t.rest(t.party(p.Source), i, 0, t.because(i))
		}
	}
}

// speculates reports whether a cue without a source tells of a suspicion and not of a report.
func speculates(cue string) bool {
	cue = strings.ToLower(cue)
	return slices.ContainsFunc([]string{"suspect", "blame", "suggest", "fear", "specul", "thought", "believed"}, func(w string) bool {
		return strings.Contains(cue, w)
	})
}

// published gives the document in which a body has published what it asserts, if the claim's positions have one, else the body.
func (t *tracing) published(body string) string {
	for i := range t.Positions {
		if p := &t.Positions[i]; carries(p.Stance) && sources.Authored(t.Sources[p.Source], t.Sources[body]) {
			return p.Source
		}
	}
	return body
}

// because says why a position's article rests on the position's source.
func (t *tracing) because(i int) string {
	p := &t.Positions[i]
	if c, known := t.copyOf[p.Article]; known {
		return c.Reason
	}
	if len(p.Relay) > 0 {
		names := make([]string, len(p.Relay))
		for j, via := range p.Relay {
			names[j] = t.name(via)
		}
		return "has it from " + t.name(p.Source) + " through " + strings.Join(names, ", then ")
	}
	party := t.party(p.Source)
	if t.kin[p.Source] == party || t.kin[t.body(p.Source)] == party {
		return t.name(p.Source) + " is likely " + t.name(party) + " here, or speaks for it"
	}
	if party != p.Source {
		return t.name(p.Source) + " speaks for " + t.name(party)
	}
	if first := t.firstWith(p.Source); first.Article != p.Article && t.kind(p.Source) == hearsay.Anonymous && t.outlet(first.Article) != t.outlet(p.Article) {
		return "has the same unnamed source as article " + first.Article + ", without saying so"
	}
	return "quotes " + t.name(p.Source)
}

// firstWith is the first position of a source.
func (t *tracing) firstWith(src string) *Position {
	return &t.Positions[slices.IndexFunc(t.Positions, func(p Position) bool { return p.Source == src })]
}

// passesOn reports whether the source of position i only hands on what another says in the same article.
func (d *docket) passesOn(i int) bool {
	p := &d.Positions[i]
	if p.Stance == hearsay.Commits || p.Stance == hearsay.Confirms && d.kind(p.Source) != hearsay.Anonymous {
		return false
	}
	for _, j := range d.within[p.Article] {
		q := &d.Positions[j]
		if j != i && carries(q.Stance) && q.Source != "" && d.party(q.Source) != d.party(p.Source) && slices.Contains(q.Relay, p.Source) {
			return true
		}
	}
	return false
}

// findPassers learns who passes on whom: in the first article in which such a source speaks, it does so for another.
func (t *tracing) findPassers() {
	spoke := map[string]string{}
	for i := range t.Positions {
		p := &t.Positions[i]
		if !carries(p.Stance) || p.Source == "" || t.outletLike(p.Source) {
			continue
		}
		if art, known := spoke[p.Source]; known && art != p.Article {
			continue
		}
		spoke[p.Source] = p.Article
		if !t.passesOn(i) {
			continue
		}
		for _, j := range t.within[p.Article] {
			q := &t.Positions[j]
			if carries(q.Stance) && q.Source != "" && !t.outletLike(q.Source) && slices.Contains(q.Relay, p.Source) && !t.passesOn(j) {
				t.passed[p.Source] = union(t.passed[p.Source], t.party(q.Source))
			}
		}
	}
}

// outlets settles the positions of outlets: they lead to whom the outlet had it from.
func (t *tracing) outlets() {
	var own []int
	for _, i := range t.later {
		p := &t.Positions[i]
		if t.kind(p.Source) != hearsay.Media {
			t.none = append(t.none, i)
			continue
		}
		if t.citedBeside(i) {
			continue
		}
		from, how := t.had(i)
		switch {
		case len(from) > 0:
		case sources.IsDescription(t.name(p.Source)): // "a newspaper"
			t.none = append(t.none, i)
		default:
			own = append(own, i)
		}
		for _, origin := range from {
			t.rest(origin, i, 3, how)
		}
	}
	for _, i := range own {
		t.rest(t.Positions[i].Source, i, 4, "nobody says whom "+t.name(t.Positions[i].Source)+" has it from")
	}
}

// citedBeside reports whether the same article says whom the outlet of position i has it from, or quotes others itself.
func (t *tracing) citedBeside(i int) bool {
	p := &t.Positions[i]
	for _, j := range t.within[p.Article] {
		q := &t.Positions[j]
		if j == i || !carries(q.Stance) || q.Source == "" || q.Source == p.Source {
			continue
		}
		if slices.Contains(q.Relay, p.Source) || t.outlet(p.Article) == p.Source && !t.outletLike(q.Source) {
			return true
		}
	}
	return false
}

// had lists the origins from which the outlet of position i has the claim, and says how we know: from its own article, or from others that cite it.
func (t *tracing) had(i int) (origins []string, how string) {
	p := &t.Positions[i]
	first := ""
	for j := range t.Positions {
		q := &t.Positions[j]
		if t.outlet(q.Article) == p.Source && (first == "" || first == q.Article) {
			if more := t.restingOn(q.Article); len(more) > 0 && compareDates(q.At, p.At) <= 0 {
				first, origins = q.Article, more
			}
		}
	}
	if len(origins) > 0 {
		return origins, "cites " + t.name(p.Source) + ", which has it from " + t.names(origins)
	}
	for j := range t.Positions {
		q := &t.Positions[j]
		if carries(q.Stance) && q.Source != "" && !t.outletLike(q.Source) && slices.Contains(q.Relay, p.Source) && !t.passesOn(j) {
			origins = union(origins, t.party(q.Source))
		}
	}
	return origins, "cites " + t.name(p.Source) + ", which elsewhere is said to have it from " + t.names(origins)
}

// restingOn lists the origins found so far on which an article rests, in order of time.
func (t *tracing) restingOn(article string) []string {
	var origins []string
	for origin, tr := range t.found {
		if _, rests := tr.reasons[article]; rests {
			origins = append(origins, origin)
		}
	}
	slices.SortFunc(origins, t.byFirst)
	return origins
}

func (t *tracing) names(list []string) string {
	names := make([]string, len(list))
	for i, src := range list {
		names[i] = t.name(src)
	}
	return strings.Join(names, " and ")
}

// nameless settles the positions of nobody in particular: they rest on what was the first known origin by then.
func (t *tracing) nameless() {
	for _, i := range t.none {
		p := &t.Positions[i]
		if len(t.restingOn(p.Article)) > 0 { // the article says more than that
			continue
		}
		main := ""
		for origin, tr := range t.found {
			if at := t.Positions[tr.first]; compareDates(at.At, p.At) <= 0 && (main == "" || t.byFirst(origin, main) < 0) {
				main = origin
			}
		}
		switch {
		case main != "":
			t.rest(main, i, 5, "names no source; "+t.name(main)+" was the first known")
		case p.Source != "":
			t.rest(p.Source, i, 4, t.name(p.Source)+" is all that it names")
		}
	}
}

func (t *tracing) byFirst(a, b string) int {
	if x, y := t.found[a].first, t.found[b].first; x != y {
		return x - y
	}
	return strings.Compare(a, b)
}

// list gives the origins in order of time; lineage unknown if there is none but some article has the claim.
func (t *tracing) list() []hearsay.Origin {
	var list []hearsay.Origin
	for _, id := range t.ids() {
		list = append(list, t.origin(id))
	}
	if len(list) == 0 && len(t.none) > 0 {
		unknown := hearsay.Origin{}
		for _, i := range t.none {
			if art := t.Positions[i].Article; !slices.Contains(unknown.Articles, art) {
				unknown.Articles = append(unknown.Articles, art)
				unknown.Reasons = append(unknown.Reasons, hearsay.Reason{Article: art, Text: "names no source"})
			}
		}
		list = append(list, unknown)
	}
	return list
}

func (t *tracing) origin(id string) hearsay.Origin {
	o, tr := hearsay.Origin{Source: id}, t.found[id]
	for art := range tr.reasons {
		o.Articles = append(o.Articles, art)
	}
	slices.SortFunc(o.Articles, func(a, b string) int { return t.first[a] - t.first[b] })
	for _, art := range o.Articles {
		o.Reasons = append(o.Reasons, hearsay.Reason{Article: art, Text: tr.reasons[art].text})
	}
	return o
}

func union(list []string, s string) []string {
	if slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}
