package ingest_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
)

// TestACrowdedSourceIsNamedAnew: where a source has so many members that it only grows, it is still called what most articles call it, not what an early
// one did by a slip.
func TestACrowdedSourceIsNamedAnew(t *testing.T) {
	l, k := open(t)
	for round := range 261 {
		i, late := round, ""
		if i == 260 { // the sixth article is changed
			i, late = 5, " late"
		}
		name := "Ida Moss"
		if i%2 == 0 && i < 28 {
			name = "Ida Moss Harbour"
		}
		text := name + " said that ship " + fmt.Sprint(i) + " had left" + late + ".\n"
		at := func(s string) []hearsay.Span {
			start := strings.Index(text, s)
			return []hearsay.Span{{Start: start, End: start + len(s)}}
		}
		keep(t, k, hearsay.Reading{
			Article: hearsay.Article{
				URL: fmt.Sprintf("https://gazette.example/%d", i), Outlet: "Gazette", Title: fmt.Sprint("Ship ", i), Text: text,
				Published: hearsay.Date{Time: time.Date(2031, 5, 1, 0, i, 0, 0, time.UTC), Precision: hearsay.Second},
			},
			Sources: []hearsay.Source{{ID: "s1", Name: name, Kind: hearsay.Person, Mentions: at(name)}},
			Statements: []hearsay.Statement{{
				ID: "n1", Source: "s1", Stance: hearsay.Asserts, Quotation: hearsay.Indirect,
				Spans: hearsay.Attribution{Source: at(name), Cue: at("said"), Content: at("that ship " + fmt.Sprint(i) + " had left")},
			}},
		}, ingest.Raw{})
	}
	if err := l.View(t.Context(), func(v ledger.View) error {
		page, err := v.Sources(t.Context(), ledger.SourceFilter{Name: "Ida Moss"})
		if err != nil {
			return err
		}
		if len(page.Items) != 1 || page.Items[0].Name != "Ida Moss" || page.Items[0].Statements != 260 || !slices.Contains(page.Items[0].Names, "Ida Moss Harbour") {
			t.Errorf("%+v", page.Items)
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}
