package cli

import (
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
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
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	k, err := keeper(l)
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if _, err := k.Keep(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
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
