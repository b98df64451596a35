package eval

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// Gold is an article with the attributions that a person marked in it.
type Gold struct {
	ID, Text     string
	Attributions []hearsay.Attribution // bytes into Text
}

// ReadGold reads JSON lines: one object a line with "id", "text" and "attributions", a list of {"source", "cue", "content"}, each a list of
// [start, end) in Unicode code points into the text. Empty lines and other fields are passed over. The error of a broken line names its number.
func ReadGold(r io.Reader) ([]Gold, error) {
	var all []Gold
	seen := map[string]bool{}
	err := eachLine(r, func(l line) error {
		switch {
		case l.Text == nil:
			return errors.New(`it has no "text"`)
		case l.Attributions == nil:
			return errors.New(`it has no "attributions", so it is no gold article`)
		case seen[*l.ID]:
			return errors.New("the same id is on an earlier line")
		}
		attributions, err := inBytes(*l.Attributions, *l.Text)
		if err != nil {
			return err
		}
		seen[*l.ID] = true
		all = append(all, Gold{*l.ID, *l.Text, attributions})
		return nil
	})
	return all, err
}

// ReadPredictions reads what was found in the gold articles, by article id: JSON lines with "id" and either "attributions" as in the gold
// or "statements", each with its "spans", as `hearsay read --format jsonl` writes them. Offsets are code points into the gold text, and a
// line whose own "text" differs from it is an error. Articles that the gold lacks are passed over.
func ReadPredictions(r io.Reader, gold []Gold) (map[string][]hearsay.Attribution, error) {
	texts := make(map[string]string, len(gold))
	for _, g := range gold {
		texts[g.ID] = g.Text
	}
	found := map[string][]hearsay.Attribution{}
	err := eachLine(r, func(l line) error {
		text, wanted := texts[*l.ID]
		if !wanted {
			return nil
		}
		if _, twice := found[*l.ID]; twice {
			return errors.New("the same id is on an earlier line")
		}
		if l.Text != nil && !sameText(*l.Text, text) {
			return errors.New("its text differs from the gold text, so the offsets do not fit")
		}
		attributions, err := inBytes(l.predicted(), text)
		if err != nil {
			return err
		}
		found[*l.ID] = attributions
		return nil
	})
	return found, err
}

// sameText compares two texts up to the space at their end, which moves no offset.
func sameText(a, b string) bool {
	const blank = " \t\r\n"
	return strings.TrimRight(a, blank) == strings.TrimRight(b, blank)
}

// line is one line of any of the files.
type line struct {
	ID           *string                `json:"id"`
	Text         *string                `json:"text"`
	Attributions *[]ledgerjson.Spans    `json:"attributions"`
	Sources      []ledgerjson.Source    `json:"sources"`
	Statements   []ledgerjson.Statement `json:"statements"`
	Labels       []labelLine            `json:"labels"`
}

// predicted returns the attributions, or the spans of the statements where there are none.
func (l line) predicted() []ledgerjson.Spans {
	if l.Attributions != nil && len(*l.Attributions) > 0 {
		return *l.Attributions
	}
	return spansOf(l.Statements)
}

func spansOf(statements []ledgerjson.Statement) []ledgerjson.Spans {
	all := make([]ledgerjson.Spans, len(statements))
	for i, stmt := range statements {
		all[i] = stmt.Spans
	}
	return all
}

// eachLine decodes the lines one by one, however long they are, and wraps an error with the line's number and article.
func eachLine(r io.Reader, do func(line) error) error {
	in := bufio.NewReader(r)
	for n := 1; ; n++ {
		raw, readErr := in.ReadBytes('\n')
		if readErr != nil && readErr != io.EOF {
			return fmt.Errorf("line %d: %w", n, readErr)
		}
		if raw = bytes.TrimSpace(raw); len(raw) > 0 {
			l, err := decode(raw)
			if err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
			if err := do(l); err != nil {
				return fmt.Errorf("line %d, article %s: %w", n, *l.ID, err)
			}
		}
		if readErr == io.EOF {
			return nil
		}
	}
}

func decode(raw []byte) (line, error) {
	var l line
	if !utf8.Valid(raw) {
		return l, errors.New("it is not UTF-8")
	}
	if err := json.Unmarshal(raw, &l); err != nil {
		return l, fmt.Errorf("it is not an article in JSON: %w", err)
	}
	if l.ID == nil {
		return l, errors.New(`it has no "id"`)
	}
	return l, nil
}

// inBytes turns code points into byte offsets.
func inBytes(all []ledgerjson.Spans, text string) ([]hearsay.Attribution, error) {
	at := ledgerjson.Offsets(text)
	out := make([]hearsay.Attribution, len(all))
	for i, spans := range all {
		var err error
		if out[i], err = spans.In(at); err != nil {
			return nil, fmt.Errorf("attribution %d: %w", i+1, err)
		}
	}
	return out, nil
}
