package desk_test

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/ledger/postgrestest"
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
