// Package article makes an Article of raw bytes: of a page, a plain text or a line of JSON.
package article

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"strings"

	"hearsay"
)

// Hint is what is known about raw bytes from where they came. Every field may be empty.
type Hint struct {
	ID          string // becomes Article.ID as it is
	URL         string // where the bytes were fetched
	Path        string // the file they were read from
	ContentType string // the HTTP header, with its charset
	Kind        Kind   // what somebody says the bytes are, which is taken for granted
}

// Kind is what raw bytes are.
type Kind string

// The kinds there are.
const (
	Guess Kind = "" // look at the bytes, then at the hint
	Page  Kind = "html"
	Text  Kind = "text"
)

// Parse reads a web page or a plain text. The notes are sentences on what had to be guessed or repaired.
//
// Where the hint names no kind, bytes are a page if they begin like HTML or the rest of the hint says so; anything else that is text is plain text.
// Plain text is kept exactly as it came, apart from its encoding. Of a page the article's own text is kept,
// with "\n\n" between paragraphs and "\n" for a line break within one, and neither scripts nor links are followed.
//
// Article.ID is the hint's; else the article's address; else the last element of the path; else one made of the text,
// so that the same bytes and hint always give the same ID.
//
// The error is one sentence that names the input. It wraps hearsay.ErrEmpty, ErrBinary, ErrNoText, ErrTooLarge or ErrNotEnglish.
func Parse(raw []byte, h Hint) (hearsay.Article, []string, error) {
	art, notes, err := parse(raw, h)
	if err != nil {
		return hearsay.Article{}, nil, fmt.Errorf("%s: %w", h.name(), err)
	}
	return art, notes, nil
}

func parse(raw []byte, h Hint) (hearsay.Article, []string, error) {
	if err := checkMagic(raw); err != nil {
		return hearsay.Article{}, nil, err
	}
	text, notes, err := decode(raw, h.ContentType)
	if err != nil {
		return hearsay.Article{}, nil, err
	}
	if err := checkText(text); err != nil {
		return hearsay.Article{}, nil, err
	}
	art := hearsay.Article{URL: h.URL, Text: text}
	if isPage(text, h) {
		var more []string
		if art, more, err = readPage(text, h.URL); err != nil {
			return hearsay.Article{}, nil, err
		}
		notes = append(notes, more...)
	}
	if !English(art.Text) {
		return hearsay.Article{}, nil, notEnglish()
	}
	art.ID = id(h, art)
	return art, notes, nil
}

func notEnglish() error {
	return fmt.Errorf("%w; leave it out or give a translation", hearsay.ErrNotEnglish)
}

// name is what to call the input in a sentence.
func (h Hint) name() string {
	for _, name := range []string{h.Path, h.URL, h.ID} {
		if name != "" {
			return name
		}
	}
	return "the text"
}

func id(h Hint, art hearsay.Article) string {
	switch {
	case h.ID != "":
		return h.ID
	case art.URL != "":
		return art.URL
	case h.Path != "":
		// Paths of Windows too, wherever the program runs.
		return path.Base(strings.ReplaceAll(h.Path, `\`, "/"))
	}
	sum := sha256.Sum256([]byte(art.Text))
	return "text-" + hex.EncodeToString(sum[:6])
}
