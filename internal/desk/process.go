package desk

import (
	"context"
	"errors"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/rivertype"

	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// silence is after how long a process that says nothing is taken for dead.
const silence = time.Minute

// beat says that this process is alive.
func (d *Desk) beat(ctx context.Context) error {
	p := d.me
	p.Beat, p.Trouble = time.Now(), d.Trouble()
	return d.store.Update(ctx, func(tx *intake.Tx) error { return tx.Beat(p) })
}

// Trouble says what keeps the desk from working, "" if nothing.
func (d *Desk) Trouble() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trouble
}

// note takes note of what an attempt to use the database says of it.
func (d *Desk) note(err error) {
	words := ""
	switch {
	case errors.Is(err, ledger.ErrFull):
		words = "the disk is full; free some space, and it goes on by itself"
	case err != nil:
		words = "the database gives an error: " + err.Error()
	}
	d.mu.Lock()
	d.trouble = words
	d.mu.Unlock()
}

// rescue takes the jobs of processes that died and makes them available again, and strikes these off.
func (d *Desk) rescue(ctx context.Context) error {
	var all []intake.Process
	err := d.store.Update(ctx, func(tx *intake.Tx) (err error) {
		all, err = tx.Processes()
		return err
	})
	if err != nil {
		return err
	}
	alive, dead := map[string]bool{d.me.ID: true}, []string{}
	for _, p := range all {
		if d.isDead(p) {
			dead = append(dead, p.ID)
		} else {
			alive[p.ID] = true
		}
	}
	left, err := d.left(ctx, alive)
	if err != nil || len(left)+len(dead) == 0 {
		return err
	}
	if len(left) > 0 {
		d.Log.Info("going on with what others left", "jobs", len(left), "processes", len(dead))
	}
	return d.store.Update(ctx, func(tx *intake.Tx) error {
		for _, id := range dead {
			if err := tx.Leave(id); err != nil {
				return err
			}
		}
		for _, job := range left {
			if err := tx.Release(job.ID, job.Attempt); err != nil {
				return err
			}
		}
		return nil
	})
}

// left lists the jobs that run in no living process.
func (d *Desk) left(ctx context.Context, alive map[string]bool) ([]*rivertype.JobRow, error) {
	const most = 10_000
	running, err := d.client.JobList(ctx, river.NewJobListParams().States(rivertype.JobStateRunning).First(most))
	if err != nil {
		return nil, err
	}
	var left []*rivertype.JobRow
	for _, job := range running.Jobs {
		if by := job.AttemptedBy; len(by) == 0 || !alive[by[len(by)-1]] {
			left = append(left, job)
		}
	}
	return left, nil
}

// isDead tells whether a process has ended: one of this machine that the system does not know any more, or any that has been silent for long.
func (d *Desk) isDead(p intake.Process) bool {
	if p.ID == d.me.ID {
		return false
	}
	if p.Host == d.me.Host && (p.PID == d.me.PID || !runs(p.PID)) {
		return true
	}
	return time.Since(p.Beat) > silence
}

// retryPolicy is for errors of the database and the like, which say nothing about the article: they are soon over, or last whatever one does.
type retryPolicy struct{}

func (retryPolicy) NextRetry(job *rivertype.JobRow) time.Time {
	return time.Now().Add(time.Duration(min(job.Attempt, 30)) * time.Second)
}
