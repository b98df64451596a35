package sources

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// head is the noun by which an unnamed source is called: the last word before a preposition or relative clause, folded with others that mean the same.
func (e *Entry) head() string {
	name := fold(e.Name)
	for _, stop := range []string{" of ", " with ", " in ", " at ", " from ", " who ", " familiar", " briefed", " close ", " for ", " on ", " by ", ",", " to ", " close", " involved", " speaking", " seen ", " dated ", " that ", " posted ", " representing ", " represented "} {
		if i := strings.Index(name, stop); i > 0 {
			name = name[:i]
		}
	}
	w := words(name)
	if len(w) == 0 {
		return ""
	}
	return sort(stem(w[len(w)-1]))
}

// sort folds nouns for unnamed sources of one sort.
func sort(w string) string {
	switch w {
	case "official", "bureaucrat", "functionary", "officer":
		return "official"
	case "person", "source", "insider", "individual", "man", "woman", "other":
		return "person"
	case "employee", "worker", "staffer", "staff":
		return "worker"
	case "report", "study", "review", "audit", "inquiry":
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
	case "person", "official", "worker", "", "document", "record", "report", "statement", "one", "two", "three", "several", "some", "they", "he", "she", "it", "pair":
		return true
	default:
		return false
	}
}

const saidAlike = 3 // runs of four words that two sources are quoted with alike: six words in a row

// unnamed compares two sources without names. Each belongs to the outlet that first had it: "two officials" of two papers are two sources.
func (p *comparison) unnamed() Decision {
	if n := overlapHashes(p.a.Said, p.b.Said); n >= saidAlike && !p.rolesClash() {
		return Decision{Same, 0.9, "are quoted with the same words"}
	}
	same := outletsAlike(p.a.owner(), p.b.owner())
	x, y := content(p.a.Name), content(p.b.Name)
	both := overlap(x, y)
	switch {
	case p.rests && both > 0 && (both == len(x) || both == len(y)):
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story:
		return Decision{}
	case p.a.Kind == hearsay.Group && p.b.Kind == hearsay.Group && p.named(x, y):
		return Decision{Same, 0.75, fmt.Sprintf("%q and %q are the same many", p.a.Name, p.b.Name)}
	case !same:
		return Decision{Verdict: Different, Reason: fmt.Sprintf("%s and %s each had their own", p.a.owner(), p.b.owner())}
	case p.describedAlike(x, y):
		score := 0.6 + 0.2*float64(both)/float64(max(len(x), len(y), 1))
		return Decision{Same, score, fmt.Sprintf("%q and %q fit one source of %s", p.a.Name, p.b.Name, p.a.owner())}
	}
	return Decision{}
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
	if p.countsClash() || p.countriesClash(x, y) || p.rolesClash() {
		return false
	}
	h, g := p.a.head(), p.b.head()
	if h == g {
		return !vague(h) || len(x) <= 1 || len(y) <= 1 || overlap(x, y) > 1 || subset(x, y) || subset(y, x)
	}
	return h == "person" && slices.Contains(y, stem(g)) && overlap(x, y) > 0 || g == "person" && overlap(x, y) > 0
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
	both := overlap(x, y)
	same := outletsAlike(p.a.owner(), p.b.owner())
	switch {
	case overlapHashes(p.a.Said, p.b.Said) >= saidAlike && p.story:
		return Decision{Same, 0.9, "are quoted with the same words"}
	case p.rests && both > 0 && p.a.head() == p.b.head():
		return Decision{Same, 0.93, "one article rests on the other and calls it the same"}
	case !p.story || p.rolesClash() || p.a.head() != p.b.head():
		return Decision{}
	case same && (both > 1 || subset(x, y) || subset(y, x)):
		return Decision{Same, 0.7, fmt.Sprintf("%q and %q fit one document of %s", p.a.Name, p.b.Name, p.a.owner())}
	case both > 1:
		return Decision{Same, 0.65, fmt.Sprintf("%q and %q fit one document of the story", p.a.Name, p.b.Name)}
	}
	return Decision{}
}
