package provenance

import (
	"cmp"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/linking/sources"
)

// History lists how a claim's status changed, in order of time; at the same time by article. The latest position of each party counts, whatever was
// said in one article counts together, and each change names the statement that caused it. Who judges, doubts or demands takes no side, but speaks of what
// is about: a claim of which nothing else is known is reported. A claim that is only asked about has no status.
func History(c Case) []hearsay.Change {
	d := open(c)
	return history(d, trace(d))
}

func history(d *docket, origins []hearsay.Origin) []hearsay.Change {
	s := &standing{docket: d, stands: map[string]stand{}}
	s.findSpring(origins)
	var changes []hearsay.Change
	var now hearsay.Status
	for lo := 0; lo < len(d.Positions); {
		hi := lo + 1
		for hi < len(d.Positions) && d.Positions[hi].Article == d.Positions[lo].Article {
			hi++
		}
		if !s.reprint(&d.Positions[lo]) {
			s.take(lo, hi)
		}
		if status := s.status(); status != "" && status != now {
			now = status
			cause := s.cause(lo, hi, status)
			changes = append(changes, hearsay.Change{Status: status, At: cause.At, Cause: cause.Ref})
		}
		lo = hi
	}
	return changes
}

// reprint reports whether an article, by its first position, is a copy of one that came before it: nobody says it anew.
func (d *docket) reprint(p *Position) bool {
	r, known := d.copyOf[p.Article]
	original, counts := d.first[r.Of]
	return known && counts && compareDates(d.Positions[original].At, p.At) <= 0
}

// bearing is what a party's latest position comes to.
type bearing int

const (
	silent    bearing = iota // asks
	speaking                 // judges, demands, doubts: speaks of it, without saying whether it is so
	affirming                // asserts
	acting                   // does or promises the act that the claim is about
	confirming
	denying
	withholding
)

// stand is where a party stands.
type stand struct {
	bearing
	named    bool    // its position was spoken by name
	former   bearing // before it last changed its mind
	position int     // the one that counts
}

type standing struct {
	*docket
	stands map[string]stand
	spring map[string]bool // the first origin, and the outlets that brought it first
	spoken bool            // somebody spoke of it, as of what others had said, or demanded it
}

// unsaid is the party of denials of which the text does not say whose they are: "which was denied". They count as much as those by name.
const unsaid = "?"

// bears tells whose position p is, and what it comes to. An act that only somebody else tells of is that teller's assertion.
func (d *docket) bears(p *Position) (string, bearing) {
	who := d.party(p.Source)
	switch p.Stance {
	case hearsay.Commits, hearsay.Urges:
		if via := d.teller(p); via != "" {
			return d.party(via), affirming
		}
		if p.Stance == hearsay.Urges {
			return who, speaking
		}
		return who, acting
	case hearsay.Asserts:
		return who, affirming
	case hearsay.Confirms:
		return who, confirming
	case hearsay.Denies:
		return cmp.Or(who, unsaid), denying
	case hearsay.Withholds:
		return who, withholding
	case hearsay.Judges, hearsay.Doubts:
		return who, speaking
	default:
		return who, silent
	}
}

// findSpring finds who can withdraw the claim: the first origin, and the outlets of the articles that rested on it at first.
func (s *standing) findSpring(origins []hearsay.Origin) {
	s.spring = map[string]bool{}
	if len(origins) == 0 {
		return
	}
	s.spring[origins[0].Source] = origins[0].Source != ""
	first := origins[0].Articles[0]
	if outlet := s.outlet(first); outlet != "" {
		s.spring[outlet] = true
	}
	for _, i := range s.within[first] {
		for _, via := range s.Positions[i].Relay {
			s.spring[via] = true
		}
		if src := s.Positions[i].Source; s.outletLike(src) && carries(s.Positions[i].Stance) {
			s.spring[src] = true
		}
	}
}

// take lets the positions of one article, [lo, hi), count.
func (s *standing) take(lo, hi int) {
	said := map[string][]int{}
	for i := lo; i < hi; i++ {
		switch who, b := s.bears(&s.Positions[i]); b {
		case silent:
		case speaking:
			s.spoken = true
		default:
			said[who] = append(said[who], i)
		}
	}
	for who, list := range said {
		s.stand(who, list)
	}
}

// stand lets a party's positions in one article count. Of several that differ, the one counts that differs from where the party stood before: the other is
// retold.
func (s *standing) stand(who string, list []int) {
	before, known := s.stands[who]
	chosen := s.choose(list, before, known)
	_, b := s.bears(&s.Positions[chosen])
	if known && b == before.former && s.retold(&s.Positions[chosen]) {
		return
	}
	changed := known && (before.bearing == denying || before.bearing == withholding)
	if b == affirming && (changed || !known && s.concerned(chosen)) {
		b = confirming
	}
	former := before.former
	if known && opposite(b, before.bearing) {
		former = before.bearing
	}
	s.stands[who] = stand{b, s.speaksByName(chosen, who), former, chosen}
}

