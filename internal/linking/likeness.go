package linking

// Likeness is a first guess at how alike two statements are, the higher the more. It is far cheaper than Compare: it is there to choose what is worth comparing
// where there is too much to compare all.
func (l *Linker) Likeness(a, b *Features) float64 {
	return overlapOf(a.reach, b.reach, plain).cosine + cosine8(a.vector, b.vector, a.squares.vector, b.squares.vector)
}
