package cli

import (
	"context"
	"sync"

	"hearsay"

	"hearsay/internal/reader"
)

// result is what became of a job.
type result[T any] struct {
	name  string
	value T
	notes []string
	err   error
	fatal bool // the worker itself could not be had: there is no sense in going on
}

// worker makes of a loaded article what is wanted. Several call it at once.
type worker[T any] func(context.Context, loaded) (T, error)

// reading makes a worker that reads.
func reading(open func() (*reader.Reader, error)) func() (worker[hearsay.Reading], error) {
	return func() (worker[hearsay.Reading], error) {
		rd, err := open()
		return func(ctx context.Context, in loaded) (hearsay.Reading, error) { return rd.Read(ctx, in.article) }, err
	}
}

// source yields jobs in order until yield returns false.
type source interface {
	each(ctx context.Context, yield func(job) bool)
}

// opener opens the worker once, for whoever comes first.
type opener[T any] struct {
	open func() (worker[T], error)
	mu   sync.Mutex
	done bool
	work worker[T]
	err  error
}

func (o *opener[T]) get() (worker[T], error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done {
		o.done = true
		o.work, o.err = o.open()
	}
	return o.work, o.err
}

// close waits for an opening under way, which must not be left half done when the process ends; nothing is opened after it.
func (o *opener[T]) close() {
	o.mu.Lock()
	defer o.mu.Unlock()
	if !o.done {
		o.done, o.err = true, context.Canceled
	}
}

// promise is a job and where its result will be.
type promise[T any] struct {
	job  job
	done chan result[T]
}

// readAll loads the jobs of in and has the worker deal with them, `workers` at once, and calls each with the results in order of the jobs. It ends
// when each returns an error, or when ctx is done, without waiting for what is still being read. open is called once, while the first input is being
// loaded, and not at all if there is none to load.
func readAll[T any](ctx context.Context, in source, workers int, open func() (worker[T], error), each func(result[T]) error) error {
	return readSome(ctx, in, workers, open, each, func() error { return nil })
}

// readSome is readAll for whoever deals with several results at once: pause is called whenever the next one has to be waited for, and at the end. An
// error of it ends everything.
func readSome[T any](ctx context.Context, in source, workers int, open func() (worker[T], error), each func(result[T]) error, pause func() error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	opened := &opener[T]{open: open}
	defer opened.close()
	ordered := start(ctx, in, workers, opened)
	for {
		p, more, err := next(ctx, ordered, pause)
		if err != nil || !more {
			return err
		}
		if p.job.err == nil {
			go opened.get() //nolint:errcheck // its error comes back with the result
		}
		r, _, err := next(ctx, p.done, pause)
		if err == nil {
			err = each(r)
		}
		if err != nil {
			return err
		}
	}
}

// next takes the next thing from a channel, and calls pause first if it has to be waited for or none will come.
func next[T any](ctx context.Context, from <-chan T, pause func() error) (thing T, more bool, err error) {
	select {
	case thing, more = <-from:
		if more {
			return thing, true, ctx.Err()
		}
	default:
	}
	if err = pause(); err != nil {
		return thing, false, err
	}
	select {
	case thing, more = <-from:
	case <-ctx.Done():
	}
	return thing, more, ctx.Err()
}

// start starts the workers and gives a promise a job, in order. The channel's length bounds how far the workers run ahead of the output.
func start[T any](ctx context.Context, in source, workers int, opened *opener[T]) <-chan promise[T] {
	ordered, work := make(chan promise[T], 4*workers), make(chan promise[T])
	go func() {
		defer close(ordered)
		defer close(work)
		in.each(ctx, func(j job) bool {
			p := promise[T]{j, make(chan result[T], 1)}
			for _, to := range []chan promise[T]{ordered, work} {
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

func readOne[T any](ctx context.Context, j job, opened *opener[T]) result[T] {
	r := result[T]{name: j.name, err: j.err}
	if r.err != nil {
		return r
	}
	var in loaded
	if in, r.err = j.load(ctx); r.err != nil {
		return r
	}
	r.notes = in.notes
	work, err := opened.get()
	if err != nil {
		r.err, r.fatal = err, true
		return r
	}
	r.value, r.err = work(ctx, in)
	return r
}
