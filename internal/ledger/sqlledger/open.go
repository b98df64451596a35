package sqlledger

import (
	"context"
	"database/sql"
	"embed"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/pressly/goose/v3"

	"hearsay/internal/ledger"
)

//go:embed migrations/sqlite/*.sql
var migrations embed.FS

// applicationID marks a SQLite file as a ledger of hearsay; the first migration sets it.
const applicationID = 1752392057

// Options are how to open a ledger. The zero value is what most want.
type Options struct {
	ReadOnly bool          // never write, and do not make a ledger where there is none
	Patience time.Duration // how long to wait for others that write; 0 means a minute
	MaxPages int           // the most pages of 4 KiB that the file may have; 0 is no bound
}

// Open opens the ledger in a file, and makes one where there is none, with the folder it lies in. A ledger of an earlier version is brought up to date. A file
// that may not be written is opened for reading. The error is a sentence that names the file; it wraps ErrNewer, ErrForeign, ErrCorrupt, ErrLocked, ErrFull,
// ErrReadOnly (the ledger must be written to be opened, and cannot be), or ErrNotFound (ReadOnly, and there is none).
func Open(ctx context.Context, path string, o Options) (*Ledger, error) {
	l := &Ledger{path: path, readers: pool(readers), writer: pool(1), patience: o.Patience, closed: make(chan struct{})}
	if l.patience == 0 {
		l.patience = time.Minute
	}
	if err := l.open(ctx, o); err != nil {
		return nil, errors.Join(l.named(explain(err)), l.Close())
	}
	return l, nil
}

func (l *Ledger) open(ctx context.Context, o Options) error {
	fresh, writable, err := look(l.path)
	switch {
	case err != nil:
		return err
	case fresh && o.ReadOnly:
		return ledger.ErrNotFound
	case fresh && !writable:
		return ledger.ErrReadOnly
	}
	if fresh {
		if err := os.MkdirAll(filepath.Dir(l.path), 0o700); err != nil {
			return err
		}
	}
	if o.ReadOnly || !writable {
		err := l.openRead(ctx, false)
		if errors.Is(err, ledger.ErrReadOnly) && !writable {
			err = errors.Join(l.read.Close(), l.openRead(ctx, true))
		}
		return err
	}
	pragmas := []string{
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-65536)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)",
	}
	if o.MaxPages > 0 {
		pragmas = append(pragmas, "max_page_count("+strconv.Itoa(o.MaxPages)+")")
	}
	if l.write, err = connect(l.path, url.Values{"_txlock": {"immediate"}}, pragmas...); err != nil {
		return err
	}
	l.write.SetMaxOpenConns(1)
	if err := l.retry(ctx, func() error { return prepare(ctx, l.write) }); err != nil {
		return err
	}
	return l.openRead(ctx, false)
}

