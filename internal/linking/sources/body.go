package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// Bodies tells for whom sources of the ledger speak: an office-holder or owner for the government, company or organisation, if it is among the
// sources; an own statement, letter or notice for its author. The map leads from source ID to source ID; who speaks for nobody else is not in it.
func Bodies(all []hearsay.Source) map[string]string {
	list := slices.Clone(all)
	slices.SortFunc(list, func(a, b hearsay.Source) int { return strings.Compare(a.ID, b.ID) })
	bodies := map[string]string{}
	named := make([][]string, len(list))
	for i := range list {
		named[i] = content(list[i].Name)
	}
	for i := range list {
		if body := bodyOf(list, named, i); body >= 0 {
			bodies[list[i].ID] = list[body].ID
		}
	}
	for id, body := range bodies { // a statement by somebody who speaks for another
		for range len(bodies) {
			next := bodies[body]
			if next == "" || next == id || next == body {
				break
			}
			body = next
		}
		bodies[id] = body
	}
	return bodies
}

// bodyOf finds the source for which source i speaks, -1 if it is none of the list.
func bodyOf(list []hearsay.Source, named [][]string, i int) int {
	src := &list[i]
	switch src.Kind {
	case hearsay.Person:
		if !speaksFor(src.Role) {
			return -1
		}
		return institution(list, named, i, src.Affiliation, src.Role)
	case hearsay.Document:
		if !OwnWords(src.Name) {
			return -1
		}
		return author(list, named, i)
	case hearsay.Office:
		if isSpokesOffice(src.Name) || isSpokesOffice(src.Role) {
			return institution(list, named, i, src.Affiliation, "")
		}
		return -1
	default:
		return -1
	}
}

// isSpokesOffice reports whether an office is a voice only: "a spokesman for the ministry", "the office of Governor Hale".
func isSpokesOffice(name string) bool {
	w := content(name)
	return slices.Contains(w, "spokesman") || len(w) > 0 && w[0] == "office"
}

// institution finds the institution that an affiliation names. A minister of a country speaks for the ministry if that is among the sources, else for the country.
func institution(list []hearsay.Source, named [][]string, self int, affiliation, role string) int {
	belongs := content(affiliation)
	if len(belongs) == 0 {
		return -1
	}
	wanted := [][]string{belongs}
	if field := ministry(role); field != nil {
		wanted = slices.Insert(wanted, 0, append(field, belongs...), field)
	}
	if last := belongs[len(belongs)-1]; len(belongs) > 1 { // "Iranian foreign ministry": Iran, if the ministry is no source
		for _, w := range belongs {
			if isCountry(w) && (last == "ministry" || last == "government" || last == "presidency" || last == "cabinet") {
				wanted = append(wanted, []string{w})
			}
		}
	}
	for _, words := range wanted {
		best, score := -1, 0.0
		for j := range list {
			if j == self || !isInstitution(list[j].Kind) {
				continue
			}
			if s := alike(words, named[j]); s > score {
				best, score = j, s
			}
		}
		if best >= 0 {
			return best
		}
	}
	return -1
}

func isCountry(word string) bool {
	name, capital := country(word)
	return name != "" && !capital
}

func isInstitution(k hearsay.Kind) bool {
	return k == hearsay.Organisation || k == hearsay.Office || k == hearsay.Country || k == hearsay.Group || k == hearsay.Media
}

// alike tells how well the words of an affiliation name an institution, 0 to 1: the same words, or all of the one in the other.
func alike(belongs, name []string) float64 {
	both := overlap(belongs, name)
	if both == 0 || len(name) == 0 {
		return 0
	}
	if both == len(belongs) && overlap(name, belongs) == len(name) {
		return 1
	}
	if isCountry(belongs[0]) && len(belongs) == 1 || isCountry(name[0]) && len(name) == 1 {
		return 0 // a country's name is part of too many others
	}
	if both == len(belongs) || both == len(name) {
		return float64(both) / float64(max(len(belongs), len(name)))
	}
	return 0
}

