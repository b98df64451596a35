package identity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// cut reads the tokens of a text. Sentences end with paragraphs and with full stops, question and exclamation marks that are no abbreviation's.
func cut(text string, lex *lexicon) *page {
	p := &page{text: text, toks: make([]token, 0, len(text)/5+8)}
	s := cutter{lex: lex, first: true}
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

// cutter is where the cutting of a text stands.
type cutter struct {
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
		if r == '.' && abbreviated(text[start:i], lex) || possesses(text, start, i, r) {
			i += n
		}
		return i
	}
	return i
}

func abbreviated(word string, lex *lexicon) bool {
	return initials(word) || len(word) < 8 && lex.words[strings.ToLower(word)]&abbreviation != 0
}

// possesses reports whether the mark r at i is the apostrophe of a plural's possessive; names only, as the mark may be a quotation's.
func possesses(text string, start, i int, r rune) bool {
	return (r == '\'' || r == '’') && i > start && text[i-1] == 's' && !unicode.IsLower(rune(text[start]))
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

func digitBefore(text string, i int) bool { return i > 0 && digit(text[i-1:]) }

// digit reports whether a word begins with one.
func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// initials reports whether word is a single capital or capitals with full stops between ("J", "U.S").
func initials(word string) bool {
	for i := range len(word) {
		if i%2 == 1 && word[i] != '.' || i%2 == 0 && !unicode.IsUpper(rune(word[i])) {
			return false
		}
	}
	return len(word)%2 == 1 && word != "I"
}

// add adds the word [start, end), which begins with r.
func (s *cutter) add(p *page, start, end int, r rune) {
	t := token{start: start, end: end, sent: s.sent, para: s.para, word: true, upper: unicode.IsUpper(r), first: s.first, quoted: s.quoted}
	word := p.text[start:end]
	stem := bare(word)
	t.possessive = stem != word
	t.caps = t.upper && len(stem) > 1 && strings.ToUpper(stem) == stem
	t.low = strings.ReplaceAll(strings.ToLower(stem), "’", "'")
	t.class = s.classOf(t.low, t.upper)
	p.toks = append(p.toks, t)
	s.first = false
}

// bare is a word or name without a possessive ending.
func bare(word string) string {
	stem := word
	for _, ending := range [...]string{"'s", "’s", "'S", "’S"} {
		if short, ok := strings.CutSuffix(stem, ending); ok && short != "" {
			stem = short
			break
		}
	}
	return strings.TrimRight(stem, "'’")
}

// classOf looks a word up: as it is, without the full stop of an abbreviation, or the last part of a compound such as "ex-wife".
func (s *cutter) classOf(low string, upper bool) class {
	c := s.lex.words[low]
	if c != 0 {
		return c
	}
	if short, ok := strings.CutSuffix(low, "."); ok && len(short) > 1 {
		return s.lex.words[short]
	}
	if k := strings.LastIndexByte(low, '-'); k > 0 && !upper {
		return s.lex.words[low[k+1:]] & compound
	}
	return 0
}

// mark adds the mark r of punctuation.
func (s *cutter) mark(p *page, start, end int, r rune) {
	p.toks = append(p.toks, token{start: start, end: end, sent: s.sent, para: s.para, low: p.text[start:end], quoted: s.quoted})
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
	case ':', '•':
		s.first = true
	}
}

// goesOn reports whether the sentence goes on after a full stop: with a small letter or a mark such as a closing bracket.
func goesOn(rest string) bool {
	r, n := utf8.DecodeRuneInString(rest)
	switch r {
	case ')', ',', ';':
		return true
	case '"', '”', '’', '\'':
		rest = rest[n:]
	}
	r, _ = utf8.DecodeRuneInString(strings.TrimLeft(rest, " "))
	return unicode.IsLower(r)
}

// breakParagraph ends a line: quotation marks left open end with it.
func (s *cutter) breakParagraph(p *page) {
	line := p.toks[s.line:]
	if len(line) == 0 {
		return
	}
	acronyms(line)
	upper, words := 0, 0
	for i := range line {
		if t := &line[i]; t.word && len(t.low) > 3 && !digit(t.low) {
			words++
			if t.upper {
				upper++
			}
		}
	}
	if words >= 4 && upper*10 >= words*8 {
		for i := range line {
			line[i].title = true
		}
	}
	s.para++
	s.sent++
	s.line = len(p.toks)
	s.first, s.quoted = true, false
}

// acronyms takes words such as WHO and US, in capitals among others that are not, for the names that they are.
func acronyms(line []token) {
	for i := range line {
		before, after := i > 0 && line[i-1].caps, i+1 < len(line) && line[i+1].caps
		if t := &line[i]; t.caps && t.is(function) && !before && !after && len(line) > 1 {
			t.class = 0
		}
	}
}
