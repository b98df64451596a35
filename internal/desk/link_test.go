package desk_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"hearsay/internal/desk"
	"hearsay/internal/ingest"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
)

// choosy is a ledger that does not begin before many articles wait for it, and takes one of them only if it comes alone.
type choosy struct {
	ledger.Ledger
	begin func()
	loner string       // the address ends so
	most  atomic.Int64 // articles in a transaction
}

func (c *choosy) Update(ctx context.Context, f func(ledger.Tx) error) error {
	c.begin()
	return c.Ledger.Update(ctx, func(tx ledger.Tx) error { return f(&choosyTx{Tx: tx, of: c}) })
}

type choosyTx struct {
	ledger.Tx
	of    *choosy
	n     int64
	loner bool
}

func (t *choosyTx) Put(ctx context.Context, entry ledger.Entry) (ledger.Placed, error) {
	t.n++
	t.loner = t.loner || strings.HasSuffix(entry.Reading.Article.URL, t.of.loner)
	if t.loner && t.n > 1 {
		return ledger.Placed{}, errors.New("not in this company")
	}
	t.of.most.Store(max(t.of.most.Load(), t.n))
	return t.Tx.Put(ctx, entry)
}

// TestArticlesThatWaitAreKeptTogether: and one that fails is the fault of no other; the ledger is that of keeping one after another.
func TestArticlesThatWaitAreKeptTogether(t *testing.T) {
	const articles = 30
	dir := t.TempDir()
	at := site(t, articles, nil)
	single, together := filepath.Join(dir, "single.db"), filepath.Join(dir, "together.db")
	run := func(where string, change func(*desk.Options)) {
		follow(t, where, at+"/feed.xml")
		s := runUntil(t, where, change, func(s intake.Status) bool { return kept(s)+s.SetAside == articles })
		if s.SetAside > 0 {
			t.Errorf("set aside: %+v", s.Reasons)
		}
	}
	run(single, func(o *desk.Options) { o.Readers = 1 })
	l, err := sqlledger.Open(t.Context(), together, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	many := &choosy{Ledger: l, loner: "/29"}
	many.begin = sync.OnceFunc(func() {
		waitFor(t, "articles to wait", func() bool { return status(t, together).Waiting[intake.Read] >= 12 })
	})
	run(together, func(o *desk.Options) { o.Keeper = ingest.New(many, linker) })
	if n := many.most.Load(); n < 8 {
		t.Errorf("%d were kept together at most", n)
	}
	if contents(t, single) != contents(t, together) {
		t.Error("kept together they make another ledger than one after another")
	}
}
