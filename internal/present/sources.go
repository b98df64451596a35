package present

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// voice is a source in words that are clean and on one line.
type voice struct {
	Name  string // "" where the text names nobody
	Title string // role and affiliation, what of them the name does not say: "spokesman (German foreign ministry)"
	Kind  string
	Known string // what is let known of somebody unnamed, and why they are: "two officials; not named: “the talks were private”"
}

func voiceOf(src hearsay.Source) voice {
	v := voice{Name: oneLine(src.Name), Kind: oneLine(string(src.Kind)), Known: known(src)}
	role, body := beyond(v.Name, src.Role), beyond(v.Name, src.Affiliation)
	switch {
	case role != "" && body != "":
		v.Title = role + " (" + body + ")"
	case body != "":
		v.Title = "(" + body + ")"
	default:
		v.Title = role
	}
	return v
}

// Rest is what follows the name: ", deputy foreign minister (Germany)".
func (v voice) Rest() string {
	switch {
	case v.Title == "":
		return ""
	case strings.HasPrefix(v.Title, "("):
		return " " + v.Title
	default:
		return ", " + v.Title
	}
}

// known words what an article tells of a source that it does not name, as far as the name does not say it already.
func known(src hearsay.Source) string {
	name, u := oneLine(src.Name), src.Unnamed
	what := strings.TrimSpace(beyond(name, u.Count) + " " + beyond(name, u.What))
	parts := filled(strings.Join(filled(what, beyond(name, u.Of)), ", "))
	if reason := oneLine(u.Reason); reason != "" {
		parts = append(parts, "not named: “"+reason+"”")
	}
	return strings.Join(parts, "; ")
}

// beyond returns some words in clean form, "" if the name has them as they are.
func beyond(name, words string) string {
	words = oneLine(words)
	if holds(strings.ToLower(name), strings.ToLower(words)) {
		return ""
	}
	return words
}

// holds tells whether a text has some words in it, and not merely as parts of longer ones.
func holds(text, words string) bool {
	for i := strings.Index(text, words); i >= 0 && words != ""; {
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(words):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		next := strings.Index(text[i+len(words):], words)
		if next < 0 {
			return false
		}
		i += len(words) + next
	}
	return false
}

// filled leaves out what is empty.
func filled(parts ...string) []string {
	var full []string
	for _, p := range parts {
		if p != "" {
			full = append(full, p)
		}
	}
	return full
}

// share is what a source has to do with an article.
type share struct {
	voice
	said         []entry
	passed, told int // statements that came through it, that were made to it
}

// shares lists the sources in order of each one's first statement, then those through whom something came or who were only told.
func shares(reading hearsay.Reading) []share {
	var all []share
	at := map[string]int{}
	find := func(key string, v voice) *share {
		if _, ok := at[key]; !ok {
			at[key] = len(all)
			all = append(all, share{voice: v})
		}
		return &all[at[key]]
	}
	rows := entries(reading)
	for i, e := range rows {
		sh := find(speaker(reading.Statements[i], reading.Article.Text), e.who)
		sh.said = append(sh.said, e)
	}
	for i, stmt := range reading.Statements {
		for j, id := range stmt.Relay {
			find(byID(id), rows[i].via[j]).passed++
		}
		if stmt.Addressee != "" {
			find(byID(stmt.Addressee), rows[i].to).told++
		}
	}
	return all
}

// part words what the source does besides speaking: "passes on 2; is told 1", "" if nothing.
func (s share) part() string {
	var parts []string
	if s.passed > 0 {
		parts = append(parts, fmt.Sprintf("passes on %d", s.passed))
	}
	if s.told > 0 {
		parts = append(parts, fmt.Sprintf("is told %d", s.told))
	}
	return strings.Join(parts, "; ")
}
