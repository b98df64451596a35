package sqlledger

import (
	"context"
	"database/sql"
	"errors"
)

// session is a connection with the statements of SQL that were made ready on it: making one ready takes longer than most take to run.
type session struct {
	conn    *sql.Conn
	dialect *dialect
	ready   map[string]*sql.Stmt // by what was asked for, in the words that all databases share
}

// most is how many statements a session keeps ready.
const most = 500

// pool makes room for n sessions, which are opened when they are needed.
func pool(n int) chan *session {
	p := make(chan *session, n)
	for range n {
		p <- nil
	}
	return p
}

// take waits for a session.
func (l *Ledger) take(ctx context.Context, db *sql.DB, pool chan *session) (*session, error) {
	var s *session
	select {
	case <-l.closed:
		return nil, errClosed()
	default:
	}
	select {
	case s = <-pool:
	case <-l.closed:
		return nil, errClosed()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if s != nil {
		return s, nil
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		pool <- nil
		return nil, err
	}
	return &session{conn, l.dialect, map[string]*sql.Stmt{}}, nil
}

func errClosed() error { return errors.New("it is closed") }

// close lets go of the connection.
func (s *session) close() {
	for _, stmt := range s.ready {
		_ = stmt.Close() // it goes with the connection
	}
	_ = s.conn.Close() // nothing is lost
}

// statement gives a statement of SQL that is ready to run.
func (s *session) statement(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt := s.ready[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := s.conn.PrepareContext(ctx, s.dialect.ask(query))
	if err != nil {
		return nil, err
	}
	if len(s.ready) >= most {
		for _, old := range s.ready {
			_ = old.Close() // it is not running
		}
		s.ready = map[string]*sql.Stmt{}
	}
	s.ready[query] = stmt
	return stmt, nil
}

// values are what is asked with, as the database takes them.
func (s *session) values(args []any) []any {
	out := make([]any, len(args))
	for i, arg := range args {
		out[i] = s.dialect.value(arg)
	}
	return out
}

// exec runs a statement that gives nothing.
func (s *session) exec(ctx context.Context, query string) error {
	stmt, err := s.statement(ctx, query)
	if err == nil {
		_, err = stmt.ExecContext(ctx)
	}
	return err
}
