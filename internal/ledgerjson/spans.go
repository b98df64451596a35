package ledgerjson

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay"
)

// Span is [start, end) in Unicode code points of the article's text.
type Span [2]int

// UnmarshalJSON takes a list of two numbers and no other.
func (s *Span) UnmarshalJSON(raw []byte) error {
	var ends []int
	if err := json.Unmarshal(raw, &ends); err != nil {
		return err
	}
	if len(ends) != 2 {
		return fmt.Errorf("a span is %s, not [start, end]", raw)
	}
	*s = Span{ends[0], ends[1]}
	return nil
}

// Spans are the roles of a statement.
type Spans struct {
	Source  []Span `json:"source"`
	Cue     []Span `json:"cue"`
	Content []Span `json:"content"`
}

// Offsets lists where the code points of a text begin, in bytes, and then the text's length: it turns offsets of code points into such of bytes.
func Offsets(text string) []int {
	at := make([]int, 0, len(text)+1)
	for i := range text {
		at = append(at, i)
	}
	return append(at, len(text))
}

// In gives the spans in bytes of the text whose Offsets are at. A span that lies outside that text, or ends before it begins, is an error.
func (s Spans) In(at []int) (hearsay.Attribution, error) {
	var out hearsay.Attribution
	for _, role := range []struct {
		name string
		from []Span
		to   *[]hearsay.Span
	}{{"source", s.Source, &out.Source}, {"cue", s.Cue, &out.Cue}, {"content", s.Content, &out.Content}} {
		for _, sp := range role.from {
			if sp[0] < 0 || sp[0] > sp[1] || sp[1] >= len(at) {
				return out, fmt.Errorf("the %s span %v lies outside the text of %d characters", role.name, sp, len(at)-1)
			}
			*role.to = append(*role.to, hearsay.Span{Start: at[sp[0]], End: at[sp[1]]})
		}
	}
	return out, nil
}

// SpansOf is the way back: an attribution in code points of the text whose Offsets are at.
func SpansOf(attr hearsay.Attribution, at []int) Spans {
	return Spans{points(attr.Source, at), points(attr.Cue, at), points(attr.Content, at)}
}

// points gives spans of bytes as spans of code points, never null.
func points(spans []hearsay.Span, at []int) []Span {
	out := make([]Span, len(spans))
	for i, sp := range spans {
		start, _ := slices.BinarySearch(at, sp.Start)
		end, _ := slices.BinarySearch(at, sp.End)
		out[i] = Span{start, end}
	}
	return out
}

// encode writes a value without escapes for the sake of HTML.
func encode(v any) ([]byte, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(buf.Bytes(), []byte("\n")), nil
}
