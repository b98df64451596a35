package desk_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
)

// TestBurst: 60,000 addresses at once, more than a feed may have, are queued in bounded memory, with a note of what was left out, and the first of them come in
// meanwhile.
func TestBurst(t *testing.T) {
	const listed, most = feed.MaxItems + 10_000, 400 // megabytes
	where := filepath.Join(t.TempDir(), "ledger.db")
	var at string
	at = site(t, 200, map[string]http.HandlerFunc{"/burst.xml": func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<rss version="2.0"><channel><title>Burst</title>`)
		for i := range listed {
			fmt.Fprintf(w, "<item><title>News of the day, number %d</title><link>%s/%d</link><guid>%[1]d</guid><description>It rains again.</description></item>", i, at, i)
		}
		fmt.Fprint(w, "</channel></rss>")
	}})
	follow(t, where, at+"/burst.xml")
	cmd := process(t, where)
	var s intake.Status
	waitFor(t, "everything to be queued, and something to be kept", func() bool {
		time.Sleep(2 * time.Second) // whoever asks holds up those who write
		s = status(t, where)
		return len(s.Feeds) == 1 && !s.Feeds[0].Good.IsZero() && kept(s) > 0
	})
	held := peak(t, cmd.Process.Pid)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // it was killed
	s = status(t, where)
	if n := s.Waiting[intake.Found] + s.Waiting[intake.Fetched] + s.Waiting[intake.Read] + kept(s) + s.SetAside; n != feed.MaxItems {
		t.Errorf("%d articles are known, not %d", n, feed.MaxItems)
	}
	if notes := s.Feeds[0].Notes; !strings.Contains(notes, fmt.Sprintf("it lists %d articles; the first %d are taken", listed, feed.MaxItems)) {
		t.Errorf("the feed's notes are %q", notes)
	}
	if held > most {
		t.Errorf("it held %d MB", held)
	}
	t.Logf("it held %d MB", held)
}

// peak is the most memory that a process has held, in megabytes.
func peak(t *testing.T, pid int) int {
	t.Helper()
	told, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(told), "VmHWM:")
	fields := strings.Fields(after)
	if len(fields) == 0 {
		t.Fatal("the system does not tell how much memory was held")
	}
	kilobytes, err := strconv.Atoi(fields[0])
	if err != nil {
		t.Fatal(err)
	}
	return kilobytes >> 10
}
