package cli

import (
	"archive/zip"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"

	"hearsay/internal/export"
	"hearsay/internal/ledger"
)

type exportCommand struct {
	Format string `enum:"ledger,jsonl,csv" default:"ledger" short:"f" placeholder:"FORMAT" help:"ledger (the default: one JSON document), jsonl (one object a line) or csv (a table for each kind of thing)."`
	Output string `short:"o" placeholder:"FILE" help:"Write here instead of to standard output; the file appears when it is whole. For csv a folder, or a file that ends with .zip."`
	inLedger
}

func (c *exportCommand) check(*kong.Context) error {
	if c.Format == "csv" && c.Output == "" {
		return errors.New("several tables need a place: name a folder, or a file that ends with .zip, with --output")
	}
	return nil
}

// Run writes everything there is.
func (c *exportCommand) Run(ctx context.Context, streams Streams) error {
	toFolder := c.Format == "csv" && c.Output != "-" && !strings.HasSuffix(strings.ToLower(c.Output), ".zip")
	return c.view(ctx, func(view ledger.View) error {
		if toFolder {
			return intoFolder(ctx, view, c.Output)
		}
		out, err := openOutput(ctx, c.Output, streams.Out)
		if err != nil {
			return err
		}
		write := map[string]func(context.Context, ledger.View, io.Writer) error{"ledger": export.Ledger, "jsonl": export.Lines, "csv": zipped}[c.Format]
		return out.finish(out.written(write(ctx, view, out)))
	})
}

// zipped writes the tables into an archive.
func zipped(ctx context.Context, view ledger.View, w io.Writer) error {
	archive := zip.NewWriter(w)
	if err := export.Tables(ctx, view, archive.Create); err != nil {
		return err
	}
	return archive.Close()
}

// intoFolder writes the tables as files, each of which appears when it is whole.
func intoFolder(ctx context.Context, view ledger.View, dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return (&output{path: dir}).explain(err)
	}
	var last *output
	done := func(err error) error {
		if last == nil {
			return err
		}
		return last.finish(last.written(err))
	}
	err := export.Tables(ctx, view, func(name string) (io.Writer, error) {
		if err := done(nil); err != nil {
			last = nil
			return nil, err
		}
		var err error
		last, err = openOutput(ctx, filepath.Join(dir, name), nil)
		return last, err
	})
	return done(err)
}
