package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"time"

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

// counted is what can tell how many articles it has.
type counted interface{ count() int64 }

// newProgress counts the inputs and begins a bar if there are several, unless the readings themselves go to the terminal, where it would be in the way.
func newProgress(ctx context.Context, streams Streams, in counted, toFile bool) *progress {
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
	began := time.Now()
	digits := len(strconv.FormatInt(total, 10))
	p.all = mpb.NewWithContext(ctx, mpb.WithOutput(streams.Err), mpb.WithWidth(48))
	p.bar = p.all.New(total, mpb.BarStyle().Lbound("").Filler("━").Tip("━").Padding("─").Rbound(""), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Any(func(s decor.Statistics) string { return fmt.Sprintf("%*d of %d articles ", digits, s.Current, s.Total) })),
		mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string { return pace(s.Current, s.Total, time.Since(began)) },
			decor.WC{W: len(" 999.9/s, 59s left"), C: decor.DindentRight}))) // or the bar would change its length all the time
	return p
}

// pace says how fast articles are read and how long the rest will take at that speed; nothing before the first one has been read.
func pace(done, total int64, took time.Duration) string {
	if done == 0 || took <= 0 {
		return ""
	}
	left := time.Duration(float64(took) / float64(done) * float64(max(0, total-done)))
	return fmt.Sprintf(" %.1f/s, %v left", float64(done)/took.Seconds(), left.Round(time.Second))
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
