package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"hearsay"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// maxDeaths is how many processes may die over an article before it is held to be the reason. The first time others may have been worked on as well;
// after that it is alone.
const maxDeaths = 5

// poison is an error that waiting does not mend.
type poison struct{ error }

func (p poison) Unwrap() error { return p.error }

// passing is an error that may be over by a certain time.
type passing struct {
	error
	most  int // attempts in vain before the article is given up
	again time.Time
}

func (p passing) Unwrap() error { return p.error }

// step does a step of an article that is in a state, and sees to what can go wrong: what is the article's fault sets it aside, what may pass is tried
// again, and everything else is the database's and comes back to the queue.
func (d *Desk) step(ctx context.Context, job *rivertype.JobRow, id string, state intake.State, do func(context.Context, intake.Item) error) error {
	name := job.Queue
	var it intake.Item
	err := d.store.Update(ctx, func(tx *intake.Tx) (err error) {
		it, err = tx.Item(id)
		return err
	})
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		return nil // it was forgotten
	case err != nil:
		return d.trip(err)
	case it.State != state:
		return nil // it was done already
	}
	err = d.timed(name, func() error { return guarded(ctx, it, do) })
	var bad poison
	var later passing
	var snooze *rivertype.JobSnoozeError
	switch {
	case err == nil:
		d.metrics.done(name, "done")
		return nil
	case errors.As(err, &snooze):
		return err
	case d.ending.Err() != nil && ctx.Err() != nil:
		return river.JobSnooze(0) // it is done at the next start
	case errors.As(err, &bad):
		return d.setAside(ctx, it, name, err)
	case errors.As(err, &later):
		return d.putOff(ctx, it, name, later)
	case errors.Is(err, context.DeadlineExceeded):
		return d.putOff(ctx, it, name, passing{fmt.Errorf("it took too long: %w", err), 3, time.Time{}})
	}
	d.metrics.done(name, "error")
	return d.trip(err)
}

// guarded does a step, and makes of a panic what an article is set aside for.
func guarded(ctx context.Context, it intake.Item, do func(context.Context, intake.Item) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = poison{fmt.Errorf("the program failed on this (%v); please report it", r)}
		}
	}()
	return do(ctx, it)
}

// work does the part of a step that an article may end the program in, with what the step before left in into. That it is at work is written down first: so a
// death of the process counts against this article, and against none that only waits. One over which a process died is worked on alone, so that
// no other is blamed with it.
func (d *Desk) work(ctx context.Context, it intake.Item, into any, do func() error) error {
	if it.Suspect(d.me.ID) {
		d.alone.Lock()
		defer d.alone.Unlock()
	} else {
		d.alone.RLock()
		defer d.alone.RUnlock()
	}
	if d.ending.Err() != nil || ctx.Err() != nil {
		return river.JobSnooze(0) // it never had its turn
	}
	var deaths int
	var data []byte
	err := d.store.Update(ctx, func(tx *intake.Tx) (err error) {
		if deaths, err = tx.Begin(it.ID, d.me.ID); err == nil {
			data, err = tx.Parcel(it.ID)
		}
		return err
	})
	switch {
	case err != nil:
		return err
	case deaths >= maxDeaths:
		return poison{fmt.Errorf("the program ended %d times while it was working on this", deaths)}
	}
	if err := unpack(data, into); err != nil {
		return poison{fmt.Errorf("what was kept of it for the next step cannot be read (%w); hearsay retry fetches it again", err)}
	}
	if err := do(); err != nil {
		return errors.Join(err, d.store.Update(context.WithoutCancel(ctx), func(tx *intake.Tx) error { return tx.End(it.ID, d.me.ID) }))
	}
	return nil
}

// trip is for errors of the database. With a full disk nothing is attempted for a while.
func (d *Desk) trip(err error) error {
	d.note(err)
	if errors.Is(err, ledger.ErrFull) {
		select { // whatever else is attempted now would fail as well
		case <-time.After(5 * time.Second):
		case <-d.ending.Done():
		}
		return river.JobSnooze(0)
	}
	return err
}

func (d *Desk) setAside(ctx context.Context, it intake.Item, name string, reason error) error {
	d.metrics.done(name, "aside")
	d.Log.Warn("set aside", "address", it.Address, "step", name, "reason", reason)
	return d.store.Update(context.WithoutCancel(ctx), func(tx *intake.Tx) error {
		err := errors.Join(tx.Asked(it.ID, it.Updated), tx.SetAside(it.ID, it.State, reason.Error(), time.Now()))
		if err != nil {
			return err
		}
		return d.again(context.WithoutCancel(ctx), tx, it)
	})
}

func (d *Desk) putOff(ctx context.Context, it intake.Item, name string, why passing) error {
	if it.Tries+1 >= why.most {
		return d.setAside(ctx, it, name, fmt.Errorf("%w (after %d attempts)", why, it.Tries+1))
	}
	d.metrics.done(name, "later")
	wait := max(d.Backoff(it.Tries+1), time.Until(why.again))
	d.Log.Info("trying again later", "address", it.Address, "step", name, "in", wait.Round(time.Second), "reason", why.error)
	if err := d.store.Update(context.WithoutCancel(ctx), func(tx *intake.Tx) error { return tx.Fail(it.ID, why.Error()) }); err != nil {
		return d.trip(err)
	}
	return river.JobSnooze(wait)
}

// judge tells what an error in fetching means for an article: whether it can be mended by waiting.
func judge(err error) error {
	const patience = 8
	var status *feed.StatusError
	switch {
	case errors.Is(err, feed.ErrRefused), errors.Is(err, feed.ErrRobots), errors.Is(err, hearsay.ErrBinary), errors.Is(err, hearsay.ErrTooLarge):
		return poison{err}
	case !errors.As(err, &status):
		return passing{err, patience, time.Time{}}
	case status.Code == http.StatusNotFound:
		return passing{err, 3, time.Time{}} // feeds list articles a little before they are there
	case status.Code >= 500, status.Code == http.StatusTooManyRequests, status.Code == http.StatusRequestTimeout:
		return passing{err, patience, status.Retry}
	}
	return poison{err}
}
