package reader

import (
	"strings"
	"testing"

	"hearsay"
)

func TestQuotation(t *testing.T) {
	for _, c := range []struct {
		text string // the content in square brackets
		want hearsay.Quotation
	}{
		{"[“We will appeal,”] she said.", hearsay.Direct},
		{"[\"We will appeal,\"] she said. [\"Soon.\"]", hearsay.Direct},
		{"“[We will appeal],” she said.", hearsay.Direct},
		{"She said [that they would appeal].", hearsay.Indirect},
		{"She called it [“a farce” and a waste of money].", hearsay.Mixed},
		{"[“It ends here.\n\n“We go home,”] he said.", hearsay.Direct},
		{"“They told me [that it was over],” he said.", hearsay.Indirect},
		{"[‘We don’t know the brothers’ plan,’] he said.", hearsay.Direct},
		{"[« Non », we said], they wrote.", hearsay.Mixed},
		{"It [didn’t happen], he said.", hearsay.Indirect},
		{"He said [so].", hearsay.Indirect},
	} {
		var spans []hearsay.Span
		text := ""
		for i, part := range strings.FieldsFunc(c.text, func(r rune) bool { return r == '[' || r == ']' }) {
			inside := (i%2 == 1) != strings.HasPrefix(c.text, "[")
			if inside {
				spans = append(spans, hearsay.Span{Start: len(text), End: len(text) + len(part)})
			}
			text += part
		}
		if got := quotation(text, spans); got != c.want {
			t.Errorf("%s: %s, want %s", c.text, got, c.want)
		}
	}
}
