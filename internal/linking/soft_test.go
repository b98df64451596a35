package linking

import (
	"slices"
	"testing"
)

// TestAlignedByTheBestLike: as each term for itself finds its like.
func TestAlignedByTheBestLike(t *testing.T) {
	l := newTestLinker(t)
	alone := func(a, b bag) float64 {
		var sum, weights float64
		for i := range a {
			var best int32
			for j := range b {
				if !a[i].name && a[i].id >= 0 && !b[j].name && b[j].id >= 0 {
					best = max(best, dot8(l.words.vector(a[i].id), l.words.vector(b[j].id)))
				}
			}
			like := float64(best) / (127 * 127)
			if b.has(a[i].key) {
				like = 1
			}
			sum += like * float64(a[i].weight)
			weights += float64(a[i].weight)
		}
		if weights == 0 {
			return 0
		}
		return sum / weights
	}
	for _, name := range trainingSets[:1] {
		var all []Features
		for _, r := range loadStory(t, name).readings {
			all = append(all, l.Describe(r)...)
		}
		for i := range all {
			a := all[i]
			l.Pack(&a)
			for j := i % 31; j < len(all); j += 31 {
				b := all[j]
				own, reach := l.words.softs(&a, &b)
				got := []float64{own.ab, own.ba, reach.ab, reach.ba}
				if want := []float64{alone(a.own, b.own), alone(b.own, a.own), alone(a.reach, b.reach), alone(b.reach, a.reach)}; !slices.Equal(got, want) {
					t.Fatalf("%s and %s: %v, one by one %v", a.Text, b.Text, got, want)
				}
			}
		}
	}
}
