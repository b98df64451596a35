package present

import (
	"unicode/utf8"

	"hearsay"
)

// stride is how many bytes of text go by between two counts; it bounds what a look-up has to count itself.
const stride = 64

// points turns byte offsets of a text into code points. Made in one pass over the text, it answers in constant time.
type points struct {
	text   string
	before []int // code points that begin before byte stride*i
}

func newPoints(text string) points {
	before := make([]int, 0, len(text)/stride+1)
	n := 0
	for i := range len(text) {
		if i%stride == 0 {
			before = append(before, n)
		}
		if utf8.RuneStart(text[i]) {
			n++
		}
	}
	return points{text, append(before, n)}
}

// at returns how many code points begin before a byte offset.
func (p points) at(offset int) int {
	if offset == len(p.text) {
		return p.before[len(p.before)-1]
	}
	n := p.before[offset/stride]
	for i := offset / stride * stride; i < offset; i++ {
		if utf8.RuneStart(p.text[i]) {
			n++
		}
	}
	return n
}

// pairs returns spans as [start, end] in code points, never nil.
func (p points) pairs(spans []hearsay.Span) [][2]int {
	out := make([][2]int, len(spans))
	for i, sp := range spans {
		out[i] = [2]int{p.at(sp.Start), p.at(sp.End)}
	}
	return out
}
