package sqlledger

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"hearsay/internal/ledger"
)

// explain wraps what the database says in the contract's error for it.
func explain(err error) error {
	if err == nil {
		return nil
	}
	kind := kindOf(err)
	if kind == nil || errors.Is(err, kind) {
		return err
	}
	return fmt.Errorf("%w (%w)", kind, err)
}

func kindOf(err error) error {
	var failed *sqlite.Error
	if errors.As(err, &failed) {
		switch failed.Code() & 0xff { // the rest says more exactly what happened
		case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
			return ledger.ErrLocked
		case sqlite3.SQLITE_FULL:
			return ledger.ErrFull
		case sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM:
			return ledger.ErrReadOnly
		case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
			return ledger.ErrCorrupt
		}
	}
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return ledger.ErrFull
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return ledger.ErrReadOnly
	}
	return nil
}
