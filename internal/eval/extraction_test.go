package eval

import (
	"math"
	"strings"
	"testing"
)

// TestCompareExtraction is held to what the benchmark's evaluator gives, worked out by hand.
func TestCompareExtraction(t *testing.T) {
	gold := map[string]Body{
		// a b c d, b c d e: two shingles. Found are a b c d, b c d x: one right, one extra, one missed.
		"half": {ArticleBody: "a b, c d e."},
		// One shingle of fewer than four words, and it is right.
		"short": {ArticleBody: "Five died"},
		// a a a a, twice. Found once: precision 1, recall 1/2.
		"twice": {ArticleBody: "a a a a a"},
		// Nothing found: no precision is counted, and a recall of 0.
		"none": {ArticleBody: "The dam is shut."},
		// Nothing to find and nothing found: the one is as the other, and neither counts.
		"empty": {},
		// Something found where there is nothing: a precision of 0, and no recall counts.
		"extra": {},
	}
	e := CompareExtraction(gold, map[string]string{"half": "a b c d x", "short": "Five – died!", "twice": "a a a a", "extra": "Sign up now."})
	precision, recall := (0.5+1+1+0)/4, (0.5+1+0.5+0)/4
	for _, c := range []struct {
		name      string
		got, want float64
	}{
		{"precision", e.Precision, precision}, {"recall", e.Recall, recall}, {"F1", e.F1(), 2 * precision * recall / (precision + recall)}, {"accuracy", e.Accuracy, 2.0 / 6},
	} {
		if math.Abs(c.got-c.want) > 1e-12 {
			t.Errorf("%s is %v, want %v", c.name, c.got, c.want)
		}
	}
}

func TestTokensAreThoseOfPython(t *testing.T) {
	if got := strings.Join(pythonWord.FindAllString("Naïve_1 ½ “don’t” e\u0301 №5 中文-x", -1), "|"); got != "Naïve_1|½|don|t|e|5|中文|x" {
		t.Errorf("%s", got)
	}
}

func TestReadBodies(t *testing.T) {
	got, err := ReadBodies(strings.NewReader(`{"a":{"articleBody":"x","url":"https://x.example/"}}`))
	if err != nil || got["a"].ArticleBody != "x" {
		t.Errorf("%v, %v", got, err)
	}
	for _, bad := range []string{"", "[]", "{}", `{"a":"x"}`} {
		if got, err := ReadBodies(strings.NewReader(bad)); err == nil {
			t.Errorf("%q gives %v", bad, got)
		}
	}
}
