package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"strconv"
	"sync/atomic"
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

	articles atomic.Int64
	done     func() int64 // how far it is, nil where that is the number of articles
}

// counted is what can tell how many articles it has.
type counted interface{ count() int64 }

// measured is what can tell how many bytes of its files were taken, and of how many. It is asked where articles cannot be counted without unpacking all.
type measured interface {
	size() (bytes int64, countable bool)
	done() int64
}

// newProgress begins a bar if there are several inputs, unless the readings themselves go to the terminal, where it would be in the way. It measures articles,
// or the bytes of files in which they cannot be counted.
func newProgress(ctx context.Context, streams Streams, in counted, toFile bool) *progress {
	p := &progress{err: streams.Err}
	_, canShow := terminal(streams.Err)
	_, busy := terminal(streams.Out)
	if !canShow || busy && !toFile {
		return p
	}
	if files, is := in.(measured); is {
		if bytes, countable := files.size(); !countable {
			p.begin(ctx, bytes, func(s decor.Statistics) string {
				return fmt.Sprintf("%d articles, %d %% ", p.articles.Load(), s.Current*100/max(1, s.Total))
			})
			p.done = files.done
			return p
		}
	}
	total := in.count()
	if total < 2 {
		return p
	}
	digits := len(strconv.FormatInt(total, 10))
	p.begin(ctx, total, func(s decor.Statistics) string { return fmt.Sprintf("%*d of %d articles ", digits, s.Current, s.Total) })
	return p
}

// begin begins a bar with what label says before it.
func (p *progress) begin(ctx context.Context, total int64, label func(decor.Statistics) string) {
	began := time.Now()
	p.all = mpb.NewWithContext(ctx, mpb.WithOutput(p.err), mpb.WithWidth(48))
	p.bar = p.all.New(total, mpb.BarStyle().Lbound("").Filler("━").Tip("━").Padding("─").Rbound(""), mpb.BarRemoveOnComplete(),
		mpb.PrependDecorators(decor.Any(label)),
		mpb.AppendDecorators(decor.Any(func(s decor.Statistics) string { return pace(p.articles.Load(), s.Current, s.Total, time.Since(began)) },
			decor.WC{W: len(" 999.9/s, 59s left"), C: decor.DindentRight}))) // or the bar would change its length all the time
}

// pace says how fast articles are read and how long the rest will take at that speed, by the share that is done; nothing before the first one has been read.
func pace(articles, done, total int64, took time.Duration) string {
	if articles == 0 || done == 0 || took <= 0 {
		return ""
	}
	left := time.Duration(float64(took) / float64(done) * float64(max(0, total-done)))
	return fmt.Sprintf(" %.1f/s, %v left", float64(articles)/took.Seconds(), left.Round(time.Second))
}

func (p *progress) step() {
	p.articles.Add(1)
	switch {
	case p.bar == nil:
	case p.done != nil:
		p.bar.SetCurrent(p.done())
	default:
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
		in.eachFile(arg, func(path string) {
			if in.contentOf(path) == manyLines {
				total += countLines(path)
			} else {
				total++
			}
		})
	}
	return total
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
