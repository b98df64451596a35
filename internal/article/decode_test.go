package article

import (
	"testing"
	"unicode/utf16"

	"hearsay"
)

const accented = "The café is shut – “for good”, the council said."

func utf16Bytes(s string, big bool) string {
	out := []byte{0xff, 0xfe}
	if big {
		out = []byte{0xfe, 0xff}
	}
	for _, u := range utf16.Encode([]rune(s)) {
		if big {
			out = append(out, byte(u>>8), byte(u))
		} else {
			out = append(out, byte(u), byte(u>>8))
		}
	}
	return string(out)
}

func TestParseDecodes(t *testing.T) {
	const cp1252 = "The caf\xe9 is shut \x96 \x93for good\x94, the council said."
	cases := []struct {
		name, raw, contentType, note string
	}{
		{"UTF-16 little-endian", utf16Bytes(accented, false), "", "not UTF-8: read as UTF-16"},
		{"UTF-16 big-endian", utf16Bytes(accented, true), "", "not UTF-8: read as UTF-16"},
		{"guess", cp1252, "", "not UTF-8: read as windows-1252"},
		{"header", cp1252, "text/plain; charset=ISO-8859-1", "not UTF-8: read as windows-1252"},
		{"wrong header", cp1252, "text/plain; charset=utf-8", "not UTF-8: read as windows-1252"},
		{"header of another", "The caf\x8e is shut \xd0 \xd2for good\xd3, the council said.", "text/plain; charset=macintosh", "not UTF-8: read as macintosh"},
	}
	for _, c := range cases {
		art, notes, err := Parse([]byte(c.raw), Hint{ContentType: c.contentType})
		if err != nil || art.Text != accented {
			t.Errorf("%s: %q, %v", c.name, art.Text, err)
		}
		wantNotes(t, notes, c.note)
	}
}

func TestParseDecodesPageByItsMeta(t *testing.T) {
	page := "<!doctype html><meta charset=macintosh><p>The caf\x8e is shut \xd0 \xd2for good\xd3, the council said.</p>"
	art, notes, err := Parse([]byte(page), Hint{})
	if err != nil || art.Text != accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "not UTF-8: read as macintosh")
}

func TestParseTrustsUTF8OverDeclarations(t *testing.T) {
	art, notes, err := Parse([]byte(accented), Hint{ContentType: "text/plain; charset=iso-8859-1"})
	if err != nil || art.Text != accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes)
}

func TestParseMendsDamagedUTF8(t *testing.T) {
	art, notes, err := Parse([]byte(accented+"\xff "+accented), Hint{})
	if err != nil || art.Text != accented+"\uFFFD "+accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "not quite UTF-8: read as UTF-8", "1 of its characters could not be read and stand as \uFFFD")
}

func TestParseRefusesUTF16WithoutMark(t *testing.T) {
	_, _, err := Parse([]byte(utf16Bytes(sentence, false)[2:]), Hint{})
	wantError(t, err, "the text: it is not text but binary data (it has null bytes); give the text of the article", hearsay.ErrBinary)
}
