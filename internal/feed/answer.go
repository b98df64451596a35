package feed

import (
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// checkStatus says what any status but 200 means for the reader of the page.
func checkStatus(resp *http.Response) error {
	status := strings.TrimSpace(strconv.Itoa(resp.StatusCode) + " " + http.StatusText(resp.StatusCode))
	switch code := resp.StatusCode; {
	case code == http.StatusOK:
		return nil
	case code == http.StatusUnauthorized, code == http.StatusPaymentRequired, code == http.StatusForbidden, code == http.StatusUnavailableForLegalReasons:
		return fmt.Errorf("the site does not show this page to programs (%s); save it from a browser and read the file", status)
	case code == http.StatusNotFound, code == http.StatusGone:
		return fmt.Errorf("there is no page at this address (%s); check it", status)
	case code == http.StatusTooManyRequests:
		return fmt.Errorf("the site asks for a pause (%s); try again %s", status, retryAfter(resp.Header))
	case code >= 500:
		return fmt.Errorf("the site is out of order (%s); try again %s", status, retryAfter(resp.Header))
	default:
		return fmt.Errorf("the site answered %s instead of sending a page; open it in a browser to see why", status)
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

// readBody reads all of the body or fails: half an article would be read as a whole one.
func readBody(resp *http.Response) ([]byte, error) {
	if how := resp.Header.Get("Content-Encoding"); how != "" && !strings.EqualFold(how, "identity") {
		return nil, fmt.Errorf("the page came packed as %q, which was not asked for; save it from a browser and read the file", shorten(how))
	}
	tooLarge := fmt.Errorf("the page is over %d MiB: %w; save its text and read the file", MaxBody>>20, hearsay.ErrTooLarge)
	if resp.ContentLength > MaxBody {
		return nil, tooLarge
	}
	body, err := io.ReadAll(io.LimitReader(resp.Body, MaxBody+1))
	if len(body) > MaxBody {
		return nil, tooLarge
	}
	if err != nil {
		return nil, &brokenOff{err}
	}
	return body, nil
}