// ministry gives the words of the ministry that a minister heads, nil if the role is no minister's.
func ministry(role string) []string {
	w := content(role)
	at := slices.Index(w, "minister")
	if at < 0 || slices.Contains(w, "prime") || slices.Contains(w, "former") {
		if at = slices.Index(w, "head"); at >= 0 && len(w) > at+1 {
			return w[at+1:]
		}
		return nil
	}
	var field []string
	for i, word := range w {
		if i != at && word != "deputy" && word != "state" && word != "vice" {
			field = append(field, word)
		}
	}
	if len(field) == 0 {
		return nil
	}
	return append(field, "ministry")
}

// author finds whose own words a document is: its affiliation, or whom its name says it is by or from.
func author(list []hearsay.Source, named [][]string, self int) int {
	src := &list[self]
	if src.Affiliation != "" {
		if j := institution(list, named, self, src.Affiliation, ""); j >= 0 {
			return j
		}
	}
	for j := range list {
		if list[j].Kind == hearsay.Person && src.Affiliation != "" && subset(content(src.Affiliation), named[j]) {
			return j
		}
	}
	words := named[self]
	best, length := -1, 0
	for j := range list {
		if j == self || list[j].Kind == hearsay.Document || list[j].Kind == hearsay.Media || len(named[j]) < 2 && !isInstitution(list[j].Kind) {
			continue
		}
		if subset(named[j], words) && len(named[j]) > length {
			best, length = j, len(named[j])
		}
	}
	return best
}

// OwnWords reports whether a document of this name is its author's own saying, such as a statement or a letter, and not a finding, record or leak.
func OwnWords(name string) bool {
	w := content(name)
	for _, no := range []string{"internal", "leaked", "confidential", "draft", "suit", "lawsuit", "court", "log", "memo", "memorandum", "record", "audit", "video", "recording", "footage"} {
		if slices.Contains(w, no) {
			return false
		}
	}
	for _, own := range []string{"statement", "letter", "message", "notice", "post", "tweet", "filing", "release", "email", "communique", "announcement", "list", "remark", "speech", "blog", "apology", "correction"} {
		if slices.Contains(w, own) {
			return true
		}
	}
	return false
}

// speaksFor reports whether somebody of this role speaks for the body that it belongs to.
func speaksFor(role string) bool {
	w := content(role)
	for _, no := range []string{"former", "retired", "analyst", "researcher", "professor", "member", "opposition", "engineer", "driver", "inspector", "worker", "employee", "candidate", "columnist"} {
		if slices.Contains(w, no) {
			return false
		}
	}
	return slices.ContainsFunc(w, IsRole)
}

// IsRole reports whether a word, folded by content, is the role of somebody who speaks for others.
func IsRole(w string) bool {
	switch w {
	case "minister", "president", "vice-president", "executive", "director", "spokesman", "chairman", "chief", "head", "mayor", "governor", "commissioner", "general", "owner", "premier",
		"chancellor", "ambassador", "commander", "boss", "founder", "ceo", "leader", "lawyer", "press", "superintendent", "envoy", "manager", "king", "emir", "prefect", "sheriff", "marshal":
		return true
	default:
		return false
	}
}

// IsExpert reports whether a role is that of an independent expert, who alone confirms nothing.
func IsExpert(role string) bool {
	w := content(role)
	for _, expert := range []string{"analyst", "professor", "researcher", "expert", "scientist", "historian", "economist", "fellow", "lecturer", "academic", "strategist", "consultant", "specialist"} {
		if slices.Contains(w, expert) {
			return true
		}
	}
	return false
}

// SpeaksOfPress reports whether a group is outlets in general: "foreign media", "the press", "social media".
func SpeaksOfPress(name string) bool {
	w := content(name)
	for _, press := range []string{"media", "press", "outlet", "newspaper", "journalist", "broadcaster"} {
		if slices.Contains(w, press) {
			return true
		}
	}
	return false
}
