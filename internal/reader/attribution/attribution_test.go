package attribution

import (
	"testing"

	"hearsay"
)

func TestDistinct(t *testing.T) {
	span := func(start, end int) []hearsay.Span { return []hearsay.Span{{Start: start, End: end}} }
	whole := Found{Attribution: hearsay.Attribution{Source: span(0, 3), Cue: span(4, 8), Content: span(9, 20)}}
	found := []Found{
		whole,
		whole, // twice
		{Attribution: hearsay.Attribution{Cue: span(30, 35)}}, // nobody says nothing
		{Attribution: hearsay.Attribution{Source: span(40, 43)}},
		{},
		{Attribution: hearsay.Attribution{Source: span(50, 53), Cue: span(54, 60)}}, // "She declined."
		{Attribution: hearsay.Attribution{Content: span(70, 80)}},
	}
	kept := distinct(found)
	want := []Found{found[0], found[5], found[6]}
	if len(kept) != len(want) {
		t.Fatalf("%d attributions kept, want %d: %+v", len(kept), len(want), kept)
	}
	for i := range want {
		if !kept[i].Equal(want[i].Attribution) {
			t.Errorf("attribution %d is %+v, want %+v", i, kept[i].Attribution, want[i].Attribution)
		}
	}
}
