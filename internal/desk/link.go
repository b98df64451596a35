package desk

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/riverqueue/river"

	"hearsay/internal/ingest"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// What is kept in one transaction: what was read while the one before was under way, up to ingest.AtOnce articles, or so many bytes as the step before
// left them. Keeping many at once is less work than one after another, so that linking that falls behind catches up.
const bytesAtOnce = 4 << 20

// errAlone says that articles could not be kept together: each is to be tried by itself, so that the fault of one is that of no other.
var errAlone = errors.New("not kept along with others")

// line is where articles wait to be compared and kept. Whoever has the turn keeps others along with its own.
type line struct {
	turn    chan struct{} // held by who is comparing and keeping
	mu      sync.Mutex
	waiting []*place
}

// place is that of an article in the line.
type place struct {
	item  intake.Item
	entry ledger.Entry
	err   error         // what became of it, once done is closed
	done  chan struct{} // closed by who took it out of the line
}

func (l *line) join(it intake.Item) *place {
	p := &place{item: it, done: make(chan struct{})}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.waiting = append(l.waiting, p)
	return p
}

// leave takes an article out of the line; false if another did.
func (l *line) leave(p *place) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	i := slices.Index(l.waiting, p)
	if i < 0 {
		return false
	}
	l.waiting = slices.Delete(l.waiting, i, i+1)
	return true
}

// first takes those out that have waited longest.
func (l *line) first(most int) []*place {
	l.mu.Lock()
	defer l.mu.Unlock()
	n := min(most, len(l.waiting))
	taken := slices.Clone(l.waiting[:n])
	l.waiting = slices.Delete(l.waiting, 0, n)
	return taken
}

// link compares what was read with what is kept, and keeps it, along with others that wait for the same. The ledger takes the same entry again without a
// change, so that nothing is doubled if the process ends before the queue knows.
func (d *Desk) link(ctx context.Context, it intake.Item) error {
	if it.Suspect(d.me.ID) {
		return d.linkAlone(ctx, it)
	}
	p := d.line.join(it)
	select {
	case <-p.done:
	case d.line.turn <- struct{}{}:
		if d.line.leave(p) {
			d.linkTogether(ctx, append([]*place{p}, d.line.first(ingest.AtOnce-1)...))
		}
		<-d.line.turn
	case <-ctx.Done():
		if d.line.leave(p) {
			return ctx.Err()
		}
	}
	<-p.done
	if errors.Is(p.err, errAlone) {
		return d.linkAlone(ctx, it)
	}
	return p.err
}

// linkAlone keeps one article.
func (d *Desk) linkAlone(ctx context.Context, it intake.Item) error {
	select {
	case d.line.turn <- struct{}{}:
		defer func() { <-d.line.turn }()
	case <-ctx.Done():
		return ctx.Err()
	}
	p := &place{item: it}
	return d.work(ctx, it, &p.entry, func() error { return d.keep(ctx, []*place{p}) })
}

// linkTogether keeps articles in one transaction, as far as they fit into one, and tells each what became of it.
func (d *Desk) linkTogether(ctx context.Context, all []*place) {
	d.alone.RLock()
	defer d.alone.RUnlock()
	var together []*place
	err := river.JobSnooze(0) // they never had their turn
	if d.ending.Err() == nil {
		together, err = d.begin(ctx, all)
	}
	if err == nil {
		err = guarded(ctx, all[0].item, func(ctx context.Context, _ intake.Item) error { return d.keep(ctx, together) })
		if err != nil {
			d.Log.Info("not kept together", "articles", len(together), "reason", err)
			err = errAlone
			d.giveUp(ctx, together)
		}
	}
	for _, p := range all {
		if p.err = errAlone; len(together) == 0 || slices.Contains(together, p) {
			p.err = err
		}
		close(p.done)
	}
}

// begin writes down that articles are worked on, gets what the step before left for them, and gives those that can be kept together.
func (d *Desk) begin(ctx context.Context, all []*place) (together []*place, err error) {
	err = d.store.Update(ctx, func(tx *intake.Tx) error {
		together = nil
		size := 0
		for _, p := range all {
			data, err := tx.Parcel(p.item.ID)
			if err != nil && !errors.Is(err, ledger.ErrNotFound) {
				return err
			}
			if size += len(data); err != nil || len(together) > 0 && size > bytesAtOnce || unpack(data, &p.entry) != nil {
				continue // whoever tries it by itself sees what is the matter
			}
			if deaths, err := tx.Begin(p.item.ID, d.me.ID); err != nil {
				return err
			} else if deaths == 0 {
				together = append(together, p)
			}
		}
		return nil
	})
	if err == nil && len(together) == 0 {
		err = errAlone
	}
	return together, err
}

// giveUp writes down that articles are not worked on any more. If that fails, each of them is worked on alone, which is what comes next anyway.
func (d *Desk) giveUp(ctx context.Context, all []*place) {
	err := d.store.Update(context.WithoutCancel(ctx), func(tx *intake.Tx) error {
		for _, p := range all {
			if err := tx.End(p.item.ID, d.me.ID); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		d.note(err)
	}
}

// keep compares and keeps, and writes down that this was done.
func (d *Desk) keep(ctx context.Context, all []*place) error {
	ctx, cancel := context.WithTimeout(ctx, linkTime)
	defer cancel()
	entries := make([]ledger.Entry, len(all))
	for i, p := range all {
		entries[i] = p.entry
	}
	placed, err := d.Keeper.KeepAll(ctx, entries)
	if err != nil {
		return err
	}
	err = d.store.Update(ctx, func(tx *intake.Tx) error {
		for i, p := range all {
			if _, err := tx.Move(p.item.ID, intake.Read, intake.Kept, nil, placed[i].Article, time.Now()); err != nil {
				return err
			}
			if err := d.again(ctx, tx, p.item); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		d.metrics.kept(placed)
	}
	return err
}
