package encoder

// Sizes of windows in wordpieces, the two special ones not counted; as in training/reader/windows.py.
const (
	WindowSize    = 318
	WindowOverlap = 0 // shared by neighbours, at most; 64 cost a sixth of the speed and gained nothing on PolNeAR dev
)

// Window is a stretch of wordpieces that the network sees at once. Windows begin and end at line starts where there are some. Where neighbours
// overlap, each wordpiece is owned by the window in which it is most central, and a cue is decided by its owner alone.
type Window struct {
	Lo, Hi       int // wordpieces [Lo, Hi)
	OwnLo, OwnHi int // those whose cues this window decides
}

// Windows cuts a text's wordpieces into windows of at most size, neighbours sharing at most overlap, which must be less than half of size.
func Windows(pieces []Piece, size, overlap int) []Window {
	n := len(pieces)
	var windows []Window
	for lo, own := 0, 0; own < n; {
		hi := min(n, lo+size)
		following, ownHi := hi, n
		if hi < n {
			hi = lastLineStart(pieces, lo+(hi-lo)/2, hi)
			following = firstLineStart(pieces, hi-overlap, hi)
			ownHi = (following + hi) / 2
		}
		windows = append(windows, Window{lo, hi, own, ownHi})
		lo, own = following, ownHi
	}
	return windows
}

// lastLineStart is the last wordpiece in (after, upTo] that starts a line, else upTo.
func lastLineStart(pieces []Piece, after, upTo int) int {
	for k := upTo; k > after; k-- {
		if pieces[k].startsLine() {
			return k
		}
	}
	return upTo
}

// firstLineStart is the first wordpiece in [from, before) that starts a line, else from.
func firstLineStart(pieces []Piece, from, before int) int {
	for k := from; k < before; k++ {
		if pieces[k].startsLine() {
			return k
		}
	}
	return from
}

func (p Piece) startsLine() bool { return p.Shape/4 == 2 }
