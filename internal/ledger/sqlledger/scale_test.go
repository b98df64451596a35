package sqlledger_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// maker makes articles of words that are as common as those of a language (Zipf 1949).
type maker struct {
	random *rand.Rand
	zipf   *rand.Zipf
}

func newMaker() *maker {
	random := rand.New(rand.NewPCG(1, 2))
	return &maker{random, rand.NewZipf(random, 1.3, 8, 50_000)}
}

func (m *maker) words(n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = "w" + strconv.FormatUint(m.zipf.Uint64(), 36)
	}
	return out
}

// article makes an article of twenty statements and thirty other sentences.
func (m *maker) article(n int) ledger.Entry {
	var text strings.Builder
	reading := hearsay.Reading{Article: hearsay.Article{
		URL: fmt.Sprintf("https://o%d.example/%d", n%60, n), Outlet: fmt.Sprint("Outlet ", n%60), Title: strings.Join(m.words(8), " "),
		Published: hearsay.Date{Time: time.Date(2031, 1, 1, 0, n, 0, 0, time.UTC), Precision: hearsay.Minute},
	}}
	var keys [][]string
	var own []ledger.Sentence
	for s := range 50 {
		start, said := text.Len(), m.words(18)
		text.WriteString(strings.Join(said, " "))
		span := hearsay.Span{Start: start, End: text.Len()}
		if s%5 < 2 {
			src := fmt.Sprint("s", s)
			reading.Sources = append(reading.Sources, hearsay.Source{ID: src, Name: "Speaker " + strconv.FormatUint(m.zipf.Uint64(), 36), Mentions: []hearsay.Span{{Start: start, End: start + 2}}})
			reading.Statements = append(reading.Statements, hearsay.Statement{
				ID: fmt.Sprint(s), Source: src, Stance: hearsay.Asserts, Vector: m.vector(), Spans: hearsay.Attribution{Content: []hearsay.Span{span}},
			})
			keys = append(keys, said[:10])
		} else {
			own = append(own, ledger.Sentence{Span: span, Features: ledger.Features{Keys: said[:8], Data: make([]byte, 200)}})
		}
		text.WriteString(".\n")
	}
	reading.Article.Text = text.String()
	e := ledger.NewEntry(reading)
	e.Raw, e.Sentences = []byte(reading.Article.Text), own
	e.Article = ledger.Features{Keys: m.words(16), Data: make([]byte, 256)}
	for i, stmt := range e.Reading.Statements {
		e.Statements[stmt.ID] = ledger.Features{Keys: keys[i], Data: make([]byte, 300)}
		e.Sources[stmt.Source] = ledger.Features{Keys: []string{e.Reading.Sources[i].Name}, Data: []byte(e.Reading.Sources[i].Name)}
	}
	return e
}

func (m *maker) vector() []float32 {
	v := make([]float32, 128)
	var sum float64
	for i := range v {
		v[i] = float32(m.random.NormFloat64())
		sum += float64(v[i]) * float64(v[i])
	}
	for i := range v {
		v[i] /= float32(math.Sqrt(sum))
	}
	return v
}

// keep keeps an article and derives what comes to mind: a source of the ledger for each name, a claim for each statement, every fifth on that of
// a statement that shares a rare word.
func keep(ctx context.Context, l ledger.Ledger, e ledger.Entry) error {
	return l.Update(ctx, func(tx ledger.Tx) error {
		placed, err := tx.Put(ctx, e)
		if err != nil {
			return err
		}
		for _, src := range e.Reading.Sources {
			found, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfSource, Keys: []string{src.Name}, Limit: 2})
			if err != nil {
				return err
			}
			member := ledger.Member{Article: placed.Article, Source: src.ID}
			whole := ""
			for _, c := range found {
				whole = max(whole, c.Whole)
			}
			if whole != "" {
				_, err = tx.AddMembers(ctx, whole, []ledger.Member{member})
			} else {
				err = tx.ReplaceSources(ctx, nil, []ledger.Source{{ID: ledger.SourceID(member), Name: src.Name, Members: []ledger.Member{member}}})
			}
			if err != nil {
				return err
			}
		}
		return keepClaims(ctx, tx, placed.Article, e)
	})
}

func keepClaims(ctx context.Context, tx ledger.Tx, article string, e ledger.Entry) error {
	var links []ledger.Link
	for i, stmt := range e.Reading.Statements {
		if i%5 > 0 {
			continue
		}
		keys := e.Statements[stmt.ID].Keys
		frequencies, err := tx.Frequencies(ctx, ledger.OfStatement, keys, 300)
		if err != nil {
			return err
		}
		rare := slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return frequencies[key] >= 300 })
		found, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: rare, Limit: 3})
		if err != nil {
			return err
		}
		for _, c := range found {
			if c.Article != article && c.Whole != "" {
				links = append(links, ledger.Link{
					A: hearsay.Ref{Article: article, Statement: stmt.ID}, B: hearsay.Ref{Article: c.Article, Statement: c.ID}, Score: 1, Verdict: ledger.Sure, Reason: "shares words",
				})
				break
			}
		}
	}
	if err := tx.PutLinks(ctx, links); err != nil {
		return err
	}
	comp, err := tx.Component(ctx, ledger.Seeds{Articles: []string{article}}, time.Time{})
	if err != nil {
		return err
	}
	groups := map[string]string{}
	of := func(id string) string {
		for groups[id] != "" {
			id = groups[id]
		}
		return id
	}
	for _, link := range comp.Links {
		if a, b := of(link.A.Statement), of(link.B.Statement); a != b {
			groups[a] = b
		}
	}
	claims := map[string]*hearsay.Claim{}
	for _, node := range comp.Statements {
		c := claims[of(node.Ref.Statement)]
		if c == nil {
			c = &hearsay.Claim{ID: ledger.ClaimID(node.Ref), Text: node.Words.Content, Wording: node.Ref}
			c.History = []hearsay.Change{{Status: hearsay.Reported, At: hearsay.Date{Time: node.At, Precision: hearsay.Minute}, Cause: node.Ref}}
			claims[of(node.Ref.Statement)] = c
		}
		c.Positions = append(c.Positions, node.Ref)
		c.Origins = append(c.Origins, hearsay.Origin{Source: node.Source, Articles: []string{node.Ref.Article}})
	}
	var put []hearsay.Claim
	for _, c := range claims {
		put = append(put, *c)
	}
	return tx.ReplaceClaims(ctx, comp.Claims, put)
}

