// Package sqlledger keeps a ledger in a SQL database: in SQLite, with one file, or in PostgreSQL. Statements of SQL are written so that both take them; what is
// different is in dialect.go and what that names: opening (sqlite.go, postgres.go), full text (fulltext_*.go) and the migrations.
package sqlledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"

	"hearsay/internal/ledger"
)

var _ ledger.Ledger = (*Ledger)(nil)

// Ledger is a ledger in a SQLite file or a PostgreSQL database.
type Ledger struct {
	name     string // in messages
	dialect  *dialect
	read     *sql.DB // for what only reads
	write    *sql.DB // nil where the ledger is only read
	readers  chan *session
	writer   chan *session // of one
	patience time.Duration
	closing  sync.Once
	closed   chan struct{}
	release  func() // lets go of what lies under read and write, if anything does
}

// fileReaders is how many may ask a file at once; others wait.
const fileReaders = 8

// View is as the contract has it.
func (l *Ledger) View(ctx context.Context, f func(ledger.View) error) error {
	return l.within(ctx, l.read, l.readers, l.dialect.view, func(s *session) (bool, error) {
		return false, f(&view{s})
	})
}

// Update is as the contract has it.
func (l *Ledger) Update(ctx context.Context, f func(ledger.Tx) error) error {
	return l.updated(ctx, func(s *session) error {
		t := newTx(s)
		if err := f(t); err != nil {
			return err
		}
		if err := t.settled(ctx); err != nil {
			return err
		}
		return t.moveOn(ctx)
	})
}

// moveOn makes the state another one. It is drawn by lot: a count would come again after a database was put back to what it was.
func (t *tx) moveOn(ctx context.Context) error {
	const put = "INSERT INTO state (place, mark) VALUES (1, ?) ON CONFLICT (place) DO UPDATE SET mark = excluded.mark"
	_, err := t.exec(ctx, put, rand.Int64()) //nolint:gosec // nobody gains by guessing it
	return err
}

// State is as the contract has it.
func (v *view) State(ctx context.Context) (int64, error) {
	state, err := one(ctx, v, value[int64], "SELECT mark FROM state")
	if errors.Is(err, ledger.ErrNotFound) {
		return 0, nil // nothing was ever written
	}
	return state, err
}

// updated keeps what f writes if it gives no error. What others do at once cannot make it fail, since its turn is waited for before f is called. Where a server
// goes away meanwhile, f is called again once it is back; even if it went away after it had kept everything, that changes nothing, since every write
// is idempotent.
func (l *Ledger) updated(ctx context.Context, f func(*session) error) error {
	if l.write == nil {
		return l.named(ledger.ErrReadOnly)
	}
	var deadline time.Time
	for {
		err := l.within(ctx, l.write, l.writer, l.dialect.update, func(s *session) (bool, error) { return true, f(s) })
		if !errors.Is(err, ledger.ErrAway) || ctx.Err() != nil {
			return err
		}
		if deadline.IsZero() {
			deadline = time.Now().Add(l.patience)
		}
		if time.Now().After(deadline) {
			return err
		}
	}
}

// within does something in a transaction, on a session of a pool, and keeps it if f says so and gives no error.
func (l *Ledger) within(ctx context.Context, db *sql.DB, pool chan *session, begin []string, f func(*session) (keep bool, err error)) error {
	var s *session
	err := l.retry(ctx, func() error {
		var err error
		s, err = l.begun(ctx, db, pool, begin)
		return err
	})
	if err != nil {
		return l.named(err)
	}
	defer func() { pool <- s }()
	// The end comes even if ctx has ended, or f panics.
	done := false
	defer func() {
		if !done && s.exec(context.WithoutCancel(ctx), "ROLLBACK") != nil {
			s.close() // a transaction that cannot be ended ends with its connection
			s = nil
		}
	}()
	keep, err := f(s)
	if err != nil || !keep {
		return err
	}
	err = explain(s.exec(context.WithoutCancel(ctx), "COMMIT"))
	done = err == nil
	return l.named(err)
}

// begun takes a session on which a transaction has begun. A session on which none can begin is given back, without its connection unless that is only
// waiting for others.
func (l *Ledger) begun(ctx context.Context, db *sql.DB, pool chan *session, begin []string) (*session, error) {
	s, err := l.take(ctx, db, pool)
	if err != nil {
		return nil, err
	}
	for i, step := range begin {
		if err = explain(s.exec(ctx, step)); err == nil {
			continue
		}
		if i > 0 || !errors.Is(err, ledger.ErrLocked) {
			s.close()
			s = nil
		}
		pool <- s
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return nil, err
	}
	return s, nil
}

// Size is how many bytes the ledger takes on disk: of a PostgreSQL database, with all that is in it.
func (l *Ledger) Size(ctx context.Context) (int64, error) {
	var n int64
	err := l.read.QueryRowContext(ctx, l.dialect.size).Scan(&n)
	return n, l.named(explain(err))
}

// Close is as the contract has it: it waits for views and updates that have begun. The connection that writes goes last: the last one to go tidies up,
// and those that read cannot.
func (l *Ledger) Close() error {
	var errs []error
	l.closing.Do(func() {
		close(l.closed)
		for _, part := range []struct {
			db   *sql.DB
			pool chan *session
		}{{l.read, l.readers}, {l.write, l.writer}} {
			if part.db == nil {
				continue
			}
			for range cap(part.pool) {
				if s := <-part.pool; s != nil {
					s.close()
				}
			}
			errs = append(errs, part.db.Close())
		}
		if l.release != nil {
			l.release()
		}
	})
	return errors.Join(errs...)
}

// named says in an error which ledger it is about.
func (l *Ledger) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the ledger %s: %w", l.name, err)
}
