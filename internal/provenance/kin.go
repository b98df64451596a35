package provenance

import (
	"cmp"
	_ "embed" // the model
	"encoding/json"
	"math"
	"slices"
	"strings"
	"sync"

	"hearsay"
	"hearsay/internal/linking/sources"
)

// Articles call one source by many words: "a local taxi driver" is Kurt Mabry, whom another paper names; "the authorities of the state" are its emergency
// office; the union's president says what the union says. Over the whole ledger such words could mean many. Within one claim they mostly mean
// whom the claim is known to come from. How likely that is, a logistic regression tells, fitted on story sets by training/linking/kin.py.

// kinJSON is what kin.py wrote.
//
//go:embed kin.json
var kinJSON []byte

// kinModel weighs what is known of two origins of a claim.
type kinModel struct {
	Measures []string
	Weights  []float64
	Bias     float64
	Enough   float64 // likelihood from which two are taken for one
}

// What is looked at beside the words, of the earlier and the later of two origins.
const (
	cArticle  = iota // an article has both
	cOutlet          // an outlet has both
	cCites           // an article of the later one names an outlet of the earlier one
	cFirst           // the earlier one is the first of the claim
	cLone            // the later one has one article
	cConfirms        // the later one confirms
	cCommits         // either commits itself
	cFar             // weeks between them, 4 at most
	nCircumstances
)

// KinMeasures names what pairs of origins are compared by, in order.
func KinMeasures() []string {
	return append(sources.ResemblanceNames(), "article", "outlet", "cites", "first", "lone", "confirms", "commits", "weeks")
}

// Pair is two origins that may be one, for training.
type Pair struct {
	A, B     string    // the sources, the earlier first
	Measures []float64 // as KinMeasures names them
}

// Pairs lists the origins of a claim that may be one, with what they are compared by.
func Pairs(c Case) []Pair {
	t := &tracing{docket: arrange(c), found: map[string]*thread{}}
	t.direct()
	var pairs []Pair
	t.eachPair(func(a, b string, x []float64) { pairs = append(pairs, Pair{a, b, x}) })
	return pairs
}

// findKin learns which origins are likely one: the likeliest are joined first, as long as two sets are likely one on average.
func (d *docket) findKin() {
	t := &tracing{docket: d, found: map[string]*thread{}}
	t.direct()
	scores := t.likelihoods()
	var sets [][]string
	for _, id := range t.ids() {
		sets = append(sets, []string{id})
	}
	for {
		i, j := likeliest(sets, scores)
		if i < 0 {
			break
		}
		sets[i] = append(sets[i], sets[j]...)
		sets = slices.Delete(sets, j, j+1)
	}
	for _, set := range sets {
		head := slices.MinFunc(set, t.byWeight)
		for _, id := range set {
			if id != head {
				d.kin[id] = head
			}
		}
	}
}

// likelihoods scores pairs of origins that may be one, in either order, from what is enough to join them: below zero it is not.
func (t *tracing) likelihoods() map[[2]string]float64 {
	model := kinWeights()
	scores := map[[2]string]float64{}
	t.eachPair(func(a, b string, x []float64) {
		if !t.Apart[[2]string{a, b}] && !t.Apart[[2]string{b, a}] {
			score := model.likelihood(x) - model.Enough
			scores[[2]string{a, b}], scores[[2]string{b, a}] = score, score
		}
	})
	return scores
}

// manyOrigins is how many origins of a claim, the first, are compared with each other.
const manyOrigins = 60

// eachPair measures the pairs of origins that may be one, the earlier first.
func (t *tracing) eachPair(visit func(a, b string, x []float64)) {
	ids := t.ids()
	ids = ids[:min(len(ids), manyOrigins)]
	looks := make([]sources.Looks, len(ids))
	for i, id := range ids {
		looks[i] = sources.Look(t.Sources[id])
	}
	for j := range ids {
		for i := range j {
			if alike := sources.Resemble(looks[i], looks[j]); alike.Possible() {
				around := t.around(ids[i], ids[j])
				visit(ids[i], ids[j], append(alike[:], around[:]...))
			}
		}
	}
}

