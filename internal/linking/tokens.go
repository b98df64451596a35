package linking

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay"
)

// token is a word or a figure of a text.
type token struct {
	hearsay.Span
	word   string // lower case, without accents and possessive ending; figures as they are written
	figure bool
	upper  bool // begins with a capital
	shout  bool // is all capitals, two letters at least
	first  bool // a sentence may begin here, so that a capital means nothing
	sent   int  // number of its sentence, from 0
}

// prose is a text cut into tokens, sentences and paragraphs.
type prose struct {
	text  string
	toks  []token
	sents []hearsay.Span // sentences, in order; they end at line breaks
	paras []int          // for each sentence, the number of its paragraph
}

// cut splits a text. A sentence ends at a full stop, question mark or exclamation mark that is followed by space and something that may
// begin one, unless an abbreviation goes before it.
func cut(text string) prose {
	p := prose{text: text}
	p.toks = tokens(text)
	para, start := 0, 0
	end := func(at int) {
		if strings.TrimSpace(text[start:at]) != "" {
			p.sents, p.paras = append(p.sents, hearsay.Span{Start: start, End: at}), append(p.paras, para)
		}
		start = at
	}
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\n':
			end(i)
			start = i + 1
			para++
		case (c == '.' || c == '!' || c == '?') && ends(text, start, i):
			end(closing(text, i+1))
			i = start - 1
		}
	}
	end(len(text))
	p.number()
	return p
}

// number tells every token its sentence, and marks the first ones of sentences and quotations.
func (p *prose) number() {
	sent := 0
	for i := range p.toks {
		tok := &p.toks[i]
		for sent+1 < len(p.sents) && tok.Start >= p.sents[sent].End {
			sent++
		}
		tok.sent = sent
		before := ""
		if i > 0 {
			before = p.text[p.toks[i-1].End:tok.Start]
		}
		tok.first = i == 0 || p.toks[i-1].sent != sent || strings.ContainsAny(before, "\"“”‘:;—–!?(\n•") || strings.Contains(before, " '")
	}
}

// closing passes over quotation marks and brackets that close behind a sentence.
func closing(text string, at int) int {
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		if !strings.ContainsRune("\"'”’)]!?.", r) {
			break
		}
		at += size
	}
	return at
}

// ends tells whether the mark at i ends a sentence that begins at start.
func ends(text string, start, i int) bool {
	next := closing(text, i+1)
	if next < len(text) && text[next] != ' ' && text[next] != '\n' {
		return false
	}
	rest := strings.TrimLeft(text[next:], " ")
	if r, _ := utf8.DecodeRuneInString(rest); unicode.IsLower(r) || (text[i] == '.' && unicode.IsDigit(r)) {
		return false
	}
	if text[i] != '.' || next > i+1 {
		return true
	}
	word := text[start:i]
	word = word[strings.LastIndexAny(word, " \n(“\"")+1:]
	return !abbreviation(word)
}

// abbreviation tells whether a word before a full stop is commonly cut short.
func abbreviation(word string) bool {
	switch word {
	case "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Gov", "Gen", "Col", "Lt", "Sgt", "Capt", "Adm", "Maj", "St", "Jr", "Sr", "Rev", "Hon",
		"Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec", "No", "vs", "Inc", "Ltd", "Co", "Corp",
		"a.m", "p.m", "approx", "Subj", "Calif", "Ore", "Wash", "Mass", "Va", "Fla", "Ariz", "Ill", "Conn", "Pa", "Ga", "Messrs":
		return true
	}
	return len(word) == 1 && word != "I" || strings.Contains(word, ".") && len(word) <= 4
}

// tokens cuts a text into words and figures.
func tokens(text string) []token {
	var toks []token
	for i := 0; i < len(text); {
		r, size := utf8.DecodeRuneInString(text[i:])
		switch {
		case unicode.IsLetter(r):
			end := wordEnd(text, i)
			toks = append(toks, newWord(text, i, end))
			i = end
		case r >= '0' && r <= '9': // figures of other scripts are not compared
			end := figureEnd(text, i)
			toks = append(toks, token{Span: hearsay.Span{Start: i, End: end}, word: text[i:end], figure: true})
			i = end
		default:
			i += size
		}
	}
	return toks
}

// wordEnd finds the end of the word that begins at i: letters, with single apostrophes inside.
func wordEnd(text string, i int) int {
	for i < len(text) {
		r, size := utf8.DecodeRuneInString(text[i:])
		if r == '\'' || r == '’' {
			next, _ := utf8.DecodeRuneInString(text[i+size:])
			if !unicode.IsLetter(next) {
				return i
			}
		} else if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return i
		}
		i += size
	}
	return i
}

// figureEnd finds the end of the figure that begins at i: digits, with points and commas between digits.
func figureEnd(text string, i int) int {
	for i < len(text) {
		c := text[i]
		inside := (c == '.' || c == ',' || c == ':') && i+1 < len(text) && text[i+1] >= '0' && text[i+1] <= '9'
		if !inside && (c < '0' || c > '9') {
			return i
		}
		i++
	}
	return i
}

func newWord(text string, start, end int) token {
	raw := text[start:end]
	first, _ := utf8.DecodeRuneInString(raw)
	word := fold(raw)
	upper := unicode.IsUpper(first)
	return token{
		Span: hearsay.Span{Start: start, End: end}, word: word, upper: upper,
		shout: upper && utf8.RuneCountInString(raw) > 1 && strings.ToUpper(raw) == raw,
	}
}

// fold gives a word in lower case without accents and possessive ending.
func fold(raw string) string {
	word := strings.ToLower(raw)
	for i := range len(word) {
		if word[i] >= utf8.RuneSelf {
			word = strings.ReplaceAll(word, "’", "'")
			word = strings.Map(func(r rune) rune {
				if unicode.Is(unicode.Mn, r) {
					return -1
				}
				return r
			}, norm.NFD.String(word))
			break
		}
	}
	return strings.TrimSuffix(word, "'s")
}

// in gives the range of tokens that lie wholly inside the span.
func (p *prose) in(span hearsay.Span) (from, to int) {
	from = sort.Search(len(p.toks), func(i int) bool { return p.toks[i].Start >= span.Start })
	to = sort.Search(len(p.toks), func(i int) bool { return p.toks[i].End > span.End })
	return from, max(from, to)
}

// sentence gives the number of the sentence that holds the offset, -1 if there is none.
func (p *prose) sentence(at int) int {
	i := sort.Search(len(p.sents), func(i int) bool { return p.sents[i].End > at })
	if i == len(p.sents) {
		return len(p.sents) - 1
	}
	return i
}
