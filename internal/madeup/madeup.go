// Package madeup makes up news in any amount, for measuring: stories that outlets tell one after another, with who says what in each article. No network
// reads them: a reading is made along with its text. The same number always gives the same story.
package madeup

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"time"
	"unicode"

	"hearsay"
)

// How articles are made up: as many statements as real ones have, and as many of them about what others of the story tell.
const (
	statements   = 25
	sentences    = 15 // in the article's own voice
	shared       = 10 // of the statements: about what another article of the story may be about as well
	pool         = 24 // things that several articles of a story may tell
	topics       = 10 // words that the story keeps coming back to
	people       = 5  // who speak in the story alone
	institutions = 400
	outlets      = 60
	dims         = 128 // of the point that says what is said
	longest      = 12  // articles of a story
)

// addresses is what those of articles look like: outlet, story, article.
const addresses = "https://outlet%d.example/%d/%d"

// Maker makes up stories of the words of a language.
type Maker struct {
	words []string
	says  int // sentences of an article, those in its own voice included
}

// New takes the words of a language, the commonest first: some thousand at least. They are drawn as Zipf's law has it.
func New(words []string) *Maker { return &Maker{words, statements + sentences} }

// Brief is a maker of articles with about so many statements, from 1, rather than as many as real ones have.
func (m *Maker) Brief(n int) *Maker { return &Maker{m.words, n + n*sentences/statements} }

// Told is an article of a story.
type Told struct {
	hearsay.Reading
	Says []int // for each statement, which of the things told in the story it is about
}

// story is what the articles of a story have in common.
type story struct {
	*Maker
	n      int
	topics []string
	names  []string // of people
	bodies []string // institutions
	things []string // that several articles tell
}

// Story gives the articles of a story whose first one came at a moment, in order of time: three on average.
func (m *Maker) Story(n int, at time.Time) []Told {
	s, r := m.story(n), source(n, 1)
	var all []Told
	for i := range 1 + min(longest-1, int(r.ExpFloat64()*2.5)) {
		all = append(all, s.told(i, at.Add(time.Duration(i)*time.Hour)))
	}
	return all
}

// Another gives a further article of a story: the i-th from 12 on is none that Story gives.
func (m *Maker) Another(n, i int, at time.Time) Told { return m.story(n).told(i, at) }

func source(n, i int) *rand.Rand {
	return rand.New(rand.NewPCG(uint64(n), uint64(i))) //nolint:gosec // nobody gains by guessing it
}

func (m *Maker) story(n int) *story {
	r := source(n, 0)
	s := &story{Maker: m, n: n}
	for range topics {
		s.topics = append(s.topics, m.between(r, 400, 20_000))
	}
	for range people {
		s.names = append(s.names, upper(m.between(r, 500, 8000))+" "+upper(m.between(r, 2000, 20_000)))
	}
	for range 3 {
		b := source(int(float64(institutions)*math.Pow(r.Float64(), 2)), -1)
		s.bodies = append(s.bodies, upper(m.between(b, 400, 4000))+" "+upper(m.between(b, 400, 4000))+" Agency")
	}
	for range pool {
		s.things = append(s.things, s.content(r))
	}
	return s
}

// between draws a word of some rank, even on a logarithmic scale, from low up to high.
func (m *Maker) between(r *rand.Rand, low, high float64) string {
	high = min(high, float64(len(m.words)-1))
	low = min(low, high/2)
	return m.words[int(low*math.Pow(high/low, r.Float64()))]
}

// content makes up what somebody may say: words of the language, some of the story, and at times a name of it.
func (s *story) content(r *rand.Rand) string {
	var words []string
	for range 10 + r.IntN(8) {
		switch d := r.IntN(20); {
		case d < 5:
			words = append(words, s.topics[r.IntN(len(s.topics))])
		case d < 7:
			_, last, _ := strings.Cut(s.names[r.IntN(len(s.names))], " ")
			words = append(words, last)
		default:
			words = append(words, s.between(r, 1, 20_000))
		}
	}
	return strings.Join(words, " ")
}

