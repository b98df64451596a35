package feed

import (
	"context"
	"time"
)

// clock ends a fetch that takes too long. It stands still while the fetch waits for its turn, which is no fault of the site.
type clock struct {
	timer *time.Timer
	until time.Time
}

// timed gives a context that is done, because of context.DeadlineExceeded, once so much time has passed on the clock; stop must be called in the end.
func timed(ctx context.Context, most time.Duration) (inTime context.Context, c *clock, stop func()) {
	inTime, end := context.WithCancelCause(ctx)
	c = &clock{time.AfterFunc(most, func() { end(context.DeadlineExceeded) }), time.Now().Add(most)}
	return inTime, c, func() {
		c.timer.Stop()
		end(nil)
	}
}

// stand stops the clock for as long as wait takes.
func (c *clock) stand(wait func() error) error {
	left := time.Until(c.until)
	if !c.timer.Stop() {
		return context.DeadlineExceeded
	}
	err := wait()
	c.until = time.Now().Add(left)
	c.timer.Reset(left)
	return err
}
