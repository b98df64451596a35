// Package ledgertest is what every ledger must do, as tests: whoever implements the contracts of package ledger calls Run.
package ledgertest

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"strings"
	"testing"

	"hearsay/internal/ledger"
)

// Run tests a kind of ledger. open gives a new empty one, which is closed when its test ends.
func Run(t *testing.T, open func(testing.TB) ledger.Ledger) {
	t.Helper()
	for _, test := range []struct {
		name string
		run  func(*testing.T, ledger.Ledger)
	}{
		{"keeps articles as they came", keepsArticles},
		{"keeps readings as they came", keepsReadings},
		{"finds things by the beginning of their id", findsByPrefix},
		{"knows a text that comes again", knowsTexts},
		{"keeps revisions", keepsRevisions},
		{"makes one article of two that are one", unitesArticles},
		{"keeps an update wholly or not at all", keepsWholly},
		{"lets many write at once", letsManyWrite},
		{"changes its state with each update", changesState},
		{"refuses what cannot be kept", refuses},
		{"tells of claims", tellsClaims},
		{"keeps unknown lineage", keepsUnknownLineage},
		{"pages through lists", pages},
		{"filters lists", filters},
		{"tells of sources", tellsSources},
		{"replaces sources", replacesSources},
		{"lets origins follow their sources", originsFollow},
		{"searches", searches},
		{"finds candidates", findsCandidates},
		{"matches many at once", matches},
		{"gathers circles", gathersCircles},
		{"gathers components", gathers},
		{"bounds components", func(t *testing.T, _ ledger.Ledger) { boundsComponents(t, open) }},
		{"tells what was known at a moment", tellsWhatWasKnown},
		{"keeps edits over rereads", keepsEdits},
		{"rereads", rereads},
		{"keeps users", keepsUsers},
		{"keeps sessions", keepsSessions},
		{"keeps tokens", keepsTokens},
		{"streams everything", streams},
		{"is the same in any order", func(t *testing.T, _ ledger.Ledger) { anyOrder(t, open) }},
	} {
		t.Run(test.name, func(t *testing.T) { test.run(t, open(t)) })
	}
}

// view asks a ledger, and fails the test where that fails.
func view(t testing.TB, l ledger.Ledger, f func(context.Context, ledger.View) error) {
	t.Helper()
	if err := l.View(t.Context(), func(v ledger.View) error { return f(t.Context(), v) }); err != nil {
		t.Fatal(err)
	}
}

// update is view for writing.
func update(t testing.TB, l ledger.Ledger, f func(context.Context, ledger.Tx) error) {
	t.Helper()
	if err := l.Update(t.Context(), func(tx ledger.Tx) error { return f(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

// mustAdd adds pieces one after another.
func mustAdd(t testing.TB, l ledger.Ledger, pieces ...piece) []ledger.Placed {
	t.Helper()
	var all []ledger.Placed
	for _, p := range pieces {
		placed, err := add(t.Context(), l, p)
		if err != nil {
			t.Fatalf("adding %q: %v", p.title, err)
		}
		all = append(all, placed)
	}
	return all
}

// dump is everything a ledger shows, as lines; edits and former ids apart, which tell of how it came about.
func dump(ctx context.Context, l ledger.Ledger) (string, error) {
	var out strings.Builder
	err := l.View(ctx, func(v ledger.View) error {
		counts, err := v.Counts(ctx)
		if err != nil {
			return err
		}
		write(&out, "counts", counts)
		for _, err := range []error{
			writeAll(&out, "article", v.EachArticle(ctx)), writeAll(&out, "revision", v.EachRevision(ctx)), writeAll(&out, "statement", v.EachStatement(ctx)),
			writeAll(&out, "claim", v.EachClaim(ctx)), writeAll(&out, "source", v.EachSource(ctx)), writeAll(&out, "relation", v.EachRelation(ctx)),
			writeAll(&out, "voice", v.EachVoice(ctx)), writeAll(&out, "suggestion", v.EachSuggestion(ctx)), writeAll(&out, "link", v.EachLink(ctx)),
		} {
			if err != nil {
				return err
			}
		}
		return nil
	})
	return out.String(), err
}

func writeAll[T any](out *strings.Builder, name string, all iter.Seq2[T, error]) error {
	for item, err := range all {
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		write(out, name, item)
	}
	return nil
}

func write(out *strings.Builder, name string, item any) {
	b, err := json.Marshal(item)
	if err != nil {
		panic(err)
	}
	fmt.Fprintf(out, "%s %s\n", name, b)
}

// mustDump is dump where an error fails the test, and with it whatever Verify finds.
func mustDump(t testing.TB, l ledger.Ledger) string {
	t.Helper()
	view(t, l, func(ctx context.Context, v ledger.View) error {
		_, err := ledger.Verify(ctx, v, func(f ledger.Fault) { t.Errorf("%s %s: %s", f.Sort, f.ID, f.Text) })
		return err
	})
	text, err := dump(t.Context(), l)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// difference shows the first lines in which two dumps differ.
func difference(a, b string) string {
	left, right := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out strings.Builder
	for i, n := 0, 0; i < max(len(left), len(right)) && n < 3; i++ {
		l, r := at(left, i), at(right, i)
		if l != r {
			n++
			fmt.Fprintf(&out, "- %s\n+ %s\n", l, r)
		}
	}
	return out.String()
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}
