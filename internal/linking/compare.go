package linking

import (
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"
)

// Verdict is what is made of two statements.
type Verdict string

// The verdicts on a link.
const (
	Sure     Verdict = "sure"     // they are about one claim, unless other links speak against it
	Doubtful Verdict = "doubtful" // they may be: people decide
	Weak     Verdict = "weak"     // hardly, which is nothing to decide on: it tells only in the light of other links
	No       Verdict = "no"       // they are not
)

// Link says how two statements compare. It is the same whichever is named first.
type Link struct {
	Score   float64 // how likely they are about one claim, 0 to 1; of two that are not, a bound that may be far too high
	Verdict Verdict
	Reason  string // in words; of two that are hardly or not about one claim only if something forbids it
}

// decidable is the score from which a doubtful link is worth somebody's while.
const decidable = 0.2

// Compare tells whether two statements are about one claim, whatever their stances: of two articles or of one.
func (l *Linker) Compare(a, b Features) Link { return l.Comparer().Compare(&a, &b) }

// Comparer compares many statements one after another: what it finds out about two articles it need not find out again. It is for one goroutine.
type Comparer struct {
	*Linker
	of   [2]string // the articles compared last
	been common    // to these
	any  bool      // have been compared
	x    measures
	meeting
}

// Comparer makes one. Of each article it must see features of one reading only.
func (l *Linker) Comparer() *Comparer { return &Comparer{Linker: l} }

// Compare is as Linker has it.
func (c *Comparer) Compare(a, b *Features) Link {
	if now := [2]string{a.Article, b.Article}; now != c.of || !c.any {
		c.of, c.been, c.any = now, commonOf(a, b), true
	}
	p, q := c.packed(a, b)
	c.glance(p, q)
	if score, passes := c.passes(p, q); !passes {
		return Link{Score: score, Verdict: No}
	}
	if less(b, a) {
		a, b = b, a
	}
	if clash := conflict(a, b); clash != "" {
		return Link{Verdict: No, Reason: clash}
	}
	c.look(p, q)
	return c.judge(a, b)
}

// packed gives two statements so that the first one is packed.
func (c *Comparer) packed(a, b *Features) (*Features, *Features) {
	switch {
	case a.index != nil:
		return a, b
	case b.index != nil:
		return b, a
	}
	packed := *a
	c.Pack(&packed)
	return &packed, b
}

// judge makes a link of measures.
func (c *Comparer) judge(a, b *Features) Link {
	m := c.model
	pair := m.Pair.of(a, b)
	if !withVectors(a.vector, b.vector) {
		pair = m.Plain.of(a, b)
	}
	score := pair.scoreFrom(c.x[:], logit(m.Doubtful))
	link := Link{Score: score, Verdict: No}
	if score < m.Doubtful {
		return link // most are of this sort, and nobody asks why
	}
	switch {
	case score >= m.Joining, score >= answering && mayAnswer(a, b):
		link.Verdict = Sure
	case score >= decidable:
		link.Verdict = Doubtful
	default:
		link.Verdict = Weak
		return link
	}
	link.Reason = reason(a, b, link)
	return link
}

// Joins reports whether a link may bring two statements onto one claim.
func (l *Linker) Joins(link Link) bool { return link.Verdict == Sure }

// less orders features by article and place.
func less(a, b *Features) bool {
	if a.Article != b.Article {
		return a.Article < b.Article
	}
	if a.Span != b.Span {
		return a.Span.Start < b.Span.Start || a.Span.Start == b.Span.Start && a.Span.End < b.Span.End
	}
	return a.Statement < b.Statement
}

// conflict says what forbids that two contents are one claim, "" if nothing does: numbers of one thing, or days, that cannot both be meant; or other names
// in contents that are otherwise alike.
func conflict(a, b *Features) string {
	if clash := numbersClash(a.numbers, b.numbers); clash != "" {
		return clash
	}
	return namesClash(a, b)
}

