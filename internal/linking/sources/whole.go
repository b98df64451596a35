package sources

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"hearsay"
)

// source makes one source of a cluster.
func (c *clustering) source(cl *cluster) Source {
	var src Source
	var all, roles, belongs []string
	var kinds []hearsay.Kind
	given := renamed{edit: -1}
	for _, i := range cl.members {
		e := &c.entries[i]
		if e.ID == "" {
			src.Outlet = append(src.Outlet, e.Article)
		} else {
			src.Members = append(src.Members, Member{e.Article, e.ID})
		}
		all, kinds, roles, belongs = append(all, e.Name), append(kinds, e.Kind), append(roles, e.Role), append(belongs, e.Affiliation)
		if r, named := c.names[i]; named && r.edit > given.edit {
			given = r
		}
	}
	src.Kind = commonKind(kinds)
	if len(src.Outlet) > 0 {
		src.Kind = hearsay.Media
	}
	src.Role, src.Affiliation = commonest(roles), commonest(belongs)
	if len(proper(content(src.Affiliation))) == 0 { // rather "Harbour Pilots' Union" than "the union"
		telling := slices.DeleteFunc(slices.Clone(belongs), func(b string) bool { return len(proper(content(b))) == 0 })
		src.Affiliation = cmp.Or(commonest(telling), src.Affiliation)
	}
	switch { // one article may take anything for the role of "Republicans", and any for that of an outlet
	case src.Kind == hearsay.Person || len(cl.members) < many:
	case src.Kind == hearsay.Media:
		src.Role, src.Affiliation = "", ""
	default:
		src.Role, src.Affiliation = repeated(roles, src.Role), repeated(belongs, src.Affiliation)
	}
	src.Name = given.name
	if given.name == "" {
		src.Name = fullest(all, src.Kind)
	}
	slices.Sort(all)
	for _, name := range slices.Compact(all) {
		if name != "" && name != src.Name {
			src.Names = append(src.Names, name)
		}
	}
	src.Reasons = slices.Compact(slices.Sorted(slices.Values(cl.reasons)))
	return src
}

// commonKind picks the kind that occurs most; of several rather not an organisation, for which articles take what they do not say more of.
func commonKind(list []hearsay.Kind) hearsay.Kind {
	count := map[hearsay.Kind]int{}
	for _, k := range list {
		count[k]++
	}
	best := hearsay.Organisation
	for _, k := range hearsay.Kinds() {
		if n := count[k]; n > count[best] || n == count[best] && best == hearsay.Organisation {
			best = k
		}
	}
	return best
}

// commonest picks what occurs most, of several the longest, then the first in alphabetical order. Empty ones count only if all are.
func commonest(list []string) string {
	count := map[string]int{}
	for _, s := range list {
		if s != "" {
			count[s]++
		}
	}
	best := ""
	for s, n := range count {
		if best == "" || cmp.Or(cmp.Compare(n, count[best]), cmp.Compare(len(s), len(best)), strings.Compare(best, s)) > 0 {
			best = s
		}
	}
	return best
}

// repeated gives what occurs more than once in a list, "" in the place of what does not.
func repeated(list []string, s string) string {
	if i := slices.Index(list, s); i < 0 || !slices.Contains(list[i+1:], s) {
		return ""
	}
	return s
}

// A name that few of many articles give a source is likely a slip of one of them.
const (
	many = 4  // articles, from which on more than one must give the name
	rare = 10 // and no less than one in so many
)

// fullest picks the name with the most words, of several the commonest, then the longest, then the first in alphabetical order. Names that are rare count only
// if there are none that would do, a surname alone being no name of a person.
func fullest(names []string, kind hearsay.Kind) string {
	count := map[string]int{}
	for _, s := range names {
		if s != "" {
			count[s]++
		}
	}
	size := func(s string) int {
		if kind == hearsay.Person {
			return len(personName(s))
		}
		return len(content(s))
	}
	if n := len(names); n >= many && kind != hearsay.Anonymous && kind != hearsay.Document { // of these the fullest description tells most
		common := maps.Clone(count)
		maps.DeleteFunc(common, func(s string, k int) bool { return k < max(2, n/rare) || kind == hearsay.Person && size(s) < 2 })
		if len(common) > 0 {
			count = common
		}
	}
	best := ""
	for s, n := range count {
		if best == "" || cmp.Or(cmp.Compare(size(s), size(best)), cmp.Compare(n, count[best]), cmp.Compare(len(s), len(best)), strings.Compare(best, s)) > 0 {
			best = s
		}
	}
	return best
}

// compareDates orders dates, the unknown one last.
func compareDates(a, b hearsay.Date) int {
	if a.Precision == hearsay.Unknown || b.Precision == hearsay.Unknown {
		return cmp.Compare(one(a.Precision == hearsay.Unknown), one(b.Precision == hearsay.Unknown))
	}
	return a.Time.Compare(b.Time)
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
