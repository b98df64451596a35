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
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver called pgx
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"
	_ "modernc.org/sqlite" // the driver called sqlite

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

//go:embed migrations
var migrations embed.FS

// Store is the intake of a ledger. It may be used by many goroutines, and by many processes at once.
type Store struct {
	db       *sql.DB
	postgres bool
	readOnly bool
}

// Options are how to open a Store. The zero value is what most want.
type Options struct {
	MaxPages int  // the most pages of 4 KiB that a SQLite file may have; 0 is no bound
	ReadOnly bool // look only: nothing is written, nor made where there is none
}

// Open opens the intake of the ledger in a file, or at an address that begins with postgres://. The ledger itself must be there already. The error
// wraps one of the ledger's where there is one for it: ledger.ErrNotFound if it is only to be looked at, and the ledger has no intake yet.
func Open(ctx context.Context, where string, o Options) (*Store, error) {
	s := &Store{postgres: sqlledger.IsAddress(where), readOnly: o.ReadOnly}
	err := s.open(ctx, where, o, false)
	if o.ReadOnly && !s.postgres && errors.Is(err, ledger.ErrReadOnly) { // SQLite must be told that nobody else writes where it cannot make what it needs for that
		err = s.open(ctx, where, o, true)
	}
	return s, err
}

func (s *Store) open(ctx context.Context, where string, o Options, immutable bool) error {
	var err error
	if s.postgres {
		s.db, err = sql.Open("pgx", where)
	} else {
		s.db, err = openFile(where, o, immutable)
	}
	if err != nil {
		return err
	}
	if s.postgres {
		s.db.SetMaxOpenConns(16)
	} else {
		s.db.SetMaxOpenConns(1) // as River advises: SQLite lets in one writer at a time
	}
	if o.ReadOnly {
		err = s.upToDate(ctx)
	} else {
		err = s.migrate(ctx)
	}
	if err != nil {
		return errors.Join(sqlledger.Explain(err), s.db.Close())
	}
	return nil
}

// openFile opens a SQLite file. What is kept here need not outlast a power cut, other than the ledger: a feed that is read again gives it anew. Killing
// the process loses nothing.
func openFile(path string, o Options, immutable bool) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	pragmas := []string{"busy_timeout(60000)", "temp_store(MEMORY)"}
	how := url.Values{"mode": {"ro"}}
	if !o.ReadOnly {
		pragmas = append(pragmas, "journal_mode(WAL)", "synchronous(NORMAL)", "wal_autocheckpoint(4000)")
		how = url.Values{"mode": {"rw"}, "_txlock": {"immediate"}}
	}
	if immutable {
		how.Set("immutable", "1")
	}
	if o.MaxPages > 0 {
		pragmas = append(pragmas, "max_page_count("+strconv.Itoa(o.MaxPages)+")")
	}
	how["_pragma"] = pragmas
	return sql.Open("sqlite", (&url.URL{Scheme: "file", Path: filepath.ToSlash(full), RawQuery: how.Encode()}).String())
}

// upToDate tells whether there is an intake of this version to be looked at.
func (s *Store) upToDate(ctx context.Context) error {
	asked := "SELECT count(*) FROM sqlite_master WHERE name = 'intake_version'"
	if s.postgres {
		asked = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'intake_version'"
	}
	var tables, version int
	if err := s.db.QueryRowContext(ctx, asked).Scan(&tables); err != nil {
		return err
	}
	if tables == 0 {
		return ledger.ErrNotFound
	}
	if err := s.db.QueryRowContext(ctx, "SELECT max(version_id) FROM intake_version WHERE is_applied").Scan(&version); err != nil {
		return err
	}
	scripts, err := fs.ReadDir(migrations, "migrations/sqlite")
	if err == nil && version < len(scripts) {
		err = fmt.Errorf("%w, and must be brought up to date first", ledger.ErrReadOnly)
	}
	return err
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
		if err := s.touch(ctx); err != nil {
			return err
		}
	}
	// Another process may do the same at the same moment: SQLite has no lock for it.
	for deadline := time.Now().Add(time.Minute); ; {
		_, err = provider.Up(ctx)
		if err == nil || s.postgres || time.Now().After(deadline) ||
			!strings.Contains(err.Error(), "already exists") && !errors.Is(sqlledger.Explain(err), ledger.ErrLocked) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// touch begins to write, and leaves it at that.
func (s *Store) touch(ctx context.Context) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	return tx.Rollback()
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
	tx, err := s.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: s.readOnly && s.postgres})
	if err != nil {
		return sqlledger.Explain(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit there is nothing to undo
	if err := f(&Tx{tx, ctx, s.postgres}); err != nil {
		return sqlledger.Explain(err)
	}
	return sqlledger.Explain(tx.Commit())
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
	defer rows.Close() //nolint:errcheck // rows.Err tells
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