// numbersClash looks for numbers of one thing that cannot be one, where no other number is common to both. Days are told apart by themselves.
func numbersClash(a, b []quantity) string {
	var clash string
	for _, q := range a {
		for _, r := range b {
			switch {
			case q.agree(r) && q.unit != year && q.unit != day:
				return ""
			case q.unit == r.unit && q.unit != "" && !q.agree(r) && !anyAgree(q, b) && !anyAgree(r, a):
				clash = fmt.Sprintf("%s against %s", min(q.String(), r.String()), max(q.String(), r.String()))
			}
		}
	}
	return clash
}

func anyAgree(q quantity, list []quantity) bool {
	return slices.ContainsFunc(list, func(r quantity) bool { return q.unit == r.unit && q.agree(r) })
}

// alike is how much two contents must share besides names for other names to keep them apart.
const alike = 0.6

// lacks tells whether a content names something that another one lacks wherever it might have it.
func lacks(f, g *Features) bool {
	for i := range f.own {
		if t := &f.own[i]; t.name && !g.reach.has(t.key) && !g.around.has(t.key) && !g.para.has(t.key) && !g.by.has(t.key) {
			return true
		}
	}
	return false
}

// namesClash looks for contents that differ in little but names, each of which the other lacks wherever it might have them.
func namesClash(a, b *Features) string {
	if !lacks(a, b) || !lacks(b, a) { // most are told apart here
		return ""
	}
	var own, other []string
	rest := func(f, g *Features, names *[]string) bag {
		var plain bag
		for _, t := range f.own {
			switch {
			case !t.name:
				plain = append(plain, t)
			case !g.reach.has(t.key) && !g.around.has(t.key) && !g.para.has(t.key) && !g.by.has(t.key):
				*names = append(*names, t.stem)
			}
		}
		return plain
	}
	x, y := rest(a, b, &own), rest(b, a, &other)
	if len(own) == 0 || len(other) == 0 || len(x) < 2 || overlapOf(x, y, plain).least < alike {
		return ""
	}
	first, second := strings.Join(own, " "), strings.Join(other, " ")
	return fmt.Sprintf("alike, but one names %s and the other %s", min(first, second), max(first, second))
}

// mostShared is how many of the words that two statements share a reason names.
const mostShared = 4

// reason says in words what links two statements, or keeps them apart: in those of the statements, as they stand there.
func reason(a, b *Features, link Link) string {
	shared := sharedBy(a.reach, b.reach)
	sort.SliceStable(shared, func(i, j int) bool { return shared[i].weight > shared[j].weight })
	said := "hardly a word in common"
	if len(shared) > 0 {
		said = "what they refer to has words in common" // which stand in neither of them
	}
	wording := wordsOf(a.Text, b.Text)
	var words []string
	for _, t := range shared {
		if word := wording[t.stem]; word != "" && len(words) < mostShared {
			words = append(words, word)
		}
	}
	if len(words) > 0 {
		said = "both speak of " + strings.Join(words, ", ")
	}
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			if q.value == r.value {
				return fmt.Sprintf("%s; both say %s (%.0f %%)", said, q.in(wording), 100*link.Score)
			}
		}
	}
	return fmt.Sprintf("%s (%.0f %%)", said, 100*link.Score)
}

// wordsOf gives the words of texts by their stems, as they stand where they come first: without a capital that only begins a sentence, and without
// possessive endings.
func wordsOf(texts ...string) map[string]string {
	stems, words := newStemmer(), map[string]string{}
	for _, text := range texts {
		p := cut(text)
		for _, tok := range p.toks {
			stem := stems.stem(tok.word)
			if tok.figure || words[stem] != "" && !tok.upper {
				continue
			}
			word := text[tok.Start:tok.End]
			for _, end := range []string{"'s", "’s"} {
				word = strings.TrimSuffix(word, end)
			}
			switch {
			case words[stem] == "" && tok.first && !tok.shout:
				words[stem] = strings.ToLower(word)
			case words[stem] == "" || !tok.first && strings.ToLower(word) == words[stem]:
				words[stem] = word // a capital inside a sentence means something
			}
		}
	}
	return words
}

// sharedBy gives the terms of a that b has as well.
func sharedBy(a, b bag) []term {
	var out []term
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			out = append(out, a[i])
			i++
			j++
		}
	}
	return out
}

func sigmoid(x float64) float64 { return 1 / (1 + math.Exp(-x)) }