// TestScale measures a ledger of as many articles as HEARSAY_TEST_ARTICLES says: what the last thousand take, and what questions take then.
func TestScale(t *testing.T) {
	articles, err := strconv.Atoi(os.Getenv("HEARSAY_TEST_ARTICLES"))
	if err != nil {
		t.Skip("HEARSAY_TEST_ARTICLES is not set")
	}
	path := filepath.Join(t.TempDir(), "ledger")
	l, m, begun := mustOpen(t, path, sqlledger.Options{}), newMaker(), time.Now()
	var last ledger.Entry
	step := max(1, articles/10)
	for n := range articles {
		last = m.article(n)
		if err := keep(t.Context(), l, last); err != nil {
			t.Fatal(err)
		}
		if n%step == step-1 {
			t.Logf("%d articles: %.1f a second", n+1, float64(step)/time.Since(begun).Seconds())
			begun = time.Now()
		}
	}
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d MB", info.Size()>>20)
	measure(t, l, last)
}

func measure(t *testing.T, l ledger.Ledger, last ledger.Entry) {
	t.Helper()
	ctx := t.Context()
	ask := func(name string, f func(ledger.View) error) {
		t.Helper()
		best := time.Hour
		for range 3 {
			begun := time.Now()
			if err := l.View(ctx, f); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			best = min(best, time.Since(begun))
		}
		t.Logf("%-40s %7.1f ms", name, float64(best.Microseconds())/1000)
	}
	var claims ledger.Page[ledger.Summary]
	var sources ledger.Page[ledger.Source]
	first := func(err error, v any) error { _ = v; return err }
	ask("claims, newest", func(v ledger.View) (err error) { claims, err = v.Claims(ctx, ledger.ClaimFilter{}); return err })
	ask("sources, those who say most", func(v ledger.View) (err error) { sources, err = v.Sources(ctx, ledger.SourceFilter{}); return err })
	busiest := sources.Items[0].ID
	common, rare := last.Statements[last.Reading.Statements[0].ID].Keys[0], sources.Items[len(sources.Items)-1].ID
	filters := map[string]ledger.ClaimFilter{
		"claims by outlet": {Outlet: "Outlet 7"}, "claims by the busiest source": {Source: busiest}, "claims by a rarer source": {Source: rare},
		"claims by status": {Status: []hearsay.Status{hearsay.Reported}}, "claims by no status": {Status: []hearsay.Status{hearsay.Denied}},
		"claims by a word": {Words: common}, "claims as of": {AsOf: time.Date(2031, 1, 1, 5, 0, 0, 0, time.UTC)}, "claims since": {Since: time.Date(2031, 1, 2, 0, 0, 0, 0, time.UTC)},
		"claims of several articles": {Several: true}, "claims by outlet and status": {Outlet: "Outlet 7", Status: []hearsay.Status{hearsay.Denied}},
	}
	for name, f := range filters {
		ask(name, func(v ledger.View) error { page, err := v.Claims(ctx, f); return first(err, page) })
	}
	ask("a claim and its positions", func(v ledger.View) error {
		c, err := v.Claim(ctx, claims.Items[0].ID)
		if err != nil {
			return err
		}
		page, err := v.Positions(ctx, ledger.PositionFilter{Claim: c.ID})
		return first(err, page)
	})
	ask("what the busiest source said", func(v ledger.View) error {
		page, err := v.Positions(ctx, ledger.PositionFilter{Source: busiest, NewestFirst: true})
		return first(err, page)
	})
	ask("statements of an outlet", func(v ledger.View) error {
		page, err := v.Positions(ctx, ledger.PositionFilter{Outlet: "Outlet 7"})
		return first(err, page)
	})
	ask("newest statements", func(v ledger.View) error {
		page, err := v.Positions(ctx, ledger.PositionFilter{NewestFirst: true})
		return first(err, page)
	})
	ask("search for a common word", func(v ledger.View) error {
		page, err := v.Search(ctx, ledger.Query{Words: common})
		return first(err, page)
	})
	ask("search for two words", func(v ledger.View) error {
		page, err := v.Search(ctx, ledger.Query{Words: common + " " + last.Statements[last.Reading.Statements[1].ID].Keys[3]})
		return first(err, page)
	})
	ask("source by name", func(v ledger.View) error {
		page, err := v.Sources(ctx, ledger.SourceFilter{Name: "Speaker 1"})
		return first(err, page)
	})
	ask("counts", func(v ledger.View) error { c, err := v.Counts(ctx); t.Logf("%+v", c); return err })
}
