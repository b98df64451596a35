package linking

import (
	"slices"
	"testing"

	"hearsay"
)

func TestAnswersFollowWhatTheyAnswer(t *testing.T) {
	tests := []struct {
		name    string
		stances []hearsay.Stance
		links   []edge
		apart   bool  // the first two, as people said
		want    []int // how many statements the clusters have
	}{
		{"a denial follows what was said", []hearsay.Stance{hearsay.Asserts, hearsay.Denies}, []edge{{0, 1, 0.22}}, false, []int{2}},
		{"too faint a link leads nowhere", []hearsay.Stance{hearsay.Asserts, hearsay.Denies}, []edge{{0, 1, 0.15}}, false, []int{1, 1}},
		{"the nearer of two", []hearsay.Stance{hearsay.Asserts, hearsay.Withholds, hearsay.Asserts}, []edge{{0, 1, 0.21}, {1, 2, 0.25}}, false, []int{1, 2}},
		{"one who asserts does not answer", []hearsay.Stance{hearsay.Asserts, hearsay.Asserts}, []edge{{0, 1, 0.29}}, false, []int{1, 1}},
		{"two who reject do not answer each other", []hearsay.Stance{hearsay.Denies, hearsay.Doubts}, []edge{{0, 1, 0.29}}, false, []int{1, 1}},
		{"unless people said otherwise", []hearsay.Stance{hearsay.Asserts, hearsay.Denies}, []edge{{0, 1, 0.29}}, true, []int{1, 1}},
	}
	for _, test := range tests {
		j := newJoining(len(test.stances))
		if test.apart {
			j.constrain(0, 1, false)
		}
		features := make([]Features, len(test.stances))
		for i, s := range test.stances {
			features[i].Stance = s
		}
		j.answer(features, test.links)
		var sizes []int
		for _, members := range j.members {
			if members != nil {
				sizes = append(sizes, len(members))
			}
		}
		if !slices.Equal(sizes, test.want) {
			t.Errorf("%s: clusters of %v, not %v", test.name, sizes, test.want)
		}
	}
}

func TestOnlyAnArticlesOwnAnswersNeedLess(t *testing.T) {
	denial, report := Features{Ref: hearsay.Ref{Article: "a"}, Stance: hearsay.Denies}, Features{Ref: hearsay.Ref{Article: "a"}, Stance: hearsay.Asserts}
	elsewhere := Features{Ref: hearsay.Ref{Article: "b"}, Stance: hearsay.Asserts}
	if !mayAnswer(&denial, &report) || !mayAnswer(&report, &denial) || mayAnswer(&denial, &elsewhere) || mayAnswer(&denial, &denial) || mayAnswer(&report, &report) {
		t.Error("answers are a denial and what it is not, of one article")
	}
}
