package cli

import (
	"context"
	"errors"
	"os"
	"runtime"

	"charm.land/lipgloss/v2"
	"golang.org/x/term"

	"hearsay"

	"hearsay/internal/feed"
	"hearsay/internal/present"
)

type readCommand struct {
	Inputs       []string `arg:"" name:"input" help:"Files, folders, addresses (http:// or https://), or - for standard input."`
	From         string   `enum:"auto,text,html,jsonl,warc" default:"auto" placeholder:"KIND" help:"What the inputs are: auto, text, html, jsonl (one object a line: id, url, outlet, published, modified, title, byline, text) or warc (a web archive). auto, the default, looks at each. Files may be packed with gzip or zstd."`
	Format       string   `enum:"text,json,jsonl,csv,html" default:"text" short:"f" placeholder:"FORMAT" help:"How to show the readings: text (the default), json (one object, or an array of several), jsonl, csv or html. Offsets are Unicode code points."`
	Output       string   `short:"o" placeholder:"FILE" help:"Write here instead of to standard output; the file appears when it is whole."`
	Color        string   `enum:"auto,always,never" default:"auto" placeholder:"WHEN" help:"Colours in text: auto (the default: on a terminal, unless NO_COLOR is set), always or never."`
	AllowPrivate bool     `help:"Also fetch private addresses and ports other than 80 and 443."`
}

// Run reads the inputs and shows them in their order.
func (c *readCommand) Run(ctx context.Context, all *commands, streams Streams) error {
	out, err := openOutput(ctx, c.Output, streams.Out)
	if err != nil {
		return err
	}
	return out.finish(c.read(ctx, all, streams, out))
}

func (c *readCommand) read(ctx context.Context, all *commands, streams Streams, out *output) error {
	shown, err := present.New(present.Format(c.Format), out, c.options(streams, out))
	if err != nil {
		return err
	}
	fetcher := feed.New(feed.Options{AllowPrivate: c.AllowPrivate, UserAgent: feed.UserAgent(Version)})
	in := &inputs{args: c.Inputs, from: c.From, stdin: streams.In, fetcher: fetcher}
	bar := newProgress(ctx, streams, in, out.path != "")
	bad := 0
	err = readAll(ctx, in, all.workers(), reading(all.openReader), func(r result[hearsay.Reading]) error {
		defer bar.step()
		for _, note := range r.notes {
			bar.say(r.name + ": note: " + note)
		}
		switch {
		case r.fatal, errors.Is(r.err, context.Canceled):
			return r.err
		case r.err != nil:
			bad++
			bar.say(r.err.Error())
			return nil
		}
		return out.written(shown.Article(r.value))
	})
	bar.close()
	if err != nil {
		return err
	}
	return outcome(out.written(shown.Close()), bad)
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
		return int(all.Cores)
	}
	return runtime.GOMAXPROCS(0)
}

func (c *readCommand) options(streams Streams, out *output) present.Options {
	opts := present.Options{Color: c.Color == "always"}
	f, onTerminal := terminal(streams.Out)
	if !onTerminal || out.path != "" {
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
