package desk_test

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/intake"
)

// process starts a desk in a process of its own and waits until it has taken up work.
func process(t *testing.T, where string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "HEARSAY_TEST_DESK="+where)
	log, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	started, lines := make(chan bool, 1), bufio.NewScanner(log)
	go func() {
		for lines.Scan() {
			if strings.Contains(lines.Text(), "msg=started") {
				started <- true
			}
			if strings.Contains(lines.Text(), "level=ERROR") || strings.Contains(lines.Text(), "panic") {
				t.Log(lines.Text())
			}
		}
	}()
	select {
	case <-started:
	case <-time.After(time.Minute):
		t.Fatal("the process does not take up work")
	}
	return cmd
}

// TestKilledAtAnyMoment kills a desk again and again, each time at another moment, and compares what comes of it with what comes of an undisturbed run.
func TestKilledAtAnyMoment(t *testing.T) {
	kills, articles := 50, 200
	if testing.Short() {
		kills, articles = 5, 40
	}
	dir := t.TempDir()
	at := site(t, articles, nil)
	calm, killed := filepath.Join(dir, "calm.db"), filepath.Join(dir, "killed.db")
	follow(t, calm, at+"/feed.xml")
	runUntil(t, calm, nil, func(s intake.Status) bool { return kept(s) == articles })

	follow(t, killed, at+"/feed.xml")
	halfway := 0
	for kill := range kills {
		cmd := process(t, killed)
		time.Sleep(time.Duration(kill*37%97) * 8 * time.Millisecond)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = cmd.Wait() // it was killed
		if s := status(t, killed); kept(s) > 0 && kept(s) < articles {
			halfway++
		}
	}
	if halfway == 0 {
		t.Error("no kill came in the middle")
	}
	s := runUntil(t, killed, nil, func(s intake.Status) bool { return kept(s)+s.SetAside == articles })
	if s.SetAside > 0 {
		t.Errorf("%d articles are set aside: %+v", s.SetAside, s.Reasons)
	}
	if contents(t, killed) != contents(t, calm) {
		t.Error("after kills the ledger is another than that of an undisturbed run")
	}
	t.Logf("%d of %d kills came in the middle", halfway, kills)
}

// TestEndsInGoodOrder: asked to end, a desk does so soon, and leaves nothing that would have to be found by others.
func TestEndsInGoodOrder(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	follow(t, where, site(t, 300, nil)+"/feed.xml")
	cmd := process(t, where)
	time.Sleep(time.Second)
	asked := time.Now()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	if took := time.Since(asked); took > 10*time.Second {
		t.Errorf("it took %v to end", took)
	}
	if s := status(t, where); len(s.Processes) != 0 {
		t.Errorf("it is still registered: %+v", s.Processes)
	}
}
