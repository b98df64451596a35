package article

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"unicode/utf8"

	"hearsay"
)

// MaxLine is the most bytes a line may have; a book has 1 MB.
const MaxLine = 64 << 20

// Lines reads articles from lines of JSON, one object a line, with the fields id, url, outlet, published, modified, title, byline and text,
// all strings and all optional but text. Other fields are ignored, but publisher stands in for a missing outlet.
type Lines struct {
	in     *bufio.Reader
	name   string // of the input, for the articles that have no id
	number int    // of the line last read, from 1
	max    int
	ended  bool
}

// NewLines reads from r. Nothing is read before Next. Of the hint, the ID, or else the path, is the name of the input in the ID of an article that
// states none: "NAME:LINE", so that files read together do not share one.
func NewLines(r io.Reader, h Hint) *Lines {
	return &Lines{in: bufio.NewReaderSize(r, 64<<10), name: cmp.Or(h.ID, pathID(h.Path)), max: MaxLine}
}

// record is one line. Pointers tell a missing field from an empty one.
type record struct {
	ID        string  `json:"id"`
	URL       string  `json:"url"`
	Outlet    string  `json:"outlet"`
	Publisher string  `json:"publisher"`
	Published string  `json:"published"`
	Modified  string  `json:"modified"`
	Title     string  `json:"title"`
	Byline    string  `json:"byline"`
	Text      *string `json:"text"`
}

// Next returns the article of the next line that is not blank, and notes on what had to be guessed or repaired.
// Its text is exactly what the JSON says.
//
// The error names the line in one sentence, and the next call goes on with the line after it. It wraps hearsay.ErrEmpty,
// ErrBinary, ErrTooLarge or ErrNotEnglish where one of these is what is wrong. At the end it is io.EOF,
// also after the reader itself has failed.
func (l *Lines) Next() (Parsed, []string, error) {
	for {
		line, err := l.read()
		if errors.Is(err, io.EOF) {
			return Parsed{}, nil, io.EOF
		}
		if err == nil && len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var art Parsed
		var notes []string
		if err == nil {
			art, notes, err = l.article(line)
		}
		if err != nil {
			return Parsed{}, nil, fmt.Errorf("line %d: %w", l.number, err)
		}
		return art, notes, nil
	}
}

// read returns the next line. Of a line that is too long it reads on to the end, so that the next call finds the next line.
func (l *Lines) read() ([]byte, error) {
	if l.ended {
		return nil, io.EOF
	}
	l.number++
	var line []byte
	size := 0
	for {
		part, err := l.in.ReadSlice('\n')
		if size += len(part); size <= l.max {
			line = append(line, part...)
		} else {
			line = nil
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		l.ended = err != nil
		switch {
		case err != nil && !errors.Is(err, io.EOF):
			return nil, fmt.Errorf("the input broke off: %w", err)
		case size > l.max:
			return nil, fmt.Errorf("%w, over %d MiB; split the article", hearsay.ErrTooLarge, l.max>>20)
		case errors.Is(err, io.EOF) && size == 0:
			return nil, io.EOF
		}
		return bytes.TrimRight(line, "\r\n"), nil
	}
}

func (l *Lines) article(line []byte) (Parsed, []string, error) {
	var notes []string
	if rest, found := bytes.CutPrefix(line, []byte("\xef\xbb\xbf")); found && l.number == 1 {
		line, notes = rest, []string{"the byte order mark at its start was dropped"}
	}
	if !utf8.Valid(line) || loneSurrogate(line) {
		return Parsed{}, nil, errors.New("it is not valid UTF-8; write the file as UTF-8")
	}
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return Parsed{}, nil, explainJSON(err)
	}
	if r.Text == nil {
		return Parsed{}, nil, fmt.Errorf(`%w: the field "text" is missing; put the article's text there`, hearsay.ErrEmpty)
	}
	if err := checkText(*r.Text); err != nil {
		return Parsed{}, nil, err
	}
	published, err := hearsay.ParseDate(r.Published)
	if err != nil {
		return Parsed{}, nil, fmt.Errorf(`the field "published" is wrong: %w`, err)
	}
	modified, err := hearsay.ParseDate(r.Modified)
	if err != nil {
		return Parsed{}, nil, fmt.Errorf(`the field "modified" is wrong: %w`, err)
	}
	if !English(*r.Text) {
		return Parsed{}, nil, notEnglish()
	}
	if r.ID == "" {
		r.ID = fmt.Sprintf("%s:%d", l.name, l.number)
	}
	if r.Outlet == "" {
		r.Outlet = r.Publisher
	}
	art := hearsay.Article{ID: r.ID, URL: r.URL, Outlet: r.Outlet, Published: published, Title: r.Title, Byline: r.Byline, Text: *r.Text}
	return Parsed{Article: art, Modified: modified, Raw: line}, notes, nil
}

// explainJSON says in plain words what is wrong with a line.
func explainJSON(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Errorf("it is broken JSON at byte %d: %w", syntax.Offset, err)
	case errors.As(err, &kind) && kind.Field == "":
		return fmt.Errorf(`it is JSON but no object; write one such as {"text": "..."}: found %s`, kind.Value)
	case errors.As(err, &kind):
		return fmt.Errorf("the field %q must be a string; found %s", kind.Field, kind.Value)
	}
	return fmt.Errorf("it is broken JSON: %w", err)
}

// loneSurrogate finds a \u escape of half a character, which encoding/json would replace without a word.
func loneSurrogate(line []byte) bool {
	for i := 0; i < len(line); i++ {
		if line[i] != '\\' {
			continue
		}
		unit, ok := escape(line[i:])
		if !ok {
			i++ // the escaped character, which may be a backslash
			continue
		}
		i += 5
		if unit < 0xD800 || unit > 0xDFFF {
			continue
		}
		low, ok := escape(line[i+1:])
		if unit > 0xDBFF || !ok || low < 0xDC00 || low > 0xDFFF {
			return true
		}
		i += 6
	}
	return false
}

// escape reads the number of an escape such as \u00e9 at the start of b.
func escape(b []byte) (uint64, bool) {
	if len(b) < 6 || b[0] != '\\' || b[1] != 'u' {
		return 0, false
	}
	unit, err := strconv.ParseUint(string(b[2:6]), 16, 16)
	return unit, err == nil
}
