package identity

import (
	"slices"

	"hearsay"
)

// kind is what an entity is: one of the vocabulary's kinds, "" while nothing tells.
type kind = hearsay.Kind

const person = hearsay.Person

// entity is somebody or something that the article speaks of: everything that is called by one name, or an unnamed source.
type entity struct {
	tokens  []string // of its fullest name; nil if it has none
	lo, hi  int      // the tokens of the text where the fullest name, or the description, stands; -1 if nowhere
	kind    kind
	male    int // evidence for each sex
	female  int
	plural  bool
	heads   []string // nouns that it is called by: "minister", "agency"
	words   []string // what else describes it
	class   class    // of its heads
	occ     []int    // tokens where the text names it, in order
	said    []int    // mentions resolved to it, in order of the text but for those who speak of themselves
	role    string   // as the article words it
	belongs string   // its affiliation, likewise
	owner   int      // the entity it belongs to, -1 if none
	members []int    // of a joint source
	outlet  bool     // the article's own outlet
	reports bool     // is called an outlet's: "NBC's Dana Orr"
	speaks  bool     // is named in a source span
	first   int      // how often it is called by its first word alone
	last    int      // and by its last
	placed  int      // how often "in", "near" or the like stands before its name
	at      int      // where the last resolved mention stands, a token; -1 if none
	text    string   // the wording of an unnamed entity in lower case, a country's name
}

func newEntity() entity { return entity{owner: -1, at: -1, lo: -1, hi: -1} }

// place reports whether the entity seems to be a place.
func (e *entity) place() bool { return e.kind == "" && e.placed*2 > len(e.occ) }

// call adds a noun, in its canonical form, that the entity is called by.
func (e *entity) call(head string) {
	if !slices.Contains(e.heads, head) {
		e.heads = append(e.heads, head)
	}
}

// word adds a word that describes the entity.
func (e *entity) word(w string) {
	if !slices.Contains(e.words, w) {
		e.words = append(e.words, w)
	}
}

// sex is above zero for men, below for women, 0 where nothing tells.
func (e *entity) sex() int { return e.male - e.female }

// sexFit is 1 if what is known of the entity fits the mention's sex, -1 if it differs, 0 if nothing is known.
func (e *entity) sexFit(m *mention) int {
	if !m.male && !m.female || e.sex() == 0 {
		return 0
	}
	if (e.sex() > 0) == m.male {
		return 1
	}
	return -1
}

// view is how an entity stands to a mention: where it was last spoken of before and is first spoken of after.
type view struct {
	before, after int  // tokens, -1 if none
	resolved      bool // the last mention was no name
}

// look finds the entity's mentions nearest to token i.
func (e *entity) look(i int) view {
	v := view{before: -1, after: -1}
	k, here := slices.BinarySearch(e.occ, i)
	if k > 0 {
		v.before = e.occ[k-1]
	}
	if here && k+1 < len(e.occ) {
		k++
	}
	if k < len(e.occ) {
		v.after = e.occ[k]
	}
	if e.at >= 0 && e.at < i && e.at > v.before {
		v.before, v.resolved = e.at, true
	}
	return v
}

// called tells a kind by the nouns that something is called by, "" if they do not tell.
func called(c class) kind {
	switch {
	case c&outlet != 0:
		return hearsay.Media
	case c&role != 0:
		return person
	case c&office != 0:
		return hearsay.Office
	case c&organisation != 0:
		return hearsay.Organisation
	case c&document != 0:
		return hearsay.Document
	case c&group != 0:
		return hearsay.Group
	}
	return ""
}

// callable gives the class of nouns that something of a kind may be called by.
func callable(k kind) class {
	switch k {
	case hearsay.Person:
		return role
	case hearsay.Office:
		return office
	case hearsay.Organisation:
		return organisation
	case hearsay.Media:
		return outlet
	case hearsay.Document:
		return document
	case hearsay.Anonymous:
		return unnamed
	case hearsay.Group:
		return group
	}
	return 0
}
