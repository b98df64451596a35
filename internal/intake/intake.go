// Package intake keeps what is on its way into a ledger, in the ledger's database: the feeds that are followed with their health, the articles that
// they listed with how far each has come, and the processes that work on them.
//
// Statements of SQL are the same for SQLite and PostgreSQL. Whoever queues jobs about what is kept here does so within the same transaction (Tx.SQL),
// so that an article in a working state always has a job, and a job always finds its article.
package intake

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver called pgx
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay/internal/ledger"
)

//go:embed migrations
var migrations embed.FS

// Store is the intake of a ledger. It may be used by many goroutines, and by many processes at once.
type Store struct {
	db       *sql.DB
	postgres bool
}

// Options are how to open a Store. The zero value is what most want.
type Options struct {
	MaxPages int // the most pages of 4 KiB that a SQLite file may have; 0 is no bound
}

// Open opens the intake of the ledger in a file, or at an address that begins with postgres://. The ledger itself must be there already. The error
// wraps one of the ledger's where there is one for it.
func Open(ctx context.Context, where string, o Options) (*Store, error) {
	s := &Store{postgres: IsServer(where)}
	var err error
	if s.postgres {
		s.db, err = sql.Open("pgx", where)
	} else {
		s.db, err = openFile(where, o)
	}
	if err != nil {
		return nil, err
	}
	if s.postgres {
		s.db.SetMaxOpenConns(16)
	} else {
		s.db.SetMaxOpenConns(1) // as River advises: SQLite lets in one writer at a time
	}
	if err := s.migrate(ctx); err != nil {
		return nil, errors.Join(explain(err), s.db.Close())
	}
	return s, nil
}

// IsServer tells whether a ledger's name is the address of a PostgreSQL database, and no file.
func IsServer(where string) bool {
	return strings.HasPrefix(where, "postgres://") || strings.HasPrefix(where, "postgresql://")
}

// openFile opens a SQLite file. What is kept here need not outlast a power cut, other than the ledger: a feed that is read again gives it anew. Killing
// the process loses nothing.
func openFile(path string, o Options) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	pragmas := []string{"busy_timeout(60000)", "journal_mode(WAL)", "synchronous(NORMAL)", "temp_store(MEMORY)", "wal_autocheckpoint(4000)"}
	if o.MaxPages > 0 {
		pragmas = append(pragmas, "max_page_count("+strconv.Itoa(o.MaxPages)+")")
	}
	how := url.Values{"_txlock": {"immediate"}, "_pragma": pragmas, "mode": {"rw"}}
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(full), RawQuery: how.Encode()}).String())
}

// migrate brings the tables up to date. They have versions of their own, apart from the ledger's.
func (s *Store) migrate(ctx context.Context) error {
	dialect, folder := goose.DialectSQLite3, "migrations/sqlite"
	options := []goose.ProviderOption{goose.WithTableName("intake_version")}
	if s.postgres {
		dialect, folder = goose.DialectPostgres, "migrations/postgres"
		locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
		if err != nil {
			return err
		}
		options = append(options, goose.WithSessionLocker(locker))
	}
	scripts, err := fs.Sub(migrations, folder)
	if err != nil {
		return err
	}
	provider, err := goose.NewProvider(dialect, s.db, scripts, options...)
	if err != nil {
		return err
	}
	if !s.postgres {
		// goose tries again what fails, whatever the reason; whether the file may be written, and nobody holds it, shows here at once.
		tx, err := s.db.BeginTx(ctx, nil)
		if err != nil {
			return err
		}
		if err := tx.Rollback(); err != nil {
			return err
		}
	}
	// Another process may do the same at the same moment: SQLite has no lock for it.
	for deadline := time.Now().Add(time.Minute); ; {
		if _, err = provider.Up(ctx); err == nil || s.postgres || time.Now().After(deadline) || !strings.Contains(err.Error(), "already exists") && !errors.Is(explain(err), ledger.ErrLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// Close lets go of the database.
func (s *Store) Close() error { return s.db.Close() }

// DB is the database, for a queue that keeps its jobs in it too. Of SQLite there is one connection: whoever holds a transaction must not ask for another.
func (s *Store) DB() *sql.DB { return s.db }

// Postgres tells whether the database is PostgreSQL, not SQLite.
func (s *Store) Postgres() bool { return s.postgres }

// Tx is a transaction.
type Tx struct {
	SQL      *sql.Tx
	ctx      context.Context
	postgres bool
}

// Update does something in one transaction: wholly, or not at all if f gives an error.
func (s *Store) Update(ctx context.Context, f func(*Tx) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to undo
	if err := f(&Tx{tx, ctx, s.postgres}); err != nil {
		return explain(err)
	}
	return explain(tx.Commit())
}

// exec runs a statement and tells how many rows it touched.
func (t *Tx) exec(query string, args ...any) (int64, error) {
	done, err := t.SQL.ExecContext(t.ctx, numbered(query, t.postgres), args...)
	if err != nil {
		return 0, err
	}
	return done.RowsAffected()
}

// scan reads a row.
type scan func(...any) error

// list asks for rows.
func list[T any](t *Tx, row func(scan) (T, error), query string, args ...any) ([]T, error) {
	rows, err := t.SQL.QueryContext(t.ctx, numbered(query, t.postgres), args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		item, err := row(rows.Scan)
		if err != nil {
			return nil, err
		}
		all = append(all, item)
	}
	return all, rows.Err()
}

// one asks for a single row; ErrNotFound if there is none.
func one[T any](t *Tx, row func(scan) (T, error), query string, args ...any) (T, error) {
	all, err := list(t, row, query, args...)
	if err == nil && len(all) == 0 {
		err = ledger.ErrNotFound
	}
	if err != nil {
		var none T
		return none, err
	}
	return all[0], nil
}

// numbered writes the places for values as PostgreSQL wants them, $1, $2 …
func numbered(query string, postgres bool) string {
	if !postgres {
		return query
	}
	var out strings.Builder
	n := 0
	for part := range strings.SplitSeq(query, "?") {
		if n > 0 {
			out.WriteString("$" + strconv.Itoa(n))
		}
		out.WriteString(part)
		n++
	}
	return out.String()
}

// explain wraps what the database says in the ledger's error for it.
func explain(err error) error {
	var file *sqlite.Error
	var server *pgconn.PgError
	var kind error
	switch {
	case errors.As(err, &file):
		kind = kindOfSQLite(file.Code() & 0xff)
	case errors.As(err, &server) && server.Code == "53100", errors.Is(err, syscall.ENOSPC):
		kind = ledger.ErrFull
	}
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w (%w)", kind, err)
}

func kindOfSQLite(code int) error {
	switch code {
	case sqlite3.SQLITE_FULL:
		return ledger.ErrFull
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ledger.ErrLocked
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ledger.ErrReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ledger.ErrCorrupt
	}
	return nil
}

func micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

func moment(micros int64) time.Time {
	if micros == 0 {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}
