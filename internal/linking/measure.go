package linking

import "math"

// measures are what the pair model looks at, in its order. All are the same whichever statement comes first.
const nMeasures = 12

// measureNames names the measures for training.
func measureNames() [nMeasures]string {
	return [nMeasures]string{"own", "cover_min", "cover_max", "reach", "reach_around", "soft_min", "soft_max", "names", "numbers", "clash", "same_article", "days"}
}

func (l *Linker) measure(a, b *Features) (x [nMeasures]float64) {
	own := overlapOf(a.own, b.own)
	x[0], x[1], x[2] = own.cosine, own.least, own.most
	x[3] = overlapOf(a.reach, b.reach).cosine
	x[4] = math.Sqrt(overlapOf(a.reach, b.around).cosine * overlapOf(b.reach, a.around).cosine)
	s, t := l.soft(a.reach, b.reach), l.soft(b.reach, a.reach)
	x[5], x[6] = min(s, t), max(s, t)
	x[7] = overlapOf(names(a.reach), names(b.reach)).cosine
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			if q.agree(r) {
				x[8] = 1
			} else if q.unit == r.unit {
				x[9] = 1
			}
		}
	}
	if a.Article == b.Article {
		x[10] = 1
	}
	x[11] = 30
	if !a.Published.IsZero() && !b.Published.IsZero() {
		x[11] = min(30, math.Abs(a.Published.Sub(b.Published).Hours()/24))
	}
	return x
}

// overlap says how much two bags share: weighted by how rare the terms are.
type overlap struct{ cosine, least, most float64 }

func overlapOf(a, b bag) overlap {
	var dot, na, nb, shared, wa, wb float64
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			w := float64(a[i].weight)
			dot += w * w
			shared += w
			i++
			j++
		}
	}
	for _, t := range a {
		na += float64(t.weight * t.weight)
		wa += float64(t.weight)
	}
	for _, t := range b {
		nb += float64(t.weight * t.weight)
		wb += float64(t.weight)
	}
	if na == 0 || nb == 0 {
		return overlap{}
	}
	return overlap{dot / math.Sqrt(na*nb), shared / max(wa, wb), shared / min(wa, wb)}
}

func names(b bag) bag {
	var out bag
	for _, t := range b {
		if t.name {
			out = append(out, t)
		}
	}
	return out
}

// soft is how well the terms of a find a like in b: the weighted mean of each term's best cosine.
func (l *Linker) soft(a, b bag) float64 {
	var sum, weights float64
	for _, t := range a {
		best := float64(0)
		for _, u := range b {
			switch {
			case t.key == u.key:
				best = 1
			case best < 1 && !t.name && !u.name:
				best = max(best, l.words.cosine(t.id, u.id))
			}
		}
		sum += best * float64(t.weight)
		weights += float64(t.weight)
	}
	if weights == 0 {
		return 0
	}
	return sum / weights
}

// cosine of two stems, 0 if the table lacks one.
func (v *vocabulary) cosine(a, b int32) float64 {
	if a < 0 || b < 0 {
		return 0
	}
	x, y := v.vector(a), v.vector(b)
	return float64(dot8(x, y)) / (127 * 127)
}

func dot8(x, y []int8) int32 {
	var sum int32
	y = y[:len(x)]
	for i, p := range x {
		sum += int32(p) * int32(y[i])
	}
	return sum
}
