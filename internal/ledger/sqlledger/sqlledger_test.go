package sqlledger_test

import (
	"os"
	"path/filepath"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/ledgertest"
	"hearsay/internal/ledger/sqlledger"
)

// opener opens new ledgers: copies of one, since making one takes longer than most tests.
func opener(t *testing.T) func(testing.TB) ledger.Ledger {
	t.Helper()
	made := filepath.Join(t.TempDir(), "ledger")
	l, err := sqlledger.Open(t.Context(), made, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	empty, err := os.ReadFile(made)
	if err != nil {
		t.Fatal(err)
	}
	return func(t testing.TB) ledger.Ledger {
		t.Helper()
		path := filepath.Join(t.TempDir(), "ledger")
		if err := os.WriteFile(path, empty, 0o600); err != nil {
			t.Fatal(err)
		}
		return mustOpen(t, path, sqlledger.Options{})
	}
}

func mustOpen(t testing.TB, path string, o sqlledger.Options) *sqlledger.Ledger {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	})
	return l
}

func TestLedger(t *testing.T) { ledgertest.Run(t, opener(t)) }
