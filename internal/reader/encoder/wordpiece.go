// Package encoder turns text into what the reader's network sees and runs the network: wordpieces with their offsets and shapes,
// windows that fit it, and the two ONNX sessions.
//
// Wordpieces are those of BERT, uncased (Devlin et al. 2019; Wu et al. 2016): text is cleaned, decomposed, stripped of accents, lowered, split at
// white space and around punctuation, and each word is cut greedily into the longest pieces of the vocabulary.
package encoder

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Piece is one wordpiece of a text.
type Piece struct {
	ID         int32
	Start, End int32 // byte offsets into the text
	Shape      uint8 // how it is written: see shape
	Inside     bool  // it goes on with the word of the piece before it
}

// longestWord is the number of characters beyond which a word is not looked up but unknown, as in BERT's tokenizer.
const longestWord = 100

// Vocabulary knows the wordpieces and their ids. It is safe for use by many goroutines.
type Vocabulary struct {
	whole    map[string]int32 // pieces that begin a word
	inside   map[string]int32 // pieces that go on, without their "##"
	unknown  int32
	cls, sep int32
}

// NewVocabulary reads a vocabulary: one wordpiece a line, its id the number of the line from 0.
func NewVocabulary(lines string) (*Vocabulary, error) {
	v := &Vocabulary{whole: map[string]int32{}, inside: map[string]int32{}}
	var id int32
	for line := range strings.Lines(lines) {
		piece := strings.TrimSuffix(line, "\n")
		if rest, ok := strings.CutPrefix(piece, "##"); ok && rest != "" {
			v.inside[rest] = id
		} else {
			v.whole[piece] = id
		}
		id++
	}
	for piece, at := range map[string]*int32{"[UNK]": &v.unknown, "[CLS]": &v.cls, "[SEP]": &v.sep} {
		found, ok := v.whole[piece]
		if !ok {
			return nil, fmt.Errorf("the vocabulary of %d wordpieces has no %s", id, piece)
		}
		*at = found
	}
	return v, nil
}

// Cut cuts a text, valid UTF-8 of less than 2 GiB, into its wordpieces.
func (v *Vocabulary) Cut(text string) []Piece {
	c := cutter{vocab: v, text: text, pieces: make([]Piece, 0, len(text)/4)}
	for i, r := range text {
		switch {
		case r == '\t' || r == '\n' || r == '\r' || unicode.IsSpace(r):
			c.endWord()
		case r < utf8.RuneSelf:
			c.ascii(r, i)
		default:
			c.wide(r, i)
		}
	}
	c.endWord()
	return c.pieces
}

// cutter gathers the normalised characters of one word at a time. word[k] was made from text[from[k]:to[k]].
type cutter struct {
	vocab    *Vocabulary
	text     string
	word     []byte
	from, to []int32 // of each byte of word
	runes    int
	pieces   []Piece
	last     int32 // end of the last piece
}

func (c *cutter) ascii(r rune, i int) {
	switch {
	case r < ' ' || r == 0x7f: // control characters are not there
	case isPunctuation(r):
		c.endWord()
		c.add(r, i, i+1)
		c.endWord()
	default:
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		c.add(r, i, i+1)
	}
}

func (c *cutter) wide(r rune, i int) {
	end := i + utf8.RuneLen(r)
	switch {
	case r == utf8.RuneError || unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co):
	case isIdeograph(r):
		c.endWord()
		c.add(r, i, end)
		c.endWord()
	default:
		for _, d := range norm.NFD.String(c.text[i:end]) {
			if unicode.Is(unicode.Mn, d) {
				continue
			}
			for _, l := range lower(d) {
				if isPunctuation(l) {
					c.endWord()
					c.add(l, i, end)
					c.endWord()
					continue
				}
				c.add(l, i, end)
			}
		}
	}
}

// lower is the full lower case of r. U+0130 is the one character whose lower case is two.
func lower(r rune) string {
	if r == 'İ' {
		return "i̇"
	}
	return string(unicode.ToLower(r))
}

func (c *cutter) add(r rune, from, to int) {
	before := len(c.word)
	c.word = utf8.AppendRune(c.word, r)
	for range len(c.word) - before {
		c.from, c.to = append(c.from, int32(from)), append(c.to, int32(to))
	}
	c.runes++
}

// endWord cuts the gathered word into pieces and forgets it.
func (c *cutter) endWord() {
	if len(c.word) == 0 {
		return
	}
	began := len(c.pieces)
	if c.runes > longestWord || !c.greedy() {
		c.pieces = c.pieces[:began]
		c.piece(c.vocab.unknown, 0, len(c.word))
	}
	for i := began; i < len(c.pieces); i++ {
		p := &c.pieces[i]
		p.Shape, p.Inside = shape(c.text, p.Start, p.End, c.last), i > began
		c.last = p.End
	}
	c.word, c.from, c.to, c.runes = c.word[:0], c.from[:0], c.to[:0], 0
}

// greedy appends the longest known pieces from the left; false if a rest is unknown.
func (c *cutter) greedy() bool {
	for at := 0; at < len(c.word); {
		known := c.vocab.inside
		if at == 0 {
			known = c.vocab.whole
		}
		end := len(c.word)
		for ; end > at; end-- {
			if id, ok := known[string(c.word[at:end])]; ok {
				c.piece(id, at, end)
				break
			}
		}
		if end == at {
			return false
		}
		at = end
	}
	return true
}

func (c *cutter) piece(id int32, at, end int) {
	c.pieces = append(c.pieces, Piece{ID: id, Start: c.from[at], End: c.to[end-1]})
}

// isPunctuation is BERT's notion: Unicode's punctuation and all ASCII symbols.
func isPunctuation(r rune) bool {
	if r < utf8.RuneSelf {
		return r > ' ' && r < 0x7f && !('0' <= r && r <= '9') && !('a' <= r && r <= 'z') && !('A' <= r && r <= 'Z')
	}
	return unicode.IsPunct(r)
}

// isIdeograph: each Chinese character is a word of its own, as in BERT.
func isIdeograph(r rune) bool {
	for _, block := range [...][2]rune{
		{0x4E00, 0x9FFF}, {0x3400, 0x4DBF}, {0x20000, 0x2A6DF}, {0x2A700, 0x2B73F},
		{0x2B740, 0x2B81F}, {0x2B920, 0x2CEAF}, {0xF900, 0xFAFF}, {0x2F800, 0x2FA1F},
	} {
		if block[0] <= r && r <= block[1] {
			return true
		}
	}
	return false
}

// shape is 4 * gap + case. gap: 0 touches what stands before, 1 follows white space, 2 starts a line or the text. case: 0 no capitals,
// 1 a capital first, 2 capitals only (two letters or more), 3 any other mix. The wordpieces themselves are uncased and know no line breaks.
func shape(text string, start, end, previousEnd int32) uint8 {
	var gap, written uint8
	between := ""
	if previousEnd < start {
		between = text[previousEnd:start]
	}
	switch {
	case previousEnd == 0 || strings.Contains(between, "\n"):
		gap = 2
	case between != "":
		gap = 1
	}
	letters, upper, first := 0, 0, false
	for i, r := range text[start:end] {
		if unicode.IsLetter(r) {
			letters++
		}
		if unicode.In(r, unicode.Lu, unicode.Lt) {
			upper++
			first = first || i == 0
		}
	}
	switch {
	case upper == 0:
	case upper == letters && letters > 1:
		written = 2
	case first && upper == 1:
		written = 1
	default:
		written = 3
	}
	return 4*gap + written
}
