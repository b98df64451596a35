package eval

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/tabwriter"
)

// Body is the text of a page's article, as Scrapinghub's article extraction benchmark (2019) keeps it: gold and predictions alike.
type Body struct {
	ArticleBody string `json:"articleBody"`
	URL         string `json:"url,omitempty"`
}

// ReadBodies reads an object of bodies by the id of their page.
func ReadBodies(r io.Reader) (map[string]Body, error) {
	var all map[string]Body
	if err := json.NewDecoder(r).Decode(&all); err != nil {
		return nil, fmt.Errorf(`it is no object such as {"id": {"articleBody": "...", "url": "..."}}: %w`, err)
	}
	if len(all) == 0 {
		return nil, errors.New("there are no pages in it")
	}
	return all, nil
}

// Extraction is how well articles were found in pages. As in the benchmark's evaluator, texts are compared by their shingles: every four words in a row, as
// often as they occur. Precision and recall are means over pages, so that long ones do not count for more.
type Extraction struct {
	Precision, Recall float64
	Accuracy          float64 // the share of pages of which all is right
	Pages             []PageScore
}

// PageScore is how well the article of one page was found.
type PageScore struct {
	ID                string
	Precision, Recall float64
}

// F1 is the harmonic mean of precision and recall.
func (e *Extraction) F1() float64 { return harmonic(e.Precision, e.Recall) }

// F1 is that of one page.
func (p PageScore) F1() float64 { return harmonic(p.Precision, p.Recall) }

// CompareExtraction scores texts, by the id of their page, against the gold.
func CompareExtraction(gold map[string]Body, texts map[string]string) Extraction {
	var e Extraction
	var withText, withGold, whole int
	for _, id := range slices.Sorted(maps.Keys(gold)) {
		right, extra, missed := compareShingles(gold[id].ArticleBody, texts[id])
		page := PageScore{id, rightShare(right, extra, missed), rightShare(right, missed, extra)}
		if right+extra > 0 {
			e.Precision += page.Precision
			withText++
		}
		if right+missed > 0 {
			e.Recall += page.Recall
			withGold++
		}
		if extra+missed == 0 {
			whole++
		}
		e.Pages = append(e.Pages, page)
	}
	e.Precision /= float64(max(1, withText))
	e.Recall /= float64(max(1, withGold))
	e.Accuracy = float64(whole) / float64(max(1, len(gold)))
	return e
}

// rightShare is the part of right in right and wrong; other is what else there is.
func rightShare(right, wrong, other int) float64 {
	switch {
	case wrong+other == 0:
		return 1
	case right == 0:
		return 0
	}
	return float64(right) / float64(right+wrong)
}

// compareShingles counts the shingles that two texts share, that only the second has, and that only the first has.
func compareShingles(gold, text string) (right, extra, missed int) {
	want, got := shingles(gold), shingles(text)
	for s, n := range want {
		right += min(n, got[s])
		missed += max(0, n-got[s])
	}
	for s, n := range got {
		extra += max(0, n-want[s])
	}
	return right, extra, missed
}

// pythonWord is a word as Python's \w+ sees it.
var pythonWord = regexp.MustCompile(`[\pL\pN_]+`)

// shingles counts every four words in a row; a text of fewer is one.
func shingles(text string) map[string]int {
	words := pythonWord.FindAllString(text, -1)
	counts := map[string]int{}
	for i := 0; len(words) > 0 && i < max(1, len(words)-3); i++ {
		counts[strings.Join(words[i:min(i+4, len(words))], " ")]++
	}
	return counts
}

// Write prints the figures.
func (e *Extraction) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d pages\nprecision %.3f  recall %.3f  F1 %.3f  accuracy %.3f\n", len(e.Pages), e.Precision, e.Recall, e.F1(), e.Accuracy)
	return err
}

// WriteWorst prints up to n pages, those with the lowest F1 first; faultless ones are left out.
func (e *Extraction) WriteWorst(w io.Writer, n int) error {
	bad := slices.DeleteFunc(slices.Clone(e.Pages), func(p PageScore) bool { return p.F1() == 1 })
	slices.SortStableFunc(bad, func(a, b PageScore) int { return cmp.Compare(a.F1(), b.F1()) })
	if bad = bad[:max(0, min(n, len(bad)))]; len(bad) == 0 {
		return nil
	}
	if _, err := fmt.Fprintf(w, "\nThe %d worst pages:\n", len(bad)); err != nil {
		return err
	}
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(tab, "F1\tprecision\trecall\t  page")
	for _, p := range bad {
		fmt.Fprintf(tab, "%.3f\t%.3f\t%.3f\t  %s\n", p.F1(), p.Precision, p.Recall, p.ID)
	}
	return tab.Flush()
}
