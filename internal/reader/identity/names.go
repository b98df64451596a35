package identity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// name is a place in the text where something is called by its name.
type name struct {
	lo, hi int // the tokens of the name itself
	from   int // where the titles before it begin: "Deputy Minister" of "Deputy Minister Lena Koch"
	entity int
}

func (n *name) len() int { return n.hi - n.lo }

// titled reports whether a title stands before the name.
func (n *name) titled() bool { return n.from < n.lo }

// findNames lists the runs of capitalised words that are names, in order of the text. In lines in title case only those that leave no doubt are listed:
// namesInTitles adds others.
func (p *page) findNames() []name {
	seen := p.evidence()
	var names []name
	for i := 0; i < len(p.toks); {
		if p.toks[i].title {
			names = p.namesOfTitle(names, i, seen)
			i++
			continue
		}
		if !p.begins(i, seen) {
			i++
			continue
		}
		j := p.runEnd(i)
		names = p.split(names, i, j)
		i = j
	}
	return names
}

// namesOfTitle adds a name that begins at i in a line in title case, if its words leave no doubt: a first name before a surname, a country.
func (p *page) namesOfTitle(names []name, i int, seen map[string]int) []name {
	t, next := &p.toks[i], p.tok(i+1)
	if n := len(names); !t.upper || n > 0 && names[n-1].hi > i {
		return names
	}
	switch {
	case t.is(firstName) && !t.is(function|saying|calendar) && !t.possessive && next.upper && (next.is(surname) || seen[next.low] > 0) &&
		!next.is(function|saying|role|group|organisation|calendar|document|office|outlet|modifier):
		return append(names, name{lo: i, hi: i + 2, from: i, entity: -1})
	case t.is(country|region|capital) && !t.is(firstName):
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
	if !t.word || !t.upper || t.low == "i" || p.label(i) != "" {
		return false
	}
	follows := p.tok(i+1).proper() && !t.possessive
	switch {
	case opener(t, seen):
		return false
	case t.is(function):
		return follows && t.is(firstName)
	case !t.first && (!t.caps || len(t.low) > 1), follows, t.is(firstName | placeName), p.opensName(i):
		return true
	}
	n := seen[t.low]
	return n > 0 || n == 0 && (t.possessive || t.class == 0)
}

// opensName reports whether a word that is no name by itself begins one: a title with an institution, an outlet that says something.
func (p *page) opensName(i int) bool {
	return p.presides(i) || p.toks[i].is(outletName) && p.speaks(i+1)
}

// speaks reports whether a verb of saying, or one that may go before it, stands at i: "could not verify".
func (p *page) speaks(i int) bool {
	t := p.tok(i)
	return t.is(saying) || t.low == "could" || t.low == "has" || t.low == "had" || t.low == "did" || t.low == "was"
}

// presides reports whether a title at i goes on with an institution: "Secretary of State".
func (p *page) presides(i int) bool {
	if t := &p.toks[i]; !t.is(title) || !t.is(role) || t.is(pluralForm) || p.tok(i+1).low != "of" {
		return false
	}
	if i += 2; p.tok(i).low == "the" {
		i++
	}
	return p.tok(i).proper()
}

// opener reports whether a word is likely no name: a day or month; at the beginning of a sentence a word of saying, or one that looks like a verb or adverb.
func opener(t *token, seen map[string]int) bool {
	if !t.first {
		return t.is(calendar) && !t.is(firstName)
	}
	return t.is(calendar) && !t.is(firstName) || t.is(saying) || t.class == 0 && verbal(t.low) && seen[t.low] <= 0
}

// verbal reports whether a word that no table knows looks like a verb's form or an adverb.
func verbal(s string) bool {
	return len(s) > 4 && (strings.HasSuffix(s, "ing") || strings.HasSuffix(s, "ed") || strings.HasSuffix(s, "ly"))
}

// runEnd finds where the name that begins at i ends.
func (p *page) runEnd(i int) int {
	institution := false
	for j := i + 1; ; {
		last := &p.toks[j-1]
		if last.possessive && !p.officeOf(j) || p.tok(j).para != last.para {
			return j
		}
		institution = institution || last.is(body|outletName|document)
		step := p.step(j, institution || last.is(role))
		if step == 0 {
			return j
		}
		j += step
	}
}

// officeOf reports whether an office that belongs to a title begins at j: "Prime Minister's Office".
func (p *page) officeOf(j int) bool {
	return p.toks[j-1].is(title|role) && p.tok(j).proper() && p.tok(j).is(office)
}

// step counts the tokens at j that go on with a name: 0 if it ends.
func (p *page) step(j int, institution bool) int {
	next := &p.toks[j]
	switch {
	case (next.proper() || p.article(j)) && !next.title, next.word && next.upper && len(next.low) == 2 && next.low[1] == '.':
		return 1
	case next.low == "&" && p.tok(j+1).proper(), next.is(particle) && p.tok(j+1).proper():
		return 2
	case next.is(particle) && p.tok(j+1).is(particle) && p.tok(j+2).proper():
		return 3
	case !p.continues(j, institution):
		return 0
	case p.tok(j+1).low == "the":
		return 3
	}
	return 2
}

// article reports whether token j is part of a name with an article before it: "al-Furat", "el-Sayed".
func (p *page) article(j int) bool {
	before, after, found := strings.Cut(p.text[p.toks[j].start:p.toks[j].end], "-")
	first, _ := utf8.DecodeRuneInString(after)
	return found && len(before) <= 3 && unicode.IsUpper(first) && before == strings.ToLower(before)
}

// continues reports whether a preposition at j goes on with the name of an institution or office: "Ministry of Defence", "Center for the Arts".
func (p *page) continues(j int, institution bool) bool {
	last, next := &p.toks[j-1], p.tok(j+1)
	if !institution && !last.is(realm) {
		return false
	}
	switch p.toks[j].low {
	case "of":
	case "for", "on":
		if !last.is(body) {
			return false
		}
	default:
		return false
	}
	return next.proper() || next.low == "the" && !next.upper && p.tok(j+2).proper()
}

// namesInTitles finds, in lines in title case, the names that the rest of the text knows; what is taken already stays.
func (c *cast) namesInTitles(taken []name) []name {
	p := c.p
	var names []name
	for i := 0; i < len(p.toks); i++ {
		for len(taken) > 0 && taken[0].hi <= i {
			taken = taken[1:]
		}
		if t := &p.toks[i]; !t.title || !t.upper || len(taken) > 0 && taken[0].lo <= i {
			continue
		}
		best, hi := -1, i
		for _, e := range c.known[p.toks[i].low] {
			if n := c.entities[e].matchAt(p, i); n > hi-i {
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

// matchAt counts how many tokens from i on are the words of the entity's name in order, up to its last word; for others than people its first words do.
func (e *entity) matchAt(p *page, i int) int {
	k := slices.Index(e.tokens, p.toks[i].low)
	if k < 0 {
		return 0
	}
	n := 0
	for k+n < len(e.tokens) && p.tok(i+n).low == e.tokens[k+n] {
		n++
	}
	if k+n != len(e.tokens) && (k > 0 || e.kind == person) {
		return 0
	}
	return n
}
