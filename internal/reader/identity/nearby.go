package identity

import "slices"

// stretch is a length of text in tokens: twice the longest article that papers print. A mention means nobody who was spoken of farther away than that and is
// spoken of again no sooner, so that a text of any length is read in time that grows as the text does.
const stretch = 20_000

// vicinity is a stretch of the text with the entities that are mentioned in it, before and behind it.
type vicinity struct {
	number int   // of the stretch, counted from 1; 0 before the first
	known  int   // how many entities there were when it was last brought up to date
	list   []int // the entities, in order
}

// nearby lists the entities that are mentioned around token i, those made since included.
func (r *run) nearby(i int) []int {
	v := &r.vicinity
	if n := i/stretch + 1; n != v.number {
		*v = vicinity{number: n, list: v.list[:0]}
		lo, hi := (n-2)*stretch, (n+1)*stretch
		for k := range r.c.entities {
			if r.c.entities[k].in(lo, hi) {
				v.list = append(v.list, k)
			}
		}
		v.known = len(r.c.entities)
	}
	for ; v.known < len(r.c.entities); v.known++ {
		v.list = append(v.list, v.known)
	}
	return v.list
}

// in reports whether the entity is the outlet or is mentioned among the tokens from lo to before hi, as far as is known.
func (e *entity) in(lo, hi int) bool {
	k, _ := slices.BinarySearch(e.occ, lo)
	return e.outlet || lo <= e.at && e.at < hi || k < len(e.occ) && e.occ[k] < hi
}
