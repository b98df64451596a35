package feed

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/andybalholm/brotli"

	"hearsay"
)

const story = "<!doctype html><title>Bridge shut</title><p>The bridge is shut, the council said.</p>"

func serve(t *testing.T, h http.HandlerFunc) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server.URL
}

func open(t *testing.T) *Fetcher {
	t.Helper()
	return New(Options{AllowPrivate: true})
}

// wantError checks the whole sentence, in which ADDR stands for the server's address, and what it wraps.
func wantError(t *testing.T, err error, address, sentence string, wraps error) {
	t.Helper()
	if err == nil {
		t.Fatalf("no error, want %q", sentence)
	}
	if got := strings.ReplaceAll(err.Error(), address, "ADDR"); got != sentence {
		t.Errorf("error is\n%s\nwant\n%s", got, sentence)
	}
	if wraps != nil && !errors.Is(err, wraps) {
		t.Errorf("%v does not wrap %v", err, wraps)
	}
}

func TestFetchReturnsPageAsSent(t *testing.T) {
	var asked http.Header
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		asked = r.Header
		w.Header().Set("Content-Type", "text/html; charset=iso-8859-1")
		fmt.Fprint(w, story+"\xe9")
	})
	before := time.Now()
	page, err := open(t).Fetch(context.Background(), address+"/a?b=c#d")
	if err != nil {
		t.Fatal(err)
	}
	if page.URL != address+"/a?b=c" || page.Requested != address+"/a?b=c#d" {
		t.Errorf("URL %q, Requested %q", page.URL, page.Requested)
	}
	if page.ContentType != "text/html; charset=iso-8859-1" || string(page.Body) != story+"\xe9" {
		t.Errorf("ContentType %q, Body %q", page.ContentType, page.Body)
	}
	if page.Fetched.Before(before.Add(-time.Second)) || page.Fetched.Location() != time.UTC {
		t.Errorf("Fetched %v", page.Fetched)
	}
	want := map[string]string{
		"User-Agent":      "hearsay/dev (+reads news; one page, because a person asked for it)",
		"Accept":          "text/html,application/xhtml+xml,text/plain;q=0.8",
		"Accept-Encoding": "gzip, br",
		"Cookie":          "",
	}
	for name, value := range want {
		if asked.Get(name) != value {
			t.Errorf("%s: %q, want %q", name, asked.Get(name), value)
		}
	}
}

func TestFetchSendsUserAgentGiven(t *testing.T) {
	var got string
	address := serve(t, func(w http.ResponseWriter, r *http.Request) { got = r.UserAgent() })
	if _, err := New(Options{AllowPrivate: true, UserAgent: UserAgent("1.2.3")}).Fetch(context.Background(), address); err != nil {
		t.Fatal(err)
	}
	if got != "hearsay/1.2.3 (+reads news; one page, because a person asked for it)" {
		t.Errorf("User-Agent %q", got)
	}
}

func TestFetchUnpacks(t *testing.T) {
	for packing, pack := range packers() {
		address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			w.Header().Set("Content-Encoding", packing)
			packed := pack(w)
			fmt.Fprint(packed, story)
			packed.Close()
		})
		page, err := open(t).Fetch(context.Background(), address)
		if err != nil || string(page.Body) != story {
			t.Errorf("%s: %q, %v", packing, page.Body, err)
		}
	}
}

// packers pack bodies, by what Content-Encoding calls it.
func packers() map[string]func(io.Writer) io.WriteCloser {
	zip := func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }
	return map[string]func(io.Writer) io.WriteCloser{"gzip": zip, "X-GZIP": zip, "br": func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }}
}

