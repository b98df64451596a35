package sqlledger

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strconv"

	"hearsay/internal/ledger"
)

// This file opens and checks a ledger in a SQLite file.

func (l *Ledger) openFile(ctx context.Context, path string, o Options) error {
	fresh, writable, err := look(path)
	switch {
	case err != nil:
		return err
	case fresh && (o.ReadOnly || o.Existing):
		return ledger.ErrNotFound
	case fresh && !writable:
		return ledger.ErrReadOnly
	}
	if !fresh && writable && !o.ReadOnly {
		err := l.refuseForeign(ctx, path)
		writable = !errors.Is(err, ledger.ErrReadOnly) // its folder may be one in which nothing can be made
		if writable && err != nil {
			return err
		}
	}
	if o.ReadOnly || !writable {
		return l.openOnlyRead(ctx, path, writable)
	}
	return l.openWrite(ctx, path, fresh, o)
}

// openOnlyRead opens no connection that writes. Where the file may not be written, that may go for its folder as well.
func (l *Ledger) openOnlyRead(ctx context.Context, path string, writable bool) error {
	err := l.openRead(ctx, path, false)
	if errors.Is(err, ledger.ErrReadOnly) && !writable {
		err = errors.Join(l.read.Close(), l.openRead(ctx, path, true))
	}
	return err
}

// openWrite opens the connection that writes, brings the file up to date, or makes it with its folder, and opens those that read.
func (l *Ledger) openWrite(ctx context.Context, path string, fresh bool, o Options) (err error) {
	if fresh {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return err
		}
	}
	pragmas := []string{
		"journal_mode(WAL)", "synchronous(FULL)", "foreign_keys(1)", "cache_size(-65536)", "wal_autocheckpoint(4000)", "journal_size_limit(67108864)",
	}
	if o.MaxPages > 0 {
		pragmas = append(pragmas, "max_page_count("+strconv.Itoa(o.MaxPages)+")")
	}
	if l.write, err = connect(path, url.Values{"_txlock": {"immediate"}}, pragmas...); err != nil {
		return err
	}
	l.write.SetMaxOpenConns(1)
	if err := l.retry(ctx, func() error { return l.prepare(ctx, l.write, o) }); err != nil {
		return err
	}
	return l.openRead(ctx, path, false)
}

// refuseForeign refuses a database of another program before the connection that writes is made, which notes in the file that it has a log (WAL).
func (l *Ledger) refuseForeign(ctx context.Context, path string) error {
	db, err := connect(path, url.Values{"mode": {"rw"}})
	if err != nil {
		return err
	}
	err = l.retry(ctx, func() error {
		ours, empty, err := markedFile(ctx, db)
		if err == nil && !ours && !empty {
			err = ledger.ErrForeign
		}
		return err
	})
	return errors.Join(err, db.Close())
}

// openRead opens the connections that only read. Where the folder cannot be written either, SQLite must be told that nobody does.
func (l *Ledger) openRead(ctx context.Context, path string, immutable bool) error {
	how := url.Values{"mode": {"ro"}}
	if immutable {
		how.Set("immutable", "1")
	}
	var err error
	if l.read, err = connect(path, how, "query_only(1)", "cache_size(-32768)"); err != nil {
		return err
	}
	return l.upToDate(ctx, l.read)
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
		return false, false, unreadable(err)
	case info.IsDir():
		return false, false, said{ledger.ErrForeign, "it is a folder, not a ledger"}
	}
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	if writable = err == nil; !writable {
		if file, err = os.Open(path); err != nil {
			return false, false, unreadable(err)
		}
	}
	defer file.Close()
	return info.Size() == 0, writable, header(file, info.Size())
}

// unreadable says of a file whose permissions keep us out that not even reading it is allowed.
func unreadable(err error) error {
	if errors.Is(err, fs.ErrPermission) {
		return said{ledger.ErrReadOnly, "it may not be read"}
	}
	return err
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

// marked tells whether a SQLite database is a ledger, and whether there is nothing in it.
func markedFile(ctx context.Context, db *sql.DB) (ours, empty bool, err error) {
	var id, tables int
	const foreign = `SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version'`
	if err := db.QueryRowContext(ctx, "PRAGMA application_id").Scan(&id); err != nil {
		return false, false, err
	}
	if err := db.QueryRowContext(ctx, foreign).Scan(&tables); err != nil {
		return false, false, err
	}
	return id == applicationID, id == 0 && tables == 0, nil
}

// checkFile lets SQLite look for damage.
func (l *Ledger) checkFile(ctx context.Context) error {
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
