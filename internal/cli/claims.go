package cli

import (
	"context"
	"strings"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

type claimsCommand struct {
	Words   []string `arg:"" optional:"" help:"Only claims with all of these words, in any form."`
	Status  []string `enum:"reported,unconfirmed,confirmed,denied,disputed,retracted" placeholder:"STATUS" help:"Only claims that stand so: reported, unconfirmed, confirmed, denied, disputed or retracted; several with commas."`
	Source  string   `placeholder:"NAME" help:"Only claims on which this source says something: a name, or an id."`
	Outlet  string   `placeholder:"NAME" help:"Only claims that this outlet has something on."`
	Since   when     `placeholder:"TIME" help:"Only claims that changed then or later, such as 2026-11-25."`
	AsOf    when     `placeholder:"TIME" help:"Show claims as they were known then, as for hearsay claim."`
	Several bool     `help:"Only claims that several articles speak of."`
	Limit   int      `default:"20" placeholder:"N" help:"How many to show (default: 20); 0 shows all."`
	shown
}

// Run lists claims, the newest change first.
func (c *claimsCommand) Run(ctx context.Context, streams Streams) error {
	f := ledger.ClaimFilter{Words: strings.Join(c.Words, " "), Outlet: c.Outlet, Since: c.Since.begin(), AsOf: c.AsOf.last(), Several: c.Several}
	for _, s := range c.Status {
		f.Status = append(f.Status, hearsay.Status(s))
	}
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) {
		if c.Source != "" {
			src, _, err := report.FindSource(ctx, view, c.Source)
			if err != nil {
				return nil, explainID("source", c.Source, "look for it with hearsay search", err)
			}
			f.Source = src.ID
		}
		return report.ClaimsPage(ctx, view, f, most(c.Limit), derivation())
	})
}

// most is a limit, where 0 is none.
func most(limit int) int {
	if limit <= 0 {
		return int(^uint(0)>>1) - 1
	}
	return limit
}
