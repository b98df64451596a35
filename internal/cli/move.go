package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/alecthomas/kong"
	"github.com/charmbracelet/x/ansi"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

type moveCommand struct {
	From string `required:"" placeholder:"LEDGER" help:"What to copy: a file, or the address of a PostgreSQL database."`
	To   string `required:"" placeholder:"LEDGER" help:"Where to copy it to: a new or empty ledger, likewise."`
}

func (c *moveCommand) check(*kong.Context) error {
	if c.From == c.To {
		return fmt.Errorf("--from and --to are both %s; name two ledgers", sqlledger.Name(c.From))
	}
	return nil
}

// Run copies a ledger wholly or not at all. The one it comes from stays.
func (c *moveCommand) Run(ctx context.Context, streams Streams) error {
	from, err := sqlledger.Open(ctx, c.From, sqlledger.Options{Existing: true, Upgrading: upgrading(streams.Err, c.From)})
	if errors.Is(err, ledger.ErrNotFound) {
		return fmt.Errorf("there is no ledger %s; name another with --from", sqlledger.Name(c.From))
	}
	if err != nil {
		return explainLedger(err)
	}
	to, err := sqlledger.Open(ctx, c.To, sqlledger.Options{Upgrading: upgrading(streams.Err, c.To)})
	if err != nil {
		return errors.Join(explainLedger(err), from.Close())
	}
	feeds, n, err := c.copy(ctx, from, to, streams.Err)
	if errors.Is(err, ledger.ErrNotEmpty) {
		err = fmt.Errorf("%w; name a new one with --to", err)
	} else if err != nil && ctx.Err() == nil {
		err = fmt.Errorf("nothing was moved from %s to %s: %w", sqlledger.Name(c.From), sqlledger.Name(c.To), explainLedger(err))
	}
	if err = errors.Join(err, to.Close(), from.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(streams.Out, "%s with %s, %s, %s, and %s, moved to %s, compared row by row and verified; %s stays as it was\n",
		plural(n.Articles, "article"), plural(n.Statements, "statement"), plural(n.Claims, "claim"), plural(n.Sources, "source"), plural(feeds, "feed"),
		sqlledger.Name(c.To), sqlledger.Name(c.From))
	return explainOutput(err)
}

// counts tells how much a ledger holds.
func counts(ctx context.Context, l ledger.Ledger) (n ledger.Counts, err error) {
	err = l.View(ctx, func(v ledger.View) error {
		n, err = v.Counts(ctx)
		return err
	})
	return n, err
}

// copy copies the feeds with what they listed, and then everything else. It is in this order that a copy that was broken off can be made again: the
// feeds are not copied twice, and the ledger is there wholly or not at all.
func (c *moveCommand) copy(ctx context.Context, from, to *sqlledger.Ledger, tell io.Writer) (feeds int, n ledger.Checked, err error) {
	there, err := counts(ctx, to)
	if err != nil {
		return 0, n, err
	}
	if there.Articles > 0 {
		return 0, n, fmt.Errorf("the ledger %s: %w", sqlledger.Name(c.To), ledger.ErrNotEmpty)
	}
	if feeds, err = c.intake(ctx); err != nil {
		return 0, n, err
	}
	told, wipe := rowsTold(tell)
	defer wipe()
	n, err = sqlledger.Copy(ctx, from, to, told)
	return feeds, n, err
}

// intake copies the feeds that are followed and what is known of the articles that they listed.
func (c *moveCommand) intake(ctx context.Context) (feeds int, err error) {
	from, err := intake.Open(ctx, c.From, intake.Options{ReadOnly: true})
	if errors.Is(err, ledger.ErrNotFound) {
		return 0, nil // nothing was ever followed
	}
	if err != nil {
		return 0, err
	}
	to, err := intake.Open(ctx, c.To, intake.Options{})
	if err != nil {
		return 0, errors.Join(err, from.Close())
	}
	feeds, _, err = desk.Move(ctx, from, to, time.Second)
	return feeds, errors.Join(err, to.Close(), from.Close())
}

// rowsTold gives what shows on a terminal, and nowhere else, how many rows have been copied, and what takes that away again.
func rowsTold(to io.Writer) (told func(int), wipe func()) {
	if _, shows := terminal(to); !shows {
		return func(int) {}, func() {}
	}
	var shown time.Time
	told = func(rows int) {
		if time.Since(shown) > 200*time.Millisecond {
			shown = time.Now()
			fmt.Fprintf(to, "\r%d rows copied", rows)
		}
	}
	return told, func() { fmt.Fprint(to, "\r"+ansi.EraseLineRight) }
}
