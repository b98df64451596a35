package linking

import "math"

// lanes is how many vectors are multiplied by another one at once: their numbers lie side by side in one of 64 bits. The product of two vectors of the
// vocabulary fits into a lane, since no vector is longer than farthest.
const (
	lanes    = 4
	farthest = math.MaxInt16
)

// slots are the different terms of a statement that have a vector and are no names, and where in them its bags' terms are.
type slots struct {
	ids    []int32
	own    []int16 // of each term of own, -1 where it has none
	reach  []int16
	packed []int64 // the vectors, lanes of them side by side; nil unless pack made them
}

// slots finds them.
func (l *Linker) slots(f *Features) slots {
	s := slots{own: make([]int16, len(f.own)), reach: make([]int16, len(f.reach))}
	for i := range f.reach {
		s.reach[i] = -1
		if t := &f.reach[i]; !t.name && t.id >= 0 {
			s.reach[i], s.ids = int16(len(s.ids)), append(s.ids, t.id)
		}
	}
	k := 0
	for i := range f.own {
		t := &f.own[i]
		s.own[i] = -1
		if t.name || t.id < 0 {
			continue
		}
		for k < len(f.reach) && f.reach[k].key < t.key {
			k++
		}
		if k < len(f.reach) && s.reach[k] >= 0 && f.reach[k].id == t.id {
			s.own[i] = s.reach[k]
			continue
		}
		s.own[i], s.ids = int16(len(s.ids)), append(s.ids, t.id)
	}
	return s
}

// Pack makes ready to compare a statement with many others: faster than without it, and with the same result.
func (l *Linker) Pack(f *Features) {
	f.index = newIndex(f)
	f.slots.packed = l.words.pack(f.slots.ids)
}

// pack lays the vectors out for multiplying.
func (v *vocabulary) pack(ids []int32) []int64 {
	out := make([]int64, (len(ids)+lanes-1)/lanes*v.dims)
	for i, id := range ids {
		group := out[i/lanes*v.dims:][:v.dims]
		for k, c := range v.vector(id) {
			group[k] += int64(c) << (64 / lanes * (i % lanes))
		}
	}
	return out
}

// products are the products of the vectors of two statements: of the first one's terms with each of the second one's, for all of these.
func (v *vocabulary) products(packed []int64, n int, ids []int32, room []int16) (products []int16, width int) {
	width = (n + lanes - 1) / lanes * lanes
	products = cut16(room, width*len(ids))
	for j, id := range ids {
		y := v.vector(id)
		for g := 0; g < width; g += lanes {
			sum := lanesOf(packed[g/lanes*v.dims:][:v.dims], y)
			row := products[j*width+g:][:lanes:lanes]
			for k := range row { // what a lane below is short of zero was taken from this one
				row[k] = int16(sum)
				sum = (sum - int64(row[k])) >> (64 / lanes)
			}
		}
	}
	return products, width
}

// lanesOf multiplies the vectors of a group by another one.
func lanesOf(group []int64, y []int8) int64 {
	var a, b int64
	y = y[:len(group)]
	k := 0
	for ; k+4 <= len(group); k += 4 {
		u, w := group[k:k+4:k+4], y[k:k+4:k+4]
		a += u[0]*int64(w[0]) + u[1]*int64(w[1])
		b += u[2]*int64(w[2]) + u[3]*int64(w[3])
	}
	for ; k < len(group); k++ {
		a += group[k] * int64(y[k])
	}
	return a + b
}

// alignment is how well the terms of two bags find a like in the other: the weighted mean of each term's best cosine. Names are like themselves only.
type alignment struct{ ab, ba float64 }

// softs aligns the contents of two statements, alone and with what they refer to. The first one is packed.
func (v *vocabulary) softs(a, b *Features) (own, reach alignment) {
	var room [2048]int16
	x, y := &a.slots, &b.slots
	products, width := v.products(x.packed, len(x.ids), y.ids, room[:])
	own = align(a.own, b.own, x.own, y.own, products, width)
	if a.alone && b.alone {
		return own, own
	}
	return own, align(a.reach, b.reach, x.reach, y.reach, products, width)
}

// align aligns two bags, the slots of whose terms are given, by the products of these.
func align(a, b bag, x, y []int16, products []int16, width int) alignment {
	var roomA, roomB [128]int16
	bestA, bestB := cut16(roomA[:], len(x)), cut16(roomB[:], len(y))
	for j, sb := range y {
		if sb < 0 {
			continue
		}
		row, best := products[int(sb)*width:][:width], int16(0)
		for i, sa := range x {
			if sa >= 0 {
				p := row[sa]
				best, bestA[i] = max(best, p), max(bestA[i], p)
			}
		}
		bestB[j] = best
	}
	var sumA, sumB, wa, wb float64
	for i, j := 0, 0; i < len(a) || j < len(b); {
		switch {
		case j == len(b) || i < len(a) && a[i].key < b[j].key:
			w := float64(a[i].weight)
			sumA, wa = sumA+cosineOf(bestA[i])*w, wa+w
			i++
		case i == len(a) || a[i].key > b[j].key:
			w := float64(b[j].weight)
			sumB, wb = sumB+cosineOf(bestB[j])*w, wb+w
			j++
		default:
			v, w := float64(a[i].weight), float64(b[j].weight)
			sumA, wa, sumB, wb = sumA+v, wa+v, sumB+w, wb+w
			i++
			j++
		}
	}
	return alignment{shareOf(sumA, wa), shareOf(sumB, wb)}
}

// cut16 is n zeros, in the room that there is if they fit.
func cut16(room []int16, n int) []int16 {
	if n > len(room) {
		return make([]int16, n)
	}
	return room[:n]
}

// cosineOf makes a cosine of a product of two vectors of the vocabulary.
func cosineOf(product int16) float64 { return float64(product) / (127 * 127) }

func shareOf(part, whole float64) float64 {
	if whole == 0 {
		return 0
	}
	return part / whole
}
