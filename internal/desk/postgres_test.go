package desk_test

import (
	"log/slog"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"testing"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/ledger/postgrestest"
	"hearsay/internal/ledger/sqlledger"
)

// TestProcessesShareADatabase: four processes work on one PostgreSQL at once, one is killed, and the ledger is that of one undisturbed run on a file.
func TestProcessesShareADatabase(t *testing.T) {
	const articles = 60
	where, alone := besideOne(t, articles)
	all := processes(t, where)
	if err := all[0].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = all[0].Wait() // it was killed
	finish(t, where, articles, all[1:])
	if contents(t, where) != contents(t, alone) {
		t.Error("the ledger of four processes is another than that of one")
	}
}

// TestDesksBeginTogether: whoever comes to a database that has no queue yet makes it, and all who come at once go on with it.
func TestDesksBeginTogether(t *testing.T) {
	var server postgrestest.Server
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	for range 5 {
		where := server.Database(t, "")
		l, err := sqlledger.Open(t.Context(), where, sqlledger.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var stores []*intake.Store
		for range 6 {
			store, err := intake.Open(t.Context(), where, intake.Options{})
			if err != nil {
				t.Fatal(err)
			}
			stores = append(stores, store)
		}
		var all sync.WaitGroup
		for _, store := range stores {
			all.Go(func() {
				if _, err := desk.New(t.Context(), store, options(l, slog.New(slog.DiscardHandler), nil)); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		for _, store := range stores {
			if err := store.Close(); err != nil {
				t.Error(err)
			}
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

// besideOne has one process take the articles of a feed into a file, and a database follow the same feed.
func besideOne(t *testing.T, articles int) (where, alone string) {
	t.Helper()
	var server postgrestest.Server
	t.Cleanup(func() { // after the database has been dropped
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	where, alone = server.Database(t, ""), filepath.Join(t.TempDir(), "alone.db")
	at := site(t, articles, nil)
	follow(t, alone, at+"/feed.xml")
	runUntil(t, alone, nil, func(s intake.Status) bool { return kept(s) == articles })
	follow(t, where, at+"/feed.xml")
	return where, alone
}

// processes starts four.
func processes(t *testing.T, where string, roles ...string) []*exec.Cmd {
	t.Helper()
	var all []*exec.Cmd
	for range 4 {
		all = append(all, process(t, where, roles...))
	}
	return all
}

// finish waits until all articles are kept, and then ends the processes.
func finish(t *testing.T, where string, articles int, all []*exec.Cmd) {
	t.Helper()
	waitFor(t, "all articles to be kept", func() bool { return kept(status(t, where)) >= articles })
	for _, cmd := range all {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process ends with %v", err)
		}
	}
}

// TestFourLinkAtOnce: four processes that do nothing but link have their hands full from the beginning, and make the claims of one, none of them twice.
func TestFourLinkAtOnce(t *testing.T) {
	const articles = 160
	where, alone := besideOne(t, articles)
	runUntil(t, where, func(o *desk.Options) {
		o.Roles, o.Backlog = []desk.Role{desk.Fetch, desk.Read}, articles+1
	}, func(s intake.Status) bool { return s.Waiting[intake.Read] == articles })
	finish(t, where, articles, processes(t, where, string(desk.Link)))
	if n := linkers(t, where); n < 2 {
		t.Errorf("%d processes linked", n)
	}
	if contents(t, where) != contents(t, alone) {
		t.Error("the ledger of four that link is another than that of one")
	}
}

// linkers is how many processes linked, as the queue remembers.
func linkers(t *testing.T, where string) (n int) {
	t.Helper()
	update(t, where, func(tx *intake.Tx) error {
		return tx.SQL.QueryRowContext(t.Context(),
			"SELECT count(DISTINCT attempted_by[array_upper(attempted_by, 1)]) FROM river_job WHERE kind = 'link_article' AND state = 'completed'").Scan(&n)
	})
	return n
}
