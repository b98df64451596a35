package identity

import (
	"slices"
	"strings"
)

// name is a place in the text where something is called by its name.
type name struct {
	lo, hi int // the tokens of the name itself
	from   int // where the titles before it begin: "Deputy Minister" of "Deputy Minister Lena Koch"
	entity int
}

// findNames lists the runs of capitalised words that are names, in order of the text. Lines in title case are left out: see namesInTitles.
func (p *page) findNames(lex *lexicon) []name {
	seen := p.evidence()
	var names []name
	for i := 0; i < len(p.toks); {
		if p.toks[i].title {
			names = p.titled(names, i, seen)
			i++
			continue
		}
		if !p.begins(i, seen) {
			i++
			continue
		}
		j := p.runEnd(i)
		names = p.split(names, i, j, lex)
		i = j
	}
	return names
}

// titled adds a name that begins at i in a line in title case, if its words leave no doubt: a first name before another word, a country.
func (p *page) titled(names []name, i int, seen map[string]int) []name {
	t := &p.toks[i]
	if n := len(names); !t.upper || n > 0 && names[n-1].hi > i {
		return names
	}
	switch {
	case t.class&(maleName|femaleName) != 0 && t.class&(function|saying|calendar) == 0 && !t.possessive && i+1 < len(p.toks) && p.toks[i+1].upper && (p.toks[i+1].class&surname != 0 || seen[p.toks[i+1].low] > 0) &&
		p.toks[i+1].class&(function|saying|role|group|organisation|calendar|document|office|outlet|modifier) == 0:
		return append(names, name{lo: i, hi: i + 2, from: i, entity: -1})
	case t.class&(country|region|capital) != 0 && t.class&(maleName|femaleName) == 0:
		return append(names, name{lo: i, hi: i + 1, from: i, entity: -1})
	}
	return names
}

// evidence counts how often each word stands within a sentence with a capital, and how often without.
func (p *page) evidence() map[string]int {
	seen := make(map[string]int, len(p.toks)/2)
	for i := range p.toks {
		t := &p.toks[i]
		switch {
		case !t.word || t.title:
		case !t.upper:
			seen[t.low]--
		case !t.first && !t.caps:
			seen[t.low] += 2
		}
	}
	return seen
}

// begins reports whether a name may begin with token i.
func (p *page) begins(i int, seen map[string]int) bool {
	t := &p.toks[i]
	if !t.word || !t.upper || t.low == "" || t.low == "i" {
		return false
	}
	follows := i+1 < len(p.toks) && p.toks[i+1].word && p.toks[i+1].upper && p.toks[i+1].class&(function|calendar) == 0 && !t.possessive
	if t.class&calendar != 0 && t.class&(maleName|femaleName) == 0 || t.first && t.class&saying != 0 {
		return false
	}
	if n := len(t.low); t.first && t.class == 0 && n > 4 && (t.low[n-3:] == "ing" || t.low[n-2:] == "ed" || t.low[n-2:] == "ly") && seen[t.low] <= 0 {
		return false
	}
	if t.class&function != 0 {
		return follows && t.class&(maleName|femaleName) != 0
	}
	if !t.first && !t.caps || t.caps && !t.first && len(t.low) > 1 {
		return true
	}
	if follows || t.class&(maleName|femaleName|country|demonym|capital|region) != 0 {
		return true
	}
	return seen[t.low] > 0 || t.possessive && seen[t.low] >= 0 || seen[t.low] == 0 && t.class == 0
}

// runEnd finds where the name that begins at i ends.
func (p *page) runEnd(i int) int {
	j := i + 1
	institution := false
	for {
		last := &p.toks[j-1]
		if last.possessive || j >= len(p.toks) {
			return j
		}
		institution = institution || last.class&(organisation|office|outletName|document) != 0
		next := &p.toks[j]
		switch {
		case next.word && next.upper && next.class&(function|calendar) == 0 && !next.title:
			j++
		case next.word && next.upper && len(next.low) == 2 && next.low[1] == '.': // an initial
			j++
		case next.low == "&" && p.capitalAt(j+1):
			j += 2
		case next.class&particle != 0 && p.capitalAt(j+1):
			j += 2
		case next.class&particle != 0 && j+1 < len(p.toks) && p.toks[j+1].class&particle != 0 && p.capitalAt(j+2):
			j += 3
		case p.continues(j, institution || last.class&role != 0):
			if p.toks[j+1].low == "the" {
				j++
			}
			j += 2
		default:
			return j
		}
	}
}

// continues reports whether a preposition at j goes on with the name of an institution or office: "Ministry of Defence", "Center for the Arts".
func (p *page) continues(j int, institution bool) bool {
	if !institution && !realm(p.toks[j-1].low) {
		return false
	}
	switch p.toks[j].low {
	case "of", "for", "on":
		if p.toks[j].low != "of" && p.toks[j-1].class&(organisation|office) == 0 {
			return false
		}
		return p.capitalAt(j+1) || j+1 < len(p.toks) && p.toks[j+1].low == "the" && !p.toks[j+1].upper && p.capitalAt(j+2)
	}
	return false
}

// capitalAt reports whether token i is a word with a capital that may be within a name.
func (p *page) capitalAt(i int) bool {
	return i < len(p.toks) && p.toks[i].word && p.toks[i].upper && p.toks[i].class&(function|calendar) == 0
}

