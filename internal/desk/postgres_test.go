package desk_test

import (
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/intake"
	"hearsay/internal/ledger/postgrestest"
)

// TestProcessesShareADatabase: four processes work on one PostgreSQL at once, one is killed, and the ledger is that of one undisturbed run on a file.
func TestProcessesShareADatabase(t *testing.T) {
	const articles = 60
	var server postgrestest.Server
	t.Cleanup(func() { // after the database has been dropped
		if err := server.Close(); err != nil {
			t.Error(err)
		}
	})
	where, alone := server.Database(t, ""), filepath.Join(t.TempDir(), "alone.db")
	at := site(t, articles, nil)
	follow(t, alone, at+"/feed.xml")
	runUntil(t, alone, nil, func(s intake.Status) bool { return kept(s) == articles })

	follow(t, where, at+"/feed.xml")
	var all []*exec.Cmd
	for range 4 {
		all = append(all, process(t, where))
	}
	if err := all[0].Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = all[0].Wait() // it was killed
	deadline := time.Now().Add(2 * time.Minute)
	for s := status(t, where); kept(s) < articles; s = status(t, where) {
		if time.Now().After(deadline) {
			t.Fatalf("it never comes to an end: %+v", s)
		}
		time.Sleep(200 * time.Millisecond)
	}
	for _, cmd := range all[1:] {
		if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
		if err := cmd.Wait(); err != nil {
			t.Errorf("a process ends with %v", err)
		}
	}
	if contents(t, where) != contents(t, alone) {
		t.Error("the ledger of four processes is another than that of one")
	}
}
