package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/user"

	"hearsay/internal/editing"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

type editCommand struct {
	Merge        editMerge        `cmd:"" help:"Make one claim of two."`
	Split        editSplit        `cmd:"" help:"Make a claim of its own of some statements of a claim."`
	Move         editMove         `cmd:"" help:"Move a statement to another claim."`
	Stance       editStance       `cmd:"" help:"Say what stance a statement takes."`
	Accept       editAccept       `cmd:"" help:"Accept that two claims are one, as the ledger suggests."`
	Reject       editReject       `cmd:"" help:"Reject that two claims are one, as the ledger suggests."`
	Rename       editRename       `cmd:"" help:"Name a source."`
	Join         editJoin         `cmd:"" help:"Make one source of two."`
	Part         editPart         `cmd:"" help:"Say that who speaks in an article is another than the source it was taken for."`
	PartArticles editPartArticles `cmd:"" help:"Say that an article does not rest on another."`
	Undo         editUndo         `cmd:"" help:"Take a correction back."`
	Log          editLog          `cmd:"" help:"List the corrections, the newest first."`
}

// correction is what all corrections have: who makes it and why.
type correction struct {
	By     string `env:"HEARSAY_BY" placeholder:"NAME" help:"Who makes the correction (default: your login name)."`
	Note   string `placeholder:"WORDS" help:"Why; it is kept with the correction."`
	Format string `enum:"text,json" default:"text" short:"f" placeholder:"FORMAT" help:"text (the default) or json."`
	inLedger
}

func (c correction) who() (string, error) {
	if c.By != "" {
		return c.By, nil
	}
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username, nil
	}
	if name := os.Getenv("USER"); name != "" {
		return name, nil
	}
	return "", errors.New("your login name is not known; say with --by NAME who makes the correction")
}

// make logs and applies a correction, and tells of it.
func (c correction) make(ctx context.Context, streams Streams, kind ledger.EditKind, value string, on ...string) error {
	return c.with(ctx, func(l ledger.Ledger, e *editing.Editor, by string) error {
		edit, err := e.Make(ctx, editing.Order{Kind: kind, On: on, Value: value, Note: c.Note, By: by})
		if err != nil {
			return advise(err)
		}
		return c.tell(ctx, streams, l, edit.ID)
	})
}

// advise adds to what is wrong with an id where to look for the right one.
func advise(err error) error {
	var missing *editing.Missing
	if !errors.As(err, &missing) {
		return err
	}
	return explainID(missing.What, missing.ID, map[string]string{
		"claim": "hearsay claims lists them", "statement": "hearsay claim --format json and hearsay search show their ids",
		"source":  "look for it with hearsay search",
		"article": "look for its words with hearsay search", "correction": "hearsay edit log lists them",
	}[missing.What], missing.Err)
}

// with opens the ledger for a correction.
func (c correction) with(ctx context.Context, f func(ledger.Ledger, *editing.Editor, string) error) error {
	by, err := c.who()
	if err != nil {
		return err
	}
	l, err := c.open(ctx)
	if err != nil {
		return err
	}
	k, err := keeper(l)
	if err == nil {
		err = f(l, editing.New(l, k), by)
	}
	return errors.Join(explainLedger(err), l.Close())
}

// tell shows a correction as it stands in the log.
func (c correction) tell(ctx context.Context, streams Streams, l ledger.Ledger, id string) error {
	return l.View(ctx, func(view ledger.View) error {
		edit, err := view.Edit(ctx, id)
		if err != nil {
			return err
		}
		page := report.EditOf(edit)
		if c.Format == "json" {
			return explainOutput(report.JSON(streams.Out, page))
		}
		if err := report.Text(streams.Out, page, report.Options{}); err != nil || !edit.Stands() {
			return explainOutput(err)
		}
		_, err = fmt.Fprintf(streams.Out, "Take it back with: hearsay edit undo %s\n", edit.ID)
		return explainOutput(err)
	})
}

type editUndo struct {
	Edit string `arg:"" help:"Id of the correction."`
	correction
}

// Run takes the correction back.
func (c *editUndo) Run(ctx context.Context, streams Streams) error {
	return c.with(ctx, func(l ledger.Ledger, e *editing.Editor, by string) error {
		edit, err := e.Undo(ctx, c.Edit, by)
		if err != nil {
			return advise(err)
		}
		return c.tell(ctx, streams, l, edit.ID)
	})
}

type editLog struct {
	Claim    string `placeholder:"ID" help:"Only corrections of this claim."`
	Source   string `placeholder:"NAME" help:"Only corrections of this source: a name, or an id."`
	Article  string `placeholder:"ID" help:"Only corrections in this article: an address, or an id."`
	Standing bool   `help:"Only corrections that have not been undone."`
	Limit    int    `default:"20" placeholder:"N" help:"How many to show (default: 20); 0 shows all."`
	shown
}

// Run lists corrections.
func (c *editLog) Run(ctx context.Context, streams Streams) error {
	return c.page(ctx, streams, func(view ledger.View) (report.Page, error) {
		f := ledger.EditFilter{Standing: c.Standing, Claim: c.Claim, Article: c.Article}
		if c.Source != "" {
			src, _, err := report.FindSource(ctx, view, c.Source)
			if err != nil {
				return nil, explainID("source", c.Source, "look for it with hearsay search", err)
			}
			f.Source = src.ID
		}
		page, err := report.EditsPage(ctx, view, f, most(c.Limit))
		if errors.Is(err, ledger.ErrNotFound) {
			err = fmt.Errorf("there is no such claim or article in the ledger")
		}
		return page, err
	})
}
