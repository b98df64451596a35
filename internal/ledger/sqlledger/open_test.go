package sqlledger_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// entry is an article of one statement.
func entry(n int, text string) ledger.Entry {
	e := ledger.NewEntry(hearsay.Reading{
		Article:    hearsay.Article{URL: fmt.Sprintf("https://a.example/%d", n), Text: text},
		Statements: []hearsay.Statement{{ID: "n1", Spans: hearsay.Attribution{Content: []hearsay.Span{{Start: 0, End: len(text)}}}}},
	})
	e.Raw = []byte(text)
	return e
}

func put(ctx context.Context, l ledger.Ledger, e ledger.Entry) error {
	return l.Update(ctx, func(tx ledger.Tx) error { return putIn(ctx, tx, e) })
}

func putIn(ctx context.Context, tx ledger.Tx, e ledger.Entry) error {
	_, err := tx.Put(ctx, e)
	return err
}

// count checks a ledger and tells how many articles it holds.
func count(t *testing.T, l ledger.Ledger) int {
	t.Helper()
	var checked ledger.Checked
	err := l.View(t.Context(), func(v ledger.View) error {
		var err error
		checked, err = ledger.Verify(t.Context(), v, func(f ledger.Fault) { t.Errorf("%s %s: %s", f.Sort, f.ID, f.Text) })
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return checked.Articles
}

// execute runs SQL on a file, as another program would.
func execute(t *testing.T, path string, queries ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, query := range queries {
		if _, err := db.ExecContext(t.Context(), query); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
	}
}

func TestOpenMakesALedgerAndItsFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a folder", "with ?signs#%41", "ledger")
	l := mustOpen(t, path, sqlledger.Options{})
	if err := put(t.Context(), l, entry(1, "One.")); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if n := count(t, mustOpen(t, path, sqlledger.Options{})); n != 1 {
		t.Errorf("opened again it holds %d articles", n)
	}
}

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	whole := filepath.Join(dir, "whole")
	l := mustOpen(t, whole, sqlledger.Options{})
	for n := range 20 {
		if err := put(t.Context(), l, entry(n, strings.Repeat("All is quiet. ", 500))); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	kept, err := os.ReadFile(whole)
	if err != nil {
		t.Fatal(err)
	}
	garbled := append([]byte{}, kept...)
	for i := 4096; i < 40*4096; i++ {
		garbled[i] = byte(i * 7)
	}
	for name, test := range map[string]struct {
		content []byte
		queries []string
		options sqlledger.Options
		want    error
	}{
		"of a newer hearsay":      {kept, []string{"INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"}, sqlledger.Options{}, ledger.ErrNewer},
		"of a newer one, to read": {kept, []string{"INSERT INTO goose_db_version (version_id, is_applied) VALUES (999, 1)"}, sqlledger.Options{ReadOnly: true}, ledger.ErrNewer},
		"of another program":      {nil, []string{"CREATE TABLE bookmarks (url TEXT)"}, sqlledger.Options{}, ledger.ErrForeign},
		"marked by another":       {nil, []string{"PRAGMA application_id = 42", "CREATE TABLE t (x)"}, sqlledger.Options{}, ledger.ErrForeign},
		"no database":             {[]byte("Dear diary, today I read the news."), nil, sqlledger.Options{}, ledger.ErrCorrupt},
		"a long text":             {[]byte(strings.Repeat("Dear diary. ", 5000)), nil, sqlledger.Options{}, ledger.ErrCorrupt},
		"cut off":                 {kept[:len(kept)/2], nil, sqlledger.Options{}, ledger.ErrCorrupt},
		"cut off early":           {kept[:60], nil, sqlledger.Options{}, ledger.ErrCorrupt},
		"garbled":                 {garbled, nil, sqlledger.Options{}, ledger.ErrCorrupt},
		"not there, to read":      {nil, nil, sqlledger.Options{ReadOnly: true}, ledger.ErrNotFound},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger")
			if test.content != nil {
				if err := os.WriteFile(path, test.content, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if test.queries != nil {
				execute(t, path, test.queries...)
			}
			before, _ := os.ReadFile(path)
			l, err := sqlledger.Open(t.Context(), path, test.options)
			if err == nil {
				err = l.View(t.Context(), func(v ledger.View) error {
					_, err := ledger.Verify(t.Context(), v, func(ledger.Fault) {})
					return err
				})
				l.Close()
			}
			if !errors.Is(err, test.want) || !strings.Contains(fmt.Sprint(err), path) {
				t.Errorf("it gives %v", err)
			}
			if after, _ := os.ReadFile(path); string(after) != string(before) && len(before) > 0 {
				t.Error("the file was changed")
			}
		})
	}
	if _, err := sqlledger.Open(t.Context(), dir, sqlledger.Options{}); !errors.Is(err, ledger.ErrForeign) {
		t.Errorf("a folder gives %v", err)
	}
}

func TestALedgerThatIsHeldByAnother(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	l := mustOpen(t, path, sqlledger.Options{Patience: 50 * time.Millisecond})
	other := mustOpen(t, path, sqlledger.Options{})
	err := other.Update(t.Context(), func(tx ledger.Tx) error {
		begun := time.Now()
		if err := put(t.Context(), l, entry(1, "One.")); !errors.Is(err, ledger.ErrLocked) || !strings.Contains(err.Error(), path) {
			t.Errorf("writing to a locked ledger gives %v", err)
		}
		if waited := time.Since(begun); waited > 20*time.Second {
			t.Errorf("patience lasted %v", waited)
		}
		if n := count(t, l); n != 0 {
			t.Errorf("reading a locked ledger gives %d", n)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if err := put(ctx, l, entry(1, "One.")); !errors.Is(err, context.Canceled) {
			t.Errorf("waiting in vain ends with %v", err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := put(t.Context(), l, entry(1, "One.")); err != nil {
		t.Errorf("after it was let go: %v", err)
	}
}

func TestALedgerThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "ledger")
	l := mustOpen(t, path, sqlledger.Options{})
	if err := put(t.Context(), l, entry(1, "One.")); err != nil {
		t.Fatal(err)
	}
	reader := mustOpen(t, path, sqlledger.Options{ReadOnly: true})
	if n := count(t, reader); n != 1 {
		t.Errorf("opened to read it holds %d articles", n)
	}
	if err := put(t.Context(), reader, entry(2, "Two.")); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("writing where one may only read gives %v", err)
	}
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("everything may be written here")
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []struct {
		name string
		mode os.FileMode
	}{{path, 0o400}, {dir, 0o500}} {
		if err := os.Chmod(mode.name, mode.mode); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod(dir, 0o700) })
	barred := mustOpen(t, path, sqlledger.Options{})
	if n := count(t, barred); n != 1 {
		t.Errorf("what may not be written holds %d articles", n)
	}
	if err := put(t.Context(), barred, entry(2, "Two.")); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("writing what may not be written gives %v", err)
	}
	if _, err := sqlledger.Open(t.Context(), filepath.Join(dir, "new"), sqlledger.Options{}); !errors.Is(err, ledger.ErrReadOnly) {
		t.Errorf("a new ledger where nothing may be written gives %v", err)
	}
}

func TestAFullDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger")
	l := mustOpen(t, path, sqlledger.Options{MaxPages: 150})
	kept := 0
	var err error
	for err == nil && kept < 1000 {
		if err = put(t.Context(), l, entry(kept, strings.Repeat(fmt.Sprint("Dock ", kept, " is quiet. "), 400))); err == nil {
			kept++
		}
	}
	if !errors.Is(err, ledger.ErrFull) || kept == 0 {
		t.Errorf("after %d articles: %v", kept, err)
	}
	if n := count(t, l); n != kept {
		t.Errorf("%d of %d articles are there", n, kept)
	}
}

func TestOpenRefusesOtherDatabases(t *testing.T) {
	t.Chdir(t.TempDir())
	_, err := sqlledger.Open(t.Context(), "mysql://kim:secret@db.example/news", sqlledger.Options{})
	if err == nil || !strings.Contains(err.Error(), "name a file, or postgres://USER@HOST/DATABASE") || strings.Contains(err.Error(), "secret") {
		t.Errorf("it gives %v", err)
	}
	if left, err := os.ReadDir("."); err != nil || len(left) > 0 {
		t.Errorf("it leaves %v, %v", left, err)
	}
}