// split parts the run of tokens [i, j) into titles and name, and adds the name.
func (p *page) split(names []name, i, j int, lex *lexicon) []name {
	for j > i && p.toks[j-1].class&abbreviation != 0 && p.toks[j-1].class&(role|honorific) != 0 {
		j-- // "Sen." at the end of a run
	}
	if j == i {
		return names
	}
	lo := i
	for k := i; k < j-1; k++ {
		t := &p.toks[k]
		if t.class&title == 0 || t.class&(maleName|femaleName) != 0 && t.class&abbreviation == 0 && k > i && p.toks[k-1].class&title == 0 {
			continue
		}
		if end := p.institutionEnd(k, j); end > k { // "Secretary of State John Kerry", "Chairman of the House"
			if end >= j {
				return p.body(names, k+2, j)
			}
			k = end - 1
		}
		lo = k + 1
	}
	if lo > i && p.toks[lo].class&(organisation|office|document|group) != 0 && j-lo == 1 {
		lo = i // "Governor's Office", "Officers Association"
	}
	if lo == i && j-i > 1 && p.toks[i].class&demonym != 0 && p.toks[i+1].class&(maleName|femaleName) != 0 {
		lo++ // "German Angela ..."
	}
	if k := p.personWithin(lo, j); k > lo {
		names = append(names, name{lo: lo, hi: k, from: i, entity: -1})
		i, lo = k, k
	}
	if lo == i && j-i == 1 && p.toks[i].class&title != 0 && p.toks[i].class&(maleName|femaleName|outletName) == 0 {
		return names // a bare "President"
	}
	return append(names, name{lo: lo, hi: j, from: i, entity: -1})
}

// body adds the name of the body in a title without a name: the Tax Authority of "Director of the Tax Authority".
func (p *page) body(names []name, lo, hi int) []name {
	if p.toks[lo].low == "the" {
		lo++
	}
	for _, t := range p.toks[lo:hi] {
		if t.class&(organisation|office|outletName|country|demonym|capital) != 0 {
			return append(names, name{lo: lo, hi: hi, from: lo, entity: -1})
		}
	}
	return names
}

// institutionEnd finds the end of what follows a role with "of": the State of "Secretary of State". It is k where nothing does.
func (p *page) institutionEnd(k, j int) int {
	if k+1 >= j || p.toks[k+1].low != "of" && p.toks[k+1].low != "for" {
		return k
	}
	if p.person(j-2, j) && j-2 > k+2 {
		return j - 2
	}
	end := k + 2
	for end < j && (end < k+3 || p.toks[end].class&(maleName|femaleName) == 0 || p.toks[end-1].class&function != 0) {
		if end == k+3 && j-end <= 3 && p.toks[end].class&(organisation|office|function|particle) == 0 && p.toks[end-1].class&(function|particle) == 0 {
			return end
		}
		end++
	}
	return end
}

// person reports whether nothing in the words [lo, hi) speaks against a person's name.
func (p *page) person(lo, hi int) bool {
	for _, t := range p.toks[lo:hi] {
		if t.class&(nounClass|function|particle|country|region|demonym|capital|modifier) != 0 {
			return false
		}
	}
	return true
}

// personWithin finds where a person's name begins after an institution's, as in "Ministry of Foreign Affairs Darya Orlova".
func (p *page) personWithin(lo, hi int) int {
	for k := lo + 2; k < hi-1; k++ {
		if p.toks[k].class&(maleName|femaleName) != 0 && p.toks[k-1].class&(function|particle) == 0 && p.toks[hi-1].class&(organisation|office|outletName) == 0 {
			for _, t := range p.toks[lo:k] {
				if t.class&(organisation|office) != 0 {
					return k
				}
			}
		}
	}
	return lo
}

// namesInTitles finds, in lines in title case, the names that the rest of the text knows.
func (p *page) namesInTitles(known map[string][]int, entities []entity, taken []name) []name {
	var names []name
	for i := 0; i < len(p.toks); i++ {
		if !p.toks[i].title || !p.toks[i].upper || len(taken) > 0 && taken[0].lo <= i {
			if len(taken) > 0 && taken[0].hi <= i+1 {
				taken = taken[1:]
			}
			continue
		}
		best, hi := -1, i
		for _, e := range known[p.toks[i].low] {
			if n := entities[e].matchAt(p, i); n > hi-i {
				best, hi = e, i+n
			}
		}
		if best >= 0 {
			names = append(names, name{lo: i, hi: hi, from: i, entity: best})
			i = hi - 1
		}
	}
	return names
}

// matchAt counts how many tokens from i on are the words of the entity's name in order: the whole name, or its last word alone.
func (e *entity) matchAt(p *page, i int) int {
	k := slices.Index(e.tokens, p.toks[i].low)
	if k < 0 {
		return 0
	}
	n := 0
	for k+n < len(e.tokens) && i+n < len(p.toks) && p.toks[i+n].low == e.tokens[k+n] {
		n++
	}
	if k+n != len(e.tokens) && !(k == 0 && e.kind != person) {
		return 0
	}
	return n
}

// acronym returns the capitals of a name: "MPW" of "Maritime Press Wire".
func acronym(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		if t != "of" && t != "the" && t != "and" && t != "for" && t != "&" {
			b.WriteByte(t[0])
		}
	}
	return b.String()
}
