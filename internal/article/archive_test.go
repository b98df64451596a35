package article

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"
)

// warcRecord writes a WARC record.
func warcRecord(version, kind, address, contentType, block string) string {
	return fmt.Sprintf("WARC/%s\r\nWARC-Type: %s\r\nWARC-Record-ID: <urn:uuid:%08x-0000-4000-8000-000000000000>\r\nWARC-Date: 2026-11-24T10:00:00Z\r\n"+
		"WARC-Target-URI: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", version, kind, len(address), address, contentType, len(block), block)
}

const httpResponse = "application/http; msgtype=response"

// answer is a record of a page that a server gave.
func answer(address, headers, body string) string {
	return warcRecord("1.0", "response", address, httpResponse, "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"+headers+"\r\n"+body)
}

func packed(t *testing.T, s string, open func(io.Writer) (io.WriteCloser, error)) string {
	t.Helper()
	var b bytes.Buffer
	w, err := open(&b)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipped(t *testing.T, s string) string {
	return packed(t, s, func(w io.Writer) (io.WriteCloser, error) { return gzip.NewWriter(w), nil })
}

func zstdPacked(t *testing.T, s string) string {
	return packed(t, s, func(w io.Writer) (io.WriteCloser, error) { return zstd.NewWriter(w) })
}

// captures reads an archive to its end: what is in it, and what is wrong with it.
func captures(t *testing.T, archive string) (pages, wrong []string) {
	t.Helper()
	plain, err := Unpack(strings.NewReader(archive))
	if err != nil {
		t.Fatal(err)
	}
	a := NewArchive(plain)
	for range 100 {
		c, err := a.Next()
		switch {
		case errors.Is(err, io.EOF):
			return pages, wrong
		case err != nil:
			wrong = append(wrong, err.Error())
		default:
			pages = append(pages, c.URL+" "+string(c.Raw))
			if !c.At.Equal(time.Date(2026, 11, 24, 10, 0, 0, 0, time.UTC)) {
				t.Errorf("%s was fetched at %v", c.URL, c.At)
			}
		}
	}
	t.Fatal("the archive has no end")
	return nil, nil
}

func TestArchive(t *testing.T) {
	const page = "<p>The bridge is shut.</p>"
	whole := "https://x.example/a " + page
	chunks := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(page), page)
	br := packed(t, page, func(w io.Writer) (io.WriteCloser, error) { return brotli.NewWriter(w), nil })
	cases := []struct {
		name, archive string
		pages         int
	}{
		{"a response", answer("https://x.example/a", "", page), 1},
		{"of version 1.1, in angle brackets", warcRecord("1.1", "response", "<https://x.example/a>", httpResponse, "HTTP/2 200\r\ncontent-type: text/html\r\n\r\n"+page), 1},
		{"chunked", answer("https://x.example/a", "Transfer-Encoding: chunked\r\n", chunks), 1},
		{"chunks undone, header left", answer("https://x.example/a", "Transfer-Encoding: chunked\r\n", page), 1},
		{"gzip", answer("https://x.example/a", "Content-Encoding: gzip\r\n", gzipped(t, page)), 1},
		{"brotli", answer("https://x.example/a", "Content-Encoding: br\r\n", br), 1},
		{"zstd", answer("https://x.example/a", "Content-Encoding: zstd\r\n", zstdPacked(t, page)), 1},
		{"unpacked, header left", answer("https://x.example/a", "Content-Encoding: gzip\r\n", page), 1},
		{"a resource", warcRecord("1.0", "resource", "https://x.example/a", "text/html", page), 1},
		{"a conversion", warcRecord("1.0", "conversion", "https://x.example/a", "text/plain", page), 1},
		{"gzip a record", gzipped(t, warcRecord("1.0", "warcinfo", "", "application/warc-fields", "software: x\r\n")) + gzipped(t, answer("https://x.example/a", "", page)), 1},
		{"zstd", zstdPacked(t, answer("https://x.example/a", "", page)+answer("https://x.example/a", "", page)), 2},
		{"a picture, a request, an error and a page", warcRecord("1.0", "response", "https://x.example/p", httpResponse, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx") +
			warcRecord("1.0", "request", "https://x.example/a", "application/http; msgtype=request", "GET /a HTTP/1.1\r\n\r\n") +
			warcRecord("1.0", "response", "https://x.example/e", httpResponse, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno") + answer("https://x.example/a", "", page), 1},
	}
	for _, c := range cases {
		pages, wrong := captures(t, c.archive)
		if len(wrong) > 0 || len(pages) != c.pages {
			t.Errorf("%s: %d pages %q, wrong %q", c.name, len(pages), pages, wrong)
		}
		for _, got := range pages {
			if got != whole {
				t.Errorf("%s: got %q", c.name, got)
			}
		}
	}
}

func TestArchiveGoesOnAfterBrokenRecords(t *testing.T) {
	const page = "<p>The bridge is shut.</p>"
	good := answer("https://x.example/a", "", page)
	gz := gzipped(t, good)
	cases := []struct {
		name, archive string
		pages         int
		wrong         string
	}{
		{"no answer of a server", good + warcRecord("1.0", "response", "https://x.example/b", httpResponse, "rubbish") + good, 2, "record 2, at byte "},
		{"half an answer of a server", good + warcRecord("1.0", "response", "https://x.example/b", httpResponse, "HTTP/1.1 200 OK\r\nCon") + good, 2, "record 2, at byte "},
		{"no length", good + strings.Replace(good, "Content-Length", "Length", 1) + good, 2, "record 2, at byte "},
		{"a length too small", good + strings.Replace(good, "bridge", "bridge there", 1) + good, 3, fmt.Sprintf("after record 2, at byte %d: 8 bytes belong to no record", 2*len(good)-4)},
		{"rubbish between records", good + "rub\r\n\r\nbish\r\n\r\n" + good, 2,
			fmt.Sprintf("after record 1, at byte %d: 13 bytes belong to no record, and are left out; check that the file came over whole", len(good))},
		{"rubbish before the first record", "rubbish\r\n" + good, 1, "before the first record, at byte 0: 9 bytes belong to no record"},
		{"rubbish after the last record", good + "rubbish", 1, fmt.Sprintf("after record 1, at byte %d: 7 bytes belong to no record", len(good))},
		{"empty lines between records", "\r\n" + good + "\r\n \n" + good, 2, ""},
		{"cut off in a head", good + good[:20], 1, fmt.Sprintf("record 2, at byte %d: its head has no end; get the whole file", len(good))},
		{"packed, cut off in the first record", gz[:len(gz)-30], 0, "record 1, at byte 0: it breaks off before its end; get the whole file"},
		{"packed, cut off in a body", gz + gz[:len(gz)-30], 1, fmt.Sprintf("record 2, at byte %d: it breaks off before its end; get the whole file", len(good))},
		{"cut off", good + good[:len(good)-20], 1, "record 2, at byte "},
		{"no archive", "rubbish that goes on for a while", 0, "there is no WARC record in it; check that the file came over whole"},
		{"nothing", "", 0, "there is no WARC record in it; check that the file came over whole"},
	}
	for _, c := range cases {
		pages, wrong := captures(t, c.archive)
		if len(pages) != c.pages || (c.wrong == "") != (len(wrong) == 0) || len(wrong) > 1 || c.wrong != "" && !strings.HasPrefix(wrong[0], c.wrong) {
			t.Errorf("%s: pages %q, wrong %q", c.name, pages, wrong)
		}
	}
}

func FuzzArchive(f *testing.F) {
	f.Add([]byte(answer("https://x.example/a", "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", "5\r\n<p>Th\r\n")))
	f.Add([]byte(warcRecord("1.1", "resource", "https://x.example/a", "text/plain", sentence) + warcRecord("1.0", "revisit", "", "message/http", "")))
	f.Add([]byte("WARC/1.0\r\nContent-Length: 99999999999\r\n\r\nx"))
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		plain, err := Unpack(bytes.NewReader(raw))
		if err != nil {
			return
		}
		defer plain.Close()
		a := NewArchive(io.LimitReader(plain, 1<<20))
		for n := 0; ; n++ {
			if _, err := a.Next(); errors.Is(err, io.EOF) {
				return
			}
			if n > 1<<20 {
				t.Fatal("the archive has no end")
			}
		}
	})
}

// lined is a million lines, made as they are read.
type lined struct {
	n, broken int
	rest      []byte
}

func (l *lined) Read(p []byte) (int, error) {
	for len(l.rest) == 0 {
		if l.n++; l.n > 1_000_000 {
			return 0, io.EOF
		}
		l.rest = fmt.Appendf(nil, `{"id":"n%d","text":"The dam is shut, they said."}`+"\n", l.n)
		if l.n == l.broken {
			l.rest = []byte(`{"id":"n` + "\n")
		}
	}
	n := copy(p, l.rest)
	l.rest = l.rest[n:]
	return n, nil
}

// TestLinesNamesOneOfAMillion: of a million lines one is broken; it is told by its number, and the others are read.
func TestLinesNamesOneOfAMillion(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes seconds")
	}
	lines, read := NewLines(&lined{broken: 654_321}, Hint{Path: "x"}), 0
	for {
		art, _, err := lines.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			wantError(t, err, "line 654321: it is broken JSON at byte 8: unexpected end of JSON input", nil)
			continue
		}
		if read++; read == 1_000_000-1 && art.ID != "n1000000" {
			t.Errorf("the last one is %q", art.ID)
		}
	}
	if read != 1_000_000-1 {
		t.Errorf("%d lines were read", read)
	}
}
