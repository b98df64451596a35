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
	switch e.class() {
	case hearsay.Person:
		if name := personName(e.Name); len(name) > 0 && !e.described() {
			keys = append(keys, "p:"+name[len(name)-1], "p:"+name[0])
		}
		for _, w := range e.roleWords() {
			within("r:" + w + ":")
		}
	case hearsay.Media:
		keys = e.nameKeys("m:", telling(outletName(e.Name)))
		if e.described() {
			within("m:" + e.noun() + ":")
		}
	case hearsay.Organisation:
		if e.ofPronoun() {
			return nil
		}
		keys = e.nameKeys("n:", e.institution())
		for _, w := range e.sortWords() {
			within("n:" + w + ":")
		}
	default:
		within("u:" + strings.Join(outletName(e.owner()), " ") + ":")
		within("g:" + sort(e.noun()) + ":")
		said := slices.Sorted(slices.Values(e.Said))
		for _, run := range said[:min(len(said), keyRuns)] { // the least hashes: who is quoted with the same words most likely shares one
			keys = append(keys, "s:"+hex(run))
		}
	}
	if name := e.fullName(); len(name) > 0 {
		keys = append(keys, "w:"+strings.Join(name, " "))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// roleWords gives the words of a role, and the noun of a person who is only described.
func (e *Entry) roleWords() []string {
	list := content(e.Role)
	if e.described() {
		list = append(list, e.noun())
	}
	return list
}

// sortWords gives the words of an institution's name that many others have as well, which lead to it only within its story: "the ministry".
func (e *Entry) sortWords() []string {
	return slices.DeleteFunc(slices.Clone(e.institution()), func(w string) bool { return !institutionSort(w) && !outletSort(w) })
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

// How much of an entry makes keys.
const (
	keyNames = 8 // names of its story
	keyRuns  = 4 // runs of words that it is quoted with
)

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
