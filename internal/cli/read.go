package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"

	"hearsay/internal/feed"
	"hearsay/internal/present"
)

type readCommand struct {
	Inputs       []string `arg:"" name:"input" help:"Files, folders, addresses (http:// or https://), or - for standard input."`
	From         string   `enum:"auto,text,html,jsonl" default:"auto" placeholder:"KIND" help:"What the inputs are: auto, text, html, or jsonl (one object a line: id, url, outlet, published, title, byline, text). auto looks at each."`
	Format       string   `enum:"text,json,jsonl,csv,html" default:"text" short:"f" help:"How to show the readings: text, json (one object, or an array of several), jsonl, csv or html. Offsets are Unicode code points."`
	Output       string   `short:"o" placeholder:"FILE" help:"Write here instead of standard output; the file appears when it is whole."`
	Color        string   `enum:"auto,always,never" default:"auto" help:"Colours in text: auto (on a terminal, unless NO_COLOR is set), always or never."`
	AllowPrivate bool     `help:"Also fetch private addresses and ports other than 80 and 443."`
}

// Run reads the inputs and shows them in their order.
func (c *readCommand) Run(ctx context.Context, all *commands, streams Streams) (err error) {
	out, finish, err := c.open(streams)
	if err != nil {
		return err
	}
	defer func() { err = finish(err) }()
	buffered := bufio.NewWriterSize(out, 1<<16)
	shown, err := present.New(present.Format(c.Format), buffered, c.options(streams))
	if err != nil {
		return err
	}
	in := &inputs{args: c.Inputs, from: c.From, stdin: streams.In, fetcher: feed.New(feed.Options{AllowPrivate: c.AllowPrivate, UserAgent: feed.UserAgent(Version)})}
	bar := newProgress(ctx, streams, in, c.Output != "")
	bad := 0
	err = readAll(ctx, in, all.workers(), all.openReader, func(r result) error {
		defer bar.step()
		for _, note := range r.notes {
			bar.say("hearsay: %s: note: %s", r.name, note)
		}
		switch {
		case r.fatal, errors.Is(r.err, context.Canceled):
			return r.err
		case r.err != nil:
			bad++
			bar.say("hearsay: %s", oneLine(r.err.Error()))
			return nil
		}
		return shown.Article(r.reading)
	})
	bar.close()
	if err == nil {
		err = shown.Close()
	}
	if flushed := buffered.Flush(); err == nil {
		err = flushed
	}
	return outcome(explainOutput(err), bad)
}

// outcome turns the number of inputs that failed into the command's error.
func outcome(err error, bad int) error {
	if err == nil && bad > 0 {
		return errReported
	}
	return err
}

func (all *commands) workers() int {
	if all.Cores > 0 {
		return all.Cores
	}
	return runtime.GOMAXPROCS(0)
}

// open gives the writer for the output, and what to call at the end with the command's error: a file gets its name only then, if it is whole.
func (c *readCommand) open(streams Streams) (io.Writer, func(error) error, error) {
	if c.Output == "" {
		return streams.Out, func(err error) error { return err }, nil
	}
	f, err := os.CreateTemp(filepath.Dir(c.Output), "."+filepath.Base(c.Output)+".*.part")
	if err != nil {
		return nil, nil, fmt.Errorf("%s: it cannot be written: %w", c.Output, errors.Unwrap(err))
	}
	return f, func(err error) error {
		if err == nil || errors.Is(err, errReported) {
			if e := errors.Join(f.Chmod(0o644), f.Sync(), f.Close(), os.Rename(f.Name(), c.Output)); e == nil {
				return err
			} else {
				err = fmt.Errorf("%s: it cannot be written: %w", c.Output, e)
			}
		}
		f.Close()           //nolint:errcheck // the error that counts is being returned
		os.Remove(f.Name()) //nolint:errcheck // as above
		return err
	}, nil
}

func (c *readCommand) options(streams Streams) present.Options {
	opts := present.Options{Color: c.Color == "always"}
	f, onTerminal := terminal(streams.Out)
	if !onTerminal || c.Output != "" {
		return opts
	}
	if width, _, err := term.GetSize(int(f.Fd())); err == nil {
		opts.Width = width
	}
	if c.Color == "auto" {
		opts.Color = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	}
	if in, ok := terminal(streams.In); ok && opts.Color && c.Format == "text" {
		opts.Dark = lipgloss.HasDarkBackground(in, f)
	}
	return opts
}

func isTerminal(f *os.File) bool { return term.IsTerminal(int(f.Fd())) }

// explainOutput adds to an error of writing what to do about it.
func explainOutput(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("the output is not whole: the disk is full; free some space and run again")
	case errors.Is(err, syscall.EPIPE):
		return errors.New("the output is not whole: whoever was reading it has stopped")
	default:
		return err
	}
}
