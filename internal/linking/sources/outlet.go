package sources

import (
	"fmt"
	"slices"
)

// outlets compares two outlets by their names.
func (p *comparison) outlets() Decision {
	if p.a.described != p.b.described {
		return p.citedOutlet()
	}
	x, y := p.a.outlet, p.b.outlet
	if len(x) == 0 || len(y) == 0 || p.a.described {
		return Decision{}
	}
	if oneOutlet(x, y) {
		return Decision{Same, 0.95, fmt.Sprintf("%s and %s are one name", p.a.Name, p.b.Name)}
	}
	short, long := p.a, p.b
	if len(x) > len(y) {
		short, long, x, y = p.b, p.a, y, x
	}
	initials := isAcronym(x, y)
	switch {
	case p.story && (subset(x, y) || initials):
		return Decision{Same, 0.8, fmt.Sprintf("%s is short for %s", short.Name, long.Name)}
	case !initials && !subset(telling(x), y) && len(telling(x)) > 0 && len(telling(y)) > 0:
		return Decision{Verdict: Different, Reason: "two outlets' names"}
	default:
		return Decision{}
	}
}

// oneOutlet reports whether two names of outlets are one: the same, or the same but that one says what sort of outlet it is.
func oneOutlet(x, y []string) bool {
	u, v := telling(x), telling(y)
	return slices.Equal(x, y) || len(u) > 0 && slices.Equal(u, v) && (len(x) == len(u) || len(y) == len(v))
}

// isAcronym reports whether a name is nothing but the initials of another.
func isAcronym(name, of []string) bool {
	if len(name) != 1 || len(name[0]) != len(of) || len(of) < 2 {
		return false
	}
	for i, w := range of {
		if w[0] != name[0][i] {
			return false
		}
	}
	return true
}

// outletsAlike reports whether two names of outlets, as articles give them, may be one's.
func outletsAlike(x, y []string) bool {
	return slices.Equal(x, y) || subset(telling(x), y) || subset(telling(y), x) || isAcronym(x, y) || isAcronym(y, x)
}

// citedOutlet compares "a newspaper" with an outlet whose own article came before and is on the same claims.
func (p *comparison) citedOutlet() Decision {
	cited, own := p.a, p.b
	if own.described {
		cited, own = own, cited
	}
	before := own.ID == "" && compareDates(own.At, cited.At) <= 0 && !outletsAlike(own.outlet, outletName(cited.Outlet))
	if !before || p.Common == 0 || !sameMedium(cited.head, own.Name) {
		return Decision{}
	}
	score := 0.4 + 0.3*float64(p.Common)/float64(max(p.Fewer, p.Common))
	return Decision{Same, score, fmt.Sprintf("%s had before what %q is cited for", own.Name, cited.Name)}
}

// sameMedium reports whether a word for an outlet may be used of one of this name.
func sameMedium(word, name string) bool {
	of := words(name)
	switch word {
	case "newspaper", "paper", "daily", "tabloid", "broadsheet", "weekly":
		return !among("onair", of) && !among("wire", of)
	case "broadcaster", "channel", "station", "network":
		return among("onair", of)
	case "agency", "wire", "newswire":
		return among("wire", of)
	default:
		return true
	}
}

// telling leaves out of an outlet's name what says only what sort of outlet it is.
func telling(name []string) []string {
	var list []string
	for _, w := range name {
		if !outletSort(w) {
			list = append(list, w)
		}
	}
	return list
}
