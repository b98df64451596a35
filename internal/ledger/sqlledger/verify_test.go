package sqlledger_test

import (
	"path/filepath"
	"strings"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// TestVerifyFindsWhatWasTamperedWith changes kept things behind the ledger's back.
func TestVerifyFindsWhatWasTamperedWith(t *testing.T) {
	for name, test := range map[string]struct{ query, want string }{
		"the text":      {"UPDATE revision SET text = replace(text, 'quiet', 'noisy')", "SHA-256 of its text"},
		"the words":     {"UPDATE statement SET words = 'All is lost.' WHERE place = 3", "the words of its content"},
		"the raw bytes": {"UPDATE raw SET data = zeroblob(50)", "raw bytes cannot be read"},
		"the raw hash":  {"UPDATE revision SET raw_hash = '00'", "SHA-256 of its raw bytes"},
		"an offset":     {"UPDATE statement SET body = replace(body, '\"c\":[', '\"c\":[9000') WHERE place = 2", "outside the text"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "ledger")
			l := mustOpen(t, path, sqlledger.Options{})
			if err := put(t.Context(), l, large(1)); err != nil {
				t.Fatal(err)
			}
			if n := count(t, l); n != 1 {
				t.Fatalf("%d articles", n)
			}
			execute(t, path, test.query)
			var faults []string
			err := l.View(t.Context(), func(v ledger.View) error {
				_, err := ledger.Verify(t.Context(), v, func(f ledger.Fault) { faults = append(faults, f.Text) })
				return err
			})
			if err != nil || !strings.Contains(strings.Join(faults, "\n"), test.want) {
				t.Errorf("found is %q, %v", faults, err)
			}
		})
	}
}
