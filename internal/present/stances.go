package present

import (
	"fmt"
	"strings"

	"hearsay"
)

// family is a set of stances that share a colour; it is also their class in a page.
type family string

// The families, in the order of the legends. Stances that are not known belong to none.
const (
	none      family = ""
	affirming family = "affirm"
	rejecting family = "reject"
	silence   family = "withhold"
	judging   family = "judge"
	acting    family = "act"
)

// families lists every family that has stances.
func families() []family { return []family{affirming, rejecting, silence, judging, acting} }

// Legend is the class of a family in a page, and the stances that it is for.
type Legend struct{ Class, Stances string }

// Families lists the families of stances that share a colour in a page.
func Families() []Legend {
	var all []Legend
	for _, f := range families() {
		all = append(all, Legend{string(f), f.List()})
	}
	return all
}

func familyOf(s hearsay.Stance) family {
	switch s {
	case hearsay.Asserts, hearsay.Confirms:
		return affirming
	case hearsay.Denies, hearsay.Doubts:
		return rejecting
	case hearsay.Withholds:
		return silence
	case hearsay.Judges:
		return judging
	case hearsay.Commits, hearsay.Urges, hearsay.Asks:
		return acting
	}
	return none
}

// stances lists the members of a family, in the order of the glossary.
func (f family) stances() []hearsay.Stance {
	var members []hearsay.Stance
	for _, s := range hearsay.Stances() {
		if familyOf(s) == f {
			members = append(members, s)
		}
	}
	return members
}

// List names the members of a family: "asserts, confirms".
func (f family) List() string {
	var names []string
	for _, s := range f.stances() {
		names = append(names, string(s))
	}
	return strings.Join(names, ", ")
}

// count is how many statements have a stance; with stance "", how many have none that is known.
type count struct {
	n      int
	stance hearsay.Stance
}

// String is the count in words: "3 asserts", or "3 statements" of no known stance.
func (c count) String() string {
	if c.stance == "" {
		return plural(c.n, "statement")
	}
	return fmt.Sprintf("%d %s", c.n, c.stance)
}

// Family is the stance's.
func (c count) Family() family { return familyOf(c.stance) }

// countStances counts statements by stance, in the order of the glossary; those of no known stance come last.
func countStances(stmts []entry) []count {
	seen := map[hearsay.Stance]int{}
	for _, e := range stmts {
		seen[e.stance]++
	}
	var counts []count
	unknown := len(stmts)
	for _, s := range hearsay.Stances() {
		if seen[s] > 0 {
			counts = append(counts, count{seen[s], s})
			unknown -= seen[s]
		}
	}
	if unknown > 0 {
		counts = append(counts, count{unknown, ""})
	}
	return counts
}
