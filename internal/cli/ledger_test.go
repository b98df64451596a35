package cli_test

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger/sqlledger"

	"hearsay/internal/ledger"
)

// ferry is a story in three articles, in which even a poor reader finds who says what.
const ferry = `{"id": "1", "url": "https://quay.example/ferry", "outlet": "The Quay", "published": "2026-05-01T06:00:00Z", "title": "Night ferry to end", "text": "The night ferry between Skarv and Holm will end in June, Mayor Nora Vass said on Friday."}
{"id": "2", "url": "https://wire.example/ferry", "outlet": "Coast Wire", "published": "2026-05-02T06:00:00Z", "title": "No end of ferry", "text": "Skarv Lines denied on Saturday that the night ferry between Skarv and Holm will end in June."}
{"id": "3", "url": "https://bell.example/mill", "outlet": "The Bell", "published": "2026-05-03T06:00:00Z", "title": "Mill on fire", "text": "The fire in the old mill was put out on Sunday, Mayor Nora Vass said."}
`

// newLedger makes a ledger of the story and gives its file.
func newLedger(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ferry.db")
	wantEnd(t, run(t, ferry, "add", "--ledger", path, "--from", "jsonl", "-"), 0, "")
	return path
}

// shownClaim is what hearsay claim says in JSON, as far as it is looked at here.
type shownClaim struct {
	ID, Text, Status string
	Positions        []struct {
		Statement, Article, Outlet, Stance string
		Source                             struct{ ID, Name string }
	}
}

// claim gives a claim as hearsay shows it.
func claim(t *testing.T, path, id string) shownClaim {
	t.Helper()
	got := run(t, "", "claim", "--ledger", path, "--format", "json", id)
	var c shownClaim
	if err := json.Unmarshal([]byte(got.out), &c); err != nil {
		t.Fatalf("%v in %q, %q", err, got.out, got.err)
	}
	return c
}

// ids lists the claims that have some words.
func ids(t *testing.T, path string, words ...string) []string {
	t.Helper()
	got := run(t, "", append([]string{"claims", "--ledger", path}, words...)...)
	return regexp.MustCompile(`(?m)^k\w{11}`).FindAllString(got.out, -1)
}

// edit makes a correction and gives its id.
func edit(t *testing.T, path string, args ...string) string {
	t.Helper()
	got := run(t, "", append(append([]string{"edit"}, args...), "--ledger", path, "--by", "Ada", "--format", "json")...)
	var e struct{ ID, By string }
	if err := json.Unmarshal([]byte(got.out), &e); err != nil || e.By != "Ada" {
		t.Fatalf("edit %q ends with %d: %q, %q", args, got.code, got.out, got.err)
	}
	return e.ID
}

// TestEdits: corrections hold, survive a reread, and can be undone, after which the ledger is what it was.
func TestEdits(t *testing.T) {
	path := newLedger(t)
	before := run(t, "", "export", "--ledger", path).out
	ferries, fires := ids(t, path, "ferry"), ids(t, path, "mill")
	if len(ferries) != 1 || len(fires) != 1 {
		t.Skipf("the reader makes claims %q and %q of the story", ferries, fires)
	}
	var made []string
	made = append(made, edit(t, path, "merge", ferries[0], fires[0], "--note", "to see"))
	whole := claim(t, path, ids(t, path, "ferry")[0])
	if len(whole.Positions) != 3 {
		t.Fatalf("after the merge the claim is %+v", whole)
	}
	first, last := whole.Positions[0], whole.Positions[2]
	made = append(made, edit(t, path, "stance", first.Statement, "doubts"), edit(t, path, "rename", first.Source.ID, "Eleonora Vass"),
		edit(t, path, "part-articles", first.Article, last.Article))
	wantEnd(t, run(t, "", "reread", "--ledger", path), 0, "")
	whole = claim(t, path, whole.ID)
	if len(whole.Positions) != 3 || whole.Positions[0].Stance != "doubts" || whole.Positions[0].Source.Name != "Eleonora Vass" {
		t.Errorf("after a reread the claim is %+v", whole)
	}
	made = append(made, edit(t, path, "split", whole.ID, last.Statement))
	if again := claim(t, path, whole.ID); len(again.Positions) != 2 {
		t.Errorf("after the split the claim is %+v", again)
	}
	made = append(made, edit(t, path, "move", last.Statement, whole.ID))
	if again := claim(t, path, whole.ID); len(again.Positions) != 3 {
		t.Errorf("after the move the claim is %+v", again)
	}
	log := run(t, "", "edit", "log", "--ledger", path, "--standing").out
	for i := range made {
		id := made[len(made)-1-i]
		if !strings.Contains(log, id+"  by Ada") {
			t.Errorf("%s is not in the log %s", id, log)
		}
		wantEnd(t, run(t, "", "edit", "undo", "--ledger", path, "--by", "Bob", id), 0, "")
	}
	if log := run(t, "", "edit", "log", "--ledger", path, "--standing").out; log != "There are no corrections.\n" {
		t.Errorf("there stand %s", log)
	}
	if after := run(t, "", "export", "--ledger", path).out; after != before {
		t.Error("with every correction undone the ledger is not what it was")
	}
}

