package eval

import (
	"cmp"
	"fmt"
	"io"
	"slices"

	"hearsay"
)

// Article is how one article scored.
type Article struct {
	ID string
	Tally
}

// Report is how a set of articles scored, together and one by one.
type Report struct {
	Tally              // over all articles
	Articles []Article // in order of the gold
	Missing  int       // articles without a prediction, which count as predicted empty
}

// Compare scores predictions, by article id, against the gold articles. Predictions for other articles do not count.
func Compare(gold []Gold, pred map[string][]hearsay.Attribution) Report {
	var rep Report
	for _, g := range gold {
		found, ok := pred[g.ID]
		if !ok {
			rep.Missing++
		}
		art := Article{ID: g.ID}
		art.Add(g.Text, g.Attributions, found)
		rep.Merge(art.Tally)
		rep.Articles = append(rep.Articles, art)
	}
	return rep
}

// Write prints what the reference scorer prints: how many articles there are, then the table.
func (r *Report) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%d articles, %d without a prediction\n", len(r.Articles), r.Missing); err != nil {
		return err
	}
	return r.Tally.Write(w)
}

// Worst returns up to n articles, those with the lowest F1 of attributed statements first; equal ones stay in order of the gold.
// Articles that hold no attribution and were given none are faultless, and left out.
func (r *Report) Worst(n int) []Article {
	bad := slices.DeleteFunc(slices.Clone(r.Articles), func(a Article) bool {
		return a.Attributed.Gold == 0 && a.Attributed.Predicted == 0
	})
	slices.SortStableFunc(bad, func(a, b Article) int { return cmp.Compare(a.Attributed.F1(), b.Attributed.F1()) })
	return bad[:max(0, min(n, len(bad)))]
}
