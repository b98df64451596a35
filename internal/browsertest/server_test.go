package browsertest

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearsay/internal/cli"
)

const (
	stories  = "../../testdata/stories/tanker.jsonl"
	password = "a long word of passage"
)

// newLedger reads the story of the demo into a ledger that Kim may correct and Rosa may read.
func newLedger(t *testing.T) string {
	t.Helper()
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	file := filepath.Join(t.TempDir(), "ledger.db")
	hearsay(t, "", "add", "--ledger", file, stories)
	hearsay(t, password, "users", "add", "--ledger", file, "--role", "edit", "Kim")
	hearsay(t, password, "users", "add", "--ledger", file, "Rosa")
	return file
}

// hearsay runs a command that must end well.
func hearsay(t *testing.T, input string, args ...string) {
	t.Helper()
	var errs bytes.Buffer
	if code := cli.Run(t.Context(), args, cli.Streams{In: strings.NewReader(input), Out: io.Discard, Err: &errs}); code != 0 {
		t.Fatalf("hearsay %s ends with %d: %s", strings.Join(args, " "), code, &errs)
	}
}

// serve runs hearsay serve until the test ends, and returns its address.
func serve(t *testing.T, flags ...string) string {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	said, says := io.Pipe()
	var errs bytes.Buffer
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		cli.Run(ctx, append([]string{"serve", "--listen", "127.0.0.1:0"}, flags...), cli.Streams{In: strings.NewReader(""), Out: says, Err: &errs})
		_ = says.Close()
	}()
	t.Cleanup(func() {
		stop()
		<-ended
		if said := strings.ReplaceAll(errs.String(), "hearsay: stopped\n", ""); said != "" {
			t.Errorf("the server complains: %s", said)
		}
	})
	line, err := bufio.NewReader(said).ReadString('\n')
	address := regexp.MustCompile(`http://127\.0\.0\.1:\d+`).FindString(line)
	if err != nil || address == "" {
		stop()
		<-ended
		t.Fatalf("hearsay serve says %q, %v: %s", line, err, &errs)
	}
	return address
}
