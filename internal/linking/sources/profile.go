package sources

import "hearsay"

// Profile is an entry made ready for comparing it with many.
type Profile struct{ *profile }

// NewProfile makes an entry ready.
func NewProfile(e Entry) *Profile { return &Profile{newProfile(&e)} }

// Compare decides whether two sources of different articles are one, as the function of this name does.
func (p *Profile) Compare(q *Profile, known Context) Decision {
	return compare(p.profile, q.profile, known)
}

// Vague reports whether an entry by itself could mean many: a surname alone, "the minister".
func (p *Profile) Vague() bool { return p.vague }

// profile is an entry with what comparing it needs again and again.
type profile struct {
	*Entry
	words       []string // of the name
	content     []string // those that tell
	full        []string // those of a proper name, as fullName has it
	about       []string // the words of role and affiliation
	person      []string // the name of a person without titles
	outlet      []string // the name of an outlet without article
	institution []string // the words that name an institution
	proper      []string // those that do not only say what sort of institution it is
	owner       []string // the name of the outlet to which an unnamed source belongs
	noun, head  string   // of a description; folded with what means the same
	described   bool
	vague       bool
}

func newProfile(e *Entry) *profile {
	p := &profile{
		Entry: e, words: words(e.Name), content: content(e.Name), full: e.fullName(), about: e.about(),
		noun: e.noun(), described: e.described(), vague: e.vague(),
	}
	p.head = sort(p.noun)
	switch {
	case e.Kind == hearsay.Person:
		p.person = personName(e.Name)
	case e.Kind == hearsay.Media:
		p.outlet = outletName(e.Name)
	case e.institutional():
		p.institution = e.institution()
		p.proper = proper(p.institution)
	default:
		p.owner = outletName(e.owner())
	}
	return p
}
