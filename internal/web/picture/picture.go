// Package picture lays out the pictures of a claim: the chain from those whom it comes from to who prints it, and the time line of its positions. What comes
// out is plain geometry, in units of a picture whose text is 13 high; pages draw it.
package picture

import "strings"

// textSize is the height of labels, noteSize that of what stands under them.
const (
	textSize = 13.0
	noteSize = 11.5
)

// Width estimates how wide words are in a sans-serif type of a size. It errs on the wide side: the type of the reader's system is not known.
func Width(words string, size float64) float64 {
	em := 0.0
	for _, r := range words {
		switch {
		case strings.ContainsRune("iljI.,;:'’|!·ft()[] ", r):
			em += 0.37
		case strings.ContainsRune("mwMW@%—…", r):
			em += 0.96
		case r >= 'A' && r <= 'Z':
			em += 0.72
		case r < 0x2e80:
			em += 0.62
		default: // East Asian scripts and emoji
			em += 1.05
		}
	}
	return em * size
}

// Cut shortens words to what fits into a width, with an ellipsis at their end where some are left out.
func Cut(words string, size, width float64) string {
	words = strings.Join(strings.Fields(words), " ")
	if Width(words, size) <= width {
		return words
	}
	room := width - Width("…", size)
	var b strings.Builder
	for _, r := range words {
		w := Width(string(r), size)
		if room < w {
			break
		}
		room -= w
		b.WriteRune(r)
	}
	return strings.TrimRight(b.String(), " ,.;:") + "…"
}
