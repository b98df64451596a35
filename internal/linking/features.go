// Package linking finds out which statements are about one claim: pure functions of what was read, without files or a ledger.
//
// Describe gives each statement features, Keys tells where to look for others that may be about the same, Compare decides about two of
// them, and Claims makes claims of statements and links. A denial, a doubt or a refusal to confirm is a position on the claim that it is
// about: propositions are compared, not polarity. Features follow from one article alone and nothing depends on the order of reading.
package linking

import (
	"cmp"
	"hash/fnv"
	"math"
	"slices"
	"strings"
	"time"

	"hearsay"
)

// Linker holds the tables that linking works with. It may be used by several goroutines at once.
type Linker struct {
	words *vocabulary
	model *model
}

// New unpacks the tables: some 30 ms. An error means that the program was built wrongly.
func New() (*Linker, error) {
	words, err := newVocabulary(packedTerms)
	if err != nil {
		return nil, err
	}
	m, err := newModel()
	if err != nil {
		return nil, err
	}
	return &Linker{words, m}, nil
}

// Features is what linking needs to know of a statement, or of a sentence in an article's own voice. Make it with Describe or Assertions, and
// keep it with Marshal.
type Features struct {
	hearsay.Ref // Statement is "" of a sentence in an article's own voice
	Span        hearsay.Span
	Outlet      string
	Published   time.Time // the zero time if unknown
	Source      string    // its name as the article gives it, "" if none
	Kind        hearsay.Kind
	Stance      hearsay.Stance
	Past        bool
	Text        string  // the content as a sentence of its own, to be a claim's wording; "" if it is none
	Clarity     float32 // how well Text would do as a wording; the more the better

	place        place
	own          bag    // of the content
	around       bag    // of the sentence without the content
	para         bag    // of the paragraph's sentences up to this one
	head         bag    // of title and first sentence
	theme        bag    // terms that the article keeps coming back to
	story        []term // the best of these, that tell the article's story from others, the best first; of each only key and weight
	reach        bag    // own, with what a content that names its claim only by "the report" or "it" speaks of
	by           bag    // of the source's name
	outlet       bag    // of the outlet's name
	numbers      []quantity
	reachNumbers []quantity // with those of what the content refers to, where it has none of its own
	negated      bool
	hedged       bool
	vector       []int8 // what is said as a point, from the reader; nil if there is none

	derived
}

// place is where a statement stands in its article.
type place struct {
	order    int // among the article's statements
	sent     int
	para     int
	refersTo int  // order of the statement that it was taken to refer to, -1 if none
	refer    bool // the content names its claim only by a pronoun or a word such as "report", or is missing
	quote    bool // wholly in quotation marks
}

// term is a stem with its weight.
type term struct {
	key    uint32 // of the stem
	id     int32  // in the vocabulary, -1 if it has none
	weight float32
	local  uint8 // share of the article's sentences that have it, 255 = all
	part   uint8 // how much of its weight counts, 255 = all
	name   bool
	stem   string
}

// bag is a set of terms in order of keys.
type bag []term

// Describe gives the features of every statement of a reading, in its order. They depend on the reading alone.
func (l *Linker) Describe(reading hearsay.Reading) []Features {
	d := newDescriber(l.words, reading)
	out := make([]Features, len(reading.Statements))
	for i := range reading.Statements {
		out[i] = d.statement(i)
	}
	l.resolve(out)
	for i := range out {
		l.follow(&out[i])
	}
	return out
}

// describer works on one article.
type describer struct {
	prose
	reading hearsay.Reading
	words   *vocabulary
	stems   *stemmer
	terms   []term // for each token; one without a stem says nothing
	sources map[string]*hearsay.Source
	head    bag
	outlet  bag
	theme   bag
	story   []term
	local   map[string]float32 // in how many sentences each stem stands
}

