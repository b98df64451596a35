package attribution

import (
	"strings"
	"testing"

	"hearsay"

	"hearsay/internal/reader/encoder"
)

// TestKeepsToParagraphs: in the texts, <...> marks the source, {...} the cue and [...] the content that the network gave.
func TestKeepsToParagraphs(t *testing.T) {
	for _, c := range []struct{ name, text, source, content string }{
		{"a headline after the cue", "<Analysts> {say} [ships are late\n\nHAMBURG] - Nobody knew.", "Analysts", "ships are late"},
		{"a headline before the cue", "[Ports in trouble\n\nShips are late], <analysts> {say}.", "analysts", "Ships are late"},
		{"a source", "Nobody knew.\n\n{said} [it was late]. <the mayor\n\nPort> authorities", "the mayor", "it was late"},
		{"a source before the cue", "<The main story\n\nThe mayor> {said} [it was late].", "The mayor", "it was late"},
		{"a quotation that goes on", "<She> {said}: [“It was late.\n\n“It was dark.”]", "She", "“It was late.\n\n“It was dark.”"},
		{"a quotation before the cue", "[“It was late.\n\n“It was dark,”] <she> {said}.", "she", "“It was late.\n\n“It was dark,”"},
		{"what stands before a quotation", "[Continue reading\n\n“It was dark,”] <she> {said}.", "she", "“It was dark,”"},
		{"lines of one paragraph", "<She> {said} [that it was\nlate].", "She", "that it was\nlate"},
		{"without a cue", "<A>: [It was late.\n\nThe mayor left].", "A", "It was late."},
	} {
		var written []byte
		spans := map[byte]hearsay.Span{}
		for i, start := 0, 0; i < len(c.text); i++ {
			switch b := c.text[i]; b {
			case '<', '{', '[':
				start = len(written)
			case '>', '}', ']':
				spans[b] = hearsay.Span{Start: start, End: len(written)}
			default:
				written = append(written, b)
			}
		}
		text := string(written)
		a := Found{Attribution: hearsay.Attribution{Source: []hearsay.Span{spans['>']}, Content: []hearsay.Span{spans[']']}}}
		if cue, ok := spans['}']; ok {
			a.Cue = []hearsay.Span{cue}
		}
		pieces := []encoder.Piece{}
		for i := range written { // a wordpiece for each byte
			pieces = append(pieces, encoder.Piece{Start: int32(i), End: int32(i + 1)})
		}
		a.path = make([]encoder.Role, len(pieces))
		a.keepToParagraphs(text, pieces)
		if got := a.Source[0].In(text); got != c.source {
			t.Errorf("%s: the source is %q, want %q", c.name, got, c.source)
		}
		if got := a.Content[0].In(text); got != c.content {
			t.Errorf("%s: the content is %q, want %q", c.name, got, c.content)
		}
		if roles := strings.Count(string(rolesOf(a.path)), "c"); roles > 0 && roles != len(c.content) {
			t.Errorf("%s: %d wordpieces are content, want %d", c.name, roles, len(c.content))
		}
	}
}

func rolesOf(path []encoder.Role) []byte {
	letters := []byte("-ssqcc")
	var all []byte
	for _, r := range path {
		all = append(all, letters[r])
	}
	return all
}