// openRead opens the connections that only read. Where the folder cannot be written either, SQLite must be told that nobody does.
func (l *Ledger) openRead(ctx context.Context, immutable bool) error {
	how := url.Values{"mode": {"ro"}}
	if immutable {
		how.Set("immutable", "1")
	}
	var err error
	if l.read, err = connect(l.path, how, "query_only(1)", "cache_size(-32768)"); err != nil {
		return err
	}
	return l.retry(ctx, func() error {
		version, target, err := versions(ctx, l.read)
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

// retry tries again while others hold the ledger, as long as patience lasts.
func (l *Ledger) retry(ctx context.Context, f func() error) error {
	deadline := time.Now().Add(l.patience)
	for {
		err := explain(f())
		if !errors.Is(err, ledger.ErrLocked) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func connect(path string, how url.Values, pragmas ...string) (*sql.DB, error) {
	full, err := filepath.Abs(path)
	if err != nil {
		return nil, err
	}
	// The time limit comes first, so that the pragmas wait as well.
	how["_pragma"] = append([]string{"busy_timeout(1000)", "temp_store(MEMORY)"}, pragmas...)
	address := url.URL{Scheme: "file", Path: filepath.ToSlash(full), RawQuery: how.Encode()}
	return sql.Open("sqlite", address.String())
}

// look tells of the file before SQLite touches it: whether there is none yet, and whether it, or the place where it will be, may be written.
func look(path string) (fresh, writable bool, err error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return true, true, nil
	case err != nil:
		return false, false, err
	case info.IsDir():
		return false, false, fmt.Errorf("%w: it is a folder", ledger.ErrForeign)
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if writable = err == nil; !writable {
		if file, err = os.Open(path); err != nil {
			return false, false, err
		}
	}
	defer file.Close()
	return info.Size() == 0, writable, header(file, info.Size())
}

// header looks at the first hundred bytes of a file: what else than a SQLite file it might be, and whether it has been cut off.
func header(file *os.File, size int64) error {
	head := make([]byte, 100)
	n, err := file.ReadAt(head, 0)
	switch {
	case size == 0:
		return nil
	case n < len("SQLite format 3\x00") || string(head[:16]) != "SQLite format 3\x00":
		return fmt.Errorf("%w: it does not begin like one", ledger.ErrCorrupt)
	case n < len(head):
		return fmt.Errorf("%w: it ends after %d bytes", ledger.ErrCorrupt, size)
	case err != nil:
		return err
	}
	if id := binary.BigEndian.Uint32(head[68:]); id != applicationID && id != 0 {
		return ledger.ErrForeign
	}
	if log, err := os.Stat(file.Name() + "-wal"); err == nil && log.Size() > 0 {
		return nil // the pages that are missing may be in there
	}
	page := int64(binary.BigEndian.Uint16(head[16:]))
	if page == 1 {
		page = 65536
	}
	if whole := page * int64(binary.BigEndian.Uint32(head[28:])); size < whole {
		return fmt.Errorf("%w: it ends after %d of %d bytes", ledger.ErrCorrupt, size, whole)
	}
	return nil
}

// prepare brings a database up to date, a new one included, and refuses what is no ledger or a newer one.
func prepare(ctx context.Context, db *sql.DB) error {
	var id, tables int
	const foreign = `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return err
	}
	if err := db.QueryRowContext(ctx, foreign).Scan(&tables); err != nil {
		return err
	}
	if id != applicationID && (id != 0 || tables > 0) {
		return ledger.ErrForeign
	}
	version, target, err := versions(ctx, db)
	switch {
	case err != nil:
		return err
	case version > target:
		return ledger.ErrNewer
	case version == target:
		return nil
	}
	provider, err := migrator(db)
	if err != nil {
		return err
	}
	if _, err = provider.Up(ctx); err == nil {
		return nil
	}
	// Another process may have done it at the same moment.
	if version, target, again := versions(ctx, db); again == nil && version == target {
		return nil
	}
	if strings.Contains(err.Error(), "already exists") {
		return errors.Join(ledger.ErrLocked, err)
	}
	return err
}

func migrator(db *sql.DB) (*goose.Provider, error) {
	scripts, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectSQLite3, db, scripts)
}

// versions tells which migration a database is at, and which is the last that we know. It changes nothing.
func versions(ctx context.Context, db *sql.DB) (version, target int64, err error) {
	scripts, err := fs.ReadDir(migrations, "migrations/sqlite")
	if err != nil {
		return 0, 0, err
	}
	if target, err = goose.NumericComponent(scripts[len(scripts)-1].Name()); err != nil {
		return 0, 0, err
	}
	var tables int
	if err := db.QueryRowContext(ctx, "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'").Scan(&tables); err != nil || tables == 0 {
		return 0, target, err
	}
	err = db.QueryRowContext(ctx, "SELECT COALESCE(max(version_id), 0) FROM goose_db_version WHERE is_applied").Scan(&version)
	return version, target, err
}

// Check lets SQLite look for damage in every page, index and list of words, which takes as long as reading the whole file. What it finds is ErrCorrupt.
func (l *Ledger) Check(ctx context.Context) error {
	rows, err := l.read.QueryContext(ctx, "PRAGMA integrity_check(10)")
	if err != nil {
		return l.named(explain(err))
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	var faults []error
	for rows.Next() {
		var fault string
		if err := rows.Scan(&fault); err != nil {
			return l.named(explain(err))
		}
		if fault != "ok" {
			faults = append(faults, errors.New(fault))
		}
	}
	if err := errors.Join(append(faults, rows.Err())...); err != nil {
		return l.named(errors.Join(ledger.ErrCorrupt, err))
	}
	return nil
}
