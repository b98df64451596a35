package sqlledger

import (
	"context"
	"fmt"
	"time"

	"hearsay/internal/ledger"
)

var _ ledger.Accounts = (*Ledger)(nil)

func userRow(s scan) (ledger.User, error) {
	var u ledger.User
	var since int64
	err := s(&u.Name, &u.Role, &u.Password, &since)
	u.Since = moment(since)
	return u, err
}

const userColumns = "SELECT a.name, a.role, a.password, a.since FROM account a"

// User is as the contract has it.
func (l *Ledger) User(ctx context.Context, name string) (ledger.User, error) {
	return asked(ctx, l, func(v *view) (ledger.User, error) { return one(ctx, v, userRow, userColumns+" WHERE a.name = ?", name) })
}

// Users is as the contract has it.
func (l *Ledger) Users(ctx context.Context) ([]ledger.User, error) {
	return asked(ctx, l, func(v *view) ([]ledger.User, error) { return list(ctx, v, userRow, userColumns+" ORDER BY a.name") })
}

// PutUser is as the contract has it.
func (l *Ledger) PutUser(ctx context.Context, user ledger.User) error {
	return l.alter(ctx, func(v *view) error {
		if _, err := v.exec(ctx, `DELETE FROM login WHERE account = ? AND EXISTS (SELECT 1 FROM account WHERE name = ? AND password <> ?)`,
			user.Name, user.Name, user.Password); err != nil {
			return err
		}
		_, err := v.exec(ctx, `INSERT INTO account (name, role, password, since) VALUES (?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET role = excluded.role, password = excluded.password, since = excluded.since`,
			user.Name, string(user.Role), user.Password, micros(user.Since))
		return err
	})
}

// RemoveUser is as the contract has it.
func (l *Ledger) RemoveUser(ctx context.Context, name string) error {
	return l.alter(ctx, func(v *view) error {
		if _, err := v.exec(ctx, "DELETE FROM login WHERE account = ?", name); err != nil {
			return err
		}
		return some(v.exec(ctx, "DELETE FROM account WHERE name = ?", name))
	})
}

// Session is as the contract has it.
func (l *Ledger) Session(ctx context.Context, hash string, now time.Time) (ledger.Session, ledger.User, error) {
	type found struct {
		ledger.Session
		ledger.User
	}
	f, err := asked(ctx, l, func(v *view) (found, error) {
		return one(ctx, v, func(s scan) (found, error) {
			var f found
			var ends, since int64
			err := s(&f.Hash, &ends, &f.Name, &f.Role, &f.Password, &since)
			f.Until, f.Since, f.Session.User = moment(ends), moment(since), f.Name
			return f, err
		}, "SELECT o.hash, o.ends, a.name, a.role, a.password, a.since FROM login o JOIN account a ON a.name = o.account WHERE o.hash = ? AND o.ends > ?",
			hash, micros(now))
	})
	return f.Session, f.User, err
}

// PutSession is as the contract has it.
func (l *Ledger) PutSession(ctx context.Context, session ledger.Session, now time.Time) error {
	return l.alter(ctx, func(v *view) error {
		if _, err := v.exec(ctx, "DELETE FROM login WHERE ends <= ?", micros(now)); err != nil {
			return err
		}
		return some(v.exec(ctx, "INSERT INTO login (hash, account, ends) SELECT ?, name, CAST(? AS BIGINT) FROM account WHERE name = ?",
			session.Hash, micros(session.Until), session.User))
	})
}

// RemoveSession is as the contract has it.
func (l *Ledger) RemoveSession(ctx context.Context, hash string) error {
	return l.alter(ctx, func(v *view) error {
		_, err := v.exec(ctx, "DELETE FROM login WHERE hash = ?", hash)
		return err
	})
}

func tokenRow(s scan) (ledger.Token, error) {
	var t ledger.Token
	var since int64
	err := s(&t.Hash, &t.Name, &t.Role, &since)
	t.Since = moment(since)
	return t, err
}

const tokenColumns = "SELECT hash, name, role, since FROM token" //nolint:gosec // G101: no token stands in it

// Token is as the contract has it.
func (l *Ledger) Token(ctx context.Context, hash string) (ledger.Token, error) {
	return asked(ctx, l, func(v *view) (ledger.Token, error) {
		return one(ctx, v, tokenRow, tokenColumns+" WHERE hash = ?", hash)
	})
}

// Tokens is as the contract has it.
func (l *Ledger) Tokens(ctx context.Context) ([]ledger.Token, error) {
	return asked(ctx, l, func(v *view) ([]ledger.Token, error) { return list(ctx, v, tokenRow, tokenColumns+" ORDER BY name") })
}

// PutToken is as the contract has it.
func (l *Ledger) PutToken(ctx context.Context, token ledger.Token) error {
	return l.alter(ctx, func(v *view) error {
		added, err := v.exec(ctx, "INSERT INTO token (hash, name, role, since) VALUES (?, ?, ?, ?) ON CONFLICT (name) DO NOTHING",
			token.Hash, token.Name, string(token.Role), micros(token.Since))
		if err == nil && added == 0 {
			err = fmt.Errorf("token %q: %w", token.Name, ledger.ErrTaken)
		}
		return err
	})
}

// RemoveToken is as the contract has it.
func (l *Ledger) RemoveToken(ctx context.Context, name string) error {
	return l.alter(ctx, func(v *view) error { return some(v.exec(ctx, "DELETE FROM token WHERE name = ?", name)) })
}

// asked asks something in a transaction of its own.
func asked[T any](ctx context.Context, l *Ledger, f func(*view) (T, error)) (T, error) {
	var found T
	err := l.within(ctx, l.read, l.readers, l.dialect.view, func(s *session) (keep bool, err error) {
		found, err = f(&view{s})
		return false, err
	})
	return found, err
}

// alter changes something in a transaction of its own.
func (l *Ledger) alter(ctx context.Context, f func(*view) error) error {
	return l.updated(ctx, func(s *session) error { return f(&view{s}) })
}

// some makes an error of a change that found nothing to change.
func some(n int64, err error) error {
	if err == nil && n == 0 {
		err = ledger.ErrNotFound
	}
	return err
}
