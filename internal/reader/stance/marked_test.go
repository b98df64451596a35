package stance

import (
	"strings"
	"testing"

	"hearsay"
)

// marked reads a text with marks such as "{s1|The mayor} {q1|said} {c1|so}": s source, q cue, c content of attribution 1. Marks may nest.
func marked(t *testing.T, in string) (string, []hearsay.Attribution) {
	t.Helper()
	var text strings.Builder
	var attrs []hearsay.Attribution
	type open struct {
		role   byte
		n, pos int
	}
	var stack []open
	for i := 0; i < len(in); i++ {
		switch {
		case in[i] == '{':
			stack = append(stack, open{in[i+1], int(in[i+2] - '1'), text.Len()})
			i += 3
		case in[i] == '}':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for len(attrs) <= o.n {
				attrs = append(attrs, hearsay.Attribution{})
			}
			span := hearsay.Span{Start: o.pos, End: text.Len()}
			switch o.role {
			case 's':
				attrs[o.n].Source = append(attrs[o.n].Source, span)
			case 'q':
				attrs[o.n].Cue = append(attrs[o.n].Cue, span)
			case 'c':
				attrs[o.n].Content = append(attrs[o.n].Content, span)
			}
		default:
			text.WriteByte(in[i])
		}
	}
	return text.String(), attrs
}

func words(text string, spans []hearsay.Span) string {
	var all []string
	for _, s := range spans {
		all = append(all, s.In(text))
	}
	return strings.Join(all, " … ")
}
