package feed

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
	"golang.org/x/time/rate"
)

// robotName is what robots.txt calls us.
const robotName = "hearsay"

// How long what a site says about programs is believed (RFC 9309, section 2.4: a day at most), and how long an error of it is.
const (
	robotsAge      = 24 * time.Hour
	robotsErrorAge = 10 * time.Minute
	networkAge     = time.Minute // how long a failure of the network is
	maxHosts       = 10_000      // that are remembered
	maxDelay       = time.Minute
)

// ErrRobots is wrapped by errors about addresses that a site asks programs not to fetch.
var ErrRobots = errors.New("the site asks programs not to fetch this (robots.txt)")

// Polite keeps to what sites may expect of a program that comes again and again: a pause between two requests to a host, few requests to it at
// once, and what its robots.txt says. It is safe for concurrent use.
type Polite struct {
	fetcher *Fetcher
	pause   time.Duration
	atOnce  int

	mu    sync.Mutex
	hosts map[string]*host
}

// host is what is known of a host.
type host struct {
	limit *rate.Limiter
	slots chan struct{}
	used  time.Time

	asking sync.Mutex // held while robots.txt is asked for
	robots *robotstxt.RobotsData
	until  time.Time // when robots must be asked for again
	err    error     // why it is not known; nothing may be fetched then
}

// NewPolite makes a Polite with the least pause between two requests to a host and the most at once.
func NewPolite(f *Fetcher, pause time.Duration, atOnce int) *Polite {
	return &Polite{fetcher: f, pause: pause, atOnce: max(1, atOnce), hosts: map[string]*host{}}
}

// Fetch gets a page as Fetcher.Fetch does, but in its turn, and only if robots.txt lets it; so for each address that a redirect leads to. Time is
// bounded as there, but for waiting. An error that wraps ErrRobots names the address that is forbidden.
func (p *Polite) Fetch(ctx context.Context, address string) (Page, error) {
	answer, err := p.fetch(ctx, address, Seen{}, p.fetcher.pages())
	return answer.Page, err
}

// FetchList gets a list as Fetcher.FetchList does, as politely as Fetch.
func (p *Polite) FetchList(ctx context.Context, address string, seen Seen) (Answer, error) {
	return p.fetch(ctx, address, seen, p.fetcher.lists())
}

func (p *Polite) fetch(ctx context.Context, address string, seen Seen, as sort) (Answer, error) {
	u, err := p.fetcher.parse(address)
	if err != nil {
		return Answer{}, err
	}
	release, err := p.acquire(ctx, u)
	if err != nil && ctx.Err() == nil && !errors.As(err, new(*plain)) {
		err = fmt.Errorf("%s: %w", shorten(u.Redacted()), err)
	}
	if err != nil {
		return Answer{}, err
	}
	defer func() { release() }()
	as.onward = func(to *url.URL) (err error) {
		release() // a place that is held while another is waited for could be the one that is waited for
		release, err = p.acquire(ctx, to)
		return err
	}
	return p.fetcher.fetch(ctx, address, seen, as)
}

// acquire waits until an address may be asked for; release, which is never nil, says that the answer is there. The error does not name the address,
// unless it is plain: then it names that of robots.txt.
func (p *Polite) acquire(ctx context.Context, u *url.URL) (release func(), err error) {
	nothing := func() {}
	h := p.host(strings.ToLower(u.Scheme + "://" + u.Host))
	select {
	case h.slots <- struct{}{}:
	case <-ctx.Done():
		return nothing, ctx.Err()
	}
	free := func() { <-h.slots }
	if err := p.allowed(ctx, h, u); err != nil {
		free()
		return nothing, err
	}
	if err := h.limit.Wait(ctx); err != nil {
		free()
		return nothing, err
	}
	return free, nil
}

// host gives what is known of a host, and forgets the longest unused ones where there are too many.
func (p *Polite) host(name string) *host {
	p.mu.Lock()
	defer p.mu.Unlock()
	h := p.hosts[name]
	if h == nil {
		if len(p.hosts) >= maxHosts {
			p.forget()
		}
		h = &host{limit: rate.NewLimiter(rate.Inf, 1), slots: make(chan struct{}, p.atOnce)}
		if p.pause > 0 {
			h.limit.SetLimit(rate.Every(p.pause))
		}
		p.hosts[name] = h
	}
	h.used = time.Now()
	return h
}

// forget drops hosts that nobody is waiting for and that were not used for longest: half of all, so that it is rarely done.
func (p *Polite) forget() {
	var sum time.Duration
	now := time.Now()
	for _, h := range p.hosts {
		sum += now.Sub(h.used)
	}
	mean := sum / time.Duration(len(p.hosts))
	for name, h := range p.hosts {
		if len(h.slots) == 0 && now.Sub(h.used) >= mean {
			delete(p.hosts, name)
		}
	}
}

// allowed asks a host's robots.txt, which is kept for a day.
func (p *Polite) allowed(ctx context.Context, h *host, u *url.URL) error {
	h.asking.Lock()
	defer h.asking.Unlock()
	if time.Now().After(h.until) {
		if err := p.ask(ctx, h, u); err != nil {
			return err
		}
	}
	if h.robots == nil && !errors.As(h.err, new(*StatusError)) {
		return &plain{h.err.Error(), h.err} // it is the host that cannot be had
	}
	if h.robots == nil {
		return fmt.Errorf("its robots.txt cannot be had (%w), so nothing is fetched from there until it can", h.err)
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	group := h.robots.FindGroup(robotName)
	if delay := min(group.CrawlDelay, maxDelay); delay > p.pause {
		h.limit.SetLimit(rate.Every(delay))
	}
	if !group.Test(path) {
		return ErrRobots
	}
	return nil
}

// ask gets robots.txt. There is none for a site that answers 4xx; one that is out of order or silent must be left alone (RFC 9309, 2.3.1.4), unless
// an older robots.txt of it is known. Where it redirects, nobody is asked (2.3.1.2). The error is that there was no time to ask.
func (p *Polite) ask(ctx context.Context, h *host, u *url.URL) error {
	if h.robots == nil || h.until.IsZero() {
		if err := h.limit.Wait(ctx); err != nil {
			return err
		}
	}
	answer, err := p.fetcher.fetch(ctx, u.Scheme+"://"+u.Host+"/robots.txt", Seen{}, p.fetcher.robots())
	if ctx.Err() != nil {
		return ctx.Err()
	}
	now := time.Now()
	var status *StatusError
	code := http.StatusOK
	if errors.As(err, &status) && status.Code < 500 && status.Code != http.StatusTooManyRequests {
		code, err = status.Code, nil
	}
	var robots *robotstxt.RobotsData
	if err == nil {
		robots, err = robotstxt.FromStatusAndBytes(code, answer.Body)
	}
	if err != nil {
		h.err, h.until = err, now.Add(networkAge)
		if status != nil {
			h.until = now.Add(robotsErrorAge)
		}
		return nil
	}
	h.robots, h.err, h.until = robots, nil, now.Add(robotsAge)
	return nil
}
