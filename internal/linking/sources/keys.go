package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// Keys are what entries that may be one source share.
func (e Entry) Keys() []string {
	story := make([]string, 0, keyNames)
	for _, h := range e.Story[:min(len(e.Story), keyNames)] {
		story = append(story, hex(h))
	}
	return e.keys(story)
}

// keys gives an entry's keys, with those that count only within a story made for each of some signs of it.
func (e *Entry) keys(story []string) []string {
	var keys []string
	within := func(prefix string) {
		for _, sign := range story {
			keys = append(keys, prefix+sign)
		}
	}
	switch e.Kind {
	case hearsay.Person:
		if name := personName(e.Name); len(name) > 0 && !e.described() {
			keys = append(keys, "p:"+name[len(name)-1], "p:"+name[0])
		}
		for _, w := range content(e.Role) {
			within("r:" + w + ":")
		}
		if e.described() {
			within("r:" + e.noun() + ":")
		}
	case hearsay.Media:
		keys = e.nameKeys("m:", telling(outletName(e.Name)))
	case hearsay.Office, hearsay.Organisation, hearsay.Country:
		if e.ofPronoun() {
			return nil
		}
		name := e.institution()
		keys = e.nameKeys("n:", name)
		for _, w := range name { // "the ministry", "police": only with the story
			if institutionSort(w) || outletSort(w) {
				within("n:" + w + ":")
			}
		}
	default:
		within("u:" + strings.Join(outletName(e.owner()), " ") + ":")
		within("g:" + sort(e.noun()) + ":")
		for _, run := range e.Said {
			keys = append(keys, "s:"+hex(run))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// ofPronoun reports whether a description says by a pronoun whose it is, which another article does not understand: "her office".
func (e *Entry) ofPronoun() bool {
	first, _, _ := strings.Cut(strings.ToLower(strings.TrimSpace(e.Name)), " ")
	return in("pronoun", first)
}

// nameKeys gives a key for each word of a name that tells it from others, one for the whole name and one for its initials.
func (e *Entry) nameKeys(prefix string, name []string) []string {
	var keys []string
	for _, w := range name {
		if !institutionSort(w) && !outletSort(w) && !isCountry(w) {
			keys = append(keys, prefix+w)
		}
	}
	whole := slices.Sorted(slices.Values(name))
	keys = append(keys, prefix+strings.Join(slices.Compact(whole), " "))
	if letters := acronym(e.Name); len(letters) > 1 {
		keys = append(keys, prefix+letters)
	}
	return keys
}

const keyNames = 8 // names of a story that make keys

func hex(h uint32) string {
	const digits = "0123456789abcdef"
	var b [8]byte
	for i := range b {
		b[i] = digits[h>>(28-4*i)&15]
	}
	return string(b[:])
}

// owner is the outlet to which an unnamed source belongs: the one that first had it.
func (e *Entry) owner() string {
	if e.Via != "" {
		return e.Via
	}
	return e.Outlet
}
