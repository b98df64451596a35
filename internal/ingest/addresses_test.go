package ingest_test

import (
	"path/filepath"
	"testing"
	"time"

	"hearsay"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
)

// open makes a ledger and what takes readings into it.
func open(t *testing.T) (*sqlledger.Ledger, *ingest.Keeper) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	return l, ingest.New(l, linker)
}

// keep takes a reading into a ledger.
func keep(t *testing.T, k *ingest.Keeper, reading hearsay.Reading, raw ingest.Raw) ledger.Placed {
	t.Helper()
	entry, err := k.Prepare(reading, raw)
	if err != nil {
		t.Fatal(err)
	}
	placed, err := k.Keep(t.Context(), entry)
	if err != nil {
		t.Fatal(err)
	}
	return placed
}

// TestFormsOfAnArticleAreOne: in whatever order its forms for telephones, printers and larger screens come.
func TestFormsOfAnArticleAreOne(t *testing.T) {
	forms := []string{"https://www.quay.example/ferry", "https://www.quay.example/ferry/amp", "https://m.quay.example/ferry", "https://www.quay.example/ferry?print=1"}
	for first := range forms {
		_, k := open(t)
		ids, texts := map[string]bool{}, map[string]int{}
		for i := range forms {
			at := (first + i) % len(forms)
			art := hearsay.Article{URL: forms[at], Outlet: "The Quay", Text: "The ferry will end in June, the mayor said."}
			if at == 3 {
				art.Text += " Printed by The Quay."
			}
			placed := keep(t, k, hearsay.Reading{Article: art}, ingest.Raw{Fetched: time.Date(2026, 5, 1, at, 0, 0, 0, time.UTC)})
			texts[string(placed.Outcome)]++
			ids = map[string]bool{placed.Article: true}
		}
		if len(ids) != 1 || texts["added"] != 1 || texts["revised"] != 1 || texts["noted"] != 2 {
			t.Errorf("beginning with %s: %v", forms[first], texts)
		}
	}
}
