// Package sqlledger keeps a ledger in a SQL database: in SQLite, with one file. Statements of SQL are written so that PostgreSQL takes them too, apart
// from full text (fulltext.go), opening (open.go) and the migrations.
package sqlledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"hearsay/internal/ledger"
)

var _ ledger.Ledger = (*Ledger)(nil)

// Ledger is a ledger in a SQLite file.
type Ledger struct {
	path     string
	read     *sql.DB // whose connections cannot write
	write    *sql.DB // nil where the file is only read
	readers  chan *session
	writer   chan *session // of one
	patience time.Duration
	closing  sync.Once
	closed   chan struct{}
}

// readers is how many may ask at once; others wait.
const readers = 8

// View is as the contract has it.
func (l *Ledger) View(ctx context.Context, f func(ledger.View) error) error {
	return l.within(ctx, l.read, l.readers, "BEGIN", func(s *session) (bool, error) {
		return false, f(&view{s})
	})
}

// Update is as the contract has it. The write lock is taken before f is called, so f is called once only.
func (l *Ledger) Update(ctx context.Context, f func(ledger.Tx) error) error {
	if l.write == nil {
		return l.named(ledger.ErrReadOnly)
	}
	return l.within(ctx, l.write, l.writer, "BEGIN IMMEDIATE", func(s *session) (bool, error) {
		t := newTx(s)
		if err := f(t); err != nil {
			return false, err
		}
		return true, t.settled(ctx)
	})
}

// within does something in a transaction, on a session of a pool, and keeps it if f says so and gives no error.
func (l *Ledger) within(ctx context.Context, db *sql.DB, pool chan *session, begin string, f func(*session) (keep bool, err error)) error {
	s, err := l.take(ctx, db, pool)
	if err != nil {
		return l.named(explain(err))
	}
	defer func() { pool <- s }()
	if err := l.begin(ctx, s, begin); err != nil {
		return l.named(err)
	}
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
	err = s.exec(context.WithoutCancel(ctx), "COMMIT")
	done = err == nil
	return l.named(explain(err))
}

// begin waits for a lock as long as patience lasts. Waiting in short turns lets an ended ctx be noticed.
func (l *Ledger) begin(ctx context.Context, s *session, begin string) error {
	deadline := time.Now().Add(l.patience)
	for {
		err := explain(s.exec(ctx, begin))
		if ctx.Err() != nil && err != nil {
			return ctx.Err()
		}
		if !errors.Is(err, ledger.ErrLocked) || time.Now().After(deadline) {
			return err
		}
	}
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
	})
	return errors.Join(errs...)
}

// named says in an error which ledger it is about.
func (l *Ledger) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the ledger %s: %w", l.path, err)
}
