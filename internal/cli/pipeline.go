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

// opener opens the reader once, for whoever comes first.
type opener struct {
	open   func() (*reader.Reader, error)
	mu     sync.Mutex
	done   bool
	reader *reader.Reader
	err    error
}

func (o *opener) get() (*reader.Reader, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done {
		o.done = true
		o.reader, o.err = o.open()
	}
	return o.reader, o.err
}

// close waits for an opening under way, which must not be left half done when the process ends; nothing is opened after it.
func (o *opener) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done {
		o.done, o.err = true, context.Canceled
	}
}

// promise is a job and where its result will be.
type promise struct {
	job  job
	done chan result
}

// readAll loads and reads the jobs of in with `workers` at once and calls each with the results in order of the jobs. It ends when each returns an
// error, or when ctx is done, without waiting for what is still being read. open is called once, while the first input is being loaded, and not at
// all if there is none to load.
func readAll(ctx context.Context, in source, workers int, open func() (*reader.Reader, error), each func(result) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	opened := &opener{open: open}
	defer opened.close()
	ordered := start(ctx, in, workers, opened)
	for {
		var p promise
		var more bool
		select {
		case p, more = <-ordered:
		case <-ctx.Done():
		}
		if !more {
			return ctx.Err()
		}
		if p.job.err == nil {
			go opened.get() //nolint:errcheck // its error comes back with the result
		}
		select {
		case r := <-p.done:
			if err := each(r); err != nil {
				return err
			}
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// start starts the workers and gives a promise a job, in order. The channel's length bounds how far the workers run ahead of the output.
func start(ctx context.Context, in source, workers int, opened *opener) <-chan promise {
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
	return ordered
}

func readOne(ctx context.Context, j job, opened *opener) result {
	r := result{name: j.name, err: j.err}
	if r.err != nil {
		return r
	}
	var art hearsay.Article
	if art, r.notes, r.err = j.load(ctx); r.err != nil {
		return r
	}
	rd, err := opened.get()
	if err != nil {
		r.err, r.fatal = err, true
		return r
	}
	r.reading, r.err = rd.Read(ctx, art)
	return r
}
