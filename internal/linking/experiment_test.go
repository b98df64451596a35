package linking

import "math"

// setMeasures tries component-level idf.
func setMeasures(l *Linker, all []Features) func(a, b *Features) []float64 {
	df := map[uint32]float64{}
	for i := range all {
		for _, t := range all[i].own {
			df[t.key]++
		}
	}
	n := float64(len(all))
	w := func(t *term) float64 { return math.Log((n+1)/(df[t.key]+1)) * float64(t.part) / 255 }
	both := func(t *term) float64 { return w(t) * math.Sqrt(float64(t.weight)) }
	soft := func(a, b bag) float64 {
		var sum, ws float64
		for i := range a {
			t := &a[i]
			var best float64
			if b.has(t.key) {
				best = 1
			} else if !t.name && t.id >= 0 {
				best = l.words.nearest(t.id, b)
			}
			sum += best * w(t)
			ws += w(t)
		}
		if ws == 0 {
			return 0
		}
		return sum / ws
	}
	return func(a, b *Features) []float64 {
		o, r, rb := overlapOf(a.own, b.own, w), overlapOf(a.reach, b.reach, w), overlapOf(a.reach, b.reach, both)
		s1, s2 := ordered(soft(a.own, b.own), soft(b.own, a.own))
		t1, t2 := ordered(soft(a.reach, b.reach), soft(b.reach, a.reach))
		return []float64{o.cosine, o.least, o.most, r.cosine, r.least, r.most, rb.cosine, rb.shared, r.shared, s1, s2, t1, t2}
	}
}
