package report

import (
	"fmt"
	"strings"
	"time"

	"hearsay/internal/present"
)

// plural counts things.
func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// whole is a time with its year, in UTC; what is dated to the day has no hour.
func whole(m Moment) string {
	switch t := m.UTC(); {
	case m.IsZero():
		return "undated"
	case t.Equal(t.Truncate(24 * time.Hour)):
		return t.Format("2 Jan 2006")
	default:
		return t.Format("2 Jan 2006 15:04")
	}
}

// short leaves out the year where it is the one that goes without saying.
func short(m Moment, year int) string {
	s := whole(m)
	if !m.IsZero() && m.UTC().Year() == year {
		s = strings.Replace(s, fmt.Sprintf(" %d", year), "", 1)
	}
	return s
}

// title is what follows the name of a source. The space before it stays.
func (s *Source) title() run {
	rest := s.rest()
	if strings.HasPrefix(rest, " ") {
		return run{text: " " + present.OneLine(rest)}
	}
	return words(rest)
}

// rest is what a source is beside its name: ", deputy foreign minister (Germany)".
func (s *Source) rest() string {
	if s == nil {
		return ""
	}
	role, body := beyond(s.Name, s.Role), beyond(s.Name, s.Affiliation)
	switch {
	case role != "" && body != "":
		return ", " + role + " (" + body + ")"
	case body != "":
		return " (" + body + ")"
	case role != "":
		return ", " + role
	default:
		return ""
	}
}

// beyond is what some words say that a name does not.
func beyond(name, words string) string {
	if strings.Contains(strings.ToLower(name), strings.ToLower(words)) {
		return ""
	}
	return words
}

// name is what to call a source, whoever it is.
func (s *Source) name() string {
	if s == nil || s.Name == "" {
		return "no source named"
	}
	return s.Name
}

// outlet is what to call the place of something.
func (p Place) outlet() string {
	for _, name := range []string{p.Outlet, p.URL} {
		if name != "" {
			return name
		}
	}
	return "article " + p.Article
}

// list joins words: "a, b and c".
func list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	return strings.Join(all[:len(all)-1], ", ") + " and " + all[len(all)-1]
}

// some joins the first few of many: "a, b, c and 4 more".
func some(all []string, most int) string {
	if len(all) > most+1 {
		all = append(all[:most:most], fmt.Sprintf("%d more", len(all)-most))
	}
	return list(all)
}

// Label is what to call a source, whoever it is; of none, that none is named.
func (s *Source) Label() string { return s.name() }

// Beside is what is known of a source beside its name: "deputy foreign minister (Germany)"; "" if nothing is.
func (s *Source) Beside() string { return strings.TrimLeft(s.rest(), ", ") }

// Printer is what to call the outlet of a place, else its address or article.
func (p Place) Printer() string { return p.outlet() }

// Through names those through whom a statement came, "" if it came straight.
func (p Position) Through() string { return passed(p) }

// Passing says of somebody through whom a claim came why there is no article.
func (s *Source) Passing() string { return s.passing() }

// Long is a moment in words, with its year, in UTC; what is dated to the day has no hour.
func (m Moment) Long() string { return whole(m) }

// Short is Long without the year, where it is the one that goes without saying.
func (m Moment) Short(year int) string { return short(m, year) }
