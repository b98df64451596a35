package sqlledger_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// TestMain is also the main function of a process that other tests start: one that adds articles to a ledger until it is done or killed, and
// writes the number of each that is kept.
func TestMain(m *testing.M) {
	if path := os.Getenv("HEARSAY_TEST_ADD"); path != "" {
		if err := addAll(path, os.Getenv("HEARSAY_TEST_FROM"), os.Getenv("HEARSAY_TEST_TO")); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	code := m.Run()
	if err := sqlledger.Server.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

// statements is how many an article of these tests has.
const statements = 40

// large is an article of many statements, so that keeping it takes a while.
func large(n int) ledger.Entry {
	text := fmt.Sprintf("Number %d. ", n) + strings.Repeat("All is quiet at the dock. ", statements+2)
	reading := hearsay.Reading{Article: hearsay.Article{URL: fmt.Sprintf("https://a.example/%d", n), Text: text}}
	for i := range statements {
		at := 30 + 26*i
		reading.Statements = append(reading.Statements, hearsay.Statement{
			ID: strconv.Itoa(i), Vector: make([]float32, 128), Spans: hearsay.Attribution{Content: []hearsay.Span{{Start: at, End: at + 20}}},
		})
	}
	e := ledger.NewEntry(reading)
	e.Raw = []byte(text)
	for _, stmt := range e.Reading.Statements {
		e.Statements[stmt.ID] = ledger.Features{Keys: []string{stmt.ID, stmt.ID + "x", fmt.Sprint(n)}}
	}
	return e
}

func addAll(path, from, to string) error {
	first, err := strconv.Atoi(from)
	if err != nil {
		return err
	}
	last, err := strconv.Atoi(to)
	if err != nil {
		return err
	}
	ctx := context.Background()
	l, err := sqlledger.Open(ctx, path, sqlledger.Options{})
	if err != nil {
		return err
	}
	for n := first; n < last; n++ {
		if err := put(ctx, l, large(n)); err != nil {
			return err
		}
		fmt.Println(n)
	}
	return l.Close()
}

// adder starts a process that adds articles.
func adder(t *testing.T, path string, from, to int) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), exe)
	cmd.Env = append(os.Environ(), "HEARSAY_TEST_ADD="+path, fmt.Sprint("HEARSAY_TEST_FROM=", from), fmt.Sprint("HEARSAY_TEST_TO=", to))
	cmd.Stderr = os.Stderr
	return cmd
}

// whole checks that a ledger holds every article either wholly or not at all, and gives their number. Every word is looked at if thorough.
func whole(t *testing.T, path string, thorough bool) int {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), path, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	n := 0
	err = l.View(t.Context(), func(v ledger.View) error {
		counts, err := v.Counts(t.Context())
		n = counts.Articles
		vectors := 0
		for range v.Vectors(t.Context(), "") {
			vectors++
		}
		if counts.Revisions != n || counts.Statements != statements*n || vectors != statements*n {
			t.Errorf("%d articles, %+v, %d vectors", n, counts, vectors)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if thorough && count(t, l) != n {
		t.Errorf("not all of %d articles can be read", n)
	}
	return n
}

// TestKilledAtAnyMoment kills a process that adds articles, a hundred times, each at another moment.
func TestKilledAtAnyMoment(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 5
	}
	path := filepath.Join(t.TempDir(), "ledger")
	kept := 0
	for kill := range kills {
		cmd := adder(t, path, kept, kept+1000)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The first ones die while the ledger is made, the others some time after an article more was kept.
		lines := bufio.NewScanner(out)
		if kill >= 10 {
			lines.Scan()
		}
		time.Sleep(time.Duration(kill*kill%97) * time.Millisecond / 2)
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		promised := kept
		if kill >= 10 && lines.Text() != "" {
			promised++
		}
		for lines.Scan() {
			promised++
		}
		_ = cmd.Wait() // it was killed
		n := whole(t, path, kill%20 == 19)
		if n < promised || n > promised+1 {
			t.Fatalf("after kill %d there are %d articles, and %d were said to be kept", kill, n, promised)
		}
		kept = n
	}
	if kept == 0 {
		t.Error("nothing was ever kept")
	}
	l := mustOpen(t, path, sqlledger.Options{})
	if err := l.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestTwoProcessesAddAtOnce begins with no ledger, which both want to make.
func TestTwoProcessesAddAtOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	var all []*exec.Cmd
	for i := range 3 {
		cmd := adder(t, path, 8*i, 8*i+12) // the last four are those that the next one begins with
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
	if n := whole(t, path, true); n != 28 {
		t.Errorf("there are %d articles", n)
	}
}
