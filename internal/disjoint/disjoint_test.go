package disjoint

import (
	"testing"

	"pgregory.net/rapid"
)

// TestSets compares with sets that are told apart by a colour that is painted anew with each join.
func TestSets(t *testing.T) {
	const things = 12
	rapid.Check(t, func(t *rapid.T) {
		var sets Sets[int]
		var colour [things]int
		for i := range colour {
			colour[i] = i
		}
		for range rapid.IntRange(0, 20).Draw(t, "joins") {
			a, b := rapid.IntRange(0, things-1).Draw(t, "a"), rapid.IntRange(0, things-1).Draw(t, "b")
			sets.Join(a, b)
			for i, old := range colour {
				if old == colour[b] && i != b {
					colour[i] = colour[a]
				}
			}
			colour[b] = colour[a]
		}
		for a := range things {
			size := 0
			for b := range things {
				if colour[a] == colour[b] {
					size++
				}
				if (sets.Of(a) == sets.Of(b)) != (colour[a] == colour[b]) {
					t.Fatalf("%d and %d: together %v, by colour %v", a, b, sets.Of(a) == sets.Of(b), colour[a] == colour[b])
				}
			}
			if sets.Size(a) != size {
				t.Fatalf("the set of %d has %d things, not %d", a, size, sets.Size(a))
			}
		}
	})
}
