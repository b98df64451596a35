// Package sqlledger keeps a ledger in a SQL database: in SQLite, with one file. Statements of SQL are written so that PostgreSQL takes them too, apart
// from full text (fulltext.go), opening (open.go) and the migrations.
package sqlledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"hearsay/internal/ledger"
)

var _ ledger.Ledger = (*Ledger)(nil)

// Ledger is a ledger in a SQLite file.
type Ledger struct {
	path     string
	read     *sql.DB // many connections, none of which can write
	write    *sql.DB // one connection, whose transactions take the write lock when they begin
	patience time.Duration
}

// View is as the contract has it.
func (l *Ledger) View(ctx context.Context, f func(ledger.View) error) error {
	tx, err := l.read.BeginTx(ctx, nil)
	if err != nil {
		return l.named(err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	return f(&view{tx})
}

// Update is as the contract has it. The write lock is taken before f is called, so f is called once only.
func (l *Ledger) Update(ctx context.Context, f func(ledger.Tx) error) error {
	if l.write == nil {
		return l.named(ledger.ErrReadOnly)
	}
	sqlTx, err := l.begin(ctx)
	if err != nil {
		return l.named(err)
	}
	defer func() { _ = sqlTx.Rollback() }() // after a commit it does nothing
	t := newTx(sqlTx)
	if err := f(t); err != nil {
		return err
	}
	if err := t.settled(ctx); err != nil {
		return err
	}
	return l.named(explain(sqlTx.Commit()))
}

// begin waits for the write lock as long as patience lasts. Waiting in short turns lets an ended ctx be noticed.
func (l *Ledger) begin(ctx context.Context) (*sql.Tx, error) {
	deadline := time.Now().Add(l.patience)
	for {
		tx, err := l.write.BeginTx(ctx, nil)
		if err = explain(err); !errors.Is(err, ledger.ErrLocked) || time.Now().After(deadline) {
			return tx, err
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
}

// Close is as the contract has it. The connection that writes goes last: the last one to go tidies up, and those that read cannot.
func (l *Ledger) Close() error {
	var errs []error
	for _, db := range []*sql.DB{l.read, l.write} {
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	return errors.Join(errs...)
}

// named says in an error which ledger it is about.
func (l *Ledger) named(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("the ledger %s: %w", l.path, err)
}
