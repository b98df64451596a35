package provenance

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// token is a word or number of a paragraph.
type token struct {
	word  string // in lower case, letters and digits only
	hash  uint64
	fact  bool // a number, or a name: begins with a capital within a sentence
	quote int  // which quote of the paragraph it stands in, from 1; 0 if in none
}

// tokens cuts a paragraph into words and numbers.
func tokens(para string) []token {
	var toks []token
	r := quoting{first: true}
	for i := 0; i < len(para); {
		if c, n := utf8.DecodeRuneInString(para[i:]); !wordRune(c) {
			r.mark(c)
			i += n
			continue
		}
		end := wordEnd(para, i)
		tok := newToken(para[i:end], r.first)
		if r.closing != "" {
			tok.quote = r.quotes
		}
		toks = append(toks, tok)
		r.first = false
		i = end
	}
	return toks
}

// quoting is where the reading of a paragraph stands.
type quoting struct {
	quotes  int    // begun so far
	closing string // the marks that end the one it is in, "" outside
	first   bool   // a sentence begins
}

func (q *quoting) mark(c rune) {
	switch {
	case q.closing != "" && strings.ContainsRune(q.closing, c):
		q.closing = ""
	case q.closing == "" && (c == '“' || c == '"'):
		q.quotes, q.closing, q.first = q.quotes+1, "”\"", true
	case q.closing == "" && c == '‘':
		q.quotes, q.closing, q.first = q.quotes+1, "’", true
	case c == '.' || c == '!' || c == '?' || c == ':':
		q.first = true
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// wordEnd finds where the word or number that begins at i ends. Apostrophes, commas and full stops within it belong to it.
func wordEnd(para string, i int) int {
	for i < len(para) {
		r, n := utf8.DecodeRuneInString(para[i:])
		if next, _ := utf8.DecodeRuneInString(para[i+n:]); !wordRune(r) && !(inWord(r) && wordRune(next)) {
			break
		}
		i += n
	}
	return i
}

// inWord reports whether a mark may stand within a word or number.
func inWord(r rune) bool { return r == '\'' || r == '’' || r == ',' || r == '.' }

func newToken(s string, first bool) token {
	r, _ := utf8.DecodeRuneInString(s)
	t := token{fact: unicode.IsDigit(r) || unicode.IsUpper(r) && !first}
	t.word = strings.Map(func(r rune) rune {
		if !wordRune(r) {
			return -1 // the marks of accents as well
		}
		return unicode.ToLower(r)
	}, norm.NFD.String(s))
	t.hash = hashOf(t.word)
	return t
}

// hashOf is FNV-1a of 64 bits, mixed: the same in every program and version.
func hashOf(s string) uint64 {
	h := uint64(14695981039346656037)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 1099511628211
	}
	return mix(h)
}

func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// combine hashes hashes in order.
func combine(list []uint64) uint64 {
	h := uint64(0)
	for _, x := range list {
		h = mix(h*31 + x)
	}
	return h
}

func hashesOf(toks []token) []uint64 {
	list := make([]uint64, len(toks))
	for i := range toks {
		list[i] = toks[i].hash
	}
	return list
}

// boilerplate reports whether a paragraph is about the page and not the news: how to subscribe, whose rights these are, who wrote and edited.
func boilerplate(toks []token) bool {
	words := make([]string, len(toks))
	for i := range toks {
		words[i] = toks[i].word
	}
	line := " " + strings.Join(words, " ") + " "
	if strings.Contains(line, " hide caption ") { // a gallery
		return true
	}
	return len(toks) <= longestBoilerplate && slices.ContainsFunc(boilerplateTurns(), func(turn string) bool { return strings.Contains(line, turn) })
}

const longestBoilerplate = 70 // words

func boilerplateTurns() []string {
	return []string{
		" subscribe ", " subscription ", " subscribers ", " newsletter ", " sign up ", " sign in ", " log in ",
		" all rights reserved ", " copyright ", " click here ", " follow us ", " terms of use ", " terms of service ",
		" privacy policy ", " cookies ", " advertisement ", " download our app ", " our app ", " reporting by ", " editing by ",
		" additional reporting ", " contributed to this report ", " may not be published broadcast ", " without permission ",
		" read more ", " continue reading ", " support our journalism ", " comments ", " email protected ",
		" forward looking statements ", " press release ", " photo by ", " getty images ", " views expressed ", " share this ",
		" facebook ", " whatsapp ", " correspondent at ",
	}
}