func TestEditsThatCannotBe(t *testing.T) {
	path := newLedger(t)
	all := ids(t, path)
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"merge", all[0], all[0]}, "both are the claim " + all[0] + "; name two"},
		{[]string{"move", "nosuch", all[0]}, `there is no statement "nosuch" in the ledger; hearsay claim --format json and hearsay search show their ids`},
		{[]string{"accept", all[0], "nosuch"}, "there is no suggestion between " + all[0] + " and nosuch; look at those that the claim has, or merge them, which needs none"},
		{[]string{"rename", "nosuch", "Name"}, `there is no source "nosuch" in the ledger; look for it with hearsay search`},
		{[]string{"undo", "nosuch"}, `there is no correction "nosuch" in the ledger; hearsay edit log lists them`},
	} {
		got := run(t, "", append(append([]string{"edit"}, c.args...), "--ledger", path)...)
		wantEnd(t, got, 1, "hearsay: "+c.want+"\n")
	}
}

// TestTwoAddsAtOnce: both end well, and nothing is lost.
func TestTwoAddsAtOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "both.db")
	var all [2]*exec.Cmd
	var said [2]strings.Builder
	for i := range all {
		var lines strings.Builder
		for n := range 10 {
			fmt.Fprintf(&lines, `{"url": "https://quay.example/%d/%d", "outlet": "The Quay", "text": "The mill at number %d burnt. “Nobody was hurt in street %d,” the mayor said."}`+"\n", i, n, n, i)
		}
		all[i] = command("", nil, "add", "--ledger", path, "--from", "jsonl", "-")
		all[i].Stdin, all[i].Stderr = strings.NewReader(lines.String()), &said[i]
		if err := all[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i, cmd := range all {
		if err := cmd.Wait(); err != nil || said[i].Len() > 0 {
			t.Errorf("add %d: %v, %q", i, err, said[i].String())
		}
	}
	got := run(t, "", "verify", "--ledger", path)
	wantEnd(t, got, 0, "")
	if !strings.HasPrefix(got.out, "20 articles with 20 texts, ") {
		t.Errorf("the ledger has %s", got.out)
	}
}

// TestWaitsForOthers: who finds the ledger held waits until it is free.
func TestWaitsForOthers(t *testing.T) {
	path := newLedger(t)
	l, err := sqlledger.Open(t.Context(), path, sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	held, free := make(chan struct{}), make(chan struct{})
	go l.Update(t.Context(), func(ledger.Tx) error { close(held); <-free; return nil })
	<-held
	time.AfterFunc(3*time.Second, func() { close(free) })
	got := run(t, fire, "add", "--ledger", path, "-")
	wantEnd(t, got, 0, "")
	if !strings.HasPrefix(got.out, "1 article added; ") {
		t.Errorf("it says %q", got.out)
	}
}

// TestNoLedger: what is no ledger, or a damaged one, is refused in a sentence and left as it is.
func TestNoLedger(t *testing.T) {
	dir, whole := t.TempDir(), newLedger(t)
	raw, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	other := append([]byte{}, raw...)
	copy(other[68:], "\x00\x00\x00\x07")
	for _, c := range []struct{ name, content, want string }{
		{"text.db", strings.Repeat("This is a diary. ", 10), "it is damaged, or is no ledger: it does not begin like one; put back a copy of it, or name another with --ledger FILE"},
		{"cut.db", string(raw[:len(raw)/2]), fmt.Sprintf("it is damaged, or is no ledger: it ends after %d of %d bytes; put back a copy of it, or name another with --ledger FILE", len(raw)/2, len(raw))},
		{"other.db", string(other), "it is a database of another program, not a ledger; name another with --ledger FILE"},
	} {
		path := writeFile(t, filepath.Join(dir, c.name), c.content)
		for _, args := range [][]string{{"claims"}, {"add", "-"}, {"export"}, {"serve"}, {"feeds", "list"}} {
			got := run(t, fire, append(args, "--ledger", path)...)
			wantEnd(t, got, 1, "hearsay: the ledger "+path+": "+c.want+"\n")
		}
		if now, err := os.ReadFile(path); err != nil || string(now) != c.content {
			t.Errorf("%s was changed (%v)", c.name, err)
		}
	}
	got := run(t, fire, "add", "--ledger", dir, "-")
	wantEnd(t, got, 1, "hearsay: the ledger "+dir+": it is a folder, not a ledger; name another with --ledger FILE\n")
}

// TestOlderLedger: that a ledger of an earlier version is brought up to date is said before, and once.
func TestOlderLedger(t *testing.T) {
	path := newLedger(t)
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	_, err = db.ExecContext(t.Context(), "DELETE FROM goose_db_version WHERE version_id = (SELECT max(version_id) FROM goose_db_version)")
	if err = errors.Join(err, db.Close()); err != nil {
		t.Fatal(err)
	}
	want := "hearsay: the ledger " + path + " is of an earlier version and is being brought up to date; this takes minutes if it is large\n"
	wantEnd(t, run(t, "", "claims", "--ledger", path), 0, want)
	wantEnd(t, run(t, "", "claims", "--ledger", path), 0, "")
}

// TestReadOnlyLedger: a ledger that may not be written can be looked at.
func TestReadOnlyLedger(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root may write everything")
	}
	path := newLedger(t)
	for file, mode := range map[string]os.FileMode{path: 0o444, filepath.Dir(path): 0o555} {
		if err := os.Chmod(file, mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { os.Chmod(filepath.Dir(path), 0o755) })
	wantEnd(t, run(t, "", "claims", "--ledger", path), 0, "")
	if err := os.Chmod(path, 0o644); err != nil { // it could be written, but not what lies beside it while it is
		t.Fatal(err)
	}
	wantEnd(t, run(t, "", "claims", "--ledger", path), 0, "")
	const advice = "; change the permissions of the file and its folder, or of the database, or name another with --ledger FILE\n"
	if status := run(t, "", "status", "--ledger", path); status.code != 0 || !strings.HasPrefix(status.out, "run     nothing runs") {
		t.Errorf("the status ends with %d, %q and %q", status.code, status.out, status.err)
	}
	wantEnd(t, run(t, "", "feeds", "list", "--ledger", path), 0, "")
	paused := run(t, "", "feeds", "pause", "--ledger", path, "https://quay.example/feed")
	if !strings.HasPrefix(paused.err, "hearsay: the ledger "+path+": it cannot be written") || !strings.HasSuffix(paused.err, advice) || paused.code != 1 {
		t.Errorf("pausing a feed ends with %d and %q", paused.code, paused.err)
	}
	wantEnd(t, run(t, fire, "add", "--ledger", path, "-"), 1, "hearsay: keeping stdin: the ledger "+path+": it cannot be written"+advice)
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	wantEnd(t, run(t, "", "claims", "--ledger", path), 1, "hearsay: the ledger "+path+": it may not be read"+advice)
}

// TestMistypedLedger: what only looks at a ledger, or changes what is in it, makes none where there is none.
func TestMistypedLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "typo.db")
	want := "hearsay: there is no ledger " + path + " yet; make one with hearsay add, or name another with --ledger FILE\n"
	for _, command := range []string{
		"status", "feeds list", "feeds export", "feeds check", "feeds pause x", "feeds resume x", "feeds remove x", "retry --all", "retry --list", "users list",
		"users role kim edit", "users remove kim", "tokens list", "tokens remove x", "claims", "verify",
	} {
		got := run(t, "", append(strings.Fields(command), "--ledger", path)...)
		wantEnd(t, got, 1, want)
		if _, err := os.Stat(path); !os.IsNotExist(err) {
			t.Fatalf("hearsay %s makes a ledger", command)
		}
	}
}