// TestFetchTellsOfBrokenPackings: what is packed badly, or breaks off, is no article.
func TestFetchTellsOfBrokenPackings(t *testing.T) {
	for packing, pack := range packers() {
		var whole bytes.Buffer
		packed := pack(&whole)
		fmt.Fprint(packed, strings.Repeat(story, 50))
		packed.Close()
		for name, body := range map[string][]byte{"not packed at all": []byte(story), "broken off": whole.Bytes()[:whole.Len()/2]} {
			address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				w.Header().Set("Content-Encoding", packing)
				w.Write(body)
			})
			if page, err := open(t).Fetch(context.Background(), address); err == nil || !strings.Contains(err.Error(), "the page broke off before its end") {
				t.Errorf("%s, %s: %q, %v", packing, name, page.Body, err)
			}
		}
	}
}

func TestFetchRefusesLargeBodies(t *testing.T) {
	const sentence = "ADDR: the page is over 5 MiB: it is too large; save its text and read the file"
	bodies := map[string]http.HandlerFunc{
		"declared": func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", fmt.Sprint(MaxBody+1))
			w.WriteHeader(http.StatusOK)
		},
		"streamed": func(w http.ResponseWriter, _ *http.Request) {
			for range MaxBody>>16 + 1 {
				w.Write(bytes.Repeat([]byte("a"), 1<<16))
			}
		},
	}
	for packing, pack := range packers() {
		bodies[packing+" bomb"] = func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Encoding", packing)
			packed := pack(w)
			for range 100 {
				packed.Write(make([]byte, 1<<20))
			}
			packed.Close()
		}
	}
	for name, body := range bodies {
		t.Run(name, func(t *testing.T) {
			address := serve(t, func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "text/html")
				body(w, r)
			})
			_, err := open(t).Fetch(context.Background(), address)
			wantError(t, err, address, sentence, hearsay.ErrTooLarge)
		})
	}
}

func TestFetchTakesBodyAtTheLimit(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/plain")
		w.Write(bytes.Repeat([]byte("a"), MaxBody))
	})
	page, err := open(t).Fetch(context.Background(), address)
	if err != nil || len(page.Body) != MaxBody {
		t.Errorf("%d bytes, %v", len(page.Body), err)
	}
}

func TestFetchFollowsFiveRedirects(t *testing.T) {
	hops := 0
	handler := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/end" {
			fmt.Fprint(w, story)
			return
		}
		hops++
		if hops == MaxRedirects {
			http.Redirect(w, r, "/end", http.StatusFound)
			return
		}
		http.Redirect(w, r, fmt.Sprint("/", hops), http.StatusFound)
	}
	address := serve(t, handler)
	page, err := open(t).Fetch(context.Background(), address)
	if err != nil || page.URL != address+"/end" || page.Requested != address {
		t.Errorf("%q, %v", page.URL, err)
	}
}

func TestFetchExplainsStatus(t *testing.T) {
	cases := []struct {
		code     int
		retry    string
		sentence string
	}{
		{403, "", "the site does not show this page to programs (403 Forbidden); save it from a browser and read the file"},
		{404, "", "there is no page at this address (404 Not Found); check it"},
		{410, "", "there is no page at this address (410 Gone); check it"},
		{429, "120", "the site asks for a pause (429 Too Many Requests); try again after 120 s"},
		{429, "Wed, 25 Nov 2026 09:30:00 GMT", "the site asks for a pause (429 Too Many Requests); try again after 2026-11-25T09:30:00Z"},
		{429, "soon", "the site asks for a pause (429 Too Many Requests); try again later"},
		{500, "", "the site is out of order (500 Internal Server Error); try again later"},
		{503, "30", "the site is out of order (503 Service Unavailable); try again after 30 s"},
		{204, "", "the site answered 204 No Content instead of sending a page; open it in a browser to see why"},
		{302, "", "the site answered 302 Found instead of sending a page; open it in a browser to see why"},
		{599, "", "the site is out of order (599); try again later"},
	}
	for _, c := range cases {
		address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Retry-After", c.retry)
			w.WriteHeader(c.code)
		})
		_, err := open(t).Fetch(context.Background(), address)
		wantError(t, err, address, "ADDR: "+c.sentence, nil)
	}
}

