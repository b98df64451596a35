package provenance_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/provenance"
)

// ledgers asks for the measures of origins that may be one, for training/linking/kin.py.
var ledgers = flag.String("ledgers", "", "folder with ledgers of story sets as JSON, to write the measures of their claims' origins beside")

// TestKinForTraining writes for each NAME.json of the folder NAME.kin: a line of JSON for each pair of origins of a claim.
func TestKinForTraining(t *testing.T) {
	if *ledgers == "" {
		t.Skip("no -ledgers given")
	}
	paths, err := filepath.Glob(filepath.Join(*ledgers, "*.json"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no ledgers in %s: %v", *ledgers, err)
	}
	for _, path := range paths {
		raw, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := ledgerjson.Decode(raw)
		if err := raw.Close(); err != nil {
			t.Fatal(err)
		}
		if err != nil {
			t.Fatal(err)
		}
		out, err := os.Create(strings.TrimSuffix(path, ".json") + ".kin")
		if err != nil {
			t.Fatal(err)
		}
		lines := json.NewEncoder(out)
		for id, c := range casesOf(doc) {
			for _, p := range provenance.Pairs(c) {
				if err := lines.Encode(map[string]any{"claim": id, "a": p.A, "b": p.B, "x": p.Measures}); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// casesOf makes the case of every claim of a ledger.
func casesOf(doc ledgerjson.Document) map[string]provenance.Case {
	srcs := map[string]hearsay.Source{}
	outlets := map[string]string{}
	for _, s := range doc.Sources {
		srcs[s.ID] = hearsay.Source{ID: s.ID, Name: s.Name, Kind: s.Kind, Role: s.Role, Affiliation: s.Affiliation}
		if s.Kind == hearsay.Media {
			outlets[s.Name] = s.ID
		}
	}
	at, of, texts := map[string]hearsay.Date{}, map[string]string{}, map[string][]rune{}
	for _, a := range doc.Articles {
		if when, err := time.Parse(time.RFC3339, a.Published); err == nil {
			at[a.ID] = hearsay.Date{Time: when, Precision: hearsay.Minute}
		}
		if of[a.ID] = outlets[a.Outlet]; of[a.ID] == "" {
			of[a.ID] = a.Outlet
		}
		texts[a.ID] = []rune(a.Text)
	}
	cases := map[string]provenance.Case{}
	for _, s := range doc.Statements {
		if s.Claim == "" {
			continue
		}
		c, known := cases[string(s.Claim)]
		if !known {
			c = provenance.Case{Sources: srcs, Outlets: of}
		}
		p := provenance.Position{Ref: hearsay.Ref{Article: s.Article, Statement: s.ID}, At: at[s.Article], Source: string(s.Source), Relay: s.Relay, Stance: s.Stance}
		for _, span := range slices.Concat(s.Spans.Source, s.Spans.Cue, s.Spans.Content) {
			p.Place = span[0]
			break
		}
		for _, span := range s.Spans.Cue {
			p.Cue += string(texts[s.Article][span[0]:span[1]]) + " "
		}
		c.Positions = append(c.Positions, p)
		cases[string(s.Claim)] = c
	}
	return cases
}

// TestKin: other words for whom a claim comes from are no other origin, unless people said so; two people with names are two.
func TestKin(t *testing.T) {
	c := provenance.Case{Outlets: map[string]string{"a": "post", "b": "gazette", "c": "courier"}, Sources: map[string]hearsay.Source{}}
	for _, src := range []hearsay.Source{
		{ID: "kurt", Name: "Kurt Mabry", Kind: hearsay.Person, Role: "taxi driver"},
		{ID: "driver", Name: "a local taxi driver", Kind: hearsay.Anonymous},
		{ID: "eva", Name: "Eva Lund", Kind: hearsay.Person, Role: "taxi driver"},
		{ID: "post", Name: "Post", Kind: hearsay.Media}, {ID: "gazette", Name: "Gazette", Kind: hearsay.Media}, {ID: "courier", Name: "Courier", Kind: hearsay.Media},
	} {
		c.Sources[src.ID] = src
	}
	said := func(article string, day int, source string) {
		c.Positions = append(c.Positions, provenance.Position{
			Ref: hearsay.Ref{Article: article, Statement: article + source}, At: dayOf(day), Source: source, Stance: hearsay.Asserts,
		})
	}
	said("a", 1, "kurt")
	said("b", 2, "driver")
	origins := provenance.Origins(c)
	if len(origins) != 1 || origins[0].Source != "kurt" || !slices.Equal(origins[0].Articles, []string{"a", "b"}) {
		t.Errorf("the origins are %+v", origins)
	}
	if want := "a local taxi driver is likely Kurt Mabry here, or speaks for it"; len(origins) == 1 && origins[0].Reasons[1].Text != want {
		t.Errorf("the reason is %q, not %q", origins[0].Reasons[1].Text, want)
	}
	c.Apart = map[[2]string]bool{{"driver", "kurt"}: true}
	if origins := provenance.Origins(c); len(origins) != 2 {
		t.Errorf("kept apart by people, the origins are %+v", origins)
	}
	c.Apart, c.Positions = nil, c.Positions[:1]
	said("c", 3, "eva")
	if origins := provenance.Origins(c); len(origins) != 2 {
		t.Errorf("of two people the origins are %+v", origins)
	}
}