func newDescriber(words *vocabulary, reading hearsay.Reading) *describer {
	d := &describer{prose: cut(reading.Article.Text), reading: reading, words: words, stems: newStemmer()}
	d.sources = make(map[string]*hearsay.Source, len(reading.Sources))
	for i := range reading.Sources {
		d.sources[reading.Sources[i].ID] = &reading.Sources[i]
	}
	d.terms = make([]term, len(d.toks))
	for i := range d.toks {
		d.terms[i] = d.term(d.toks[i])
	}
	d.localise()
	d.outlet = d.bag(reading.Article.Outlet)
	first := []term(d.bag(reading.Article.Title))
	if len(d.sents) > 0 {
		from, to := d.in(d.sents[d.leadSentence()])
		first = append(first, d.terms[from:to]...)
	}
	d.head = bagOf(first)
	d.theme, d.story = d.themeTerms()
	return d
}

// bag makes a bag of a text that is not the article's.
func (d *describer) bag(text string) bag {
	p := cut(text)
	list := make([]term, 0, len(p.toks))
	for _, tok := range p.toks {
		list = append(list, d.term(tok))
	}
	return bagOf(list)
}

// leadSentence passes over a dateline or heading of a few words.
func (d *describer) leadSentence() int {
	for i, s := range d.sents {
		if from, to := d.in(s); to-from > 6 {
			return i
		}
	}
	return 0
}

// localise counts for every term in what share of the article's sentences it stands.
func (d *describer) localise() {
	d.local = map[string]float32{}
	last := map[string]int{}
	for i, t := range d.terms {
		if t.stem == "" {
			continue
		}
		if n, seen := last[t.stem]; !seen || n != d.toks[i].sent {
			d.local[t.stem]++
			last[t.stem] = d.toks[i].sent
		}
	}
	n := float32(max(1, len(d.sents)))
	for i := range d.terms {
		d.terms[i].local = uint8(255 * d.local[d.terms[i].stem] / n)
	}
}

// term makes a term of a token; one of a function word or figure has no stem.
func (d *describer) term(tok token) term {
	if tok.figure || len(tok.word) < 2 || functionWord(tok.word) {
		return term{}
	}
	if _, _, number := numberWord(tok.word); number {
		return term{}
	}
	stem := d.stems.stem(tok.word)
	id := d.words.id(stem)
	t := term{key: hash32(stem), id: id, weight: d.words.weight(id), part: 255, stem: stem}
	if tok.upper {
		often := uint8(255)
		if id >= 0 {
			often = d.words.upper[id]
		}
		t.name = often >= 128 || !tok.first && !tok.shout && often >= 20
	}
	return t
}

// bagOf makes a bag, each stem once.
func bagOf(terms []term) bag {
	b := make(bag, 0, len(terms))
	for _, t := range terms {
		if t.stem != "" {
			b = append(b, t)
		}
	}
	slices.SortFunc(b, func(x, y term) int {
		return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.stem, y.stem), compareBool(y.name, x.name))
	})
	return slices.CompactFunc(b, func(x, y term) bool { return x.key == y.key })
}

func compareBool(x, y bool) int {
	switch {
	case x == y:
		return 0
	case y:
		return -1
	default:
		return 1
	}
}

func hash32(s string) uint32 {
	h := fnv.New32a()
	h.Write([]byte(s))
	return h.Sum32()
}

// statement describes what can be told of a statement by itself.
func (d *describer) statement(i int) Features {
	stmt, art := &d.reading.Statements[i], &d.reading.Article
	f := Features{
		Ref: hearsay.Ref{Article: art.ID, Statement: stmt.ID}, Outlet: art.Outlet, Published: known(art.Published), Stance: stmt.Stance, Past: stmt.Past,
		vector: quantise(stmt.Vector), head: d.head, outlet: d.outlet, theme: d.theme, story: d.story, Span: hull(stmt.Spans),
	}
	if src := d.sources[stmt.Source]; src != nil {
		f.Source, f.Kind = src.Name, src.Kind
		f.by = d.bag(src.Name)
	}
	content := d.content(i)
	var own []term
	for _, k := range content {
		own = append(own, d.terms[k])
	}
	f.own = bagOf(own)
	f.place = place{order: i, refersTo: -1, refer: refers(f.own), quote: stmt.Quotation == hearsay.Direct}
	f.place.sent = max(0, d.sentence(f.Span.Start))
	if len(d.paras) > 0 {
		f.place.para = d.paras[f.place.sent]
	}
	for _, span := range stmt.Spans.Content {
		from, to := d.in(span)
		f.numbers = append(f.numbers, d.quantities(from, to, d.stems)...)
	}
	f.negated, f.hedged = d.polarity(content)
	f.around, f.para = d.passage(f, content)
	f.Text, f.Clarity = d.wording(i, content)
	return f
}

