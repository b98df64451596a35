package article

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"path"
	"strings"
	"unicode"

	"hearsay"
)

// magics gives the first bytes of files that people give for articles by mistake.
func magics() []magic {
	return []magic{
		{"%PDF-", "a PDF", "convert it to plain text first, for example with pdftotext"},
		{"PK\x03\x04", "a ZIP archive, such as a Word or OpenDocument file", "save the document as plain text first"},
		{"\xd0\xcf\x11\xe0", "an old Word or Office file", "save the document as plain text first"},
		{`{\rtf`, "a Rich Text document", "save it as plain text first"},
		{"\x1f\x8b", "packed with gzip", "unpack it first"},
		{"BZh", "packed with bzip2", "unpack it first"},
		{"\xfd7zXZ\x00", "packed with xz", "unpack it first"},
		{"\x28\xb5\x2f\xfd", "packed with zstd", "unpack it first"},
		{"\x89PNG\r\n", "a PNG picture", "give the text of the article"},
		{"\xff\xd8\xff", "a JPEG picture", "give the text of the article"},
		{"GIF8", "a GIF picture", "give the text of the article"},
		{"\x7fELF", "a program", "give the text of the article"},
		{"SQLite format 3\x00", "a database", "give the text of the article"},
	}
}

type magic struct{ start, is, instead string }

// checkMagic recognises files that are no text by how they begin.
func checkMagic(raw []byte) error {
	for _, m := range magics() {
		if bytes.HasPrefix(raw, []byte(m.start)) {
			return fmt.Errorf("%w (%s); %s", hearsay.ErrBinary, m.is, m.instead)
		}
	}
	return nil
}

// checkText refuses what has no words in it, and what decoded without being text.
func checkText(text string) error {
	if !strings.ContainsFunc(text, visible) {
		return fmt.Errorf("%w; give it an article", hearsay.ErrEmpty)
	}
	control := 0
	for i := range len(text) {
		switch c := text[i]; {
		case c == 0:
			return fmt.Errorf("%w (it has null bytes); give the text of the article", hearsay.ErrBinary)
		case c < ' ' && !unicode.IsSpace(rune(c)):
			control++
		}
	}
	// Texts from old systems have a stray control character or two; one in twenty bytes is no text.
	if control*20 > len(text) {
		return fmt.Errorf("%w (it is full of control characters); give the text of the article", hearsay.ErrBinary)
	}
	return nil
}

// visible tells whether a character is to be seen; spaces, marks of direction and characters without width are not. What is binary is told elsewhere.
func visible(r rune) bool { return !unicode.IsSpace(r) && !unicode.Is(unicode.Cf, r) }

// isPage tells HTML from plain text. How the bytes begin is trusted over names, since saved pages often end in .txt;
// names decide for pages that begin in an odd way.
func isPage(text string, h Hint) bool {
	if h.Kind != Guess {
		return h.Kind == Page
	}
	start := []byte(text[:min(len(text), 1024)])
	if strings.HasPrefix(http.DetectContentType(start), "text/html") || bytes.Contains(bytes.ToLower(start), []byte("<html")) {
		return true
	}
	if kind, _, err := mime.ParseMediaType(h.ContentType); err == nil {
		return kind == "text/html" || kind == "application/xhtml+xml"
	}
	switch strings.ToLower(path.Ext(h.Path)) {
	case ".html", ".htm", ".xhtml":
		return true
	}
	return false
}
