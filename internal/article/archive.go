package article

import (
	"bufio"
	"bytes"
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
	begun int64 // where the last of them begins
	open  bool  // no more of it was read than its first line
	lost  bool  // it is not known where it ends
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
// The error names in one sentence a record, or what stands between records and belongs to none, and the next call goes on after it; it wraps
// hearsay.ErrTooLarge where that is what is wrong. At the end it is io.EOF, also after the reader itself has failed.
func (a *Archive) Next() (Capture, error) {
	for a.open || !a.ended {
		if !a.open {
			if err := a.seek(); err != nil {
				return Capture{}, err
			}
		}
		c, wanted, err := a.record()
		if err != nil {
			return Capture{}, fmt.Errorf("record %d, at byte %d: %w", a.count, a.begun, err)
		}
		if wanted {
			return c, nil
		}
	}
	return Capture{}, io.EOF
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

// seek goes to the next line that begins a record. The error says that there is none any more, or what else was found on the way.
func (a *Archive) seek() error {
	g := gap{after: a.count}
	var err error
	for !a.ended {
		start := a.at
		var line string
		line, err = a.line()
		if strings.HasPrefix(line, "WARC/1.") || strings.HasPrefix(line, "WARC/0.") {
			a.count++
			a.begun, a.open = start, true
			return g.err()
		}
		if strings.TrimSpace(line) != "" && !a.lost {
			g.add(start, a.at)
		}
	}
	switch {
	case a.count == 0:
		return noRecord(err)
	case err != nil && !errors.Is(err, io.EOF):
		return fmt.Errorf("after record %d: the input broke off: %w", a.count, err)
	case g.to > 0:
		return g.err()
	}
	return io.EOF
}

func noRecord(err error) error {
	const sentence = "there is no WARC record in it; check that the file came over whole"
	if err == nil || errors.Is(err, io.EOF) {
		return errors.New(sentence)
	}
	return fmt.Errorf("%s: %w", sentence, err)
}

// gap is what stands between two records and belongs to none.
type gap struct {
	after    int   // records
	from, to int64 // bytes; both 0 where there are only empty lines, as there should be
}

func (g *gap) add(from, to int64) {
	if g.to == 0 {
		g.from = from
	}
	g.to = to
}

func (g *gap) err() error {
	if g.to == 0 {
		return nil
	}
	where := "before the first record"
	if g.after > 0 {
		where = fmt.Sprintf("after record %d", g.after)
	}
	return fmt.Errorf("%s, at byte %d: %d bytes belong to no record, and are left out; check that the file came over whole", where, g.from, g.to-g.from)
}

// record reads what follows the first line of a record.
func (a *Archive) record() (c Capture, wanted bool, err error) {
	a.open, a.lost = false, true
	head, err := a.head()
	if err != nil {
		return c, false, err
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
		return c, false, cutOff(rest, fmt.Sprintf("it is cut off: it has %d bytes of %d", length-block.N, length))
	}
	a.lost = false
	return c, wanted, err
}

// head reads the lines up to an empty one.
func (a *Archive) head() (textproto.MIMEHeader, error) {
	head := textproto.MIMEHeader{}
	for range maxHeadLines {
		line, err := a.line()
		if err != nil {
			return nil, cutOff(err, "its head has no end")
		}
		if line == "" {
			return head, nil
		}
		if name, value, found := strings.Cut(line, ":"); found {
			head.Add(strings.TrimSpace(name), strings.TrimSpace(value))
		}
	}
	return nil, errors.New("its head has no end")
}

// cutOff says in a sentence of its own why a record is not whole, so that who reads it takes it for no more than that.
func cutOff(err error, sentence string) error {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF): // what is packed tells where it ends
		return errors.New("it breaks off before its end; get the whole file")
	case err == nil, errors.Is(err, io.EOF):
		return errors.New(sentence + "; get the whole file")
	}
	return errors.New(sentence + ": " + err.Error())
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
		return c, false, errors.New("it is no answer of a web server: " + err.Error()) // not wrapped: if it breaks off, the archive does not
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
