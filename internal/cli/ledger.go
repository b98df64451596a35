package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"

	"github.com/alecthomas/kong"

	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/linking"
)

// inLedger is where the ledger is that a command works on.
type inLedger struct {
	Ledger string `env:"HEARSAY_LEDGER" placeholder:"FILE" help:"File of the ledger, or address of a PostgreSQL database: postgres://USER@HOST/DATABASE (default: hearsay/ledger.db in the user's data folder)."`

	err io.Writer // for what it says before it does something that takes long
}

// AfterApply makes kong tell where standard error is.
func (in *inLedger) AfterApply(parsed *kong.Context) error {
	in.err = parsed.Stderr
	return nil
}

// path is the ledger's file or address.
func (in inLedger) path() (string, error) {
	if in.Ledger != "" {
		return in.Ledger, nil
	}
	dir := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(dir) { // as the XDG specification wants it
		home, err := os.UserHomeDir()
		if err != nil {
			return "", errors.New("there is no home folder to keep the ledger in; name a file with --ledger FILE or HEARSAY_LEDGER")
		}
		dir = filepath.Join(home, ".local", "share")
		if runtime.GOOS == "darwin" {
			dir = filepath.Join(home, "Library", "Application Support")
		}
	}
	return filepath.Join(dir, "hearsay", "ledger.db"), nil
}

// make opens the ledger, and makes one where there is none.
func (in inLedger) make(ctx context.Context) (*sqlledger.Ledger, error) {
	path, err := in.path()
	if err != nil {
		return nil, err
	}
	l, err := sqlledger.Open(ctx, path, sqlledger.Options{Upgrading: upgrading(in.err, path)})
	return l, explainLedger(err)
}

// open opens a ledger that there is.
func (in inLedger) open(ctx context.Context) (*sqlledger.Ledger, error) {
	path, err := in.path()
	if err != nil {
		return nil, err
	}
	l, err := sqlledger.Open(ctx, path, sqlledger.Options{Existing: true, Upgrading: upgrading(in.err, path)})
	if errors.Is(err, ledger.ErrNotFound) {
		return nil, fmt.Errorf("there is no ledger %s yet; make one with hearsay add, or name another with --ledger FILE", sqlledger.Name(path))
	}
	return l, explainLedger(err)
}

// upgrading says that a ledger is brought up to date, before that is done.
func upgrading(out io.Writer, path string) func() {
	return func() {
		const told = "hearsay: the ledger %s is of an earlier version and is being brought up to date; this takes minutes if it is large\n"
		_, _ = fmt.Fprintf(out, told, sqlledger.Name(path)) // nothing depends on its being read
	}
}

// view opens the ledger and shows it to f.
func (in inLedger) view(ctx context.Context, f func(ledger.View) error) error {
	l, err := in.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(explainLedger(l.View(ctx, f)), l.Close())
}

// keeper makes what takes readings and corrections into a ledger.
func keeper(l ledger.Ledger) (*ingest.Keeper, error) {
	linker, err := linking.New()
	if err != nil {
		return nil, err
	}
	return ingest.New(l, linker), nil
}

// explainLedger adds to what is wrong with a ledger what to do about it.
func explainLedger(err error) error {
	for _, known := range []struct {
		err    error
		advice string
	}{
		{ledger.ErrFull, "free some space and run again; what was kept until then stays"},
		{ledger.ErrLocked, "wait until that program has ended, or stop it, and run again"},
		{ledger.ErrAway, "see that it runs and lets you in, and run again; what was kept until then stays"},
		{ledger.ErrReadOnly, "change the permissions of the file and its folder, or of the database, or name another with --ledger FILE"},
		{ledger.ErrForeign, "name another with --ledger FILE"},
		{ledger.ErrCorrupt, "put back a copy of it, or name another with --ledger FILE"},
	} {
		if errors.Is(err, known.err) {
			return fmt.Errorf("%w; %s", err, known.advice)
		}
	}
	return err
}