// choose picks the position that counts among those of one party in one article.
func (s *standing) choose(list []int, before stand, known bool) int {
	best, rank := list[0], -1
	for _, i := range list {
		p := &s.Positions[i]
		_, b := s.bears(p)
		r := 0
		if !past(p) {
			r += 4
		}
		if known && opposite(b, before.bearing) {
			r += 8
		}
		if b != withholding {
			r += 2
		}
		if b == confirming || b == denying {
			r++
		}
		if s.passesOn(i) {
			r -= 4
		}
		if r > rank {
			best, rank = i, r
		}
	}
	return best
}

func opposite(a, b bearing) bool {
	return (a == denying) != (b == denying) || b == withholding && a != withholding
}

// retold reports whether a position may only repeat what the party said before it changed its mind.
func (s *standing) retold(p *Position) bool {
	return past(p) || len(p.Relay) > 0 || p.Stance == hearsay.Asserts
}

// past reports whether a position is told as a past one.
func past(p *Position) bool {
	cue := strings.ToLower(p.Cue)
	return p.Past || strings.HasPrefix(cue, "had ") || strings.Contains(cue, "previously") || strings.Contains(cue, "earlier")
}

// tally is what all the parties' positions come to.
type tally struct {
	said      bool // somebody asserts it
	named     bool // by name
	confirmed bool
	denied    bool
	withheld  bool
	retracted bool
}

// status works out the status from where everybody stands.
func (s *standing) status() hearsay.Status {
	var all tally
	for who, st := range s.stands {
		s.count(&all, who, st)
	}
	switch {
	case all.retracted:
		return hearsay.Retracted
	case all.denied && all.named:
		return hearsay.Disputed
	case all.denied:
		return hearsay.Denied
	case all.confirmed:
		return hearsay.Confirmed
	case all.withheld:
		return hearsay.Unconfirmed
	case all.said || s.spoken:
		return hearsay.Reported
	default:
		return ""
	}
}

func (s *standing) count(all *tally, who string, st stand) {
	party := st.named && s.isParty(who)
	switch st.bearing {
	case affirming, acting, confirming:
		all.said, all.named = true, all.named || st.named
		all.confirmed = all.confirmed || party && st.bearing == confirming
	case denying:
		all.denied = all.denied || st.named
		withdrawn := st.former == affirming || st.former == confirming || s.kind(who) == hearsay.Media
		all.retracted = all.retracted || s.spring[who] && withdrawn
	case withholding:
		all.withheld = all.withheld || party
	case silent, speaking:
	}
}

// byName reports whether a party speaks by name: people, offices, organisations, countries.
func (s *standing) byName(who string) bool {
	switch s.kind(who) {
	case hearsay.Person, hearsay.Office, hearsay.Organisation, hearsay.Country:
		return true
	default:
		return false
	}
}

// speaksByName reports whether position i is one by name: of somebody with a name, or of a body through somebody with one. What a body said in a document
// that the same article quotes is the document's.
func (s *standing) speaksByName(i int, who string) bool {
	p := &s.Positions[i]
	for _, j := range s.within[p.Article] {
		if q := &s.Positions[j]; q.Source != p.Source && carries(q.Stance) && carries(p.Stance) && sources.Authored(s.Sources[q.Source], s.Sources[p.Source]) {
			return false
		}
	}
	return who == unsaid || s.byName(who) || s.party(p.Source) == who && s.byName(p.Source)
}

// isParty reports whether somebody can confirm, or should know: not an independent expert.
func (s *standing) isParty(who string) bool {
	return s.kind(who) != hearsay.Person || !sources.IsExpert(s.Sources[who].Role)
}

// concerned reports whether position i is that of a body, or of who speaks for one, on a claim about itself that others had made in earlier articles.
func (s *standing) concerned(i int) bool {
	p, src := &s.Positions[i], s.Sources[s.Positions[i].Source]
	if p.Article == s.Positions[0].Article || len(p.Relay) > 0 || !institution(src.Kind) && !(src.Kind == hearsay.Person && sources.SpeaksFor(src.Role)) {
		return false
	}
	return sources.Named(src, s.Text)
}

// cause finds the position of an article, [lo, hi), that brought a status about.
func (s *standing) cause(lo, hi int, status hearsay.Status) *Position {
	wanted := map[hearsay.Status][]bearing{
		hearsay.Reported:    {affirming, acting, confirming, speaking},
		hearsay.Unconfirmed: {withholding, affirming, acting},
		hearsay.Confirmed:   {confirming, affirming, acting},
		hearsay.Denied:      {denying, affirming, acting},
		hearsay.Disputed:    {denying, confirming, affirming},
		hearsay.Retracted:   {denying},
	}[status]
	counted := map[int]bool{}
	for _, st := range s.stands {
		counted[st.position] = true
	}
	for _, strict := range []bool{true, false} {
		for _, w := range wanted {
			for i := lo; i < hi; i++ {
				if _, b := s.bears(&s.Positions[i]); b == w && (counted[i] || !strict) {
					return &s.Positions[i]
				}
			}
		}
	}
	return &s.Positions[slices.Min([]int{lo, hi - 1})]
}
