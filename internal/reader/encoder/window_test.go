package encoder

import (
	"testing"

	"pgregory.net/rapid"
)

func lines(lengths ...int) []Piece {
	var pieces []Piece
	for _, n := range lengths {
		for i := range n {
			p := Piece{Shape: 4}
			if i == 0 {
				p.Shape = 8
			}
			pieces = append(pieces, p)
		}
	}
	return pieces
}

func TestWindowsBreakAtLines(t *testing.T) {
	got := Windows(lines(70, 70, 70, 70, 70, 70), 318, 64)
	want := []Window{{0, 280, 0, 248}, {216, 420, 248, 420}}
	// the second line start within the overlap of 64 lies at no line: the overlap itself counts
	if len(got) != 2 || got[0] != want[0] || got[1] != want[1] {
		t.Errorf("windows %v, want %v", got, want)
	}
}

func TestWindowsOwnEachWordpieceOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pieces := lines(rapid.SliceOfN(rapid.IntRange(1, 400), 0, 12).Draw(t, "lines")...)
		size := rapid.IntRange(8, 200).Draw(t, "size")
		overlap := rapid.IntRange(0, size/2-1).Draw(t, "overlap")
		next := 0
		for i, w := range Windows(pieces, size, overlap) {
			if w.OwnLo != next || w.OwnHi <= w.OwnLo || w.Lo > w.OwnLo || w.Hi < w.OwnHi || w.Hi-w.Lo > size {
				t.Fatalf("window %d is %+v; %d is owned next", i, w, next)
			}
			next = w.OwnHi
		}
		if next != len(pieces) {
			t.Fatalf("%d of %d wordpieces are owned", next, len(pieces))
		}
	})
}
