package cli_test

import (
	"strings"
	"testing"
)

// TestNamesDoNothingToATerminal: what a sentence quotes from outside can neither give a terminal orders nor make text look other than it reads.
func TestNamesDoNothingToATerminal(t *testing.T) {
	got := run(t, "", "read", "gone\x1b[31m\u202etxt.exe\u2066\x07\n.txt")
	wantEnd(t, got, 1, "hearsay: gone␛[31mtxt.exe␇ .txt: there is no such file; check the name\n")
	got = run(t, "", "read", "--form\u202eat\x1b]0;x\x07=json", "a.txt")
	if got.code != 2 || strings.ContainsAny(got.err, "\x1b\x07\u202e") || strings.Count(got.err, "\n") != 1 {
		t.Errorf("exit code %d with %q", got.code, got.err)
	}
}