// likeliest finds the two sets that are most likely one, -1 if no two are likely enough.
func likeliest(sets [][]string, scores map[[2]string]float64) (first, second int) {
	best := 0.0
	first, second = -1, -1
	for i, a := range sets {
		for j := i + 1; j < len(sets); j++ {
			sum := 0.0
			for _, x := range a {
				for _, y := range sets[j] {
					score, possible := scores[[2]string{x, y}]
					if !possible {
						score = math.Inf(-1)
					}
					sum += score
				}
			}
			if mean := sum / float64(len(a)*len(sets[j])); mean > best {
				best, first, second = mean, i, j
			}
		}
	}
	return first, second
}

// byWeight puts those first on which more articles rest, then names before descriptions, then the earlier: who was unnamed at first and goes on the record
// later stays the origin that she was.
func (t *tracing) byWeight(a, b string) int {
	described := func(id string) int { return number(sources.IsDescription(t.Sources[id].Name)) }
	return cmp.Or(cmp.Compare(len(t.originals(t.found[b])), len(t.originals(t.found[a]))), cmp.Compare(described(a), described(b)), t.byFirst(a, b))
}

// ids lists the origins found so far, in order of time.
func (t *tracing) ids() []string {
	ids := make([]string, 0, len(t.found))
	for id := range t.found {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, t.byFirst)
	return ids
}

// around looks at what is known of two origins beside their words, the earlier first.
func (t *tracing) around(a, b string) [nCircumstances]float64 {
	var x [nCircumstances]float64
	p, q := t.found[a], t.found[b]
	mine, theirs := t.originals(p), t.originals(q)
	for _, art := range theirs {
		x[cArticle] = max(x[cArticle], float64(number(slices.Contains(mine, art))))
		for _, other := range mine {
			x[cOutlet] = max(x[cOutlet], float64(number(t.outlet(art) == t.outlet(other))))
			x[cCites] = max(x[cCites], float64(number(t.cites(art, t.outlet(other)))))
		}
	}
	x[cFirst] = float64(number(p.first == t.earliest()))
	x[cLone] = float64(number(len(theirs) == 1))
	for i := range t.Positions {
		switch pos := &t.Positions[i]; {
		case t.party(pos.Source) == b && pos.Stance == hearsay.Confirms:
			x[cConfirms] = 1
		case (t.party(pos.Source) == a || t.party(pos.Source) == b) && pos.Stance == hearsay.Commits:
			x[cCommits] = 1
		}
	}
	if from, to := t.Positions[p.first].At, t.Positions[q.first].At; from.Precision != hearsay.Unknown && to.Precision != hearsay.Unknown {
		x[cFar] = min(4, to.Time.Sub(from.Time).Hours()/24/7)
	}
	return x
}

// originals lists the articles that rest on an origin, copies of others left out: a copy adds nothing.
func (t *tracing) originals(tr *thread) []string {
	var list []string
	for art := range tr.reasons {
		if _, copied := t.copyOf[art]; !copied {
			list = append(list, art)
		}
	}
	return list
}

// cites reports whether an article has a position of, or through, an outlet other than its own.
func (t *tracing) cites(article, outlet string) bool {
	if t.outlet(article) == outlet {
		return false
	}
	return slices.ContainsFunc(t.within[article], func(i int) bool {
		return t.Positions[i].Source == outlet || slices.Contains(t.Positions[i].Relay, outlet)
	})
}

// earliest is the first position that any origin rests on.
func (t *tracing) earliest() int {
	first := len(t.Positions)
	for _, tr := range t.found {
		first = min(first, tr.first)
	}
	return first
}

// kinWeights reads the model once.
//
//nolint:gochecknoglobals // made once out of what is embedded, and never changed
var kinWeights = sync.OnceValue(func() kinModel {
	var m kinModel
	if err := json.Unmarshal(kinJSON, &m); err != nil || !slices.Equal(m.Measures, KinMeasures()) {
		panic("the model of kin was fitted on other measures: " + strings.Join(m.Measures, " ")) // a test sees to it that it was not
	}
	return m
})

func (m kinModel) likelihood(x []float64) float64 {
	sum := m.Bias
	for i, w := range m.Weights {
		sum += w * x[i]
	}
	return 1 / (1 + math.Exp(-sum))
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