// content lists the tokens of a statement's content without the sources and cues of statements within it.
func (d *describer) content(i int) []int {
	stmt := &d.reading.Statements[i]
	var out []int
	for _, span := range stmt.Spans.Content {
		from, to := d.in(span)
		for k := from; k < to; k++ {
			if !d.insideOther(i, d.toks[k].Span) {
				out = append(out, k)
			}
		}
	}
	return out
}

// insideOther tells whether a token belongs to the source or cue of another statement than i.
func (d *describer) insideOther(i int, at hearsay.Span) bool {
	for j := range d.reading.Statements {
		if j == i {
			continue
		}
		spans := &d.reading.Statements[j].Spans
		for _, list := range [][]hearsay.Span{spans.Source, spans.Cue} {
			for _, s := range list {
				if at.Start >= s.Start && at.End <= s.End {
					return true
				}
			}
		}
	}
	return false
}

// passage gives the terms of the sentences that the statement stands in, without its content, and of the paragraph before them.
func (d *describer) passage(f Features, content []int) (around, para bag) {
	if len(d.sents) == 0 {
		return nil, nil
	}
	own := make(map[int]bool, len(content))
	for _, k := range content {
		own[k] = true
	}
	last := max(f.place.sent, d.sentence(max(f.Span.Start, f.Span.End-1)))
	var near, before []term
	from, to := d.in(hearsay.Span{Start: d.sents[f.place.sent].Start, End: d.sents[last].End})
	for k := from; k < to; k++ {
		if !own[k] {
			near = append(near, d.terms[k])
		}
	}
	for s := f.place.sent - 1; s >= 0 && d.paras[s] >= f.place.para-1 && s >= f.place.sent-3; s-- {
		from, to := d.in(d.sents[s])
		before = append(before, d.terms[from:to]...)
	}
	return bagOf(near), bagOf(before)
}

// polarity tells whether the content denies something, and whether it is hedged or put as a question or wish.
func (d *describer) polarity(content []int) (negated, hedged bool) {
	for _, k := range content {
		switch word := d.toks[k].word; word {
		case "not", "no", "never", "nobody", "none", "nothing", "neither", "nor", "without", "cannot", "false", "untrue":
			negated = !negated
		case "may", "might", "could", "would", "should", "if", "whether", "perhaps", "possible", "possibly", "likely", "probably", "allegedly", "reportedly":
			hedged = true
		default:
			if strings.HasSuffix(word, "n't") {
				negated = !negated
			}
		}
	}
	return negated, hedged
}

func abs(x int) int { return max(x, -x) }

// hull is the stretch from a statement's first piece of content to its last; of its cue if it has no content.
func hull(spans hearsay.Attribution) hearsay.Span {
	pieces := spans.Content
	if len(pieces) == 0 {
		pieces = spans.Cue
	}
	if len(pieces) == 0 {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: pieces[0].Start, End: pieces[len(pieces)-1].End}
}

// known is the time of a date, the zero time if it is unknown.
func known(d hearsay.Date) time.Time {
	if d.Precision == hearsay.Unknown {
		return time.Time{}
	}
	return d.Time.UTC()
}

// quantise turns a vector into bytes that point the same way; nil stays nil.
func quantise(v []float32) []int8 {
	var most float64
	for _, x := range v {
		most = max(most, math.Abs(float64(x)))
	}
	if most == 0 || math.IsInf(most, 0) || math.IsNaN(most) {
		return nil
	}
	out := make([]int8, len(v))
	for i, x := range v {
		out[i] = int8(math.Round(127 * float64(x) / most))
	}
	return out
}
