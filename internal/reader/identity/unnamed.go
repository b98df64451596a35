package identity

import (
	"strings"

	"hearsay"
)

// unnamed tells what the article lets its readers know of an unnamed source, from its first description and the sentences around its mentions.
func (r *run) unnamed(e *entity) hearsay.Unnamed {
	var u hearsay.Unnamed
	for _, i := range e.said {
		m := &r.mentions[i]
		if m.form == noun && m.part == "" && u.What == "" {
			u = r.c.detail(m)
			break
		}
	}
	for _, i := range e.said {
		if u.Reason = r.c.reason(&r.mentions[i]); u.Reason != "" {
			break
		}
	}
	return u
}

// detail reads how many they are, what they are and whose, from a description such as "two senior Treasury officials familiar with the plan".
func (c *cast) detail(m *mention) hearsay.Unnamed {
	t := c.p.toks
	var count, of, what []string
	for i := m.lo; i < m.head; i++ {
		word := c.p.words(i, i+1)
		switch {
		case t[i].low == "one" || !t[i].word:
		case c.counts(i):
			if c.p.tok(i-1).low == "a" {
				word = "a " + word
			}
			count = append(count, word)
		case t[i].is(determiner | preposition):
		case t[i].possessive || owns(&t[i]):
			of = append(of, bare(word))
		default:
			what = append(what, word)
		}
	}
	end := c.extension(m)
	what = append(what, strings.Fields(c.p.words(m.head, end))...)
	if end == m.head+1 && len(of) == 0 && end < m.hi && t[end].is(preposition) {
		of = append(of, c.bodyAfter(end, m.hi))
	}
	return hearsay.Unnamed{Count: strings.Join(count, " "), What: strings.Join(what, " "), Of: strings.Join(of, " ")}
}

// owns reports whether a word with a capital before the noun is a nation's or body's, no more than the first word of its sentence.
func owns(t *token) bool { return t.upper && (!t.first || t.is(demonym|region)) }

// counts reports whether token i is part of a number: "two", "dozens of hundreds".
func (c *cast) counts(i int) bool {
	t, before, after := &c.p.toks[i], c.p.tok(i-1), c.p.tok(i+1)
	return t.is(number|vague) || digit(t.low) || t.low == "of" && before.is(vague) && after.is(number|vague)
}

// extension finds where what tells of an unnamed source after its noun ends: "familiar with the matter", "briefed on the talks", "with knowledge of it".
func (c *cast) extension(m *mention) int {
	from := m.head + 1
	t := c.p.tok(from)
	if from >= m.hi || !t.is(boundary|participle) && t.low != "with" && t.low != "without" && !strings.HasSuffix(t.low, "ed") {
		return from
	}
	end := from
	for end < m.hi && !c.p.toks[end].is(relative) && c.p.toks[end].low != "," {
		end++
	}
	return end
}

// bodyAfter is the nation or body after the preposition at i, "" if it is none that one belongs to.
func (c *cast) bodyAfter(i, hi int) string {
	t := c.p.toks
	switch t[i].low {
	case "of", "at", "in", "from", "inside", "within", "for":
	default:
		return ""
	}
	lo := i + 1
	for lo < hi && t[lo].is(determiner) {
		lo++
	}
	end := lo
	for end < hi && t[end].word && !t[end].is(relative|boundary) && (!t[end].is(preposition) || t[end].low == "of") {
		end++
	}
	if end > lo+8 {
		return ""
	}
	return bare(c.p.words(lo, end))
}

// reason finds why a source is not named: in its sentence and the next, what follows "on condition of anonymity", "asked not to be named" and the like.
func (c *cast) reason(m *mention) string {
	t := c.p.toks
	for i := m.lo; i < len(t) && t[i].para == t[m.lo].para && t[i].sent <= t[m.lo].sent+1; i++ {
		if from := c.reasonAt(i); from >= 0 {
			return c.clause(from)
		}
	}
	return ""
}

// reasonAt finds where the reason begins if token i is a word that goes with one, -1 otherwise.
func (c *cast) reasonAt(i int) int {
	before, after := c.p.tok(i-1), c.p.tok(i+1)
	switch c.p.toks[i].low {
	case "named", "identified":
		if before.low == "be" && after.is(cause) {
			return i + 1
		}
	case "anonymity", "anonymously", "name", "names":
		if after.is(cause) {
			return i + 1
		}
	case "authorised", "authorized", "permitted", "allowed":
		if before.low == "not" {
			return i - 1
		}
	case "fear", "fears", "feared", "fearing":
		if after.low == "for" || after.low == "of" || after.low == "retaliation" || after.low == "reprisals" {
			return i
		}
	}
	return -1
}

// clause returns the words from token i up to the next mark of punctuation or word of saying.
func (c *cast) clause(i int) string {
	const longest = 25
	t := c.p.toks
	end := i
	for end < len(t) && t[end].word && t[end].sent == t[i].sent && end < i+longest && (!t[end].is(saying) || end <= i+3) {
		end++
	}
	return c.p.words(i, end)
}
