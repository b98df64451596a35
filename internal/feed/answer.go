package feed

import (
	"compress/gzip"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"

	"hearsay"
)

// StatusError is an answer whose status says that there is nothing to read.
type StatusError struct {
	Code     int
	Retry    time.Time // when the server wants to be asked again; the zero time if it does not say
	sentence string
}

func (e *StatusError) Error() string { return e.sentence }

// checkStatus says what any status but 200 means for the reader of the page.
func checkStatus(resp *http.Response, noun string) error {
	if resp.StatusCode == http.StatusOK {
		return nil
	}
	return &StatusError{resp.StatusCode, retryTime(resp.Header, time.Now()), statusInWords(resp, noun)}
}

func statusInWords(resp *http.Response, noun string) string {
	status := strings.TrimSpace(strconv.Itoa(resp.StatusCode) + " " + http.StatusText(resp.StatusCode))
	switch code := resp.StatusCode; {
	case code == http.StatusUnauthorized, code == http.StatusPaymentRequired, code == http.StatusForbidden, code == http.StatusUnavailableForLegalReasons:
		advice := map[bool]string{true: "; save it from a browser and read the file"}[noun == pageNoun]
		return fmt.Sprintf("the site does not show this %s to programs (%s)%s", noun, status, advice)
	case code == http.StatusNotFound, code == http.StatusGone:
		return fmt.Sprintf("there is no %s at this address (%s); check it", noun, status)
	case code == http.StatusTooManyRequests:
		return fmt.Sprintf("the site asks for a pause (%s); try again %s", status, retryAfter(resp.Header))
	case code >= 500:
		return fmt.Sprintf("the site is out of order (%s); try again %s", status, retryAfter(resp.Header))
	default:
		return fmt.Sprintf("the site answered %s instead of sending a %s; open it in a browser to see why", status, noun)
	}
}

// retryAfter words the header Retry-After, which is a number of seconds or a date; "later" if it is neither.
func retryAfter(h http.Header) string {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return fmt.Sprintf("after %d s", seconds)
	}
	if at, err := http.ParseTime(value); err == nil {
		return "after " + at.UTC().Format(time.RFC3339)
	}
	return "later"
}

// retryTime reads the header Retry-After; the zero time if there is none.
func retryTime(h http.Header, now time.Time) time.Time {
	const most = 365 * 24 * 60 * 60 // seconds: more is a mistake, and would overflow
	value := strings.TrimSpace(h.Get("Retry-After"))
	if seconds, err := strconv.Atoi(value); err == nil && seconds >= 0 {
		return now.Add(time.Duration(min(seconds, most)) * time.Second)
	}
	at, err := http.ParseTime(value)
	if err != nil {
		return time.Time{}
	}
	return at.UTC()
}

// checkType lets pages and plain text through. A missing type is let through too: the bytes will tell.
func checkType(h http.Header) error {
	header := h.Get("Content-Type")
	if strings.TrimSpace(header) == "" {
		return nil
	}
	kind, _, err := mime.ParseMediaType(header)
	if err != nil {
		// A broken parameter, such as an empty charset, says nothing against the type before it.
		kind, _, _ = strings.Cut(header, ";")
		kind = strings.ToLower(strings.TrimSpace(kind))
	}
	switch kind {
	case "text/html", "application/xhtml+xml", "text/plain":
		return nil
	case "application/pdf":
		return fmt.Errorf("the address leads to a PDF: %w; download it, convert it to plain text and read that", hearsay.ErrBinary)
	}
	if top, _, _ := strings.Cut(kind, "/"); top == "image" || top == "audio" || top == "video" || kind == "application/octet-stream" || kind == "application/zip" {
		return fmt.Errorf("the address leads to %q: %w; give the address of an article", shorten(kind), hearsay.ErrBinary)
	}
	return fmt.Errorf("the address leads to %q, and hearsay reads HTML and plain text; give the address of an article", shorten(kind))
}

// packings are how a body may come packed, as the header Accept-Encoding says.
const packings = "gzip, br"

// readBody reads all of the body or fails: half an article would be read as a whole one. The bound holds for what comes and for what is unpacked, which is
// never in memory beyond it.
func readBody(resp *http.Response, as sort) ([]byte, error) {
	tooLarge := fmt.Errorf("the %s is over %d MiB: %w%s", as.noun, as.most>>20, hearsay.ErrTooLarge, as.instead)
	if resp.ContentLength > as.most {
		return nil, tooLarge
	}
	packed := resp.Header.Get("Content-Encoding")
	var in io.Reader = resp.Body
	var err error
	switch strings.ToLower(strings.TrimSpace(packed)) {
	case "", "identity":
	case "gzip", "x-gzip":
		in, err = gzip.NewReader(resp.Body)
	case "br":
		in = brotli.NewReader(resp.Body)
	default:
		return nil, fmt.Errorf("the %s came packed as %q, which was not asked for%s", as.noun, shorten(packed),
			as.otherwise("save it from a browser and read the file"))
	}
	if err != nil {
		return nil, &brokenOff{as.noun, err}
	}
	body, err := io.ReadAll(io.LimitReader(in, as.most+1))
	if int64(len(body)) > as.most {
		return nil, tooLarge
	}
	if err != nil {
		return nil, &brokenOff{as.noun, err}
	}
	return body, nil
}
