package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"
)

// redirector serves a site where robots.txt forbids /forbidden, /to/ADDRESS leads to an address, and anything else is a page. asked counts the pages.
func redirector(t *testing.T) (address string, asked *atomic.Int32) {
	t.Helper()
	asked = new(atomic.Int32)
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		target, leads := strings.CutPrefix(r.RequestURI, "/to/")
		switch {
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(w, "User-agent: *\nDisallow: /forbidden\n")
		case leads:
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusFound)
		default:
			asked.Add(1)
			fmt.Fprint(w, story)
		}
	}), asked
}

func TestPoliteAsksRobotsOfWhereRedirectsLead(t *testing.T) {
	here, asked := redirector(t)
	there, askedThere := redirector(t)
	p := NewPolite(open(t), 0, 1)
	for _, where := range []string{here, there} {
		from, to := here+"/to/"+where+"/to/"+where+"/forbidden/a", where+"/forbidden/a"
		_, err := p.Fetch(t.Context(), from)
		wantError(t, err, from, "ADDR (redirected to "+to+"): the site asks programs not to fetch this (robots.txt)", ErrRobots)
		_, err = p.FetchList(t.Context(), from, Seen{})
		wantError(t, err, from, "ADDR (redirected to "+to+"): the site asks programs not to fetch this (robots.txt)", ErrRobots)
	}
	if n := asked.Load() + askedThere.Load(); n != 0 {
		t.Errorf("what is forbidden was asked for %d times", n)
	}
	page, err := p.Fetch(t.Context(), here+"/to/"+there+"/to/"+there+"/allowed")
	if err != nil || page.URL != there+"/allowed" {
		t.Errorf("%q, %v", page.URL, err)
	}
	if _, err := open(t).Fetch(t.Context(), here+"/to/"+here+"/forbidden/a"); err != nil {
		t.Errorf("a page that a person named: %v", err)
	}
}

func TestPoliteLeavesAloneWhereRedirectsLeadIfItsRobotsCannotBeHad(t *testing.T) {
	here, _ := redirector(t)
	broken := serve(t, func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) })
	away := httptest.NewServer(http.NotFoundHandler())
	away.Close()
	for where, why := range map[string]string{
		broken: "its robots.txt cannot be had (" + broken + "/robots.txt: the site is out of order (500 Internal Server Error); try again later), " +
			"so nothing is fetched from there until it can",
		away.URL: away.URL + "/robots.txt: nothing answers there; check the address",
	} {
		from := here + "/to/" + where + "/a"
		_, err := NewPolite(open(t), 0, 1).Fetch(t.Context(), from)
		wantError(t, err, from, "ADDR (redirected to "+where+"/a): "+why, nil)
	}
}

// TestPoliteBoundsRedirects: there are no more of them, and no more time, than without asking.
func TestPoliteBoundsRedirects(t *testing.T) {
	loop := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/loop" {
			http.Redirect(w, r, "/loop", http.StatusFound)
		}
	})
	_, err := NewPolite(open(t), 0, 1).Fetch(t.Context(), loop+"/loop")
	wantError(t, err, loop, "ADDR/loop: the site redirects more than 5 times; open it in a browser and give the address where it ends up", nil)

	silent := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/robots.txt" {
			<-r.Context().Done()
		}
	})
	here, _ := redirector(t)
	p := NewPolite(open(t), 0, 1)
	brief := p.fetcher.pages()
	brief.timeout = 100 * time.Millisecond
	_, err = p.fetch(t.Context(), here+"/to/"+silent+"/a", Seen{}, brief)
	if !errors.Is(err, context.DeadlineExceeded) || !strings.HasSuffix(err.Error(), ": the page was not there after 100ms; try again later") {
		t.Errorf("%v", err)
	}
}

// TestPoliteWaitsForItsTurnWhereRedirectsLead: the first request there, for robots.txt, has used the turn up.
func TestPoliteWaitsForItsTurnWhereRedirectsLead(t *testing.T) {
	here, _ := redirector(t)
	there, asked := redirector(t)
	p := NewPolite(open(t), 0, 1)
	p.host(there).limit = rate.NewLimiter(rate.Every(time.Hour), 1)
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	if _, err := p.Fetch(ctx, here+"/to/"+there+"/a"); err == nil || asked.Load() != 0 {
		t.Errorf("asked %d times at once after robots.txt, %v", asked.Load(), err)
	}
}

// TestPoliteHoldsNoPlaceWhileItWaitsForAnother: hosts that redirect to each other, each with a place for one, keep nobody waiting for ever.
func TestPoliteHoldsNoPlaceWhileItWaitsForAnother(t *testing.T) {
	var both, ended sync.WaitGroup
	both.Add(2)
	var at [2]string
	for i := range at {
		at[i] = serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/first" {
				both.Done()
				both.Wait() // each has the place of one host now
				http.Redirect(w, r, at[1-i]+"/last", http.StatusFound)
			}
		})
	}
	p := NewPolite(open(t), 0, 1)
	for i := range at {
		ended.Go(func() {
			if page, err := p.Fetch(t.Context(), at[i]+"/first"); err != nil || page.URL != at[1-i]+"/last" {
				t.Errorf("%q, %v", page.URL, err)
			}
		})
	}
	ended.Wait()
	for _, host := range at {
		if n := len(p.host(host).slots); n != 0 {
			t.Errorf("%d places are never given back", n)
		}
	}
}

func TestClockStandsStillWhileItsFetchWaits(t *testing.T) {
	inTime, c, stop := timed(t.Context(), time.Hour)
	err := c.stand(func() error {
		if c.timer.Stop() {
			t.Error("it runs")
		}
		return ErrRobots
	})
	if !errors.Is(err, ErrRobots) || inTime.Err() != nil || time.Until(c.until) <= 0 || !c.timer.Stop() {
		t.Errorf("after the wait %v are left; %v, %v", time.Until(c.until), err, inTime.Err())
	}
	stop()
	inTime, c, stop = timed(t.Context(), 0)
	defer stop()
	<-inTime.Done()
	if err := c.stand(func() error { return nil }); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a wait after the end: %v", err)
	}
}
