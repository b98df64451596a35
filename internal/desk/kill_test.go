package desk_test

import (
	"bufio"
	"flag"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/intake"
)

var (
	kills         = flag.Int("kills", 12, "how often TestKilledAtAnyMoment kills")
	killsArticles = flag.Int("kills-articles", 120, "over how many articles TestKilledAtAnyMoment kills")
)

// process starts a desk in a process of its own, with the roles that are named or all, and waits until it has taken up work.
func process(t *testing.T, where string, roles ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "HEARSAY_TEST_DESK="+where, "HEARSAY_TEST_ROLES="+strings.Join(roles, " "))
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
// For a thorough run: go test ./internal/desk -run TestKilledAtAnyMoment -kills 50 -kills-articles 1000 -timeout 1h.
func TestKilledAtAnyMoment(t *testing.T) {
	articles := *killsArticles
	dir := t.TempDir()
	at := site(t, articles, nil)
	calm, killed := filepath.Join(dir, "calm.db"), filepath.Join(dir, "killed.db")
	follow(t, calm, at+"/feed.xml")
	runUntil(t, calm, nil, func(s intake.Status) bool { return kept(s) == articles })

	follow(t, killed, at+"/feed.xml")
	halfway := 0
	for kill := range *kills {
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
	t.Logf("%d of %d kills came in the middle", halfway, *kills)
}

// TestTheArticleThatEndsTheProgram is set aside soon, and no other: not even one that is always under way when the program ends.
func TestTheArticleThatEndsTheProgram(t *testing.T) {
	const articles = 40
	where := filepath.Join(t.TempDir(), "ledger.db")
	slow := make(chan bool, 1)
	at := site(t, articles, map[string]http.HandlerFunc{
		"/3": func(w http.ResponseWriter, _ *http.Request) {
			<-slow
			fmt.Fprint(w, strings.Replace(story(3), "It was the", "It was the deadly", 1))
		},
		"/4": func(w http.ResponseWriter, _ *http.Request) {
			fmt.Fprint(w, strings.Replace(story(4), "It was the", "It was the slow", 1))
			slow <- true
		},
	})
	follow(t, where, at+"/feed.xml")
	deaths := -1 // the last process is ended by us
	for s := status(t, where); kept(s)+s.SetAside < articles; deaths++ {
		if deaths > 10 {
			t.Fatalf("it dies again and again: %+v", s)
		}
		cmd := process(t, where)
		ended := make(chan error, 1)
		go func() { ended <- cmd.Wait() }()
		for alive := true; alive && kept(s)+s.SetAside < articles; s = status(t, where) {
			select {
			case <-ended:
				alive = false
			case <-time.After(100 * time.Millisecond):
			}
		}
		_ = cmd.Process.Kill() // it may have died
	}
	s := status(t, where)
	if s.SetAside != 1 || len(s.Reasons) != 1 || s.Reasons[0].Example != at+"/3" || s.Reasons[0].Words != "the program ended 5 times while it was working on this" || deaths != 5 {
		t.Errorf("after %d deaths %d are set aside: %+v", deaths, s.SetAside, s.Reasons)
	}
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
