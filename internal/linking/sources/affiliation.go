package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// affiliations finds, for people whose article gives them a role that speaks for others but no affiliation, to whom they belong: what stands before
// their title, whom they speak for by what they say, or the institution that the article speaks of just before. It gives words by the person's id.
func affiliations(reading hearsay.Reading, byID map[string]hearsay.Source) map[string]string {
	belongs := map[string]string{}
	spoken := spokenFor(reading, byID)
	for _, src := range reading.Sources {
		if src.Kind != hearsay.Person || src.Affiliation != "" {
			continue
		}
		switch before := beforeTitle(reading.Article.Text, src); {
		case before != "":
			belongs[src.ID] = before
		case !SpeaksFor(src.Role):
		case spoken[src.ID] != "":
			belongs[src.ID] = spoken[src.ID]
		default:
			belongs[src.ID] = spokenOfBefore(reading, src)
		}
	}
	return belongs
}

// spokenFor finds institutions for which people speak by what they say: "Germany cannot confirm this, a spokesman said". What somebody only tells of
// another has a relay. It gives the institution's name by the person's id.
func spokenFor(reading hearsay.Reading, byID map[string]hearsay.Source) map[string]string {
	belongs := map[string]string{}
	for i := range reading.Statements {
		outer := &reading.Statements[i]
		for j := range reading.Statements {
			inner := &reading.Statements[j]
			e := Entry{Kind: byID[inner.Source].Kind}
			if !e.institutional() || belongs[outer.Source] != "" || slices.Contains(inner.Relay, outer.Source) ||
				inner.Stance == hearsay.Asserts || inner.Stance == hearsay.Judges {
				continue
			}
			if len(inner.Spans.Source) > 0 && slices.ContainsFunc(outer.Spans.Content, func(s hearsay.Span) bool {
				return s.Start <= inner.Spans.Source[0].Start && inner.Spans.Source[0].End <= s.End
			}) {
				belongs[outer.Source] = byID[inner.Source].Name
			}
		}
	}
	return belongs
}

// titleReach is how far before a mention its title may begin, in bytes.
const titleReach = 80

// beforeTitle gives the capitalised words before the title of a person where the article names her: "Harbour Office" of "Harbour Office spokeswoman Ida Moss".
func beforeTitle(text string, src hearsay.Source) string {
	name := personName(src.Name)
	if len(name) == 0 {
		return ""
	}
	for _, m := range src.Mentions {
		if m.Start < 0 || m.End > len(text) || m.Start > m.End {
			continue
		}
		start := max(0, m.Start-titleReach, strings.LastIndexAny(text[:m.Start], ".\n,;:”\"“")+1)
		fields := strings.Fields(text[start:m.End])
		at := slices.IndexFunc(fields, func(f string) bool { w := words(f); return len(w) > 0 && w[0] == name[0] })
		role := at - 1
		if at < 2 || !slices.ContainsFunc(content(fields[role]), IsRole) {
			continue
		}
		lo := role
		for lo > 0 && (strings.ToLower(fields[lo-1]) != fields[lo-1] || lo < role && slices.Contains([]string{"of", "for", "&", "and"}, fields[lo-1])) {
			lo--
		}
		before := strings.TrimSuffix(strings.TrimSuffix(strings.Join(fields[lo:role], " "), "'s"), "’s")
		if slices.ContainsFunc(content(before), func(w string) bool { return !titleWord(w) && !IsRole(w) }) {
			return before
		}
	}
	return ""
}

// nearBefore is how far back an institution may be spoken of, in bytes.
const nearBefore = 350

// spokenOfBefore gives the name of the institution that the article mentions last before it first names a person: "The yard denied it. Director Ida
// Moss said ...".
func spokenOfBefore(reading hearsay.Reading, src hearsay.Source) string {
	if len(src.Mentions) == 0 || governsPlace(src.Role) {
		return ""
	}
	first, best, name := src.Mentions[0].Start, -1, ""
	for _, other := range reading.Sources {
		if e := (Entry{Kind: other.Kind}); !e.institutional() || other.Kind == hearsay.Country {
			continue
		}
		for _, m := range other.Mentions {
			if m.Start > best && m.Start < first && first-m.Start < nearBefore {
				best, name = m.Start, other.Name
			}
		}
	}
	return name
}
