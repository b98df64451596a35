package report

// PartFound marks the words that a search found.
const PartFound Part = "found"

// Pieces is the snippet of a hit with the words that were found.
func (h Hit) Pieces() []Piece {
	var pieces []Piece
	at := 0
	put := func(end int, part Part) {
		if at < end {
			pieces = append(pieces, Piece{h.Snippet[at:end], part})
		}
		at = end
	}
	for _, m := range h.marks {
		put(m.Start, "")
		put(m.End, PartFound)
	}
	put(len(h.Snippet), "")
	return pieces
}
