package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"hearsay/internal/cli"
)

// fire is a text in which even a poor reader finds who said what.
const fire = "The fire in the old mill was put out on Sunday.\n\n“Nobody was hurt,” the mayor said.\n"

func TestMain(m *testing.M) {
	testscript.Main(inOneHome{m}, map[string]func(){"hearsay": hearsay})
}

// hearsay is cmd/hearsay's main: scripts and tests run the test program under this name.
func hearsay() {
	ctx, stop := cli.UntilSignal()
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}

// inOneHome runs the tests in a home of their own, so that the runtime is unpacked once for all.
type inOneHome struct{ *testing.M }

func (m inOneHome) Run() int {
	home, err := os.MkdirTemp("", "hearsay-home-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(home)
	for name, value := range map[string]string{"HOME": home, "XDG_CACHE_HOME": filepath.Join(home, "cache"), "COLUMNS": "80"} {
		os.Setenv(name, value)
	}
	for _, name := range []string{"CI", "NO_COLOR", "HEARSAY_CORES", "HEARSAY_RUNTIME_DIR"} {
		os.Unsetenv(name)
	}
	code := m.M.Run()
	if err := cli.Server.Close(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return code
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		UpdateScripts:       os.Getenv("HEARSAY_UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"HOME", "XDG_CACHE_HOME", "COLUMNS"} {
				env.Setenv(name, os.Getenv(name))
			}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"exits": exits, "write": write},
	})
}

// exits runs a command and checks its exit code: exits CODE COMMAND ARGUMENTS...
func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

// write makes a file of any bytes: write FILE GOSTRING, with Go's escapes and without its quotation marks.
func write(ts *testscript.TestScript, _ bool, args []string) {
	content, err := strconv.Unquote(`"` + args[1] + `"`)
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(content), 0o644))
}

// ended is what became of a command.
type ended struct {
	code     int
	out, err string
	state    *os.ProcessState
}

// command is the program in a folder and environment of its own choice; settings such as "HOME=x" come last and win.
func command(dir string, settings []string, args ...string) *exec.Cmd {
	cmd := exec.Command("hearsay", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), settings...)
	return cmd
}

func finish(t *testing.T, cmd *exec.Cmd) ended {
	t.Helper()
	var out, err bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &err
	var exit *exec.ExitError
	if e := cmd.Run(); e != nil && !errors.As(e, &exit) {
		t.Fatal(e)
	}
	return ended{cmd.ProcessState.ExitCode(), out.String(), err.String(), cmd.ProcessState}
}

// run runs the program to its end.
func run(t *testing.T, stdin string, args ...string) ended {
	t.Helper()
	cmd := command("", nil, args...)
	cmd.Stdin = strings.NewReader(stdin)
	return finish(t, cmd)
}

func wantEnd(t *testing.T, got ended, code int, sentence string) {
	t.Helper()
	if got.code != code || got.err != sentence {
		t.Errorf("exit code %d with %q\nwant %d with %q", got.code, got.err, code, sentence)
	}
}

func writeFile(t *testing.T, path, content string) string {
	t.Helper()
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// filesUnder lists all that lies under a folder but folders.
func filesUnder(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
