package cli_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/cli"
)

// soon is a generous bound for "within a second", for machines that have other work to do.
const soon = 10 * time.Second

// buffer may be written to by what Run left behind.
type buffer struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.all.String()
}

// told closes done at the first write and then passes all on.
type told struct {
	io.Writer
	once sync.Once
	done chan struct{}
}

func (w *told) Write(p []byte) (int, error) {
	defer w.once.Do(func() { close(w.done) })
	return w.Writer.Write(p)
}

// stopWhen runs hearsay, ends its context when begun is closed, and checks that it stops then, saying so.
func stopWhen(t *testing.T, begun <-chan struct{}, streams cli.Streams, args ...string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	var said buffer
	streams.Err = &said
	code := make(chan int)
	go func() { code <- cli.Run(ctx, args, streams) }()
	select {
	case <-begun:
	case c := <-code:
		t.Fatalf("ended with %d before it was stopped: %s", c, &said)
	}
	stop()
	select {
	case c := <-code:
		if c != 130 || said.String() != "hearsay: stopped\n" {
			t.Errorf("exit code %d with %q", c, &said)
		}
	case <-time.After(soon):
		t.Fatal("it does not stop")
	}
}

// long is an article of about 10 MB.
func long() string {
	return strings.Repeat("The harbour master said on Friday that the ferry would not sail, and two officials denied it. ", 10<<20/96)
}

func TestStopsWhileReading(t *testing.T) {
	dir := t.TempDir()
	short := writeFile(t, filepath.Join(dir, "short.txt"), fire)
	writeFile(t, filepath.Join(dir, "long.txt"), long())
	out := &told{Writer: io.Discard, done: make(chan struct{})}
	stopWhen(t, out.done, cli.Streams{In: strings.NewReader(""), Out: out}, "read", "--format", "jsonl", short, filepath.Join(dir, "long.txt"))
}

func TestStopsWhileWaitingForInput(t *testing.T) {
	for _, from := range []string{"jsonl", "text", "auto"} {
		t.Run(from, func(t *testing.T) {
			in, feed := io.Pipe()
			defer feed.Close()
			begun := make(chan struct{})
			go func() {
				io.WriteString(feed, "{")
				close(begun)
			}()
			stopWhen(t, begun, cli.Streams{In: in, Out: io.Discard}, "read", "--from", from, "-")
		})
	}
}

func TestStopsWhileNobodyTakesTheOutput(t *testing.T) {
	blocked := blockedWriter{begun: make(chan struct{}), never: make(chan struct{})}
	defer close(blocked.never)
	stopWhen(t, blocked.begun, cli.Streams{In: strings.NewReader(fire), Out: blocked}, "read", "--format", "json", "-")
}

// blockedWriter is a pipe that nobody reads.
type blockedWriter struct{ begun, never chan struct{} }

func (w blockedWriter) Write(p []byte) (int, error) {
	close(w.begun)
	<-w.never
	return len(p), nil
}

// TestSignalsLeaveNothing: Ctrl-C and its like reach a process, which ends and leaves no part of its output.
func TestSignalsLeaveNothing(t *testing.T) {
	for _, sig := range cli.Signals() {
		t.Run(sig.String(), func(t *testing.T) { stopWith(t, sig) })
	}
}

func stopWith(t *testing.T, sig os.Signal) {
	t.Helper()
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "long.txt"), long())
	cmd := command(dir, nil, "read", "--output", "out.json", "long.txt")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(soon); len(filesUnder(t, dir)) < 2 && time.Now().Before(deadline); {
		time.Sleep(time.Millisecond)
	}
	if err := cmd.Process.Signal(sig); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(soon, func() { cmd.Process.Kill() })
	defer late.Stop()
	cmd.Wait() // the exit code is looked at
	if code := cmd.ProcessState.ExitCode(); code != 130 || said.String() != "hearsay: stopped\n" {
		t.Errorf("exit code %d with %q", code, said.String())
	}
	if left := filesUnder(t, dir); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
}

// TestServeEnds: SIGTERM is how a service is asked to end, and no failure; Ctrl-C interrupts it.
func TestServeEnds(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	wantEnd(t, run(t, "a long way from here", "users", "add", "kim", "--role", "read", "--ledger", path), 0, "")
	for sig, want := range map[os.Signal]ended{syscall.SIGTERM: {code: 0}, os.Interrupt: {code: 130, err: "hearsay: stopped\n"}} {
		t.Run(sig.String(), func(t *testing.T) {
			cmd := command("", nil, "serve", "--ledger", path, "--listen", "127.0.0.1:0")
			var said bytes.Buffer
			cmd.Stderr = &said
			out, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
				t.Errorf("it serves nothing: %v", err)
			}
			if err := cmd.Process.Signal(sig); err != nil {
				t.Error(err)
			}
			late := time.AfterFunc(6*soon, func() { cmd.Process.Kill() })
			defer late.Stop()
			cmd.Wait() // the exit code is looked at
			wantEnd(t, ended{code: cmd.ProcessState.ExitCode(), err: said.String()}, want.code, want.err)
		})
	}
}

// TestAddStopsWhole: Ctrl-C while articles come in leaves those that were kept until then, each of them whole.
func TestAddStopsWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "stopped.db")
	cmd := command("", nil, "add", "--ledger", path, "--from", "jsonl", "-")
	var said bytes.Buffer
	cmd.Stderr = &said
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		var err error
		for n := 0; err == nil; n++ {
			_, err = fmt.Fprintf(in, `{"url": "https://quay.example/%d", "outlet": "The Quay", "text": "Mill %d burnt. “Nobody was hurt,” the mayor said."}`+"\n", n, n)
		}
	}()
	for deadline := time.Now().Add(6 * soon); ; time.Sleep(20 * time.Millisecond) {
		if got := run(t, "", "verify", "--ledger", path); got.code == 0 && !strings.HasPrefix(got.out, "0 articles") {
			break
		} else if time.Now().After(deadline) {
			cmd.Process.Kill()
			t.Fatalf("nothing is kept: %q, %q", got.out, got.err)
		}
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	late := time.AfterFunc(soon, func() { cmd.Process.Kill() })
	defer late.Stop()
	cmd.Wait() // the exit code is looked at
	if code := cmd.ProcessState.ExitCode(); code != 130 || said.String() != "hearsay: stopped\n" {
		t.Errorf("exit code %d with %q", code, said.String())
	}
	wantEnd(t, run(t, "", "verify", "--ledger", path), 0, "")
}
