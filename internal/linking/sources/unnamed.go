package sources

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// noun is the last word of a description before a preposition or relative clause.
func (e *Entry) noun() string {
	name, _, _ := strings.Cut(fold(e.Name), ",")
	list := words(name)
	for {
		end := slices.IndexFunc(list[min(1, len(list)):], func(w string) bool { return in("stops", w) }) + 1
		if end > 0 && end+1 < len(list) && (list[end] == "of" || list[end] == "from") && in("part", stem(list[end-1])) {
			list = list[end+1:] // "one of the pilots", "excerpts from a log"
			continue
		}
		if end > 0 {
			list = list[:end]
		}
		break
	}
	if len(list) == 0 {
		return ""
	}
	return stem(list[len(list)-1])
}

// sort folds nouns for unnamed sources of one sort.
func sort(w string) string { return canonical("sort", w) }

// vague reports whether a noun for an unnamed source fits many.
func vague(head string) bool { return head == "" || in("vague", head) }

const saidAlike = 3 // runs of four words that two sources are quoted with alike: six words in a row

// unnamed compares two sources without names. Each belongs to the outlet that first had it: "two officials" of two papers are two sources, unless one
// paper has from the other all that its source says.
func (p *comparison) unnamed() Decision {
	x, y := p.a.content, p.b.content
	switch {
	case overlapHashes(p.a.Said, p.b.Said) >= saidAlike && !p.rolesClash():
		return Decision{Same, 0.9, "are quoted with the same words"}
	case p.Rests && (subset(x, y) || subset(y, x)):
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story:
		return Decision{}
	case p.a.Kind == hearsay.Group && p.b.Kind == hearsay.Group && p.sameMany(x, y) > 0:
		return Decision{Same, p.sameMany(x, y), fmt.Sprintf("%q and %q are the same many", p.a.Name, p.b.Name)}
	case !p.describedAlike(x, y):
		return Decision{}
	case p.sameOwner():
		score := 0.6 + 0.2*float64(overlap(x, y))/float64(max(len(x), len(y), 1)) + 0.04*float64(min(p.Common, 3))
		return Decision{Same, score, fmt.Sprintf("%q and %q fit one source of %s", p.a.Name, p.b.Name, p.a.Entry.owner())}
	case p.nothingNew():
		return Decision{Same, 0.5, fmt.Sprintf("%q and %q fit, and the later says nothing that the other had not", p.a.Name, p.b.Name)}
	default:
		return Decision{}
	}
}

// namesOutlet reports whether a source is described by the outlet that had it: "the Courant's informant".
func namesOutlet(a, b *profile) bool { return a.Via == "" && subset(telling(b.owner), a.words) }

const retold = 2 // claims that a source of another paper has alike, and no other

// nothingNew reports whether one of two papers may have from the other all that its source says.
func (p *comparison) nothingNew() bool { return p.Common >= retold && p.Common == p.Fewer }

// sameOwner reports whether one outlet first had both sources. An outlet that is only described may be any that published before.
func (p *comparison) sameOwner() bool {
	if outletsAlike(p.a.owner, p.b.owner) || namesOutlet(p.a, p.b) || namesOutlet(p.b, p.a) {
		return true
	}
	first, second := p.a, p.b
	if compareDates(first.At, second.At) > 0 {
		first, second = second, first
	}
	via := Entry{Name: second.Via, Kind: hearsay.Media}
	return first.Via == "" && second.Via != "" && via.described() && sameMedium(sort(via.noun()), first.Outlet) &&
		first.head == second.head && strings.EqualFold(first.Count, second.Count)
}

// sameMany scores descriptions of two groups that may name the same many in any paper: they share two telling words, or one is part of the other and not
// vague. It is 0 if they do not.
func (p *comparison) sameMany(x, y []string) float64 {
	part := subset(x, y) || subset(y, x)
	n := 0
	for _, w := range x {
		if slices.Contains(y, w) && !vague(sort(w)) {
			n++
		}
	}
	switch {
	case n > 1 && (part || 3*n >= 2*max(len(x), len(y))):
		return sure
	case part && p.a.head == p.b.head && !vague(p.a.head):
		return 0.6
	default:
		return 0
	}
}

// describedAlike reports whether two descriptions within one outlet's story fit one source.
func (p *comparison) describedAlike(x, y []string) bool {
	if p.countsClash() || clash(x, y, isCountry) || p.rolesClash() {
		return false
	}
	h, g := p.a.head, p.b.head
	if h == g {
		return !vague(h) || len(x) <= 1 || len(y) <= 1 || overlap(x, y) > 1 || subset(x, y) || subset(y, x)
	}
	return (anybody(h) || anybody(g)) && p.a.Kind == p.b.Kind && p.a.Kind == hearsay.Anonymous
}

// anybody reports whether a noun fits every unnamed source.
func anybody(head string) bool { return head == "" || in("anybody", head) }

// countsClash reports whether both say how many they are, and not the same number.
func (p *comparison) countsClash() bool {
	a, b := strings.ToLower(p.a.Count), strings.ToLower(p.b.Count)
	return a != "" && b != "" && a != b && a != "several" && b != "several" && a != "some" && b != "some"
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
	x, y := p.a.content, p.b.content
	both, part := overlap(x, y), subset(x, y) || subset(y, x)
	switch {
	case p.story && overlapHashes(p.a.Said, p.b.Said) >= saidAlike:
		return Decision{Same, 0.9, "are quoted with the same words"}
	case p.a.head != p.b.head:
		return Decision{}
	case p.Rests && both > 0:
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story || p.rolesClash():
		return Decision{}
	case p.sameOwner() && (both > 1 || part || !vague(p.a.head)):
		return Decision{Same, 0.7, fmt.Sprintf("%q and %q fit one document of %s", p.a.Name, p.b.Name, p.a.Entry.owner())}
	case both+2*p.Common > 1:
		return Decision{Same, 0.65, fmt.Sprintf("%q and %q fit one document of the story", p.a.Name, p.b.Name)}
	default:
		return Decision{}
	}
}
