// Package feed fetches news pages politely and within bounds, and refuses private addresses unless it is told otherwise.
package feed

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"syscall"
	"time"

	"code.dny.dev/ssrf"
)

// What one fetch may cost. A news page is rarely over 1 MiB and rarely redirects more than twice.
const (
	Timeout      = 10 * time.Second // from the first look-up to the last byte
	MaxBody      = 5 << 20          // bytes, after decompression
	MaxRedirects = 5
	maxHeader    = 256 << 10 // bytes
)

// ErrRefused is wrapped by every error about an address that hearsay does not go to: a private one, one with an unusual port,
// a scheme other than http and https, or a password in it. No connection was made to it.
var ErrRefused = errors.New("refused")

// Options says how a Fetcher fetches. The zero value is the careful one.
type Options struct {
	AllowPrivate bool   // also private addresses and ports other than 80 and 443
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

// Fetcher fetches single pages. It keeps no cookies and no connections, so pages do not know of each other.
// It is safe for concurrent use.
type Fetcher struct {
	client       *http.Client
	userAgent    string
	allowPrivate bool
	timeout      time.Duration
}

// UserAgent is the name to send to sites for a version of hearsay, such as "0.1.0".
func UserAgent(version string) string {
	return "hearsay/" + version + " (+reads news; one page, because a person asked for it)"
}

// New makes a Fetcher. No proxy of the environment is used, since a proxy would walk round the check of addresses.
func New(opts Options) *Fetcher {
	if opts.UserAgent == "" {
		opts.UserAgent = UserAgent("dev")
	}
	f := &Fetcher{userAgent: opts.UserAgent, allowPrivate: opts.AllowPrivate, timeout: Timeout}
	if opts.AllowPrivate {
		f.client = newClient(nil, f.checkAddress)
	} else {
		f.client = newClient(ssrf.New().Safe, f.checkAddress)
	}
	return f
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
			if err != nil {
				return &elsewhere{req.URL.Redacted(), err}
			}
			return nil
		},
	}
}

// Fetch gets the page at an http or https address. It runs no scripts and reads nothing the page links to.
// robots.txt is not asked: it is about programs that crawl, and this is one page that a person named.
//
// The error is one sentence with the address in it. It wraps ErrRefused for an address hearsay does not go to,
// hearsay.ErrTooLarge for a body over MaxBody, hearsay.ErrBinary for what is no page of text,
// context.DeadlineExceeded after Timeout, and the error of ctx if that ended first.
func (f *Fetcher) Fetch(ctx context.Context, address string) (Page, error) {
	u, err := url.Parse(address)
	if err != nil {
		return Page{}, fmt.Errorf("%q is not an address: %w; give one such as https://example.com/story.html", shorten(address), ErrRefused)
	}
	where := shorten(u.Redacted())
	if err := f.checkAddress(u); err != nil {
		return Page{}, fmt.Errorf("%s: %w", where, err)
	}
	inTime, cancel := context.WithTimeout(ctx, f.timeout)
	defer cancel()
	page, err := f.get(inTime, u)
	if err != nil {
		return Page{}, explain(ctx, where, f.timeout, err)
	}
	page.Requested = address
	return page, nil
}

// get sends the request and reads the answer. Its errors do not name the address yet.
func (f *Fetcher) get(ctx context.Context, u *url.URL) (Page, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Page{}, err
	}
	req.Header.Set("User-Agent", f.userAgent)
	req.Header.Set("Accept", "text/html,application/xhtml+xml,text/plain;q=0.8")
	req.Header.Set("Accept-Language", "en,*;q=0.5")
	// Accept-Encoding is the transport's: it asks for gzip and undoes it as we read, so that MaxBody counts the undone bytes.
	resp, err := f.client.Do(req)
	if err != nil {
		return Page{}, err
	}
	defer resp.Body.Close()
	final := *resp.Request.URL
	final.Fragment, final.RawFragment = "", ""
	if err := checkStatus(resp); err != nil {
		return Page{}, redirected(u, &final, err)
	}
	if err := checkType(resp.Header); err != nil {
		return Page{}, redirected(u, &final, err)
	}
	body, err := readBody(resp)
	if err != nil {
		return Page{}, redirected(u, &final, err)
	}
	return Page{URL: final.String(), ContentType: resp.Header.Get("Content-Type"), Body: body, Fetched: time.Now().UTC()}, nil
}

// checkAddress refuses what can be refused before any look-up of the host.
func (f *Fetcher) checkAddress(u *url.URL) error {
	switch {
	case u.Scheme == "":
		return fmt.Errorf("%w, the address does not start with http:// or https://", ErrRefused)
	case u.Scheme != "http" && u.Scheme != "https":
		return fmt.Errorf("%w, hearsay fetches only http and https addresses", ErrRefused)
	case u.Hostname() == "":
		return fmt.Errorf("%w, the address names no host", ErrRefused)
	case u.User != nil:
		return fmt.Errorf("%w, there is a user name or password in the address; take it out", ErrRefused)
	}
	if port := u.Port(); !f.allowPrivate && port != "" && port != "80" && port != "443" {
		return fmt.Errorf("%w, news is not read from port %s; use --allow-private to read it anyway", ErrRefused, port)
	}
	return nil
}
