package encoder

// Window is a stretch of wordpieces that the network sees at once. Windows overlap and are spread evenly; each wordpiece is owned by the window in which
// it is most central, and a cue is decided by its owner alone, so that contents reaching over an edge are seen whole.
type Window struct {
	Lo, Hi       int // wordpieces [Lo, Hi)
	OwnLo, OwnHi int // those whose cues this window decides
}

// Windows spreads windows of at most size over n wordpieces, neighbours sharing at least overlap.
func Windows(n, size, overlap int) []Window {
	if n <= 0 {
		return nil
	}
	if n <= size {
		return []Window{{0, n, 0, n}}
	}
	count := (n - overlap + size - overlap - 1) / (size - overlap)
	start := func(i int) int { return (n - size) * i / (count - 1) }
	windows := make([]Window, count)
	for i := range windows {
		w := Window{Lo: start(i), Hi: start(i) + size, OwnHi: n}
		if i > 0 {
			w.OwnLo = windows[i-1].OwnHi
		}
		if i < count-1 {
			w.OwnHi = (start(i) + size + start(i+1)) / 2
		}
		windows[i] = w
	}
	return windows
}
