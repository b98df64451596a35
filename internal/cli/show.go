package cli

import (
	"context"
	"errors"
	"fmt"
	"os"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// shown is how a command shows a page of the ledger.
type shown struct {
	Format string `enum:"text,json" default:"text" short:"f" placeholder:"FORMAT" help:"text (the default) or json."`
	Color  string `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours in text: auto (the default: on a terminal, unless NO_COLOR is set), always or never."`
	All    bool   `help:"Leave nothing out of the text, however long it gets."`
	inLedger
}

// page gathers a page of the ledger and writes it.
func (s shown) page(ctx context.Context, streams Streams, gather func(ledger.View) (report.Page, error)) error {
	return s.view(ctx, func(view ledger.View) error {
		page, err := gather(view)
		if err != nil {
			return err
		}
		if s.Format == "json" {
			return explainOutput(report.JSON(streams.Out, page))
		}
		return explainOutput(report.Text(streams.Out, page, s.options(streams)))
	})
}

func (s shown) options(streams Streams) report.Options {
	opts := report.Options{Color: s.Color == "always", All: s.All}
	f, onTerminal := terminal(streams.Out)
	if !onTerminal {
		return opts
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		opts.Width = width
	}
	if s.Color == "auto" {
		opts.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if in, ok := terminal(streams.In); ok && opts.Color {
		opts.Dark = lipgloss.HasDarkBackground(in, f)
	}
	return opts
}

// explainID says in a sentence what is wrong with an id that somebody gave.
func explainID(what, id, advice string, err error) error {
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return fmt.Errorf("there is no %s %q in the ledger; %s", what, id, advice)
	case errors.Is(err, ledger.ErrAmbiguous):
		return fmt.Errorf("several ids of a %s begin with %q; give more of it", what, id)
	default:
		return err
	}
}
