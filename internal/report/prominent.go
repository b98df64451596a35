package report

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// shortlist is how many of the claims with the most articles are looked at more closely.
const shortlist = 20

// Prominent is the id of the claim that matters most: of those that most articles speak of, the one whose status changed most often for its size.
// ledger.ErrNotFound if there is no claim.
func Prominent(ctx context.Context, view ledger.Claims) (string, error) {
	var top []ledger.Summary
	f := ledger.ClaimFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		page, err := view.Claims(ctx, f)
		if err != nil {
			return "", err
		}
		top = append(top, page.Items...)
		slices.SortFunc(top, func(a, b ledger.Summary) int {
			return cmp.Or(b.Articles-a.Articles, b.Positions-a.Positions, strings.Compare(a.ID, b.ID))
		})
		top = top[:min(len(top), shortlist)]
		if f.After = page.Next; f.After == "" {
			break
		}
	}
	best, most := "", -1
	for _, s := range top {
		claim, err := view.Claim(ctx, s.ID)
		if err != nil {
			return "", err
		}
		if weight := s.Articles * len(claim.History); weight > most {
			best, most = s.ID, weight
		}
	}
	if best == "" {
		return "", ledger.ErrNotFound
	}
	return best, nil
}
