package ingest_test

import (
	"fmt"
	"path/filepath"
	"strings"
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

// TestAnotherDateIsNoted: an article that comes again under another address, later or earlier than before, keeps its sources.
func TestAnotherDateIsNoted(t *testing.T) {
	l, k := open(t)
	text := "Ida Moss said that the bridge was closed.\n"
	at := func(s string) []hearsay.Span {
		start := strings.Index(text, s)
		return []hearsay.Span{{Start: start, End: start + len(s)}}
	}
	for i, day := range []int{5, 25, 1} {
		placed := keep(t, k, hearsay.Reading{
			Article: hearsay.Article{
				URL: fmt.Sprintf("https://%c.quay.example/bridge", 'a'+i), Outlet: "The Quay", Title: "Bridge", Text: text,
				Published: hearsay.Date{Time: time.Date(2026, 5, day, 0, 0, 0, 0, time.UTC), Precision: hearsay.Second},
			},
			Sources:    []hearsay.Source{{ID: "s1", Name: "Ida Moss", Kind: hearsay.Person, Mentions: at("Ida Moss")}},
			Statements: []hearsay.Statement{{ID: "n1", Source: "s1", Stance: hearsay.Asserts, Spans: hearsay.Attribution{Source: at("Ida Moss"), Cue: at("said"), Content: at("that the bridge was closed")}}},
		}, ingest.Raw{})
		if i > 0 && placed.Outcome != ledger.Noted {
			t.Errorf("it is %s", placed.Outcome)
		}
	}
	if err := l.View(t.Context(), func(v ledger.View) error {
		page, err := v.Sources(t.Context(), ledger.SourceFilter{})
		if err == nil && (len(page.Items) != 1 || page.Items[0].Statements != 1) {
			t.Errorf("%+v", page.Items)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