// told makes up the i-th article.
func (s *story) told(i int, at time.Time) Told {
	r := source(s.n, i+2)
	outlet := r.IntN(outlets)
	w := &writer{art: hearsay.Article{
		URL: fmt.Sprintf(addresses, outlet, s.n, i), Outlet: fmt.Sprintf("The %s Post", upper(s.words[1000+outlet%(len(s.words)-1000)])),
		Title: upper(s.topics[0]) + " " + s.topics[1] + " " + s.topics[2+r.IntN(topics-2)], Published: hearsay.Date{Time: at, Precision: hearsay.Second},
	}, by: map[string]int{}}
	common := r.Perm(pool)
	for j := range s.says {
		switch {
		case j%8 >= 5: // three of eight
			w.sentence(upper(s.content(r)))
		case len(w.says) < 2*shared && len(w.says)%2 == 0:
			thing := common[len(w.says)/2]
			w.statement(s.speaker(r), s.reword(r, s.things[thing]), thing, s.point(r, thing))
		default:
			w.statement(s.speaker(r), s.content(r), pool+i*statements+j, s.point(r, pool+i*statements+j))
		}
	}
	w.art.Text = w.text.String()
	return Told{hearsay.Reading{Article: w.art, Sources: w.sources, Statements: w.statements}, w.says}
}

// speaker draws who says something: a person of the story, or a body that speaks in many.
func (s *story) speaker(r *rand.Rand) hearsay.Source {
	if r.IntN(3) == 0 {
		return hearsay.Source{Name: s.bodies[r.IntN(len(s.bodies))], Kind: hearsay.Organisation}
	}
	return hearsay.Source{Name: s.names[r.IntN(len(s.names))], Kind: hearsay.Person}
}

// reword tells a thing with every fourth word another.
func (s *story) reword(r *rand.Rand, content string) string {
	words := strings.Fields(content)
	for i := range words {
		if r.IntN(4) == 0 {
			words[i] = s.between(r, 1, 20_000)
		}
	}
	return strings.Join(words, " ")
}

// point is what is said as a point: those of one thing lie close to each other, and those of a story not far.
func (s *story) point(r *rand.Rand, thing int) []float32 {
	of, about := source(s.n, -2), source(s.n, -3-thing)
	v, sum := make([]float32, dims), 0.0
	for i := range v {
		x := 0.6*of.NormFloat64() + about.NormFloat64() + 0.4*r.NormFloat64()
		v[i] = float32(x)
		sum += x * x
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// writer writes an article and keeps who says what in it.
type writer struct {
	art        hearsay.Article
	text       strings.Builder
	sources    []hearsay.Source
	by         map[string]int // name → place in sources
	statements []hearsay.Statement
	says       []int
}

// put writes words and tells where they stand.
func (w *writer) put(words string) hearsay.Span {
	start := w.text.Len()
	w.text.WriteString(words)
	return hearsay.Span{Start: start, End: w.text.Len()}
}

func (w *writer) sentence(words string) { w.put(words + ".\n") }

func (w *writer) statement(src hearsay.Source, content string, thing int, point []float32) {
	who := w.put(src.Name)
	w.put(" ")
	cue := w.put("said")
	w.put(" that ")
	what := w.put(content)
	w.put(".\n")
	at, known := w.by[src.Name]
	if !known {
		at = len(w.sources)
		w.by[src.Name], src.ID = at, fmt.Sprint("s", at+1)
		w.sources = append(w.sources, src)
	}
	w.sources[at].Mentions = append(w.sources[at].Mentions, who)
	w.says = append(w.says, thing)
	w.statements = append(w.statements, hearsay.Statement{
		ID: fmt.Sprint("n", len(w.statements)+1), Source: w.sources[at].ID, Quotation: hearsay.Indirect, Stance: hearsay.Asserts, Deciding: []hearsay.Span{cue},
		Spans: hearsay.Attribution{Source: []hearsay.Span{who}, Cue: []hearsay.Span{cue}, Content: []hearsay.Span{what}}, Vector: point,
	})
}

// upper begins a word with a capital.
func upper(word string) string {
	first := []rune(word)
	first[0] = unicode.ToUpper(first[0])
	return string(first)
}
