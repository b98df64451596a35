package circumstance

import (
	"strings"

	"hearsay"
)

// polled finds the poll through which a share of those asked speaks in saying i, "46 percent", which the article has named before: "a new Lock Weekly poll".
func (d *doc) polled(i int) []hearsay.Span {
	const farthest = 600 // tokens between them
	s := &d.sayings[i]
	if len(s.source) == 0 || s.outer >= 0 || !d.share(s.source[0]) {
		return nil
	}
	start := d.at(s.source[0].Start)
	for k := start - 1; k >= max(0, start-farthest); k-- {
		if !oneOf(d.low(k), "poll", "survey") || d.within(k, s.content) {
			continue
		}
		lo := d.pollFrom(k)
		if !isDeterminer(d.low(lo)) && lo == k { // "they poll", "poll numbers"
			continue
		}
		return []hearsay.Span{d.words(lo, k+1)}
	}
	return nil
}

// pollFrom is where the noun phrase begins whose last word is token k: "a new Lock Weekly/Vela poll".
func (d *doc) pollFrom(k int) int {
	const longest = 9
	lo := k
	for lo > 0 && k-lo < longest && (d.low(lo-1) == "/" || d.low(lo-1) == "'s" || d.toks[lo-1].word && !endsPhrase(d.low(lo-1))) {
		lo--
		if isDeterminer(d.low(lo)) {
			return lo
		}
	}
	for lo = k; lo > 0 && (d.toks[lo-1].caps && !isSubject(d.low(lo-1)) || oneOf(d.low(lo-1), "/", "'s")); { // no determiner: its name alone
		lo--
	}
	return lo
}

// share reports whether a source is a share of those who were asked: "46 percent", "one in five voters", "most of those surveyed". One of them, "Ana Reis, who
// was surveyed", is none.
func (d *doc) share(source hearsay.Span) bool {
	const front = 4 // "A narrow majority of voters"
	lo, hi := d.at(source.Start), d.behind(source.End)
	for k := lo; k < hi && d.low(k) != "who"; k++ {
		switch low := d.low(k); {
		case oneOf(low, "percent", "%", "respondents", "surveyed", "polled", "responding"), low == "per" && d.low(k+1) == "cent":
			return true
		case isCount(low) && oneOf(d.low(k+1), "in", "of") && k+2 < hi && isCount(d.low(k+2)):
			return k+3 == hi || d.asked(k+3, hi)
		case strings.HasSuffix(low, "-thirds"), oneOf(low, "majority", "plurality", "half", "third", "quarter") && d.low(k+1) == "of":
			return k < lo+front && d.asked(k+1, hi)
		}
	}
	return false
}

// isCount knows small whole numbers.
func isCount(low string) bool {
	return isNumber(low) || oneOf(low, "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
}

// asked reports whether the tokens from lo to before hi name those whom polls ask.
func (d *doc) asked(lo, hi int) bool {
	for k := lo; k < hi; k++ {
		switch d.low(k) {
		case "voters", "americans", "adults", "respondents", "people", "citizens", "women", "men", "republicans", "democrats", "independents", "britons":
			return true
		}
	}
	return false
}
