// Package feed fetches news pages and the lists that lead to them (feeds and sitemaps), politely and within bounds, reads the lists, and refuses
// private addresses unless it is told otherwise.
package feed

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// What one fetch may cost. A news page is rarely over 1 MiB and rarely redirects more than twice.
const (
	Timeout      = 10 * time.Second // from the first look-up to the last byte
	ListTimeout  = 30 * time.Second // the same for a feed or sitemap
	MaxBody      = 5 << 20          // bytes, after decompression
	MaxList      = 50 << 20         // the same for a feed or sitemap: what the sitemap protocol allows
	MaxRedirects = 5
	maxHeader    = 256 << 10 // bytes
)

// ErrRefused is wrapped by every error about an address that hearsay does not go to: a private one, one with an unusual port,
// a scheme other than http and https, or a password in it. No connection was made to it.
var ErrRefused = errors.New("refused")

// errMachines is about an address that is read in no case.
var errMachines = fmt.Errorf("%w, machines manage themselves by this address, and no news is there", ErrRefused)

// Options says how a Fetcher fetches. The zero value is the careful one.
type Options struct {
	AllowPrivate bool   // also private addresses, but for link-local ones, and ports other than 80 and 443
	UserAgent    string // what to call ourselves; UserAgent("dev") if empty
}

// Page is what came back from an address.
type Page struct {
	URL         string // where the page was found after redirects, without fragment
	Requested   string // the address that was asked for
	ContentType string // the header as sent, with its charset; "" if there was none
	Body        []byte // decompressed, not decoded
	Fetched     time.Time
}

// Seen is what a server said of a list when it was last fetched: with it the server can answer that nothing has changed.
type Seen struct{ ETag, LastModified string }

// Answer is what came back where a list was asked for.
type Answer struct {
	Page
	Seen      Seen
	Unchanged bool   // the server says that nothing has changed since Seen; there is no body
	Moved     string // where the list has moved for good; "" if it has not
}

// Fetcher fetches single pages and lists. It keeps no cookies and no connections, so pages do not know of each other.
// It is safe for concurrent use.
type Fetcher struct {
	client       *http.Client
	userAgent    string
	allowPrivate bool
	timeout      time.Duration
	listTimeout  time.Duration
}

// UserAgent is the name to send to sites for a version of hearsay, such as "0.1.0".
func UserAgent(version string) string {
	return "hearsay/" + version + " (+reads news; one page, because a person asked for it)"
}

// RunAgent is the name to send to sites where hearsay comes again and again: contact, an address of the web or of mail, is whom to write to; "" if
// nobody said. robots.txt calls us hearsay.
func RunAgent(version, contact string) string {
	if contact == "" {
		return "hearsay/" + version + " (reads news feeds; robots.txt calls it hearsay)"
	}
	return "hearsay/" + version + " (reads news feeds; robots.txt calls it hearsay; +" + contact + ")"
}

// New makes a Fetcher. No proxy of the environment is used, since a proxy would walk round the check of addresses.
func New(opts Options) *Fetcher {
	if opts.UserAgent == "" {
		opts.UserAgent = UserAgent("dev")
	}
	f := &Fetcher{userAgent: opts.UserAgent, allowPrivate: opts.AllowPrivate, timeout: Timeout, listTimeout: ListTimeout}
	control := spareMachines
	if !opts.AllowPrivate {
		private := ssrf.New().Safe
		control = func(network, address string, c syscall.RawConn) error {
			return cmp.Or(spareMachines(network, address, c), private(network, address, c))
		}
	}
	f.client = newClient(control, f.checkAddress)
	return f
}

// spareMachines refuses the addresses by which machines tell each other how they are set up, keys included: link-local ones, and those that clouds use
// beside these. Nobody who lets private addresses be read means them.
func spareMachines(_, address string, _ syscall.RawConn) error {
	where, err := netip.ParseAddrPort(address)
	if err != nil {
		return err
	}
	ip := where.Addr().Unmap().WithZone("")
	if ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip == netip.MustParseAddr("fd00:ec2::254") || ip == netip.MustParseAddr("100.100.100.200") {
		return errMachines
	}
	return nil
}

// newClient makes a client whose every connection, also after a redirect, is checked by control once the host's address is known:
// a name that resolves to a private address is caught however it was reached.
func newClient(control func(network, address string, c syscall.RawConn) error, check func(*url.URL) error) *http.Client {
	dialer := &net.Dialer{Control: control}
	return &http.Client{
		Transport: &http.Transport{
			Proxy:                  nil,
			DialContext:            dialer.DialContext,
			ForceAttemptHTTP2:      true,
			DisableKeepAlives:      true,
			MaxResponseHeaderBytes: maxHeader,
		},
		CheckRedirect: func(req *http.Request, via []*http.Request) error {
			err := check(req.URL)
			if len(via) > MaxRedirects {
				err = errRedirects
			}
			if m, ok := req.Context().Value(movesKey{}).(*moves); ok {
				m.add(req.Response)
				if err == nil {
					err = m.ask(req)
				}
			}
			if err != nil {
				return &elsewhere{req.URL.Redacted(), err}
			}
			return nil
		},
	}
}

