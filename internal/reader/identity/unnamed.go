package identity

import (
	"strings"

	"hearsay"
)

// unnamed tells what the article lets its readers know of an unnamed source, from its first description and the sentences around its mentions.
func (r *run) unnamed(e *entity) hearsay.Unnamed {
	var u hearsay.Unnamed
	described := false
	for _, i := range e.said {
		m := &r.mentions[i]
		if m.form == noun && m.part == "" && !described {
			described = true
			r.c.detail(&u, m)
		}
		if u.Reason == "" {
			u.Reason = r.c.reason(m)
		}
	}
	return u
}

// detail reads how many they are, what they are and whose, from a description such as "two senior Treasury officials familiar with the plan".
func (c *cast) detail(u *hearsay.Unnamed, m *mention) {
	t := c.p.toks
	var count, of, what []string
	for i := m.lo; i < m.head; i++ {
		word := t[i].in(c.p.text)
		switch {
		case t[i].low == "one" || t[i].low == "of" && len(count) == 0:
		case t[i].class&number != 0 || digit(t[i].low) || vague(t[i].low):
			if i > m.lo && t[i-1].low == "a" {
				word = "a " + word
			}
			count = append(count, word)
		case t[i].class&(determiner|preposition) != 0 || !t[i].word:
		case t[i].possessive || t[i].upper && (!t[i].first || t[i].class&(demonym|region) != 0):
			of = append(of, bare(word))
		default:
			what = append(what, word)
		}
	}
	hi := m.head + 1
	what = append(what, c.p.words(m.head, hi))
	switch {
	case hi >= m.hi:
	case m.end == hi && (t[hi].class&boundary != 0 || t[hi].low == "with" || t[hi].low == "without" || !t[hi].upper && strings.HasSuffix(t[hi].low, "ed")):
		end := hi
		for end < m.hi && t[end].class&relative == 0 && t[end].low != "," {
			end++
		}
		what = append(what, c.p.words(hi, end))
	case t[hi].class&preposition != 0 && len(of) == 0 && t[hi].low != "on":
		of = append(of, c.body(hi+1, m.hi))
	}
	u.Count, u.Of, u.What = strings.Join(count, " "), strings.Join(of, " "), strings.Join(what, " ")
}

// vague reports whether a noun counts without telling how many.
func vague(s string) bool {
	switch s {
	case "number", "handful", "couple", "dozens", "hundreds", "scores", "group", "pair", "trio":
		return true
	}
	return false
}

// body is the name of the nation or body that follows a preposition, "" if no name does.
func (c *cast) body(lo, hi int) string {
	t := c.p.toks
	for lo < hi && t[lo].class&determiner != 0 {
		lo++
	}
	end := lo
	for end < hi && t[end].word && t[end].class&(relative|boundary) == 0 && (t[end].class&preposition == 0 || t[end].low == "of") {
		end++
	}
	if end == lo || end > lo+8 {
		return ""
	}
	return bare(c.p.words(lo, end))
}

// reason finds why a source is not named: in its sentence and the next, what follows "on condition of anonymity", "asked not to be named" and the like.
func (c *cast) reason(m *mention) string {
	t := c.p.toks
	for i := m.lo; i < len(t) && t[i].para == t[m.lo].para && t[i].sent <= t[m.lo].sent+1; i++ {
		switch t[i].low {
		case "anonymity", "anonymously", "named", "identified", "unnamed", "name", "names":
			if named := t[i].low == "named" || t[i].low == "identified"; named && !(i > 1 && t[i-1].low == "be") {
				continue
			}
			if i+1 < len(t) && because(t[i+1].low) {
				return c.clause(i + 1)
			}
		case "authorised", "authorized", "permitted", "allowed":
			if i > 0 && t[i-1].low == "not" {
				return c.clause(i - 1)
			}
		case "fear", "fears", "feared", "fearing":
			if i+1 < len(t) && (t[i+1].low == "for" || t[i+1].low == "of" || t[i+1].low == "retaliation" || t[i+1].low == "reprisals") {
				return c.clause(i)
			}
		}
	}
	return ""
}

func because(s string) bool {
	switch s {
	case "because", "as", "for", "to", "citing", "since", "given", "due", "out", "so", "in":
		return true
	}
	return false
}

// clause returns the words from token i up to the next mark of punctuation.
func (c *cast) clause(i int) string {
	t := c.p.toks
	end := i
	for end < len(t) && t[end].word && t[end].sent == t[i].sent && end < i+25 && !(t[end].class&saying != 0 && end > i+3) {
		end++
	}
	return c.p.words(i, end)
}
