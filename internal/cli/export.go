package cli

import (
	"context"

	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

type exportCommand struct {
	Format string `enum:"ledger,jsonl,csv" default:"ledger" short:"f" placeholder:"FORMAT" help:"ledger (the default: one JSON document), jsonl or csv."`
	Output string `short:"o" placeholder:"FILE" help:"Write here instead of to standard output; the file appears when it is whole."`
	inLedger
}

// Run writes everything there is.
func (c *exportCommand) Run(ctx context.Context, streams Streams) error {
	return c.view(ctx, func(view ledger.View) error {
		out, err := openOutput(ctx, c.Output, streams.Out)
		if err != nil {
			return err
		}
		return out.finish(out.written(export.Ledger(ctx, view, out)))
	})
}
