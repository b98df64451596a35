// Package hearsay is the vocabulary of news that nobody has confirmed: who said what, according to whom.
// It holds types only; no I/O, no technology. docs/glossary.md defines the words.
package hearsay

import (
	"errors"
	"slices"
)

// Span is a half-open range of byte offsets, [Start, End), into the text of an article.
type Span struct{ Start, End int }

// Len is the span's length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// In returns the words of text that the span covers. The span must lie inside the text.
func (s Span) In(text string) string { return text[s.Start:s.End] }

// Article is one text of one outlet, exactly as it came: offsets of spans always point into Text.
type Article struct {
	ID        string
	URL       string // canonical address, "" if unknown
	Outlet    string // the publication, "" if unknown
	Published Date
	Title     string
	Byline    string
	Text      string // UTF-8, paragraphs separated by line breaks
}

// Attribution marks where a text says that somebody said something, as in PolNeAR (Newell, Margolin and Ruths 2018):
// the source who says it, the cue that says so ("told", "according to"), the content said. Each role is a list of spans
// in order of the text; the spans of one attribution never overlap. A role may be missing, but never both cue and content.
type Attribution struct {
	Source, Cue, Content []Span
}

// Equal reports whether a and b mark the same words in the same roles.
func (a Attribution) Equal(b Attribution) bool {
	return slices.Equal(a.Source, b.Source) && slices.Equal(a.Cue, b.Cue) && slices.Equal(a.Content, b.Content)
}

// Quotation is how an attribution renders its content.
type Quotation string

// The three ways of rendering what somebody said.
const (
	Direct   Quotation = "direct"   // wholly in quotation marks
	Indirect Quotation = "indirect" // in the article's own words
	Mixed    Quotation = "mixed"    // partly in quotation marks
)

// What can be wrong with an article. Each is wrapped with what, where and what to do.
var (
	ErrEmpty      = errors.New("there is no text in it")
	ErrBinary     = errors.New("it is not text but binary data")
	ErrNoText     = errors.New("the page has no article text")
	ErrNotEnglish = errors.New("it is not in English, and hearsay reads English")
	ErrTooLarge   = errors.New("it is too large")
)
