package sqlledger_test

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os/exec"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

func TestNameHidesPasswords(t *testing.T) {
	for path, want := range map[string]string{
		"ledger.db":                                 "ledger.db",
		"postgres://kim@db.example/news":            "postgres://kim@db.example/news",
		"postgres://kim:secret@db.example/news":     "postgres://kim@db.example/news",
		"postgresql://kim:se@cr/e:t@db.example/n":   "postgresql://kim@db.example/n",
		"postgres://a:secret@h1:1,h2:2/news":        "postgres://a@h1:1,h2:2/news",
		"postgres:///news?user=kim&password=secret": "postgres:///news?user=kim&password=…",
		"postgres:///n?sslpassword=secret&host=/s":  "postgres:///n?sslpassword=…&host=/s",
		"postgres://db.example:5433/news":           "postgres://db.example:5433/news",
	} {
		if got := sqlledger.Name(path); got != want {
			t.Errorf("%s is called %s, not %s", path, got, want)
		}
	}
}

// with gives an address further parameters.
func with(t *testing.T, address string, more url.Values) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	for name, values := range more {
		q[name] = values
	}
	u.RawQuery = q.Encode()
	return u.String()
}

func TestOpenRefusesDatabases(t *testing.T) {
	made := sqlledger.Server.Database(t, "")
	if err := mustOpen(t, made, sqlledger.Options{}).Close(); err != nil {
		t.Fatal(err)
	}
	copied := func(queries ...string) string {
		address := sqlledger.Server.Database(t, made)
		onServer(t, address, queries...)
		return address
	}
	bare := func(queries ...string) string {
		address := sqlledger.Server.Database(t, "")
		onServer(t, address, queries...)
		return address
	}
	newer := copied("INSERT INTO hearsay_version (version_id, is_applied) VALUES (999, true)")
	foreign := bare("CREATE TABLE bookmarks (url TEXT)")
	onServer(t, made, "CREATE ROLE guest LOGIN")
	guest := bare("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
	onServer(t, made, "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
	_, settings, _ := strings.Cut(made, "?")
	named := func(database string) string { return "postgres:///" + database + "?" + settings }
	for name, test := range map[string]struct {
		address string
		options sqlledger.Options
		want    error
		says    string
	}{
		"of a newer hearsay":      {newer, sqlledger.Options{}, ledger.ErrNewer, "newer"},
		"of a newer one, to read": {newer, sqlledger.Options{ReadOnly: true}, ledger.ErrNewer, "newer"},
		"of another program":      {foreign, sqlledger.Options{}, ledger.ErrForeign, "another program"},
		"of another, to read":     {foreign, sqlledger.Options{ReadOnly: true}, ledger.ErrForeign, "another program"},
		"empty, to read":          {bare(), sqlledger.Options{ReadOnly: true}, ledger.ErrNotFound, ""},
		"empty, and must be one":  {bare(), sqlledger.Options{Existing: true}, ledger.ErrNotFound, ""},
		"no right to make one":    {with(t, guest, url.Values{"user": {"guest"}}), sqlledger.Options{}, ledger.ErrReadOnly, "permission denied"},
		"no database":             {named("nothing"), sqlledger.Options{}, nil, `database "nothing" does not exist`},
		"no user":                 {with(t, made, url.Values{"user": {"nobody"}, "password": {"secret"}}), sqlledger.Options{}, nil, `role "nobody" does not exist`},
		"no server":               {"postgres://kim:secret@127.0.0.1:1/news", sqlledger.Options{}, ledger.ErrAway, "connection refused"},
		"no socket":               {"postgres:///news?host=/nowhere&password=secret", sqlledger.Options{}, ledger.ErrAway, "no such file"},
		"no host":                 {"postgres://kim:secret@nowhere.invalid/news", sqlledger.Options{}, ledger.ErrAway, "nowhere.invalid"},
		"no address":              {"postgres://kim:se%cret@127.0.0.1:port/news", sqlledger.Options{}, nil, "not understood"},
		"no UTF-8":                {named("latin"), sqlledger.Options{}, nil, "LATIN1"},
	} {
		t.Run(name, func(t *testing.T) {
			l, err := sqlledger.Open(t.Context(), test.address, test.options)
			if err == nil {
				l.Close()
				t.Fatal("it opens")
			}
			if test.want != nil && !errors.Is(err, test.want) || !strings.Contains(err.Error(), test.says) || !strings.Contains(err.Error(), sqlledger.Name(test.address)) {
				t.Errorf("it gives %v", err)
			}
			if strings.Contains(err.Error(), "secret") || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "SQLSTATE") {
				t.Errorf("its error is no sentence for people: %v", err)
			}
		})
	}
	onServer(t, made, "DROP DATABASE latin", "DROP ROLE guest")
}

// kill ends all connections to a ledger's database but its own.
func kill(t *testing.T, address string) {
	t.Helper()
	onServer(t, address, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
}

func TestConnectionsThatAreCut(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	l := mustOpen(t, address, sqlledger.Options{})
	if err := put(t.Context(), l, entry(1, "One.")); err != nil {
		t.Fatal(err)
	}
	count(t, l)
	kill(t, address) // while nobody asks
	if n := count(t, l); n != 1 {
		t.Errorf("there are %d articles", n)
	}
	calls := 0
	err := l.Update(t.Context(), func(tx ledger.Tx) error {
		if calls++; calls == 1 {
			if err := putIn(t.Context(), tx, entry(2, "Two.")); err != nil {
				t.Error(err)
			}
			kill(t, address) // in the middle of an article
		}
		return putIn(t.Context(), tx, entry(3, "Three."))
	})
	if err != nil || calls != 2 {
		t.Errorf("after %d calls: %v", calls, err)
	}
	if n := count(t, l); n != 2 {
		t.Errorf("there are %d articles", n)
	}
	err = l.View(t.Context(), func(v ledger.View) error {
		kill(t, address) // in the middle of a question, which cannot be asked again
		_, err := v.Counts(t.Context())
		return err
	})
	if !errors.Is(err, ledger.ErrAway) {
		t.Errorf("a view whose connection is cut gives %v", err)
	}
	if n := count(t, l); n != 2 {
		t.Errorf("there are %d articles", n)
	}
}

func TestAServerThatGoesAwayAndComesBack(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	l := mustOpen(t, address, sqlledger.Options{})
	hasty := mustOpen(t, address, sqlledger.Options{Patience: time.Millisecond})
	for n := range 3 {
		if err := put(t.Context(), l, entry(n, fmt.Sprint("Number ", n))); err != nil {
			t.Fatal(err)
		}
	}
	if err := sqlledger.Server.Stop(); err != nil {
		t.Fatal(err)
	}
	err := put(t.Context(), hasty, entry(3, "Number 3"))
	if !errors.Is(err, ledger.ErrAway) || !strings.Contains(err.Error(), sqlledger.Name(address)) || strings.Contains(err.Error(), "\n") {
		t.Errorf("without a server an update gives %v", err)
	}
	if err := hasty.View(t.Context(), func(ledger.View) error { return nil }); !errors.Is(err, ledger.ErrAway) {
		t.Errorf("without a server a view gives %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	if err := put(ctx, l, entry(3, "Number 3")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("waiting for a server ends with %v", err)
	}
	cancel()
	waiting := make(chan error)
	go func() { waiting <- put(t.Context(), l, entry(3, "Number 3")) }()
	if err := sqlledger.Server.Start(); err != nil {
		t.Fatal(err)
	}
	if err := <-waiting; err != nil {
		t.Errorf("after the server came back: %v", err)
	}
	if n := count(t, l); n != 4 {
		t.Errorf("there are %d articles", n)
	}
}

func TestADatabaseThatIsHeldByAnother(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	other := mustOpen(t, address, sqlledger.Options{})
	l := mustOpen(t, address, sqlledger.Options{Patience: 50 * time.Millisecond})
	err := other.Update(t.Context(), func(tx ledger.Tx) error {
		if err := putIn(t.Context(), tx, entry(1, "One.")); err != nil {
			return err
		}
		if err := put(t.Context(), l, entry(1, "One.")); !errors.Is(err, ledger.ErrLocked) {
			t.Errorf("writing to a locked ledger gives %v", err)
		}
		if n := count(t, l); n != 0 {
			t.Errorf("what is not kept yet is seen: %d", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := put(t.Context(), l, entry(2, "Two.")); err != nil {
		t.Errorf("after it was let go: %v", err)
	}
}

func TestADatabaseThatMayOnlyBeRead(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	l := mustOpen(t, address, sqlledger.Options{})
	if err := put(t.Context(), l, entry(1, "One.")); err != nil {
		t.Fatal(err)
	}
	onServer(t, address, "CREATE ROLE looker LOGIN", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker")
	reader := mustOpen(t, with(t, address, url.Values{"user": {"looker"}}), sqlledger.Options{})
	if n := count(t, reader); n != 1 {
		t.Errorf("there are %d articles", n)
	}
	if err := put(t.Context(), reader, entry(2, "Two.")); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("writing without the right to gives %v", err)
	}
	only := mustOpen(t, address, sqlledger.Options{ReadOnly: true})
	if err := put(t.Context(), only, entry(2, "Two.")); !errors.Is(err, ledger.ErrReadOnly) || count(t, only) != 1 {
		t.Errorf("writing to what is open to read gives %v", err)
	}
	onServer(t, address, "DROP OWNED BY looker", "DROP ROLE looker")
}

// TestProcessesAddToOneDatabase begins with no ledger, which all want to make.
func TestProcessesAddToOneDatabase(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	var all []*exec.Cmd
	for i := range 3 {
		cmd := adder(t, address, 8*i, 8*i+12) // the last four are those that the next one begins with
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all = append(all, cmd)
	}
	for _, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Error(err)
		}
	}
	if n := whole(t, address, true); n != 28 {
		t.Errorf("there are %d articles", n)
	}
}

func TestCheckComparesWords(t *testing.T) {
	address := sqlledger.Server.Database(t, "")
	l := mustOpen(t, address, sqlledger.Options{})
	if err := put(t.Context(), l, large(1)); err != nil {
		t.Fatal(err)
	}
	if err := l.Check(t.Context()); err != nil {
		t.Error(err)
	}
	onServer(t, address, "DELETE FROM statement_words WHERE key = (SELECT max(key) FROM statement_words)")
	if err := l.Check(t.Context()); !errors.Is(err, ledger.ErrCorrupt) || !strings.Contains(err.Error(), "statement_words differs") {
		t.Errorf("a lost word gives %v", err)
	}
}
