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
		{"UTF-16 little-endian without mark", utf16Bytes(accented, false)[2:], "", "not UTF-8: read as UTF-16, which it looks like"},
		{"UTF-16 big-endian without mark", utf16Bytes(accented, true)[2:], "", "not UTF-8: read as UTF-16, which it looks like"},
		{"guess", cp1252, "", "not UTF-8: read as windows-1252"},
		{"header", cp1252, "text/plain; charset=ISO-8859-1", "not UTF-8: read as windows-1252"},
		{"wrong header", cp1252, "text/plain; charset=utf-8", "not UTF-8: read as windows-1252"},
		{"header of another", "The caf\x8e is shut \xd0 \xd2for good\xd3, the council said.", "text/plain; charset=macintosh", "not UTF-8: read as macintosh"},
	}
	for _, c := range cases {
		art, notes, err := Parse(t.Context(), []byte(c.raw), Hint{ContentType: c.contentType})
		if err != nil || art.Text != accented {
			t.Errorf("%s: %q, %v", c.name, art.Text, err)
		}
		wantNotes(t, notes, c.note)
	}
}

func TestParseDecodesPageByItsMeta(t *testing.T) {
	page := "<!doctype html><meta charset=macintosh><p>The caf\x8e is shut \xd0 \xd2for good\xd3, the council said.</p>"
	art, notes, err := Parse(t.Context(), []byte(page), Hint{})
	if err != nil || art.Text != accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "not UTF-8: read as macintosh")
}

func TestParseTrustsUTF8OverDeclarations(t *testing.T) {
	art, notes, err := Parse(t.Context(), []byte(accented), Hint{ContentType: "text/plain; charset=iso-8859-1"})
	if err != nil || art.Text != accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes)
}

func TestParseMendsDamagedUTF8(t *testing.T) {
	art, notes, err := Parse(t.Context(), []byte(accented+"\xff "+accented), Hint{})
	if err != nil || art.Text != accented+"\uFFFD "+accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "not quite UTF-8: read as UTF-8", "1 of its characters could not be read and stand as \uFFFD")
}

func TestParseDecodesUTF16Page(t *testing.T) {
	art, notes, err := Parse(t.Context(), []byte(utf16Bytes("<!doctype html><p>"+accented+"</p>", true)[2:]), Hint{})
	if err != nil || art.Text != accented {
		t.Errorf("%q, %v", art.Text, err)
	}
	wantNotes(t, notes, "not UTF-8: read as UTF-16, which it looks like")
}

// TestParseRefusesOtherNulls: null bytes alone make no UTF-16.
func TestParseRefusesOtherNulls(t *testing.T) {
	const nulls = "the text: it is not text but binary data (it has null bytes); give the text of the article"
	for _, raw := range []string{"\x00", "\x00\x00\x00\x00", "T\x00\x00\x00h\x00\x00\x00e\x00\x00\x00", sentence + "\x00" + sentence, "\x00" + accented} {
		_, _, err := Parse(t.Context(), []byte(raw), Hint{})
		wantError(t, err, nulls, hearsay.ErrBinary)
	}
	_, _, err := Parse(t.Context(), []byte("\x01\x00\x02\x00\x03\x00\x04\x00"), Hint{})
	wantError(t, err, "the text: it is not text but binary data (it is full of control characters); give the text of the article", hearsay.ErrBinary)
}
