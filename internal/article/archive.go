package article

import (
	"bufio"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"hearsay"
)

// Archive reads the pages that a crawler kept in a WARC file (ISO 28500, versions 1.0 and 1.1). Of a record that is not wanted nothing is held in memory.
type Archive struct {
	in    *bufio.Reader
	at    int64 // bytes read
	count int   // records begun
	ended bool
}

// Capture is a page as a crawler kept it.
type Capture struct {
	Hint           // its address and content type
	Raw  []byte    // the page, without what it was packed in on its way
	At   time.Time // when it was fetched, the zero time if unknown
}

// Bounds of the head of a record: of a line in bytes, and of lines.
const (
	maxHeadLine  = 64 << 10
	maxHeadLines = 1000
)

// NewArchive reads from r, in which records follow one another unpacked. Nothing is read before Next.
func NewArchive(r io.Reader) *Archive { return &Archive{in: bufio.NewReaderSize(r, maxHeadLine)} }

// Next returns the next capture of a page or a plain text that its server gave whole. Other records, such as requests and pictures, are passed over.
//
// The error names the record in one sentence, and the next call goes on with the one after it; it wraps hearsay.ErrTooLarge where that is what is wrong. At the
// end it is io.EOF, also after the reader itself has failed.
func (a *Archive) Next() (Capture, error) {
	for !a.ended {
		found, err := a.seek()
		start := a.at
		switch {
		case err != nil && a.count == 0:
			return Capture{}, fmt.Errorf("there is no WARC record in it; check that the file came over whole%s", because(err))
		case errors.Is(err, io.EOF):
			return Capture{}, io.EOF
		case err != nil:
			return Capture{}, fmt.Errorf("after record %d: the input broke off: %w", a.count, err)
		}
		c, wanted, err := a.record()
		if err != nil {
			return Capture{}, fmt.Errorf("record %d, at byte %d: %w", a.count, start-int64(found), err)
		}
		if wanted {
			return c, nil
		}
	}
	return Capture{}, io.EOF
}

func because(err error) string {
	if errors.Is(err, io.EOF) {
		return ""
	}
	return ": " + err.Error()
}

// line reads a line, without its end; of one that is too long only the beginning.
func (a *Archive) line() (string, error) {
	part, err := a.in.ReadSlice('\n')
	a.at += int64(len(part))
	text := string(part)
	for errors.Is(err, bufio.ErrBufferFull) {
		part, err = a.in.ReadSlice('\n')
		a.at += int64(len(part))
	}
	a.ended = a.ended || err != nil
	if errors.Is(err, io.EOF) && text != "" {
		err = nil
	}
	return strings.TrimRight(text, "\r\n"), err
}

// seek goes to the next line that begins a record, and tells how long that is.
func (a *Archive) seek() (int, error) {
	for {
		before := a.at
		line, err := a.line()
		if strings.HasPrefix(line, "WARC/1.") || strings.HasPrefix(line, "WARC/0.") {
			a.count++
			return int(a.at - before), nil
		}
		if err == nil && a.ended {
			err = io.EOF
		}
		if err != nil {
			return 0, err
		}
	}
}

// record reads what follows the first line of a record.
func (a *Archive) record() (c Capture, wanted bool, err error) {
	head := textproto.MIMEHeader{}
	for n := 0; ; n++ {
		line, err := a.line()
		if err != nil || n > maxHeadLines {
			return c, false, errors.New("its head has no end")
		}
		if line == "" {
			break
		}
		if name, value, found := strings.Cut(line, ":"); found {
			head.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	length, err := strconv.ParseInt(head.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		return c, false, fmt.Errorf("it does not tell its length: %q", head.Get("Content-Length"))
	}
	block := &io.LimitedReader{R: a.in, N: length}
	c, wanted, err = capture(head, block)
	_, rest := io.Copy(io.Discard, block)
	a.at += length - block.N
	if block.N > 0 {
		a.ended = true
		return c, false, fmt.Errorf("it is cut off: it has %d bytes of %d%s", length-block.N, length, because(cmp.Or(rest, io.EOF)))
	}
	return c, wanted, err
}

// capture takes a record apart, if it is one of an article that may be read.
func capture(head textproto.MIMEHeader, block io.Reader) (c Capture, wanted bool, err error) {
	c.URL = strings.Trim(head.Get("Warc-Target-Uri"), "<>")
	if c.At, err = time.Parse(time.RFC3339, head.Get("Warc-Date")); err != nil {
		c.At = time.Time{}
	}
	kind, contentType := head.Get("Warc-Type"), head.Get("Content-Type")
	isResponse := kind == "response" && strings.HasPrefix(contentType, "application/http")
	if !isResponse && (kind != "resource" && kind != "conversion" || !readable(contentType)) {
		return c, false, nil
	}
	raw, err := io.ReadAll(io.LimitReader(block, MaxLine+1))
	switch {
	case err != nil:
		return c, false, err
	case len(raw) > MaxLine:
		return c, false, fmt.Errorf("%w, over %d MiB; leave it out", hearsay.ErrTooLarge, MaxLine>>20)
	case isResponse:
		return c.response(raw)
	}
	c.ContentType, c.Raw = contentType, raw
	return c, true, nil
}

// response takes the page out of the answer of a server.
func (c Capture) response(raw []byte) (Capture, bool, error) {
	if rest, found := bytes.CutPrefix(raw, []byte("HTTP/2 ")); found { // which is what crawlers write, and no form of it is laid down
		raw = append([]byte("HTTP/2.0 "), rest...)
	}
	answer, err := http.ReadResponse(bufio.NewReader(bytes.NewReader(raw)), nil)
	if err != nil {
		return c, false, fmt.Errorf("it is no answer of a web server: %w", err)
	}
	defer answer.Body.Close()
	c.ContentType = answer.Header.Get("Content-Type")
	if answer.StatusCode != http.StatusOK || !readable(c.ContentType) {
		return c, false, nil
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil && len(body) == 0 { // many crawlers undo chunks and leave the header that tells of them
		_, body, _ = bytes.Cut(raw, []byte("\r\n\r\n"))
	}
	c.Raw, err = undo(body, answer.Header.Get("Content-Encoding"))
	return c, true, err
}

// readable tells whether a content type may be that of an article.
func readable(contentType string) bool {
	kind, _, err := mime.ParseMediaType(contentType)
	return err == nil && (kind == "text/html" || kind == "application/xhtml+xml" || kind == "text/plain")
}

// undo unpacks what was packed on its way. What some crawlers have undone themselves stays as it is.
func undo(body []byte, encoding string) ([]byte, error) {
	var in io.Reader
	var err error
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "gzip", "x-gzip":
		in, err = gzip.NewReader(bytes.NewReader(body))
	case "zstd":
		in, err = zstd.NewReader(bytes.NewReader(body), zstd.WithDecoderConcurrency(1))
	case "br":
		in = brotli.NewReader(bytes.NewReader(body))
	default:
		return body, nil
	}
	if err != nil {
		return body, nil
	}
	plain, err := io.ReadAll(io.LimitReader(in, MaxLine+1))
	if unpacked, isZstd := in.(*zstd.Decoder); isZstd {
		unpacked.Close()
	}
	if len(plain) > MaxLine {
		return nil, fmt.Errorf("%w unpacked, over %d MiB; leave it out", hearsay.ErrTooLarge, MaxLine>>20)
	}
	if err != nil && len(plain) == 0 {
		return body, nil
	}
	return plain, nil
}