func TestFetchChecksContentType(t *testing.T) {
	cases := []struct {
		kind, sentence string
		wraps          error
	}{
		{"text/html", "", nil},
		{"Text/HTML; charset=", "", nil},
		{"application/xhtml+xml", "", nil},
		{"text/plain; charset=utf-8", "", nil},
		{"application/pdf", "the address leads to a PDF: it is not text but binary data; download it, convert it to plain text and read that", hearsay.ErrBinary},
		{"image/png", `the address leads to "image/png": it is not text but binary data; give the address of an article`, hearsay.ErrBinary},
		{"application/json", `the address leads to "application/json", and hearsay reads HTML and plain text; give the address of an article`, nil},
	}
	for _, c := range cases {
		address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", c.kind)
			fmt.Fprint(w, story)
		})
		_, err := open(t).Fetch(context.Background(), address)
		if c.sentence == "" && err != nil {
			t.Errorf("%s: %v", c.kind, err)
		} else if c.sentence != "" {
			wantError(t, err, address, "ADDR: "+c.sentence, c.wraps)
		}
	}
}

func TestFetchTakesPageWithoutContentType(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header()["Content-Type"] = nil
		fmt.Fprint(w, story)
	})
	page, err := open(t).Fetch(context.Background(), address)
	if err != nil || page.ContentType != "" || string(page.Body) != story {
		t.Errorf("%+v, %v", page, err)
	}
}

func TestFetchRefusesUnknownEncoding(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "dcb")
		fmt.Fprint(w, "packed")
	})
	_, err := open(t).Fetch(context.Background(), address)
	wantError(t, err, address, `ADDR: the page came packed as "dcb", which was not asked for; save it from a browser and read the file`, nil)
}

func TestFetchEndsSlowAnswers(t *testing.T) {
	drips := map[string]http.HandlerFunc{
		"header": func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() },
		"body": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", "text/html")
			for r.Context().Err() == nil {
				fmt.Fprint(w, "a")
				w.(http.Flusher).Flush()
				time.Sleep(5 * time.Millisecond)
			}
		},
	}
	for name, drip := range drips {
		t.Run(name, func(t *testing.T) {
			address := serve(t, drip)
			f := open(t)
			f.timeout = 100 * time.Millisecond
			_, err := f.Fetch(context.Background(), address)
			wantError(t, err, address, "ADDR: the page was not there after 100ms; try again later", context.DeadlineExceeded)
		})
	}
}

func TestFetchStopsWithContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	address := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		cancel()
		<-r.Context().Done()
	})
	_, err := open(t).Fetch(ctx, address)
	wantError(t, err, address, "ADDR: stopped before the page was there: context canceled", context.Canceled)
}

func TestFetchReportsBrokenPages(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, story)
	})
	_, err := open(t).Fetch(context.Background(), address)
	wantError(t, err, address, "ADDR: the page broke off before its end (unexpected EOF); try again", nil)
}

func TestFetchReportsPackedPagesOfNothing(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("Content-Encoding", "gzip")
	})
	_, err := open(t).Fetch(context.Background(), address)
	wantError(t, err, address, "ADDR: the page broke off before its end (EOF); try again", io.EOF)
}

func TestFetchReportsDeadHosts(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	address := server.URL
	server.Close()
	_, err := open(t).Fetch(context.Background(), address)
	wantError(t, err, address, "ADDR: nothing answers there; check the address", syscall.ECONNREFUSED)
}

func TestFetchReportsUntrustedCertificates(t *testing.T) {
	server := httptest.NewUnstartedServer(http.NotFoundHandler())
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	_, err := open(t).Fetch(context.Background(), server.URL)
	if err == nil || !strings.Contains(err.Error(), "the site's certificate is not to be trusted; open it in a browser to see why: ") {
		t.Errorf("%v", err)
	}
}

func TestFetchSaysThatNothingWasAnswered(t *testing.T) {
	address := serve(t, func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	_, err := open(t).Fetch(context.Background(), address)
	wantError(t, err, address, "ADDR: the site ended the connection without an answer; try again later", io.EOF)
}
