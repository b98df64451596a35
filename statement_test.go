package hearsay

import (
	"slices"
	"testing"
)

func TestDecidedBeside(t *testing.T) {
	cue, hedge, what := Span{Start: 4, End: 8}, Span{Start: 12, End: 20}, Span{Start: 10, End: 40}
	for name, tt := range map[string]struct {
		spans    Attribution
		deciding []Span
		want     []Span
	}{
		"the cue alone":                 {Attribution{Cue: []Span{cue}, Content: []Span{what}}, []Span{cue}, nil},
		"a word of the cue":             {Attribution{Cue: []Span{cue}, Content: []Span{what}}, []Span{{Start: 5, End: 7}}, nil},
		"the cue and a hedge":           {Attribution{Cue: []Span{cue}, Content: []Span{what}}, []Span{cue, hedge}, []Span{hedge}},
		"a hedge without a cue":         {Attribution{Content: []Span{what}}, []Span{hedge}, []Span{hedge}},
		"the content stands in":         {Attribution{Content: []Span{what}}, []Span{what}, nil},
		"the first piece stands in":     {Attribution{Content: []Span{what, {Start: 50, End: 60}}}, []Span{what}, nil},
		"all of the content decided":    {Attribution{Cue: []Span{cue}, Content: []Span{hedge}}, []Span{hedge}, []Span{hedge}},
		"nothing decided, nothing said": {Attribution{}, nil, nil},
	} {
		if got := (Statement{Spans: tt.spans, Deciding: tt.deciding}).DecidedBeside(); !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", name, got, tt.want)
		}
	}
}
