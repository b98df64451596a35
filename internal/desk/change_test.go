package desk_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"hearsay/internal/intake"
)

// changing is a site whose feed tells of one article, and whose article can change: first what it tells of thing(0, 98), then of thing(1, 98).
type changing struct {
	where, at string
	version   atomic.Int32
	asked     chan bool   // gets a value for each page that is asked for
	let       chan bool   // pages are sent once it is closed
	left      atomic.Bool // whoever asked for a page did not wait for it
}

func newChanging(t *testing.T) *changing {
	t.Helper()
	c := &changing{where: filepath.Join(t.TempDir(), "ledger.db"), asked: make(chan bool, 10), let: make(chan bool)}
	c.at = site(t, 1, map[string]http.HandlerFunc{
		"/atom": func(w http.ResponseWriter, r *http.Request) {
			tag := fmt.Sprintf(`"%d"`, c.version.Load())
			if w.Header().Set("ETag", tag); r.Header.Get("If-None-Match") == tag {
				w.WriteHeader(http.StatusNotModified)
				return
			}
			fmt.Fprintf(w, `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry><link href="%s/x"/><updated>2026-11-2%dT12:00:00Z</updated></entry></feed>`,
				c.at, c.version.Load())
		},
		"/x": func(w http.ResponseWriter, r *http.Request) {
			page := story(int(c.version.Load()))
			c.asked <- true
			select {
			case <-c.let:
				fmt.Fprint(w, page)
			case <-r.Context().Done():
				c.left.Store(true)
			}
		},
	})
	follow(t, c.where, c.at+"/atom")
	return c
}

func (c *changing) item(t *testing.T) (it intake.Item) {
	t.Helper()
	update(t, c.where, func(tx *intake.Tx) (err error) {
		it, err = tx.Item(intake.ItemID(c.at + "/x"))
		return err
	})
	return it
}

// change changes the article, and waits until the desk has heard of it from the feed.
func (c *changing) change(t *testing.T) {
	t.Helper()
	before := c.item(t).Updated
	c.version.Store(1)
	update(t, c.where, func(tx *intake.Tx) error {
		f, err := tx.Feed(c.at + "/atom")
		if f.Due = time.Now(); err == nil {
			err = tx.PutFeed(f)
		}
		return err
	})
	waitFor(t, "the desk to hear of the change", func() bool { return c.item(t).Updated.After(before) })
}

// check waits for the article as it was changed, and tells how often its page was asked for in all, in how many jobs, and how many revisions of it are kept.
func (c *changing) check(t *testing.T, asked, jobs, kept int) {
	t.Helper()
	waitFor(t, "the change", func() bool {
		return c.item(t).State == intake.Kept && strings.Contains(contents(t, c.where), thing(1, 98))
	})
	if n := revisions(t, c.where, c.at+"/x"); n != kept {
		t.Errorf("%d revisions are kept, not %d", n, kept)
	}
	if queued := fetches(t, c.where); len(c.asked) != asked || queued != jobs {
		t.Errorf("it was asked for %d times in %d jobs, not %d times in %d", len(c.asked), queued, asked, jobs)
	}
}

// fetches is how many pages were queued to be fetched, as the queue remembers.
func fetches(t *testing.T, where string) (n int) {
	t.Helper()
	update(t, where, func(tx *intake.Tx) error {
		return tx.SQL.QueryRowContext(t.Context(), "SELECT count(*) FROM river_job WHERE kind = 'fetch_article'").Scan(&n)
	})
	return n
}

// TestWhatWasNotChangedStaysSetAside: that its feed says when it was changed is no reason to fetch it again, unless it was since.
func TestWhatWasNotChangedStaysSetAside(t *testing.T) {
	where := filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, 1, map[string]http.HandlerFunc{"/x": refuse(410), "/atom": answer(`<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title>` +
		`<entry><link href="/x"/><updated>2026-11-20T12:00:00Z</updated></entry><entry><link href="/0"/></entry></feed>`)})
	follow(t, where, at+"/atom")
	runUntil(t, where, nil, func(s intake.Status) bool { return kept(s) == 1 && s.SetAside == 1 })
	if n := fetches(t, where); n != 2 {
		t.Errorf("two pages were queued %d times", n)
	}
}

// TestAChangeUnderWayIsNotLost: the feed tells of it once, and then says that nothing has changed.
func TestAChangeUnderWayIsNotLost(t *testing.T) {
	for name, when := range map[string]struct {
		state       intake.State // in which it changes
		roles       []string     // that bring it there
		kill        bool         // the process, once it has heard of the change
		asked, jobs int
		revisions   int
	}{
		"fetching":         {intake.Found, nil, false, 2, 2, 2},
		"fetching, killed": {intake.Found, nil, true, 2, 1, 1}, // the page is asked for once more in any case
		"fetched, killed":  {intake.Fetched, []string{"fetch"}, true, 2, 2, 2},
		"read, killed":     {intake.Read, []string{"fetch", "read"}, true, 2, 2, 2},
	} {
		t.Run(name, func(t *testing.T) {
			c := newChanging(t)
			if when.state != intake.Found {
				close(c.let)
			}
			cmd := process(t, c.where, when.roles...)
			waitFor(t, "the article to come so far", func() bool { return len(c.asked) == 1 && c.item(t).State == when.state })
			c.change(t)
			if c.left.Load() {
				t.Skip("this machine is too slow: the page was given up before the desk heard of its change")
			}
			if when.kill {
				if err := cmd.Process.Kill(); err != nil {
					t.Fatal(err)
				}
				_ = cmd.Wait() // it was killed
				cmd = process(t, c.where)
			}
			if when.state == intake.Found {
				close(c.let)
			}
			c.check(t, when.asked, when.jobs, when.revisions)
			if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
				t.Fatal(err)
			}
			if err := cmd.Wait(); err != nil {
				t.Errorf("the process ends with %v", err)
			}
		})
	}
}
