package sqlledger_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// places are where ledgers can lie.
func places(t *testing.T) map[string]func() string {
	t.Helper()
	return map[string]func() string{
		"file":     func() string { return filepath.Join(t.TempDir(), "ledger") },
		"database": func() string { return sqlledger.Server.Database(t, "") },
	}
}

// everything writes what a ledger shows that tells of the way it came about as well.
func everything(t *testing.T, l *sqlledger.Ledger) string {
	t.Helper()
	var out bytes.Buffer
	ctx := t.Context()
	err := l.View(ctx, func(v ledger.View) error {
		for art, err := range v.EachArticle(ctx) {
			if err != nil {
				return err
			}
			raw, err := v.Raw(ctx, art.Revision)
			if err != nil {
				return err
			}
			show(&out, art, string(raw))
		}
		for vector, err := range v.Vectors(ctx, "") {
			if err != nil {
				return err
			}
			show(&out, vector)
		}
		for src, err := range v.EachSource(ctx) {
			if err != nil {
				return err
			}
			show(&out, src)
		}
		for c, err := range v.EachClaim(ctx) {
			if err != nil {
				return err
			}
			show(&out, c)
		}
		edits, err := v.Edits(ctx, ledger.EditFilter{})
		if err != nil {
			return err
		}
		counts, err := v.Counts(ctx)
		show(&out, edits, counts)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// furnish puts something of every kind into a ledger.
func furnish(t *testing.T, l *sqlledger.Ledger) {
	t.Helper()
	m := newMaker()
	for n := range 3 {
		if err := keep(t.Context(), l, m.article(n)); err != nil {
			t.Fatal(err)
		}
	}
	user := ledger.User{Name: "kim", Role: ledger.MayEdit, Password: "x", Since: time.Unix(1, 0)}
	if err := l.PutUser(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	err := l.Update(t.Context(), func(tx ledger.Tx) error {
		page, err := tx.Positions(t.Context(), ledger.PositionFilter{})
		if err != nil {
			return err
		}
		p := page.Items[0]
		reading, err := tx.Reading(t.Context(), p.Revision)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(reading.Statements, func(stmt hearsay.Statement) bool { return stmt.ID == p.Ref.Statement })
		anchor := ledger.AnchorStatement(reading.Statements[i], p.Ref.Article, reading.Article.Text)
		_, err = tx.AddEdit(t.Context(), ledger.Edit{Kind: ledger.SetStance, Value: "denies", By: "kim", At: time.Unix(2, 0), Anchors: []ledger.Anchor{anchor}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestCopy(t *testing.T) {
	for from, makeFrom := range places(t) {
		for to, makeTo := range places(t) {
			t.Run(from+" to "+to, func(t *testing.T) {
				source, target := mustOpen(t, makeFrom(), sqlledger.Options{}), mustOpen(t, makeTo(), sqlledger.Options{})
				furnish(t, source)
				rows := 0
				checked, err := sqlledger.Copy(t.Context(), source, target, func(n int) { rows = n })
				if err != nil {
					t.Fatal(err)
				}
				if checked.Articles != 3 || checked.Statements != 60 || rows < 60 {
					t.Errorf("%+v, %d rows", checked, rows)
				}
				if want, got := everything(t, source), everything(t, target); got != want {
					t.Errorf("the copy shows\n%s\n\nand not\n%s", got, want)
				}
				if err := target.Check(t.Context()); err != nil {
					t.Error(err)
				}
				for _, l := range []*sqlledger.Ledger{source, target} {
					if hits := search(t, l, "w1"); hits == 0 {
						t.Error("nothing is found by its words")
					}
				}
				if a, b := search(t, source, "w1"), search(t, target, "w1"); a != b {
					t.Errorf("in the copy %d things are found, not %d", b, a)
				}
				// What goes in afterwards gets keys that nothing has.
				if err := put(t.Context(), target, entry(99, "One more.")); err != nil {
					t.Error(err)
				}
				if _, err := target.User(t.Context(), "kim"); err != nil {
					t.Error(err)
				}
				if _, err := sqlledger.Copy(t.Context(), source, target, func(int) {}); !errors.Is(err, ledger.ErrNotEmpty) {
					t.Errorf("copying to what is not empty gives %v", err)
				}
			})
		}
	}
}

func search(t *testing.T, l *sqlledger.Ledger, words string) int {
	t.Helper()
	n := 0
	err := l.View(t.Context(), func(v ledger.View) error {
		page, err := v.Search(t.Context(), ledger.Query{Words: words, Paging: ledger.Paging{Limit: ledger.MaxLimit}})
		n = len(page.Items)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCopyIsWholeOrNothing(t *testing.T) {
	for name, make := range places(t) {
		t.Run(name, func(t *testing.T) {
			source, target := mustOpen(t, filepath.Join(t.TempDir(), "from"), sqlledger.Options{}), mustOpen(t, make(), sqlledger.Options{})
			furnish(t, source)
			ctx, stop := context.WithCancel(t.Context())
			_, err := sqlledger.Copy(ctx, source, target, func(rows int) {
				if rows > 100 {
					stop()
				}
			})
			if !errors.Is(err, context.Canceled) || count(t, target) != 0 {
				t.Errorf("a copy that is stopped gives %v, and leaves %d articles", err, count(t, target))
			}
			if _, err := sqlledger.Copy(t.Context(), source, target, func(int) {}); err != nil {
				t.Errorf("the next try gives %v", err)
			}
		})
	}
}

func TestCopyVerifies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "from")
	source, target := mustOpen(t, path, sqlledger.Options{}), mustOpen(t, filepath.Join(t.TempDir(), "to"), sqlledger.Options{})
	if err := put(t.Context(), source, large(1)); err != nil {
		t.Fatal(err)
	}
	execute(t, path, "UPDATE revision SET raw_hash = '00'")
	_, err := sqlledger.Copy(t.Context(), source, target, func(int) {})
	if !errors.Is(err, ledger.ErrCorrupt) || !strings.Contains(err.Error(), "SHA-256") || count(t, target) != 0 {
		t.Errorf("a damaged ledger is copied: %v, %d articles", err, count(t, target))
	}
}

func show(out *bytes.Buffer, things ...any) { fmt.Fprintf(out, "%+v\n", things) }
