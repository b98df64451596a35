package article

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"

	"hearsay"
)

// decode makes UTF-8 of raw bytes and notes whatever it had to do for that.
//
// Valid UTF-8 is UTF-8, whatever was declared: other encodings hardly ever look like it by chance, and declarations are often wrong.
func decode(raw []byte, contentType string) (string, []string, error) {
	if rest, found := bytes.CutPrefix(raw, []byte("\xef\xbb\xbf")); found {
		text, notes, err := decode(rest, contentType)
		return text, append([]string{"the byte order mark at its start was dropped"}, notes...), err
	}
	nulls := bytes.IndexByte(raw, 0) >= 0
	switch {
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return convert(raw, unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM), "UTF-16")
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return convert(raw, unicode.UTF16(unicode.BigEndian, unicode.ExpectBOM), "UTF-16")
	case nulls && isUTF16(raw, 1):
		return convert(raw, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), "UTF-16, which it looks like")
	case nulls && isUTF16(raw, 0):
		return convert(raw, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), "UTF-16, which it looks like")
	case utf8.Valid(raw):
		return string(raw), nil, nil
	case nulls:
		return string(raw), nil, fmt.Errorf("%w (it has null bytes); give the text of the article", hearsay.ErrBinary)
	}
	enc, name, _ := charset.DetermineEncoding(raw, contentType)
	// windows-1252 is also its answer where nothing is declared.
	if name == "utf-8" || name == "windows-1252" || name == "replacement" {
		enc, name = guess(raw)
	}
	return convert(raw, enc, name)
}

// isUTF16 tells whether raw looks like UTF-16, without its mark, of a text in Latin script: of each pair of bytes the one at the place high,
// 0 or 1, is null in all letters and missing only in signs such as a quotation mark; the other is null hardly ever.
func isUTF16(raw []byte, high int) bool {
	letters, strange := 0, 0
	for i := 0; i+1 < len(raw); i += 2 {
		if raw[i+high] == 0 {
			letters++
		}
		if raw[i+1-high] == 0 {
			strange++
		}
	}
	units := len(raw) / 2
	return letters > 0 && letters*4 >= units*3 && strange*100 <= units
}

// guess decides for text that is not quite UTF-8: damaged UTF-8 if most of it is well-formed, else windows-1252, which any bytes are.
func guess(raw []byte) (encoding.Encoding, string) {
	formed, broken := 0, 0
	for rest := raw; len(rest) > 0; {
		r, size := utf8.DecodeRune(rest)
		if r == utf8.RuneError && size == 1 {
			broken++
		} else if size > 1 {
			formed++
		}
		rest = rest[size:]
	}
	if formed > 2*broken {
		return unicode.UTF8, "UTF-8"
	}
	enc, name := charset.Lookup("windows-1252")
	return enc, name
}

// convert decodes raw and counts what could not be decoded.
func convert(raw []byte, enc encoding.Encoding, name string) (string, []string, error) {
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return "", nil, fmt.Errorf("%w (it is no %s, which it says it is); save it as UTF-8", hearsay.ErrBinary, name)
	}
	text := string(out)
	notes := []string{fmt.Sprintf("not UTF-8: read as %s", name)}
	if name == "UTF-8" {
		notes = []string{"not quite UTF-8: read as UTF-8"}
	}
	if n := strings.Count(text, "\uFFFD"); n > 0 {
		notes = append(notes, fmt.Sprintf("%d of its characters could not be read and stand as \uFFFD", n))
	}
	return strings.ToValidUTF8(text, "\uFFFD"), notes, nil
}
