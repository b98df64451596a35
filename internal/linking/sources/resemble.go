package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// What two sources of one claim are looked at for: whether different words may mean the same one.
const (
	rLeast     = iota // share of the fewer words of name, role and affiliation that the other has
	rMost             // share of the more
	rNameLeast        // the same of names alone
	rHead             // the nouns that describe both mean the same, or one is a role of the other
	rDescribed        // one is described and not named
	rBoth             // both are
	rVague            // the description of one fits many
	rBare             // one is called by a word that tells nothing, such as "this"
	rApart            // both have names, and none in common
	rNamed            // they have a name in common
	rCounts           // both say how many they are, and not the same number
	rVoice            // a person with a role that speaks for others, or a spokesman's office, and an institution
	rPeople           // two persons
	rUnnamed          // two unnamed sources
	rBodies           // two institutions
	rPapers           // two documents
	rFace             // an unnamed source and a person
	rOfBody           // an unnamed source and an institution
	rPaperOf          // a document and somebody
	rPress            // one is an outlet
	nResembles
)

// Resemblance is how alike two sources are that assert the same, in numbers; ResemblanceNames says which.
type Resemblance [nResembles]float64

// ResemblanceNames names the numbers of a Resemblance, in order.
func ResemblanceNames() []string {
	return []string{
		"least", "most", "name_least", "head", "described", "both_described", "vague", "bare", "names_apart", "named", "counts", "voice", "people", "unnamed",
		"bodies", "papers", "face", "of_body", "paper_of", "press",
	}
}

// Resemble compares two sources of the ledger by what they are called. The order of both does not matter.
func Resemble(a, b Looks) Resemblance {
	p, q := &a, &b
	var x Resemblance
	x[rLeast], x[rMost] = shares(p.all, q.all)
	x[rNameLeast], _ = shares(p.content, q.content)
	x[rHead] = number(p.head != "" && (p.head == q.head || slices.Contains(q.all, p.noun)) || q.head != "" && slices.Contains(p.all, q.noun))
	x[rDescribed], x[rBoth] = number(p.described != q.described), number(p.described && q.described)
	x[rVague] = number(p.vague || q.vague)
	x[rBare] = number(len(p.content) == 0 || len(q.content) == 0)
	named := overlap(p.names, q.names)
	x[rApart], x[rNamed] = number(len(p.names) > 0 && len(q.names) > 0 && named == 0), number(named > 0)
	c := comparison{a: p.profile, b: q.profile}
	x[rCounts] = number(c.countsClash() || p.single && q.Count != "" || q.single && p.Count != "")
	x[rVoice] = number(p.speaksFor(q) || q.speaksFor(p))
	x.kinds(p, q)
	return x
}

// kinds compares what sort of sources two are.
func (x *Resemblance) kinds(p, q *Looks) {
	is := func(k, l hearsay.Kind) float64 {
		return number(p.class() == k && q.class() == l || p.class() == l && q.class() == k)
	}
	x[rPeople], x[rUnnamed] = is(hearsay.Person, hearsay.Person), is(hearsay.Anonymous, hearsay.Anonymous)
	x[rBodies], x[rPapers] = is(hearsay.Organisation, hearsay.Organisation), is(hearsay.Document, hearsay.Document)
	x[rFace], x[rOfBody] = is(hearsay.Person, hearsay.Anonymous), is(hearsay.Organisation, hearsay.Anonymous)
	x[rPaperOf] = number((p.class() == hearsay.Document) != (q.class() == hearsay.Document))
	x[rPress] = number(p.class() == hearsay.Media || q.class() == hearsay.Media)
}

// Possible reports whether two sources may be one at all. What has other names, or is of other number, is not; nor are sources whose descriptions share
// nothing, unless one is hardly described or may speak for the other.
func (x *Resemblance) Possible() bool {
	switch {
	case x[rApart] > 0 && x[rVoice] == 0 && x[rFace] == 0, x[rCounts] > 0:
		return false
	case x[rVoice]+x[rBare] > 0:
		return true
	case x[rPaperOf] > 0, x[rPeople] > 0 && x[rDescribed] == 0 && x[rBoth] == 0:
		return x[rNamed] > 0
	case x[rFace] > 0:
		return x[rHead]+x[rNamed] > 0
	default:
		return x[rLeast]+x[rHead]+x[rUnnamed]*x[rVague] > 0
	}
}

// Looks is a source with what is looked at.
type Looks struct {
	*profile
	all    []string // words of name, role and affiliation
	names  []string // what is written large in them
	voice  bool     // speaks for others
	single bool     // "a", "an"
}

// Look works out once what comparing a source needs.
func Look(src hearsay.Source) Looks {
	e := Entry{Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
	e.Count = src.Unnamed.Count
	s := Looks{profile: newProfile(&e)}
	s.all = slices.Concat(s.content, s.about, content(src.Unnamed.What), content(src.Unnamed.Of))
	slices.Sort(s.all)
	s.all = slices.Compact(s.all)
	for w := range strings.FieldsSeq(strings.Join([]string{src.Name, src.Affiliation, src.Unnamed.Of}, " , ")) {
		if low := fold(w); capitalised(w) && !titleWord(low) && !in("little", low) && !in("number", low) {
			s.names = append(s.names, content(w)...)
		}
	}
	first, _, _ := strings.Cut(fold(src.Name), " ")
	s.single = first == "a" || first == "an"
	s.voice = src.Kind == hearsay.Person && SpeaksFor(src.Role) || isSpokesOffice(src.Name)
	return s
}

// speaksFor reports whether a source may speak for an institution: its role or affiliation names it, or it is called by what fits many, such as "the company".
func (s *Looks) speaksFor(body *Looks) bool {
	return s.voice && body.institutional() && (body.vague && body.described || overlap(body.content, s.all) > 0)
}

// shares is how many words of the fewer, and of the more, the other has.
func shares(x, y []string) (least, most float64) {
	n := float64(overlap(x, y))
	return n / float64(max(min(len(x), len(y)), 1)), n / float64(max(len(x), len(y), 1))
}

func number(b bool) float64 { return float64(one(b)) }
