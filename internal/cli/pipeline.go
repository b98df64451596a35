package cli

import (
	"context"
	"sync"

	"hearsay"

	"hearsay/internal/reader"
)

// result is what became of a job.
type result struct {
	name    string
	reading hearsay.Reading
	notes   []string
	err     error
	fatal   bool // the reader itself could not be opened: there is no sense in going on
}

// source yields jobs in order until yield returns false.
type source interface {
	each(ctx context.Context, yield func(job) bool)
}

// readAll loads and reads the jobs of in with `workers` at once and calls each with the results in order of the jobs. It ends when each returns an
// error, or when ctx is done, without waiting for what is still under way. open is called once, while the first inputs are being loaded.
func readAll(ctx context.Context, in source, workers int, open func() (*reader.Reader, error), each func(result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	opened := sync.OnceValues(open)
	go opened() //nolint:errcheck // its error comes back below

	// A promise a job, in order; the channel's length bounds how far the workers run ahead of the output.
	type promise struct {
		job  job
		done chan result
	}
	ordered, work := make(chan promise, 4*workers), make(chan promise)
	go func() {
		defer close(ordered)
		defer close(work)
		in.each(ctx, func(j job) bool {
			p := promise{j, make(chan result, 1)}
			for _, to := range []chan promise{ordered, work} {
				select {
				case to <- p:
				case <-ctx.Done():
					return false
				}
			}
			return true
		})
	}()
	for range workers {
		go func() {
			for p := range work {
				p.done <- readOne(ctx, p.job, opened)
			}
		}()
	}
	for p := range ordered {
		select {
		case r := <-p.done:
			if err := each(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return ctx.Err()
}

func readOne(ctx context.Context, j job, opened func() (*reader.Reader, error)) result {
	r := result{name: j.name}
	var art hearsay.Article
	if art, r.notes, r.err = j.load(ctx); r.err != nil {
		return r
	}
	rd, err := opened()
	if err != nil {
		r.err, r.fatal = err, true
		return r
	}
	r.reading, r.err = rd.Read(ctx, art)
	return r
}
