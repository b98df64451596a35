package linking

import "math"

// sums is what a bag comes to by itself, by some weight of its terms.
type sums struct{ sum, squares float64 }

func sumsOf(b bag, weigh func(*term) float64) (s sums) {
	for i := range b {
		w := weigh(&b[i])
		s.sum, s.squares = s.sum+w, s.squares+w*w
	}
	return s
}

// shared is what two bags have in common, by some weight of their terms.
type shared struct{ sum, product float64 }

func (s *shared) add(v, w float64) { s.sum, s.product = s.sum+min(v, w), s.product+v*w }

// of makes an overlap of what two bags have in common and of what they come to.
func (s shared) of(a, b sums) overlap {
	if a.squares == 0 || b.squares == 0 {
		return overlap{}
	}
	return overlap{s.product / math.Sqrt(a.squares*b.squares), s.sum / max(a.sum, b.sum), s.sum / min(a.sum, b.sum), s.sum}
}

// bags says which bags of a statement have a term.
type bags uint8

const (
	inReach bags = 1 << iota
	inOwn
	inAround
	inPara
	inHead
)

// entry is where a statement has a term.
type entry struct {
	key                uint32
	in                 bags  // 0 of a place that is free
	reach, own, around int16 // where in these bags
}

// index finds a term in all bags of a statement at once: a table with open addressing (Knuth 1973, 6.4).
type index []entry

func newIndex(f *Features) index {
	size := 64
	for size < 4*(len(f.reach)+len(f.around)+len(f.para)+len(f.head)) {
		size *= 2
	}
	x := make(index, size)
	for i := range f.reach {
		x.put(f.reach[i].key, inReach).reach = int16(i)
	}
	for i := range f.own {
		x.put(f.own[i].key, inOwn).own = int16(i)
	}
	for i := range f.around {
		x.put(f.around[i].key, inAround).around = int16(i)
	}
	for i := range f.para {
		x.put(f.para[i].key, inPara)
	}
	for i := range f.head {
		x.put(f.head[i].key, inHead)
	}
	return x
}

// put notes that a bag has a term.
func (x index) put(key uint32, in bags) *entry {
	e := x.find(key)
	e.key, e.in = key, e.in|in
	return e
}

// find gives the entry of a key, or the free one that would be its.
func (x index) find(key uint32) *entry {
	mask := uint32(len(x) - 1)
	for at := key & mask; ; at = (at + 1) & mask {
		if e := &x[at]; e.key == key || e.in == 0 {
			return e
		}
	}
}

// meeting is where the terms of two statements meet.
type meeting struct {
	both []pairing // terms that both reach, in order of keys
	in   [2][]bags // of each term that one of them reaches: which bags of the other one have it
}

// pairing is where two bags have a term.
type pairing struct{ a, b int16 }

// reach finds the terms that both statements reach. The first one has an index.
func (m *meeting) reach(a, b *Features) {
	m.both, m.in[1] = m.both[:0], m.in[1][:0]
	for j := range b.reach {
		e := a.index.find(b.reach[j].key)
		m.in[1] = append(m.in[1], e.in)
		if e.in&inReach != 0 {
			m.both = append(m.both, pairing{e.reach, int16(j)})
		}
	}
}

// overlap is that of what both statements reach.
func (m *meeting) overlap(a, b *Features, weigh func(*term) float64) (s shared) {
	for _, p := range m.both {
		s.add(weigh(&a.reach[p.a]), weigh(&b.reach[p.b]))
	}
	return s
}

// rest finds what the second statement has, beside what it reaches, of what the first one reaches, and what the sentences around both have in common.
func (m *meeting) rest(a, b *Features) (around shared) {
	m.in[0] = append(m.in[0][:0], make([]bags, len(a.reach))...)
	for _, p := range m.both {
		m.in[0][p.a] = inReach
	}
	for i := range b.around {
		e := a.index.find(b.around[i].key)
		if e.in&inReach != 0 {
			m.in[0][e.reach] |= inAround
		}
		if e.in&inAround != 0 {
			around.add(plain(&a.around[e.around]), plain(&b.around[i]))
		}
	}
	for i := range b.para {
		if e := a.index.find(b.para[i].key); e.in&inReach != 0 {
			m.in[0][e.reach] |= inPara
		}
	}
	for i := range b.head {
		if e := a.index.find(b.head[i].key); e.in&inReach != 0 {
			m.in[0][e.reach] |= inHead
		}
	}
	return around
}

// coverage is how much of what a statement reaches another one has.
type coverage struct{ passage, head, heads float64 }

// coverage tells it, of the first or the second statement; heads counts what the statement's own article begins with as well.
func (m *meeting) coverage(which int, f *Features) coverage {
	var sum coverage
	for i := range f.reach {
		in, w := m.in[which][i], plain(&f.reach[i])
		if in&(inReach|inAround|inPara) != 0 {
			sum.passage += w
		}
		if in&inHead != 0 {
			sum.head += w
		}
		if in&inHead != 0 || f.begins[i] {
			sum.heads += w
		}
	}
	all := f.sums.reach.sum
	return coverage{shareOf(sum.passage, all), shareOf(sum.head, all), shareOf(sum.heads, all)}
}

// own is what the contents of two statements have in common.
func (m *meeting) own(a, b *Features) (s shared) {
	if a.alone && b.alone {
		return m.overlap(a, b, plain)
	}
	for j := range b.own {
		if e := a.index.find(b.own[j].key); e.in&inOwn != 0 {
			s.add(plain(&a.own[e.own]), plain(&b.own[j]))
		}
	}
	return s
}
