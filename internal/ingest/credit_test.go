package ingest_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"hearsay"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
)

// TestAFeedsSourceIsCredited: of two articles with one text, that which its feed has from the other's outlet is the copy, though it was there first; what
// tells something else rests on nothing, whatever its feed says.
func TestAFeedsSourceIsCredited(t *testing.T) {
	var text, other strings.Builder
	for i := range 12 {
		fmt.Fprintf(&text, "On the %dth day the mayor of Sudhaven had the sluice number %d looked at by Ines Halloran and found it %d inches too low.\n", i+3, i*7, i+11)
		fmt.Fprintf(&other, "In the %dth race the mare of Colin Brask came in %d lengths before the field and paid %d to one.\n", i+2, i*3, i+5)
	}
	from := func(words string) ingest.Raw {
		return ingest.Raw{Notes: []ledger.Note{{Kind: ledger.Via, Text: words}}}
	}
	for _, c := range []struct {
		second string
		raw    ingest.Raw
		want   string // which rests on which
	}{
		{text.String(), ingest.Raw{}, "wire on relay"},
		{text.String(), from("Harbour Wire https://wire.example/rss"), "relay on wire"},
		{text.String(), from("https://Harbour.Wire.example/rss"), "wire on relay"},
		{other.String(), from("Harbour Wire"), ""},
	} {
		l, k := open(t)
		article := func(outlet, text string, hour int) hearsay.Reading {
			at := hearsay.Date{Time: time.Date(2026, 5, 1, hour, 0, 0, 0, time.UTC), Precision: hearsay.Second}
			return hearsay.Reading{Article: hearsay.Article{URL: "https://" + outlet + ".example/x", Outlet: outlet, Text: text, Published: at}}
		}
		named := map[string]string{}
		named[keep(t, k, article("The Quay", c.second, 8), c.raw).Article] = "relay"
		named[keep(t, k, article("Harbour Wire", text.String(), 9), ingest.Raw{}).Article] = "wire"
		got := ""
		err := l.View(t.Context(), func(v ledger.View) error {
			for r, err := range v.EachRelation(t.Context()) {
				if err != nil {
					return err
				}
				got += named[r.Article] + " on " + named[r.Of]
			}
			return nil
		})
		if err != nil || got != c.want {
			t.Errorf("with %+v: %q, want %q, %v", c.raw.Notes, got, c.want, err)
		}
	}
}
