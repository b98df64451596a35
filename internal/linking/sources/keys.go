package sources

import (
	"slices"
	"strings"

	"hearsay"
)

// Keys are what entries that may be one source share.
func (e Entry) Keys() []string {
	var keys []string
	switch e.Kind {
	case hearsay.Person:
		name := personName(e.Name)
		if len(name) == 0 {
			return nil
		}
		keys = append(keys, "p:"+name[len(name)-1], "p:"+name[0])
	case hearsay.Media:
		keys = e.nameKeys("m:", telling(outletName(e.Name)))
	case hearsay.Office, hearsay.Organisation, hearsay.Country:
		keys = e.nameKeys("n:", e.institution())
	default:
		keys = e.storyKeys("u:" + strings.Join(outletName(e.owner()), " ") + ":")
		keys = append(keys, e.storyKeys("g:"+e.head()+":")...)
		for _, run := range e.Said {
			keys = append(keys, "s:"+hex(run))
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
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
	if initials := acronym(e.Name); len(initials) > 1 {
		keys = append(keys, prefix+initials)
	}
	if len(name) > 0 && len(keys) == 1 { // "foreign ministry", "police": only with its story
		keys = append(keys, e.storyKeys(prefix+name[len(name)-1]+":")...)
	}
	return keys
}

const keyNames = 8 // names of a story that make keys

func (e *Entry) storyKeys(prefix string) []string {
	var keys []string
	for _, h := range e.Story[:min(len(e.Story), keyNames)] {
		keys = append(keys, prefix+hex(h))
	}
	return keys
}

func hex(h uint32) string {
	const digits = "0123456789abcdef"
	var b [8]byte
	for i := range b {
		b[i] = digits[h>>(28-4*i)&15]
	}
	return string(b[:])
}

// institutionSort reports whether a word of an institution's name says only what sort of institution it is.
func institutionSort(w string) bool {
	switch w {
	case "ministry", "agency", "authority", "office", "bureau", "commission", "committee", "council", "board", "company", "police", "force", "service", "government", "state", "national",
		"federal", "foreign", "interior", "health", "defence", "department", "justice", "finance", "court", "party", "union", "association", "federation", "institute", "center", "university",
		"hospital", "bank", "organisation", "parliament", "presidency", "embassy", "mission", "army", "military", "city", "county", "public", "international", "affair", "general", "regional",
		"district", "local", "fund", "foundation", "society", "club", "school", "museum", "team", "staff", "house", "spokesman", "press", "minister", "prime", "central", "supreme", "environment":
		return true
	default:
		return false
	}
}

// owner is the outlet to which an unnamed source belongs: the one that first had it.
func (e *Entry) owner() string {
	if e.Via != "" {
		return e.Via
	}
	return e.Outlet
}
