package circumstance

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

// token is a word or a mark of the text. A possessive ending is a token of its own.
type token struct {
	span hearsay.Span
	low  string // in lower case, with straight apostrophes; a mark as it stands
	word bool
	caps bool // it begins with a capital letter
	sent int  // the sentence it belongs to, counted from 0
}

// doc is an article in tokens, with its sayings.
type doc struct {
	art        hearsay.Article
	text       string
	toks       []token
	sayings    []saying
	extents    extents
	firstOther int      // the token where another outlet is first named
	ownName    []string // the words of the article's own outlet, in lower case
	outlets    []string // names of outlets that the article calls such, in lower case, with a space before and behind every word
}

func newDoc(art hearsay.Article) *doc {
	d := &doc{art: art, text: art.Text, toks: make([]token, 0, len(art.Text)/5+1)}
	d.ownName = strings.FieldsFunc(strings.ToLower(art.Outlet), func(r rune) bool { return !isLetter(r) })
	d.cut()
	d.split()
	d.findOutlets()
	return d
}

// cut makes the tokens of the text. A line break is a token too.
func (d *doc) cut() {
	for i := 0; i < len(d.text); {
		r, n := utf8.DecodeRuneInString(d.text[i:])
		switch {
		case isLetter(r):
			end := d.wordEnd(i)
			d.addWord(i, end, unicode.IsUpper(r))
			i = end
			continue
		case r == '\n' || !unicode.IsSpace(r):
			d.toks = append(d.toks, token{span: hearsay.Span{Start: i, End: i + n}, low: d.text[i : i+n]})
		}
		i += n
	}
}

func isLetter(r rune) bool {
	return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r > unicode.MaxASCII && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// wordEnd is where the word at i ends: letters and digits, with single apostrophes, hyphens and stops between them.
func (d *doc) wordEnd(i int) int {
	for i < len(d.text) {
		r, n := utf8.DecodeRuneInString(d.text[i:])
		if !isLetter(r) {
			if r != '\'' && r != '’' && r != '-' && r != '.' && r != '&' {
				return i
			}
			if next, _ := utf8.DecodeRuneInString(d.text[i+n:]); !isLetter(next) {
				return i
			}
		}
		i += n
	}
	return i
}

func (d *doc) addWord(start, end int, caps bool) {
	low := strings.ToLower(d.text[start:end])
	if strings.Contains(low, "’") {
		low = strings.ReplaceAll(low, "’", "'")
	}
	cut := end
	if strings.HasSuffix(low, "'s") && low != "let's" {
		cut = start + strings.LastIndexAny(d.text[start:end], "'’")
		low = low[:len(low)-2]
	}
	d.toks = append(d.toks, token{span: hearsay.Span{Start: start, End: cut}, low: low, word: true, caps: caps})
	if cut < end {
		d.toks = append(d.toks, token{span: hearsay.Span{Start: cut, End: end}, low: "'s", word: true})
	}
}

// split numbers the sentences. A sentence ends at a line break, and at a full stop and its like where something new begins.
func (d *doc) split() {
	sent := 0
	for i := range d.toks {
		t := &d.toks[i]
		t.sent = sent
		switch t.low {
		case "\n":
			sent++
		case ".", "?", "!", "…":
			if d.ends(i) {
				// what closes the quotation belongs to the sentence that it ends
				if i+1 < len(d.toks) && isClosing(d.toks[i+1].low) && d.toks[i+1].span.Start == t.span.End {
					continue
				}
				sent++
			}
		default:
			if i > 0 && isClosing(t.low) && d.toks[i-1].span.End == t.span.Start && isStop(d.toks[i-1].low) && d.ends(i-1) {
				sent++
			}
		}
	}
}

func isStop(low string) bool { return low == "." || low == "?" || low == "!" || low == "…" }

func isClosing(low string) bool {
	return low == "”" || low == "\"" || low == "’" || low == "'" || low == ")" || low == "»" || low == "]"
}

func isQuote(low string) bool {
	switch low {
	case "”", "“", "\"", "’", "‘", "'", "»", "«", "„":
		return true
	}
	return false
}

// ends reports whether the stop at token i ends a sentence: what follows begins with a capital letter, a digit or a mark, and no abbreviation stands before.
func (d *doc) ends(i int) bool {
	k := i + 1
	for k < len(d.toks) && isClosing(d.toks[k].low) && d.toks[k].span.Start == d.toks[k-1].span.End {
		k++
	}
	if k == len(d.toks) || d.toks[k].low == "\n" {
		return true
	}
	if d.toks[k].span.Start == d.toks[k-1].span.End {
		return false // no space behind it
	}
	r, _ := utf8.DecodeRuneInString(d.text[d.toks[k].span.Start:])
	if unicode.IsLower(r) {
		return false
	}
	return d.toks[i].low != "." || i == 0 || !d.toks[i-1].word || !isAbbreviation(d.toks[i-1].low)
}

func isAbbreviation(low string) bool {
	switch low {
	case "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen", "lt", "col", "sgt", "capt", "maj", "adm", "cmdr", "st", "prof", "rev", "hon",
		"no", "vs", "det", "supt", "jan", "feb", "aug", "sept", "oct", "nov", "dec", "u.s", "u.n", "u.k", "e.u", "a.m", "p.m", "e.g",
		"i.e", "messrs", "pres", "insp", "atty", "ft", "mt":
		return true
	}
	return len(low) == 1 && low != "i"
}

// at is the first token that ends behind byte pos.
func (d *doc) at(pos int) int {
	return sort.Search(len(d.toks), func(i int) bool { return d.toks[i].span.End > pos })
}

// behind is the first token that begins at byte pos or later.
func (d *doc) behind(pos int) int {
	return sort.Search(len(d.toks), func(i int) bool { return d.toks[i].span.Start >= pos })
}

// low is the text of token i in lower case, "" outside of the article.
func (d *doc) low(i int) string {
	if i < 0 || i >= len(d.toks) {
		return ""
	}
	return d.toks[i].low
}

// words is the span of the tokens from lo to before hi, which must not be empty.
func (d *doc) words(lo, hi int) hearsay.Span {
	return hearsay.Span{Start: d.toks[lo].span.Start, End: d.toks[hi-1].span.End}
}

// sentence gives the tokens of the sentence that token i is in.
func (d *doc) sentence(i int) (lo, hi int) {
	if len(d.toks) == 0 {
		return 0, 0
	}
	i = min(max(i, 0), len(d.toks)-1)
	lo, hi = i, i+1
	for lo > 0 && d.toks[lo-1].sent == d.toks[i].sent {
		lo--
	}
	for hi < len(d.toks) && d.toks[hi].sent == d.toks[i].sent {
		hi++
	}
	return lo, hi
}

// vicinity gives the tokens of the sentence that token i is in, as far as words on a saying may stand from there.
func (d *doc) vicinity(i int) (lo, hi int) {
	lo, hi = max(0, i-reach), min(len(d.toks), i+reach)
	for k := i; k > lo; k-- {
		if k < len(d.toks) && d.toks[k-1].sent != d.toks[k].sent {
			lo = k
		}
	}
	for k := i + 1; k < hi; k++ {
		if d.toks[k].sent != d.toks[k-1].sent {
			hi = k
		}
	}
	return min(lo, hi), hi
}

// within reports whether token i shares a byte with one of the spans.
func (d *doc) within(i int, spans []hearsay.Span) bool { return touches(spans, d.toks[i].span) }
