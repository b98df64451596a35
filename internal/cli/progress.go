package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"hearsay/internal/present"
)

// progress shows on standard error how far a long command is. Without a terminal there, or with one input, it only passes sentences on.
type progress struct {
	err io.Writer
	all *mpb.Progress
	bar *mpb.Bar
}

// newProgress counts the inputs and begins a bar if there are several, unless the readings themselves go to the terminal, where it would be in the way.
func newProgress(ctx context.Context, streams Streams, in *inputs, toFile bool) *progress {
	p := &progress{err: streams.Err}
	_, canShow := terminal(streams.Err)
	_, busy := terminal(streams.Out)
	if !canShow || busy && !toFile {
		return p
	}
	total := in.count()
	if total < 2 {
		return p
	}
	p.all = mpb.NewWithContext(ctx, mpb.WithOutput(streams.Err), mpb.WithWidth(48))
	p.bar = p.all.AddBar(total, mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.CountersNoUnit("%d of %d articles ")),
		mpb.AppendDecorators(decor.AverageSpeed(0, " %.1f/s "), decor.AverageETA(decor.ET_STYLE_GO)))
	return p
}

func (p *progress) step() {
	if p.bar != nil {
		p.bar.Increment()
	}
}

// say writes a sentence above the bar.
func (p *progress) say(sentence string) {
	to := p.err
	if p.all != nil {
		to = p.all
	}
	fmt.Fprintf(to, "hearsay: %s\n", present.OneLine(sentence))
}

func (p *progress) close() {
	if p.bar == nil {
		return
	}
	p.bar.Abort(true)
	p.all.Wait()
}

// count is how many articles the inputs hold, as far as can be told without reading standard input. Lines are counted, not parsed.
func (in *inputs) count() int64 {
	var total int64
	for _, arg := range in.args {
		info, err := os.Stat(arg)
		if err != nil || !info.IsDir() {
			total += in.countFile(arg)
			continue
		}
		walkFiles(arg, func(path string, _ error) bool { // errors are told when the files are read
			total += in.countFile(path)
			return true
		})
	}
	return total
}

func (in *inputs) countFile(path string) int64 {
	if in.isLines(path) {
		return countLines(path)
	}
	return 1
}

func countLines(path string) int64 {
	f, err := os.Open(path)
	if err != nil {
		return 1
	}
	defer f.Close()
	var lines int64
	buf := make([]byte, 1<<16)
	for {
		n, err := f.Read(buf)
		lines += int64(bytes.Count(buf[:n], []byte{'\n'}))
		if err != nil {
			return lines
		}
	}
}
