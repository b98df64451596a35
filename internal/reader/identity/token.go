package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// in returns the token as the text has it.
func (t *token) in(text string) string { return text[t.start:t.end] }

// page is a text cut into tokens.
type page struct {
	text string
	toks []token
}

// cut reads the tokens of a text. Sentences end with paragraphs and with full stops, question and exclamation marks that are no abbreviation's.
func cut(text string, lex *lexicon) *page {
	p := &page{text: text, toks: make([]token, 0, len(text)/5+8)}
	s := state{lex: lex, first: true}
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		switch {
		case r == '\n' || r == '\r':
			s.breakParagraph(p)
			i += n
		case unicode.IsSpace(r):
			i += n
		case isWord(r):
			end := wordEnd(text, i, lex)
			s.add(p, i, end, r)
			i = end
		default:
			s.mark(p, i, i+n, r)
			i += n
		}
	}
	s.breakParagraph(p)
	return p
}

// state is where the cutting of a text stands.
type state struct {
	lex        *lexicon
	sent, para int
	line       int // the first token of the paragraph
	first      bool
	quoted     bool
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// wordEnd finds where the word that begins at start ends: apostrophes, hyphens, ampersands and full stops within a word belong to it, and so does
// the full stop of an initial or abbreviation.
func wordEnd(text string, start int, lex *lexicon) int {
	i := start
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if isWord(r) {
			i += n
			continue
		}
		next, _ := utf8.DecodeRuneInString(text[i+n:])
		if isWord(next) && joins(text, start, i, r, next) {
			i += n
			continue
		}
		switch {
		case r == '.' && (initials(text[start:i]) || lex.words[strings.ToLower(text[start:i])]&abbreviation != 0):
			return i + n
		case (r == '\'' || r == '’') && i > start && text[i-1] == 's' && !unicode.IsLower(rune(text[start])):
			return i + n // the plural's possessive
		}
		return i
	}
	return i
}

// joins reports whether the mark r at i stands within a word that begins at start.
func joins(text string, start, i int, r, next rune) bool {
	switch r {
	case '-', '\'', '’', '‑', '&', '@', '_':
		return true
	case '.':
		return initials(text[start:i]) || unicode.IsLower(next) || unicode.IsDigit(next) && digitBefore(text, i)
	case ',':
		return unicode.IsDigit(next) && digitBefore(text, i)
	}
	return false
}

func digitBefore(text string, i int) bool { return i > 0 && text[i-1] >= '0' && text[i-1] <= '9' }

// initials reports whether word is a single capital or capitals with full stops between ("J", "U.S").
func initials(word string) bool {
	if word == "" || !unicode.IsUpper(rune(word[0])) {
		return false
	}
	for i := 1; i < len(word); i++ {
		if i%2 == 1 && word[i] != '.' || i%2 == 0 && !unicode.IsUpper(rune(word[i])) {
			return false
		}
	}
	return len(word)%2 == 1 && word != "I"
}

func (s *state) add(p *page, start, end int, r rune) {
	word := p.text[start:end]
	t := token{start: start, end: end, sent: s.sent, para: s.para, word: true, upper: unicode.IsUpper(r), first: s.first, quoted: s.quoted}
	stem := word
	for _, ending := range [...]string{"'s", "’s", "'S", "’S"} {
		if strings.HasSuffix(stem, ending) && len(stem) > len(ending) {
			stem, t.possessive = stem[:len(stem)-len(ending)], true
			break
		}
	}
	if trimmed := strings.TrimRight(stem, "'’"); trimmed != stem {
		stem, t.possessive = trimmed, true
	}
	t.caps = t.upper && len(stem) > 1 && strings.ToUpper(stem) == stem
	t.low = strings.ReplaceAll(strings.ToLower(stem), "’", "'")
	t.class = s.lex.words[t.low]
	if n := len(t.low); t.class == 0 && n > 2 && t.low[n-1] == '.' {
		t.class = s.lex.words[t.low[:n-1]]
	}
	if k := strings.LastIndexByte(t.low, '-'); t.class == 0 && k > 0 && !t.upper {
		t.class = s.lex.words[t.low[k+1:]] & (role | maleRole | femaleRole | unnamed | group | spokesman | pluralForm | singularForm) // "ex-wife"
	}
	p.toks = append(p.toks, t)
	s.first = false
}

func (s *state) mark(p *page, start, end int, r rune) {
	t := token{start: start, end: end, sent: s.sent, para: s.para, low: p.text[start:end], quoted: s.quoted}
	switch r {
	case '“':
		s.quoted, s.first = true, true
	case '”':
		s.quoted = false
	case '"':
		s.quoted = !s.quoted
		s.first = s.first || s.quoted
	case '.', '!', '?':
		if !goesOn(p.text[end:]) {
			s.sent++
			s.first = true
		}
	case ':', '•', '—':
		s.first = s.first || r != '—'
	}
	p.toks = append(p.toks, t)
}

// goesOn reports whether the sentence goes on after a full stop: with a small letter or a mark such as a closing bracket.
func goesOn(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	if r == ')' || r == ',' || r == ';' {
		return true
	}
	if r == '"' || r == '”' || r == '’' || r == '\'' {
		rest = rest[n:]
	}
	r, _ = utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLower(r)
}

// breakParagraph ends a line: quotation marks left open end with it.
func (s *state) breakParagraph(p *page) {
	if s.line == len(p.toks) {
		return
	}
	upper, words := 0, 0
	for _, t := range p.toks[s.line:] {
		if t.word && len(t.low) > 3 && !(t.low[0] >= '0' && t.low[0] <= '9') {
			words++
			if t.upper {
				upper++
			}
		}
	}
	s.acronyms(p)
	if words >= 4 && upper*10 >= words*8 {
		for i := s.line; i < len(p.toks); i++ {
			p.toks[i].title = true
		}
	}
	s.para++
	s.sent++
	s.line = len(p.toks)
	s.first, s.quoted = true, false
}

// acronyms takes words such as WHO and US, in capitals among others that are not, for the names that they are.
func (s *state) acronyms(p *page) {
	line := p.toks[s.line:]
	for i := range line {
		t := &line[i]
		if t.caps && t.class&function != 0 && !(i > 0 && line[i-1].caps) && !(i+1 < len(line) && line[i+1].caps) && len(line) > 1 {
			t.class = 0
		}
	}
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
