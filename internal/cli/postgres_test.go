package cli_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"hearsay/internal/cli"
)

// TestPostgreSQL works on a ledger in PostgreSQL as somebody would, moves it into a file and back, and compares what is exported.
func TestPostgreSQL(t *testing.T) {
	address, file, other := cli.Server.Database(t, ""), filepath.Join(t.TempDir(), "ledger.db"), cli.Server.Database(t, "")
	wantEnd(t, run(t, "", "claims", "--ledger", address), 1,
		"hearsay: there is no ledger "+address+" yet; make one with hearsay add, or name another with --ledger FILE\n")
	for _, step := range []struct {
		args []string
		says string
	}{
		{[]string{"add", "--ledger", address, "-"}, `^1 article added; `},
		{[]string{"add", "--ledger", address, "-"}, `^1 article unchanged`},
		{[]string{"claims", "--ledger", address, "hurt"}, `^k\w{11}  Nobody was hurt`},
		{[]string{"claim", "--ledger", address}, `(?i)the mayor`},
		{[]string{"source", "--ledger", address, "mayor"}, `(?i)the mayor`},
		{[]string{"search", "--ledger", address, "--in", "article", "mill sund*"}, `old \*mill\* was put out on \*Sunday\*`},
		{[]string{"edit", "rename", "--ledger", address, "--by", "kim", "mayor", "Ada Quill"}, `rename Ada Quill`},
		{[]string{"edit", "log", "--ledger", address}, `by kim`},
		{[]string{"verify", "--ledger", address}, `nothing is wrong`},
		{[]string{"reread", "--ledger", address}, `^1 article reread`},
		{[]string{"move", "--from", address, "--to", file}, `^1 article with .* moved to .*/ledger\.db, compared row by row and verified; .* stays as it was`},
		{[]string{"move", "--from", file, "--to", other}, `^1 article with`},
		{[]string{"search", "--ledger", other, "hurt"}, `Nobody was \*hurt\*`},
	} {
		got := run(t, fire, step.args...)
		if got.code != 0 || !regexp.MustCompile(step.says).MatchString(got.out) {
			t.Errorf("hearsay %s ends with %d and\n%s%s", strings.Join(step.args, " "), got.code, got.out, got.err)
		}
	}
	first := run(t, "", "export", "--ledger", address)
	for _, moved := range []string{file, other} {
		if got := run(t, "", "export", "--ledger", moved); got.out != first.out || got.out == "" {
			t.Errorf("%s holds\n%s\nand not\n%s", moved, got.out, first.out)
		}
	}
}

// TestMoveRefuses: what cannot be moved is refused in a sentence, and nothing appears.
func TestMoveRefuses(t *testing.T) {
	dir := t.TempDir()
	full, fresh := filepath.Join(dir, "full.db"), filepath.Join(dir, "fresh.db")
	if got := run(t, fire, "add", "--ledger", full, "-"); got.code != 0 {
		t.Fatal(got.err)
	}
	wantEnd(t, run(t, "", "move", "--from", full, "--to", full), 2, "hearsay: --from and --to are both "+full+"; name two ledgers; see hearsay move --help\n")
	wantEnd(t, run(t, "", "move", "--from", fresh, "--to", full), 1, "hearsay: there is no ledger "+fresh+"; name another with --from\n")
	if got := run(t, "", "move", "--from", full, "--to", fresh); got.code != 0 {
		t.Error(got.err)
	}
	wantEnd(t, run(t, "", "move", "--from", full, "--to", fresh), 1, "hearsay: the ledger "+fresh+": it is not empty; name a new one with --to\n")
	text := writeFile(t, filepath.Join(dir, "diary"), strings.Repeat("Dear diary. ", 100))
	wantEnd(t, run(t, "", "move", "--from", full, "--to", text), 1,
		"hearsay: the ledger "+text+": it is damaged, or is no ledger: it does not begin like one; put back a copy of it, or name another with --ledger FILE\n")
	if kept, err := os.ReadFile(text); err != nil || !strings.HasPrefix(string(kept), "Dear diary. ") {
		t.Errorf("another file was changed: %v", err)
	}
}

// TestNoServer: a database that cannot be reached is told of in a sentence without the password, wherever that was typed.
func TestNoServer(t *testing.T) {
	const address, shown = "postgres://kim:secret@127.0.0.1:1/news", "postgres://kim@127.0.0.1:1/news"
	wantEnd(t, run(t, "", "claims", "--ledger", address), 1, "hearsay: the ledger "+shown+
		": its database cannot be reached (connection refused); see that it runs and lets you in, and run again; what was kept until then stays\n")
	for _, args := range [][]string{{"verify", address}, {"add", "--ledger", "", address}, {"--ledger=" + address, "claims"}} {
		if got := run(t, "", args...); got.code == 0 || strings.Contains(got.out+got.err, "secret") {
			t.Errorf("hearsay %s ends with %d and %s", args, got.code, got.err)
		}
	}
}
