package sqlledger

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"time"

	"github.com/pressly/goose/v3"

	"hearsay/internal/ledger"
)

//go:embed migrations
var migrations embed.FS

// applicationID marks a SQLite file as a ledger of hearsay ("hsay"; the first migration sets it), and is the lock under which ledgers in PostgreSQL
// are written.
const applicationID = 1752392057

// Options are how to open a ledger. The zero value is what most want.
type Options struct {
	ReadOnly  bool          // never write, and do not make a ledger where there is none
	Existing  bool          // do not make a ledger where there is none
	Patience  time.Duration // how long to wait for others that write, and for a server that has gone away; 0 means a minute
	Upgrading func()        // told before a ledger of an earlier version is brought up to date, which may take long; may be nil
	MaxPages  int           // the most pages of 4 KiB that a file may have; 0 is no bound
}

// Open opens the ledger in a file, or in the PostgreSQL database with an address (IsAddress), and makes one where there is none, with the folder that
// a file lies in. A ledger of an earlier version is brought up to date. What may not be written is opened for reading. The error is a sentence that
// names the ledger, without a password; it wraps ErrNewer, ErrForeign, ErrCorrupt, ErrLocked, ErrFull, ErrAway, ErrReadOnly (the ledger must be
// written to be opened, and cannot be), or ErrNotFound (ReadOnly or Existing, and there is none).
func Open(ctx context.Context, path string, o Options) (*Ledger, error) {
	l := &Ledger{name: Name(path), patience: o.Patience, closed: make(chan struct{}), writer: pool(1)}
	if l.patience == 0 {
		l.patience = time.Minute
	}
	if o.Upgrading == nil {
		o.Upgrading = func() {}
	}
	o.Upgrading = sync.OnceFunc(o.Upgrading) // however often it is tried
	var err error
	if scheme, _, isURL := strings.Cut(path, "://"); isURL && !IsAddress(path) {
		return nil, fmt.Errorf("the ledger %s://…: hearsay keeps ledgers in files and in PostgreSQL databases; name a file, or postgres://USER@HOST/DATABASE", scheme)
	}
	if IsAddress(path) {
		l.dialect, l.readers = postgresDialect(), pool(postgresReaders)
		err = l.openServer(ctx, path, o)
	} else {
		l.dialect, l.readers = sqliteDialect(), pool(fileReaders)
		err = l.openFile(ctx, path, o)
	}
	if err != nil {
		return nil, errors.Join(l.named(explain(err)), l.Close())
	}
	return l, nil
}

// retry tries again while others hold the ledger, or its server is away, as long as patience lasts.
func (l *Ledger) retry(ctx context.Context, f func() error) error {
	deadline := time.Now().Add(l.patience)
	for {
		err := explain(f())
		if !errors.Is(err, ledger.ErrLocked) && !errors.Is(err, ledger.ErrAway) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// upToDate refuses, of a ledger that is only read, what is of another version.
func (l *Ledger) upToDate(ctx context.Context, db *sql.DB) error {
	return l.retry(ctx, func() error {
		version, target, err := l.versions(ctx, db)
		switch {
		case err != nil:
			return err
		case version > target:
			return ledger.ErrNewer
		case version < target:
			return fmt.Errorf("%w, and must be brought up to date first", ledger.ErrReadOnly)
		}
		return nil
	})
}

// prepare brings a database up to date, a new one included, and refuses what is no ledger or a newer one.
func (l *Ledger) prepare(ctx context.Context, db *sql.DB, o Options) error {
	ours, empty, err := l.dialect.marked(ctx, db)
	switch {
	case err != nil:
		return err
	case empty && (o.Existing || o.ReadOnly):
		return ledger.ErrNotFound
	case !ours && !empty:
		return ledger.ErrForeign
	}
	version, target, err := l.versions(ctx, db)
	switch {
	case err != nil:
		return err
	case version > target:
		return ledger.ErrNewer
	case version == target:
		return nil
	case version > 0:
		o.Upgrading()
	}
	return l.migrate(ctx, db)
}

// migrate brings a database up to date.
func (l *Ledger) migrate(ctx context.Context, db *sql.DB) error {
	provider, err := l.migrator(db)
	if err != nil {
		return err
	}
	if _, err = provider.Up(ctx); err == nil {
		return nil
	}
	// Another process may have done it at the same moment.
	if version, target, again := l.versions(ctx, db); again == nil && version == target {
		return nil
	}
	if strings.Contains(err.Error(), "already exists") {
		return errors.Join(ledger.ErrLocked, err)
	}
	return err
}

func (l *Ledger) migrator(db *sql.DB) (*goose.Provider, error) {
	scripts, err := fs.Sub(migrations, l.dialect.scripts)
	if err != nil {
		return nil, err
	}
	return l.dialect.migrator(db, scripts)
}

// versions tells which migration a database is at, and which is the last that we know. It changes nothing.
func (l *Ledger) versions(ctx context.Context, db *sql.DB) (version, target int64, err error) {
	scripts, err := fs.ReadDir(migrations, l.dialect.scripts)
	if err != nil {
		return 0, 0, err
	}
	if target, err = goose.NumericComponent(scripts[len(scripts)-1].Name()); err != nil {
		return 0, 0, err
	}
	var tables int
	if err := db.QueryRowContext(ctx, l.dialect.versioned).Scan(&tables); err != nil || tables == 0 {
		return 0, target, err
	}
	err = db.QueryRowContext(ctx, "SELECT COALESCE(max(version_id), 0) FROM "+l.dialect.versions+" WHERE is_applied").Scan(&version)
	return version, target, err
}

// Check lets the database look for damage, as far as it can; in SQLite that is every page, index and list of words, and takes as long as reading the whole
// file. What it finds is ErrCorrupt.
func (l *Ledger) Check(ctx context.Context) error { return l.dialect.check(ctx, l) }
