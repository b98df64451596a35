// Package article makes an Article of raw bytes: of a page, a plain text or a line of JSON.
package article

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"

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

// Parsed is an article with what its page or line says about it beside the text.
type Parsed struct {
	hearsay.Article
	Modified    hearsay.Date // when the outlet says it was last changed
	Corrections []Correction // that the page prints, in its order
	Addresses   []string     // further addresses of the same article, such as that of its AMP page
	Raw         []byte       // what it was made of
}

// Correction is what a page says about its own article: that something was wrong, or how to read it.
type Correction struct {
	Kind CorrectionKind
	Text string       // as the article's text has it; of a stub, a sentence of ours
	At   hearsay.Date // when it was printed, as far as it says so
}

// CorrectionKind is what sort of thing a page says about its article.
type CorrectionKind string

// The kinds there are.
const (
	Corrected  CorrectionKind = "correction"    // something was wrong, and is told
	Clarified  CorrectionKind = "clarification" // something could be misunderstood
	EditorNote CorrectionKind = "note"          // whatever else the editors say of the article
	Stub       CorrectionKind = "stub"          // the page shows only the beginning: the rest is for subscribers
)

// Parse reads a web page or a plain text. The notes are sentences on what had to be guessed or repaired.
//
// Where the hint names no kind, bytes are a page if they begin like HTML or the rest of the hint says so; anything else that is text is plain text.
// Plain text is kept exactly as it came, apart from its encoding. Of a page the article's own text is kept,
// with "\n\n" between paragraphs and "\n" for a line break within one, and neither scripts nor links are followed. Corrections that a page prints
// belong to its text, wherever they stand, so that what they say is read; they are listed besides.
//
// Article.ID is the hint's; else the article's address; else the path as it was given, without detours such as "./"; else one made of the text,
// so that the same bytes and hint always give the same ID, whatever else is read, and files in different folders never share one.
//
// The error is one sentence that names the input. It wraps hearsay.ErrEmpty, ErrBinary, ErrNoText, ErrTooLarge or ErrNotEnglish,
// or the error of ctx: a large page may take seconds, and Parse returns as soon as ctx is done. What it has begun then ends by itself,
// so raw must not be changed afterwards.
func Parse(ctx context.Context, raw []byte, h Hint) (Parsed, []string, error) {
	done := make(chan parsed, 1)
	go func() { done <- parse(raw, h) }()
	var p parsed
	select {
	case p = <-done:
	case <-ctx.Done():
		p.err = ctx.Err()
	}
	if p.err != nil {
		return Parsed{}, nil, fmt.Errorf("%s: %w", h.name(), p.err)
	}
	p.Raw = raw
	return p.Parsed, p.notes, nil
}

// PageText is the text of a page's article, in whatever language. Of the hint only the address and the content type count. The error wraps
// hearsay.ErrBinary, ErrNoText or ErrTooLarge.
func PageText(raw []byte, h Hint) (string, error) {
	text, _, err := decode(raw, h.ContentType)
	if err != nil {
		return "", err
	}
	art, _, err := readPage(text, h.URL)
	return art.Text, err
}

// parsed is what became of raw bytes.
type parsed struct {
	Parsed
	notes []string
	err   error
}

func parse(raw []byte, h Hint) parsed {
	if err := checkMagic(raw); err != nil {
		return parsed{err: err}
	}
	text, notes, err := decode(raw, h.ContentType)
	if err != nil {
		return parsed{err: err}
	}
	if err := checkText(text); err != nil {
		return parsed{err: err}
	}
	art := Parsed{Article: hearsay.Article{URL: h.URL, Text: text}}
	if isPage(text, h) {
		var more []string
		if art, more, err = readPage(text, h.URL); err != nil {
			return parsed{err: err}
		}
		notes = append(notes, more...)
	}
	if !English(art.Text) {
		return parsed{err: notEnglish()}
	}
	art.ID = id(h, art.Article)
	return parsed{art, notes, nil}
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
		return pathID(h.Path)
	}
	sum := sha256.Sum256([]byte(art.Text))
	return "text-" + hex.EncodeToString(sum[:6])
}

// pathID is the ID of what is read from a path.
func pathID(path string) string { return filepath.ToSlash(filepath.Clean(path)) }