// Fetch gets the page at an http or https address. It runs no scripts and reads nothing the page links to.
// robots.txt is not asked: it is about programs that crawl, and this is one page that a person named. Polite asks it.
//
// The error is one sentence with the address in it. It wraps ErrRefused for an address hearsay does not go to,
// hearsay.ErrTooLarge for a body over MaxBody, hearsay.ErrBinary for what is no page of text,
// context.DeadlineExceeded after Timeout, and the error of ctx if that ended first.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	answer, err := f.fetch(ctx, address, Seen{}, f.pages())
	return answer.Page, err
}

// FetchList gets a feed or sitemap, or the page of a site that may lead to one; seen is what the last answer said, and may be empty. Its errors are as
// those of Fetch. A status other than 200 and 304 is a *StatusError.
func (f *Fetcher) FetchList(ctx context.Context, address string, seen Seen) (Answer, error) {
	return f.fetch(ctx, address, seen, f.lists())
}

func (f *Fetcher) fetch(ctx context.Context, address string, seen Seen, as sort) (Answer, error) {
	u, err := f.parse(address)
	if err != nil {
		return Answer{}, err
	}
	inTime, clock, stop := timed(ctx, as.timeout)
	defer stop()
	if onward := as.onward; onward != nil {
		as.onward = func(u *url.URL) error { return clock.stand(func() error { return onward(u) }) }
	}
	answer, err := f.get(inTime, u, seen, as)
	if err != nil {
		late := errors.Is(context.Cause(inTime), context.DeadlineExceeded)
		return Answer{}, explain(ctx, shorten(u.Redacted()), as, late, err)
	}
	answer.Requested = address
	return answer, nil
}

// get sends the request and reads the answer. Its errors do not name the address yet.
func (f *Fetcher) get(ctx context.Context, u *url.URL, seen Seen, as sort) (Answer, error) {
	moved := &moves{forGood: true, onward: as.onward}
	req, err := http.NewRequestWithContext(context.WithValue(ctx, movesKey{}, moved), http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, err
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", as.accept)
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	for name, value := range map[string]string{"If-None-Match": seen.ETag, "If-Modified-Since": seen.LastModified} {
		if value != "" {
			req.Header.Set(name, value)
		}
	}
	req.Header.Set("Accept-Encoding", packings)
	resp, err := f.client.Do(req)
	if err != nil {
		return Answer{}, err
	}
	defer resp.Body.Close()
	final := *resp.Request.URL
	final.Fragment, final.RawFragment = "", ""
	answer := Answer{
		Page: Page{URL: final.String(), ContentType: resp.Header.Get("Content-Type"), Fetched: time.Now().UTC()},
		Seen: Seen{bounded(resp.Header.Get("ETag")), bounded(resp.Header.Get("Last-Modified"))},
	}
	if moved.any && moved.forGood {
		answer.Moved = answer.URL
	}
	if resp.StatusCode == http.StatusNotModified && seen != (Seen{}) {
		answer.Unchanged = true
		return answer, nil
	}
	if err := checkStatus(resp, as.noun); err != nil {
		return Answer{}, redirected(u, &final, err)
	}
	if err := as.check(resp.Header); err != nil {
		return Answer{}, redirected(u, &final, err)
	}
	answer.Body, err = readBody(resp, as)
	if err != nil {
		return Answer{}, redirected(u, &final, err)
	}
	return answer, nil
}

// parse reads an address that checkAddress lets pass. Its errors name the address.
func (f *Fetcher) parse(address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address: %w; give one such as https://example.com/story.html", shorten(address), ErrRefused)
	}
	if err := f.checkAddress(u); err != nil {
		where := shorten(u.Redacted())
		if u.Host == "" && u.User == nil {
			where = strconv.Quote(shorten(address)) // as it was given: of http:// alone only http: would be left
		}
		return nil, fmt.Errorf("%s: %w", where, err)
	}
	return u, nil
}

// checkAddress refuses what can be refused before any look-up of the host.
func (f *Fetcher) checkAddress(u *url.URL) error {
	switch {
	case u.Scheme == "":
		return fmt.Errorf("%w, the address does not start with http:// or https://", ErrRefused)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w, hearsay fetches only http and https addresses", ErrRefused)
	case u.Hostname() == "":
		return fmt.Errorf("%w, the address has no host; give one such as https://example.com/story.html", ErrRefused)
	case u.User != nil:
		return fmt.Errorf("%w, there is a user name or password in the address; take it out", ErrRefused)
	}
	if port := u.Port(); !f.allowPrivate && port != "" && port != "80" && port != "443" {
		return fmt.Errorf("%w, news is not read from port %s; use --allow-private to read it anyway", ErrRefused, port)
	}
	return nil
}
