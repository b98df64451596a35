package sources

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// head is the noun by which an unnamed source is called, folded with others that mean the same.
func (e *Entry) head() string { return sort(e.noun()) }

// noun is the last word of a description before a preposition or relative clause.
func (e *Entry) noun() string {
	name := fold(e.Name)
	end := len(name)
	for _, stop := range []string{" of ", " with ", " in ", " at ", " from ", " who ", " familiar", " briefed", " close ", " for ", " on ", " by ", ",", " to ", " involved", " speaking", " seen ", " dated ",
		" that ", " posted ", " representing ", " represented ", " leaked ", " reviewed ", " obtained ", " sent ", " filed ", " lodged ", " near ", " about ", " themselves", " himself", " herself", " itself"} {
		if i := strings.Index(name, stop); i > 0 {
			end = min(end, i)
		}
	}
	name = name[:end]
	if w := words(name); len(w) > 0 {
		return stem(w[len(w)-1])
	}
	return ""
}

// sort folds nouns for unnamed sources of one sort.
func sort(w string) string {
	switch w {
	case "official", "bureaucrat", "functionary", "officer", "chief", "boss":
		return "official"
	case "person", "source", "insider", "individual", "man", "woman", "other", "mole":
		return "person"
	case "employee", "worker", "staffer", "staff":
		return "worker"
	case "report", "study", "review", "inquiry":
		return "report"
	case "memo", "memorandum", "note":
		return "memo"
	case "email", "e-mail", "message", "letter":
		return "letter"
	case "record", "log", "filing", "document", "file", "paper":
		return "record"
	case "statement", "release", "notice", "communique":
		return "statement"
	case "footage", "video", "clip", "recording":
		return "video"
	default:
		return w
	}
}

// vague reports whether a noun for an unnamed source fits many.
func vague(head string) bool {
	switch head {
	case "person", "official", "worker", "", "document", "record", "report", "statement", "one", "two", "three", "several", "some", "they", "he", "she", "it", "pair", "informant", "both",
		"diplomat", "figure", "them", "those":
		return true
	default:
		return false
	}
}

const saidAlike = 3 // runs of four words that two sources are quoted with alike: six words in a row

// unnamed compares two sources without names. Each belongs to the outlet that first had it: "two officials" of two papers are two sources, unless one
// paper has from the other all that its source says.
func (p *comparison) unnamed() Decision {
	if n := overlapHashes(p.a.Said, p.b.Said); n >= saidAlike && !p.rolesClash() {
		return Decision{Same, 0.9, "are quoted with the same words"}
	}
	x, y := content(p.a.Name), content(p.b.Name)
	both := overlap(x, y)
	switch {
	case p.Rests && both > 0 && (both == len(x) || both == len(y)):
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story:
		return Decision{}
	case p.a.Kind == hearsay.Group && p.b.Kind == hearsay.Group && p.named(x, y):
		return Decision{Same, 0.75, fmt.Sprintf("%q and %q are the same many", p.a.Name, p.b.Name)}
	case p.a.Kind == hearsay.Group && p.b.Kind == hearsay.Group && p.a.head() == p.b.head() && !vague(p.a.head()) && (subset(x, y) || subset(y, x)):
		return Decision{Same, 0.6, fmt.Sprintf("%q and %q may be the same many", p.a.Name, p.b.Name)}
	case p.sameOwner():
		if p.describedAlike(x, y) {
			score := 0.6 + 0.2*float64(both)/float64(max(len(x), len(y), 1)) + 0.04*float64(min(p.Common, 3))
			return Decision{Same, score, fmt.Sprintf("%q and %q fit one source of %s", p.a.Name, p.b.Name, p.a.owner())}
		}
	case p.nothingNew() && p.describedAlike(x, y):
		return Decision{Same, 0.5, fmt.Sprintf("%q and %q fit, and the later says nothing that the other had not", p.a.Name, p.b.Name)}
	}
	return Decision{}
}

// namesOutlet reports whether a source is described by the outlet that had it: "the Courant's informant".
func namesOutlet(a, b *Entry) bool {
	outlet := telling(outletName(b.owner()))
	return a.Via == "" && len(outlet) > 0 && subset(outlet, words(a.Name))
}

