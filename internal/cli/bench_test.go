package cli_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestBenchLedger: a ledger is filled with made-up news, measured, and gone on from; one with real articles is left alone.
func TestBenchLedger(t *testing.T) {
	path := filepath.Join(t.TempDir(), "madeup.db")
	got := run(t, "", "bench", "ledger", "--claims", "50,150", "--rounds", "2", "--ledger", path)
	if lines := regexp.MustCompile(`(?m)^\d+ claims, \d+ statements, \d+ articles: .*\n +linking an article +p50 +[\d.]+ ms +p99 +[\d.]+ ms\n +claim `).FindAllString(got.out, -1); got.code != 0 || len(lines) != 2 {
		t.Fatalf("it ends with %d: %q, %q", got.code, got.out, got.err)
	}
	if got := run(t, "", "verify", "--ledger", path); got.code != 0 {
		t.Errorf("the ledger is no good: %q, %q", got.out, got.err)
	}
	if got := run(t, "", "bench", "ledger", "--claims", "150", "--rounds", "1", "--ledger", path); got.code != 0 || strings.Contains(got.err, "of 150 claims") {
		t.Errorf("gone on from it ends with %d: %q, %q", got.code, got.out, got.err)
	}
	if got := run(t, "", "bench", "ledger", "--claims", "50", "--ledger", newLedger(t)); got.code != 1 || !strings.Contains(got.err, "it holds articles that are not made up") {
		t.Errorf("on a real ledger it ends with %d: %q", got.code, got.err)
	}
}

// TestBenchIngest: made-up articles and varied ones come from a feed to the ledger, beside reading alone.
func TestBenchIngest(t *testing.T) {
	rows := regexp.MustCompile(`(?m)^(reading alone|SQLite) +1 worker +[\d.]+ articles/s +[\d.]+ s +\d+ ms of a core an article$`)
	for _, args := range [][]string{{"--articles", "4", "--statements", "2"}, {"--articles", "3", "../../testdata/stories/tanker.jsonl"}} {
		got := run(t, "", append([]string{"bench", "ingest", "--workers", "1"}, args...)...)
		if n := len(rows.FindAllString(got.out, -1)); got.code != 0 || n != 2 {
			t.Errorf("%q ends with %d: %q, %q", args, got.code, got.out, got.err)
		}
	}
}
