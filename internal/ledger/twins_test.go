package ledger_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hearsay/internal/ledger"
)

func TestTwins(t *testing.T) {
	for address, want := range map[string][]string{
		"https://www.quay.example/2026/ferry":           nil,
		"https://www.quay.example/2026/ferry/amp":       {"https://www.quay.example/2026/ferry"},
		"https://www.quay.example/2026/ferry/amp/":      {"https://www.quay.example/2026/ferry"},
		"https://www.quay.example/amp/2026/ferry":       {"https://www.quay.example/2026/ferry"},
		"https://www.quay.example/ferry.amp.html":       {"https://www.quay.example/ferry.html"},
		"https://www.quay.example/ferry?print=1&page=2": {"https://www.quay.example/ferry?page=2"},
		"https://www.quay.example/ferry?outputType=amp": {"https://www.quay.example/ferry"},
		"https://www.quay.example/ferry/print":          {"https://www.quay.example/ferry"},
		"http://m.quay.example/ferry":                   {"https://quay.example/ferry", "https://www.quay.example/ferry"},
		"https://amp.quay.example/ferry?amp": {
			"https://amp.quay.example/ferry", "https://quay.example/ferry", "https://www.quay.example/ferry",
		},
		// What is no form of another page stays by itself.
		"https://www.quay.example/print":          nil,
		"https://www.quay.example/amp":            nil,
		"https://www.quay.example/ferry?print=2":  nil,
		"https://www.quay.example/ferry?view=map": nil,
		"https://www.quay.example/amplifiers":     nil,
		"https://m.example/ferry":                 nil,
		"mailto:desk@quay.example":                nil,
		"":                                        nil,
	} {
		if got := ledger.Twins(address); !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

// TestTwinsAreCanonical: a twin is written in the one form that addresses have, and leads to none that its article does not have already.
func TestTwinsAreCanonical(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		host := rapid.SampledFrom([]string{"m.quay.example", "quay.example", "amp.quay.example", "www.quay.example", "m.example"}).Draw(t, "host")
		path := rapid.StringMatching(`(/(amp|print|ferry|a\.amp\.html|%20)){0,4}/?`).Draw(t, "path")
		query := rapid.StringMatching(`(\?((amp|print|output|p)=(1|amp|x)&?){0,3})?`).Draw(t, "query")
		address := "https://" + host + path + query
		for _, twin := range ledger.Twins(address) {
			if twin != ledger.CanonicalURL(twin) || twin == ledger.CanonicalURL(address) {
				t.Fatalf("%s has the twin %s", address, twin)
			}
		}
	})
}