const retold = 2 // claims that a source of another paper has alike, and no other

// nothingNew reports whether one of two papers may have from the other all that its source says.
func (p *comparison) nothingNew() bool { return p.Common >= retold && p.Common == p.Fewer }

// sameOwner reports whether one outlet first had both sources. An outlet that is only described may be any that published before.
func (p *comparison) sameOwner() bool {
	if outletsAlike(p.a.owner(), p.b.owner()) || namesOutlet(p.a, p.b) || namesOutlet(p.b, p.a) {
		return true
	}
	first, second := p.a, p.b
	if compareDates(first.At, second.At) > 0 {
		first, second = second, first
	}
	via := Entry{Name: second.Via, Kind: hearsay.Media}
	return second.Via != "" && first.Via == "" && via.described() && first.head() == second.head() && strings.EqualFold(first.Count, second.Count) && sameMedium(via.head(), first.Outlet)
}

// named reports whether descriptions of two groups name the same many in any paper: they share two telling words, or are the same and not vague.
func (p *comparison) named(x, y []string) bool {
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) && !vague(sort(w)) {
			n++
		}
	}
	return n > 1 && (subset(x, y) || subset(y, x) || 3*n >= 2*max(len(x), len(y)))
}

// describedAlike reports whether two descriptions within one outlet's story fit one source.
func (p *comparison) describedAlike(x, y []string) bool {
	if p.countsClash() || clash(x, y, isCountry) || p.rolesClash() {
		return false
	}
	h, g := p.a.head(), p.b.head()
	if h == g {
		return !vague(h) || len(x) <= 1 || len(y) <= 1 || overlap(x, y) > 1 || subset(x, y) || subset(y, x)
	}
	return (anybody(h) || anybody(g)) && p.a.Kind == p.b.Kind && p.a.Kind == hearsay.Anonymous
}

// anybody reports whether a noun fits every unnamed source.
func anybody(head string) bool {
	switch head {
	case "person", "one", "two", "three", "pair", "informant", "both", "them", "those", "":
		return true
	default:
		return false
	}
}

// countsClash reports whether both say how many they are, and not the same number.
func (p *comparison) countsClash() bool {
	a, b := strings.ToLower(p.a.Count), strings.ToLower(p.b.Count)
	return a != "" && b != "" && a != b && a != "several" && b != "several" && a != "some" && b != "some"
}

// outletsAlike reports whether two names of outlets, as articles give them, may be one's.
func outletsAlike(a, b string) bool {
	x, y := outletName(a), outletName(b)
	return slices.Equal(x, y) || len(telling(x)) > 0 && subset(telling(x), y) || len(telling(y)) > 0 && subset(telling(y), x) ||
		len(x) == 1 && len(x[0]) > 1 && x[0] == acronym(strings.TrimPrefix(fold(b), "the ")) || len(y) == 1 && len(y[0]) > 1 && y[0] == acronym(strings.TrimPrefix(fold(a), "the "))
}

func overlapHashes(a, b Hashes) int {
	n := 0
	for _, h := range a {
		if slices.Contains(b, h) {
			n++
		}
	}
	return n
}

// documents compares two documents.
func (p *comparison) documents() Decision {
	x, y := content(p.a.Name), content(p.b.Name)
	both, head := overlap(x, y), p.a.head()
	switch {
	case overlapHashes(p.a.Said, p.b.Said) >= saidAlike && p.story:
		return Decision{Same, 0.9, "are quoted with the same words"}
	case p.Rests && both > 0 && head == p.b.head():
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story || p.rolesClash() || head != p.b.head():
		return Decision{}
	case p.sameOwner() && (both > 1 || subset(x, y) || subset(y, x)):
		return Decision{Same, 0.7, fmt.Sprintf("%q and %q fit one document of %s", p.a.Name, p.b.Name, p.a.owner())}
	case both > 1 || p.Common > 0 || !vague(head) && p.sameOwner():
		return Decision{Same, 0.65, fmt.Sprintf("%q and %q fit one document of the story", p.a.Name, p.b.Name)}
	}
	return Decision{}
}
