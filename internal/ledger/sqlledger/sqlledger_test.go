package sqlledger_test

import (
	"database/sql"
	"flag"
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

// serverOpener is opener for ledgers in PostgreSQL.
func serverOpener(t *testing.T) func(testing.TB) ledger.Ledger {
	t.Helper()
	made := sqlledger.Server.Database(t, "")
	l, err := sqlledger.Open(t.Context(), made, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	databases := map[testing.TB]string{}
	return func(t testing.TB) ledger.Ledger {
		t.Helper()
		if database, again := databases[t]; again {
			empty(t, database)
		} else {
			databases[t] = sqlledger.Server.Database(t, made)
		}
		return mustOpen(t, databases[t], sqlledger.Options{})
	}
}

// empty takes everything out of a ledger in PostgreSQL, which takes less time than to make another one.
func empty(t testing.TB, database string) {
	t.Helper()
	onServer(t, database, "SET session_replication_role = replica", `DO $$ DECLARE name text; BEGIN
		FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'hearsay_version' LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
	END $$`)
}

// onServer runs SQL in a database of PostgreSQL, as another program would.
func onServer(t testing.TB, database string, queries ...string) {
	t.Helper()
	db, err := sql.Open("pgx", database)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	for _, query := range queries {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
}

func TestLedger(t *testing.T) { ledgertest.Run(t, opener(t)) }

// TestLedgerInPostgreSQL tries fewer orders, since each takes some ten times as long as in a file.
func TestLedgerInPostgreSQL(t *testing.T) {
	checks := flag.Lookup("rapid.checks")
	usual := checks.Value.String()
	t.Cleanup(func() { _ = checks.Value.Set(usual) }) // it was a number before
	if err := checks.Value.Set("15"); err != nil {
		t.Fatal(err)
	}
	ledgertest.Run(t, serverOpener(t))
}
