package identity

// token is a word, a number or a single mark of punctuation, with what its surroundings tell of it.
type token struct {
	start, end int    // byte offsets in the text
	low        string // in lower case, without a possessive ending
	class      class
	sent, para int  // number of the sentence and of the paragraph
	word       bool // letters or digits, no punctuation
	upper      bool // begins with a capital
	caps       bool // has capitals only, and more than one
	first      bool // the first word of its sentence, or after an opening quotation mark
	quoted     bool // between quotation marks
	possessive bool // ends in 's or s', which the offsets include
	title      bool // in a line where nearly every word has a capital, so that capitals say nothing
}

// is reports whether the token's word belongs to one of the classes.
func (t *token) is(c class) bool { return t.class&c != 0 }

// proper reports whether the token is a word with a capital that may be within a name.
func (t *token) proper() bool { return t.word && t.upper && !t.is(function|calendar) }

// page is a text cut into tokens.
type page struct {
	text string
	toks []token
}

// tok returns token i, or one without anything where there is none.
func (p *page) tok(i int) *token {
	if i < 0 || i >= len(p.toks) {
		return &token{start: len(p.text), end: len(p.text), sent: -1, para: -1}
	}
	return &p.toks[i]
}

// at finds the tokens that a span of bytes touches, [lo, hi).
func (p *page) at(start, end int) (lo, hi int) {
	lo = p.search(start)
	hi = lo
	for hi < len(p.toks) && p.toks[hi].start < end {
		hi++
	}
	return lo, hi
}

// search finds the first token that ends after the offset.
func (p *page) search(offset int) int {
	lo, hi := 0, len(p.toks)
	for lo < hi {
		m := (lo + hi) / 2
		if p.toks[m].end <= offset {
			lo = m + 1
		} else {
			hi = m
		}
	}
	return lo
}

// words returns the text from token lo up to, but without, token hi.
func (p *page) words(lo, hi int) string {
	if lo >= hi {
		return ""
	}
	return p.text[p.toks[lo].start:p.toks[hi-1].end]
}

// lows returns the tokens [lo, hi) in lower case.
func (p *page) lows(lo, hi int) []string {
	s := make([]string, 0, hi-lo)
	for _, t := range p.toks[lo:hi] {
		s = append(s, t.low)
	}
	return s
}

// any reports whether one of the tokens [lo, hi) belongs to one of the classes.
func (p *page) any(lo, hi int, c class) bool {
	for _, t := range p.toks[lo:hi] {
		if t.is(c) {
			return true
		}
	}
	return false
}
