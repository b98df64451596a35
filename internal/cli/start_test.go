package cli_test

import (
	"regexp"
	"strconv"
	"testing"
)

// TestNoPackageIsHeavyAtStart: what packages prepare before main, every start pays for, whatever it is for.
func TestNoPackageIsHeavyAtStart(t *testing.T) {
	const most = 2 << 20 // bytes; regular expressions and tables of 60 MB have been met
	got := finish(t, command("", []string{"GODEBUG=inittrace=1"}, "--version"))
	lines := regexp.MustCompile(`(?m)^init (\S+) @.* (\d+) bytes,`).FindAllStringSubmatch(got.err, -1)
	if got.code != 0 || len(lines) < 20 {
		t.Fatalf("exit code %d, %d packages told of: %s", got.code, len(lines), got.err)
	}
	for _, line := range lines {
		if bytes, err := strconv.Atoi(line[2]); err != nil || bytes > most {
			t.Errorf("%s takes %s bytes before main: replace it, or see third_party/README.md", line[1], line[2])
		}
	}
}
