package cli

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"hearsay"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/linking"
	"hearsay/internal/report"
)

type claimCommand struct {
	Claim string `arg:"" optional:"" help:"Id of the claim, or its first four characters or more. Without it, the claim that many articles speak of and whose status changed most."`
	AsOf  when   `placeholder:"TIME" help:"Show it as it was known then: 2026-11-25 (the end of that day) or 2026-11-25T09:30:00Z."`
	shown
}

// Run shows one claim.
func (c *claimCommand) Run(ctx context.Context, streams Streams) error {
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) {
		id := c.Claim
		if id == "" {
			var err error
			if id, err = report.Prominent(ctx, view); errors.Is(err, ledger.ErrNotFound) {
				return nil, errors.New("there are no claims in the ledger yet; add articles with hearsay add")
			} else if err != nil {
				return nil, err
			}
		}
		page, err := report.ClaimPage(ctx, view, id, c.AsOf.last(), derivation())
		if err != nil {
			return nil, explainID("claim", id, "hearsay claims lists them", err)
		}
		return page, nil
	})
}

// derivation works out claims as they were. What it needs is unpacked when it is asked for the first time.
func derivation() report.Derive {
	linker := sync.OnceValues(linking.New)
	return func(comp ledger.Component) ([]hearsay.Claim, []ledger.Link, error) {
		l, err := linker()
		if err != nil {
			return nil, nil, err
		}
		return ingest.Claims(l, comp)
	}
}

// when is a date or time that somebody gives.
type when struct{ hearsay.Date }

// UnmarshalText reads it for kong.
func (w *when) UnmarshalText(raw []byte) error {
	d, err := hearsay.ParseDate(string(raw))
	if err == nil && d.Precision == hearsay.Unknown {
		err = fmt.Errorf("it takes a date, not an empty string")
	}
	w.Date = d
	return err
}

// begin is where it begins, the zero time if it was not given.
func (w when) begin() time.Time { return w.Time.UTC() }

// last is the last moment of it, the zero time if it was not given.
func (w when) last() time.Time { return w.Last() }
