package feed

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"syscall"

	"code.dny.dev/ssrf"
)

var errRedirects = fmt.Errorf("the site redirects more than %d times; open it in a browser and give the address where it ends up", MaxRedirects)

// brokenOff is a failure while the body was coming in.
type brokenOff struct {
	noun string
	err  error
}

func (b *brokenOff) Error() string {
	return "the " + b.noun + " broke off before its end (" + b.err.Error() + "); try again"
}
func (b *brokenOff) Unwrap() error { return b.err }

// elsewhere is a failure at an address to which another one redirected.
type elsewhere struct {
	address string
	err     error
}

func (e *elsewhere) Error() string { return e.err.Error() }
func (e *elsewhere) Unwrap() error { return e.err }

func redirected(from, to *url.URL, err error) error {
	if from.Host == to.Host && from.Path == to.Path && from.RawQuery == to.RawQuery {
		return err
	}
	return &elsewhere{to.Redacted(), err}
}

// plain is a failure in words that leave nothing to add: the error beneath would only say the same in those of machines.
type plain struct {
	words string
	err   error
}

func (p *plain) Error() string { return p.words }
func (p *plain) Unwrap() error { return p.err }

// explain turns a failure into one sentence: where, what, what to do. ctx is the caller's, which has no time limit of ours; late says that this one
// was over.
func explain(ctx context.Context, where string, as sort, late bool, err error) error {
	at := where
	var away *elsewhere
	var failed *url.Error
	if errors.As(err, &failed) {
		at = shorten(failed.URL)
		err = failed.Err
	}
	if errors.As(err, &away) {
		at = shorten(away.address)
	}
	if at != where {
		where = fmt.Sprintf("%s (redirected to %s)", where, at)
	}
	if stopped := ctx.Err(); stopped != nil {
		return fmt.Errorf("%s: stopped before the %s was there: %w", where, as.noun, stopped)
	}
	if late {
		return &plain{fmt.Sprintf("%s: the %s was not there after %v; try again later", where, as.noun, as.timeout), context.DeadlineExceeded}
	}
	return fmt.Errorf("%s: %w", where, word(err))
}

// word finds the plain words for what networks can do wrong. Errors that are sentences of ours pass as they are.
func word(err error) error {
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	var record tls.RecordHeaderError
	var op *net.OpError
	switch {
	case errors.As(err, new(*plain)), errors.As(err, new(*brokenOff)):
		return err
	case errors.Is(err, errMachines):
		return errMachines
	case errors.Is(err, ssrf.ErrProhibitedIP):
		return fmt.Errorf("%w, the address is private; use --allow-private to read it anyway", ErrRefused)
	case errors.Is(err, ssrf.ErrProhibitedPort), errors.Is(err, ssrf.ErrProhibitedNetwork), errors.Is(err, ssrf.ErrInvalidHostPort):
		return fmt.Errorf("%w, news is read from ports 80 and 443 only; use --allow-private to read it anyway", ErrRefused)
	case errors.As(err, &dns) && dns.IsNotFound:
		return &plain{fmt.Sprintf("there is no host called %q; check the address", shorten(dns.Name)), err}
	case errors.As(err, &dns):
		return fmt.Errorf("the host could not be looked up; check the network: %w", err)
	case errors.As(err, &cert):
		return fmt.Errorf("the site's certificate is not to be trusted; open it in a browser to see why: %w", err)
	case errors.As(err, &record):
		return fmt.Errorf("the site does not speak https there; try http: %w", err)
	case errors.Is(err, syscall.ECONNREFUSED):
		return &plain{"nothing answers there; check the address", err}
	case errors.Is(err, io.EOF):
		return &plain{"the site ended the connection without an answer; try again later", err}
	case errors.As(err, &op):
		return fmt.Errorf("the connection failed; try again later: %w", err)
	}
	return err
}

// shorten keeps a long address from filling the screen. It cuts between characters.
func shorten(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	cut := 0
	for i := range s {
		if i > most {
			break
		}
		cut = i
	}
	return s[:cut] + "…"
}
