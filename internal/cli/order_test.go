package cli

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"hearsay/internal/article"
	"hearsay/internal/export"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// TestOrderDoesNotMatter keeps the same articles in several orders, some of them twice, and compares the ledgers word for word.
func TestOrderDoesNotMatter(t *testing.T) {
	entries := storyEntries(t)
	want := exported(t, entries)
	rnd := rand.New(rand.NewPCG(20, 26))
	for round := range 8 {
		shuffled := append([]ledger.Entry{}, entries...)
		for range 5 {
			shuffled = append(shuffled, entries[rnd.IntN(len(entries))])
		}
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if got := exported(t, shuffled); got != want {
			t.Fatalf("round %d gives another ledger:\n%s", round, firstDifference(want, got))
		}
	}
}

// TestManyWritersMakeTheSameLedger lets four writers, each with connections of its own as processes have them, keep the same articles in PostgreSQL at once, every
// article by two of them, and compares with what one writer keeps in a file: no claim is there twice.
func TestManyWritersMakeTheSameLedger(t *testing.T) {
	address := Server.Database(t, "")
	entries := storyEntries(t)
	rnd := rand.New(rand.NewPCG(20, 27))
	var writers sync.WaitGroup
	for i := range 4 {
		var mine []ledger.Entry
		for j, entry := range entries {
			if j%4 == i || (j+1)%4 == i {
				mine = append(mine, entry)
			}
		}
		rnd.Shuffle(len(mine), func(i, j int) { mine[i], mine[j] = mine[j], mine[i] })
		writers.Go(func() { keepAll(t, address, mine) })
	}
	writers.Wait()
	if want, got := exported(t, entries), exportOf(t, address); got != want {
		t.Errorf("four writers make another ledger than one:\n%s", firstDifference(want, got))
	}
}

// storyEntries reads the bundled stories and prepares them.
func storyEntries(t *testing.T) []ledger.Entry {
	t.Helper()
	rd, err := (&commands{}).openReader()
	if err != nil {
		t.Fatal(err)
	}
	k, err := keeper(nil)
	if err != nil {
		t.Fatal(err)
	}
	var entries []ledger.Entry
	for _, story := range []string{"tanker", "breach"} {
		f, err := os.Open(filepath.Join("..", "..", "testdata", "stories", story+".jsonl"))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := article.NewLines(f, article.Hint{})
		for {
			art, _, err := lines.Next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			reading, err := rd.Read(t.Context(), art.Article)
			if err != nil {
				t.Fatal(err)
			}
			entry, err := k.Prepare(reading, ingest.Raw{Reader: "test"})
			if err != nil {
				t.Fatal(err)
			}
			entries = append(entries, entry)
		}
	}
	return entries
}

// exported takes entries into a new ledger and gives its export.
func exported(t *testing.T, entries []ledger.Entry) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ledger.db")
	keepAll(t, path, entries)
	return exportOf(t, path)
}

// keepAll takes entries into a ledger, as a process would.
func keepAll(t *testing.T, path string, entries []ledger.Entry) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), path, sqlledger.Options{})
	if err != nil {
		t.Error(err)
		return
	}
	defer l.Close()
	k, err := keeper(l)
	if err != nil {
		t.Error(err)
		return
	}
	for at, n := 0, 0; at < len(entries); at += n { // some alone, and some together
		n = min(len(entries)-at, 1+(at+len(entries[at].Reading.Article.Text))%7)
		if _, err := k.KeepAll(t.Context(), entries[at:at+n]); err != nil {
			t.Error(err)
			return
		}
	}
}

func exportOf(t *testing.T, path string) string {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), path, sqlledger.Options{Existing: true})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	var out bytes.Buffer
	if err := l.View(t.Context(), func(view ledger.View) error { return export.Ledger(t.Context(), view, &out) }); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func firstDifference(want, got string) string {
	a, b := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return "want " + a[i] + "\n got " + b[i]
		}
	}
	return "one is longer"
}

// TestTheFaultOfOneIsThatOfNoOther keeps an article that cannot be kept among others: together none is kept, and on the way of hearsay add those before it are.
func TestTheFaultOfOneIsThatOfNoOther(t *testing.T) {
	entries := storyEntries(t)[:4]
	entries[2].Reading.Article.Text = ""
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	k, err := keeper(l)
	if err != nil {
		t.Fatal(err)
	}
	articles := func() (n int) {
		err := l.View(t.Context(), func(view ledger.View) error {
			counts, err := view.Counts(t.Context())
			n = counts.Articles
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if _, err := k.KeepAll(t.Context(), entries); err == nil || articles() != 0 {
		t.Errorf("kept together, they give %v and %d articles", err, articles())
	}
	waiting := &keeping{ledger: l, keeper: k, bar: &progress{}, kept: newTally(), waiting: entries}
	if err := waiting.keep(t.Context()); err == nil || articles() != 2 || waiting.kept.outcomes[ledger.Added] != 2 {
		t.Errorf("kept as hearsay add does, they give %v and %d articles: %v", err, articles(), waiting.kept)
	}
}
