package present

import (
	"strings"
	"unicode/utf8"
)

// clean makes outside text harmless to a terminal and honest to an eye. Escape sequences lose their force, since the control characters
// that begin them become visible symbols, and text can not be shown in another order than it is read, since bidirectional embeddings,
// overrides and isolates go (Boucher and Anderson 2023, "Trojan Source"). Letters, emoji and line feeds stay as they are.
func clean(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return tame(r) != r }) < 0 {
		return s
	}
	return strings.Map(tame, s)
}

// tame returns what stands for a character, -1 where nothing should.
func tame(r rune) rune {
	switch {
	case r == '\n':
		return r
	case r == '\r': // half of a line break; alone, it would let a line overwrite itself
		return -1
	case r == '\t', r == '\v', r == '\f', r == 0x85:
		return ' '
	case r == 0x2028, r == 0x2029:
		return '\n'
	case r < ' ':
		return '␀' + r
	case r == 0x7f:
		return '␡'
	case 0x80 <= r && r < 0xa0:
		return utf8.RuneError
	case bidi(r):
		return -1
	}
	return r
}

// bidi tells whether a character forces a direction of writing onto those after it. The mere hints U+200E, U+200F and U+061C do not.
func bidi(r rune) bool { return 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 }

// OneLine makes of outside text, such as the name of a file, one line that does nothing to a terminal and looks as it reads: what a sentence to a
// person may quote.
func OneLine(s string) string { return oneLine(s) }

// oneLine is clean text with every run of space made a single one.
func oneLine(s string) string {
	return strings.Join(strings.Fields(clean(strings.ReplaceAll(s, "\r", " "))), " ")
}
