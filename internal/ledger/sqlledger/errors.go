package sqlledger

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay/internal/ledger"
)

// Explain wraps what a ledger's database says, to whomever keeps something in it as well, in the contract's error for it.
func Explain(err error) error { return explain(err) }

// explain wraps what the database says in the contract's error for it.
func explain(err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return inWords(err)
	}
	return fmt.Errorf("%w (%w)", kind, inWords(err))
}

func kindOf(err error) error {
	var ofSQLite *sqlite.Error
	var ofServer *pgconn.PgError
	switch {
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return nil
	case errors.As(err, &ofSQLite) && ofSQLite.Code() == sqlite3.SQLITE_IOERR_SHMSIZE:
		return ledger.ErrFull // no room for the file in which those who use the ledger meet
	case errors.As(err, &ofSQLite):
		return kindOfSQLite(ofSQLite.Code() & 0xff) // the rest says more exactly what happened
	case errors.As(err, &ofServer):
		return kindOfServer(ofServer.Code)
	case errors.Is(err, syscall.ENOSPC):
		return ledger.ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ledger.ErrReadOnly
	case lost(err):
		return ledger.ErrAway
	}
	return nil
}

func kindOfSQLite(code int) error {
	switch code {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return ledger.ErrLocked
	case sqlite3.SQLITE_FULL:
		return ledger.ErrFull
	case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
		return ledger.ErrReadOnly
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return ledger.ErrCorrupt
	}
	return nil
}

// kindOfServer reads PostgreSQL's codes (its manual's appendix A).
func kindOfServer(code string) error {
	switch code {
	case "55P03", "40001", "40P01": // a lock that is not to be had; others did the same at once
		return ledger.ErrLocked
	case "53100": // a full disk
		return ledger.ErrFull
	case "42501", "25006": // no right to; a server that only follows another
		return ledger.ErrReadOnly
	case "XX001", "XX002": // data, an index
		return ledger.ErrCorrupt
	case "57P01", "57P02", "57P03", "57P05", "25P03", "53300": // it stops, broke down, starts, has waited for too long, has too many to serve
		return ledger.ErrAway
	}
	if strings.HasPrefix(code, "08") { // the connection
		return ledger.ErrAway
	}
	return nil
}

// lost tells whether an error is that of a connection that cannot be made, or is one no longer.
func lost(err error) bool {
	var connecting *pgconn.ConnectError
	var network *net.OpError
	return errors.As(err, &connecting) || errors.As(err, &network) || errors.Is(err, pgconn.ErrConnClosed) || errors.Is(err, driver.ErrBadConn) ||
		errors.Is(err, sql.ErrConnDone) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, net.ErrClosed)
}

// said is an error in other words than its own.
type said struct {
	error
	words string
}

func (s said) Error() string { return s.words }

func (s said) Unwrap() error { return s.error }

// inWords lets what a server or the network says be one sentence, without the addresses that were tried.
func inWords(err error) error {
	var ofServer *pgconn.PgError
	var connecting *pgconn.ConnectError
	var number syscall.Errno
	var name *net.DNSError
	switch {
	case errors.As(err, &ofServer) && ofServer.Code == "3D000":
		return said{err, ofServer.Message + "; make it with createdb"}
	case errors.As(err, &ofServer):
		return said{err, ofServer.Message}
	case !errors.As(err, &connecting):
		return err
	case errors.As(err, &number):
		return said{err, number.Error()}
	case errors.As(err, &name):
		return said{err, "there is no host " + name.Name}
	case errors.Is(err, context.DeadlineExceeded) || pgconn.Timeout(err):
		return said{err, "it does not answer"}
	}
	last := err
	for next := errors.Unwrap(err); next != nil; next = errors.Unwrap(next) {
		last = next
	}
	return said{err, strings.Join(strings.Fields(last.Error()), " ")}
}
