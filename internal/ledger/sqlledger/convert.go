package sqlledger

import (
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// Times that are none.
const (
	unset   = int64(-1 << 63)      // not worked out yet
	never   = int64(1) << 62       // not known: later than all others
	current = int64(math.MaxInt64) // the end of what has not ended
)

// micros is a time as it is kept.
func micros(t time.Time) int64 {
	if t.IsZero() {
		return never
	}
	return t.UnixMicro()
}

// moment is the way back.
func moment(micros int64) time.Time {
	if micros == never || micros == unset {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// written is a date as it is kept: the precision and the time, so that nothing of it is lost.
func written(d hearsay.Date) string {
	if d.Precision == hearsay.Unknown {
		return ""
	}
	return strconv.Itoa(int(d.Precision)) + " " + d.Time.Format(time.RFC3339Nano)
}

// date is the way back.
func date(s string) (hearsay.Date, error) {
	if s == "" {
		return hearsay.Date{}, nil
	}
	precision, rest, _ := strings.Cut(s, " ")
	n, err := strconv.Atoi(precision)
	if err != nil {
		return hearsay.Date{}, fmt.Errorf("the kept date %q: %w", s, err)
	}
	t, err := time.Parse(time.RFC3339Nano, rest)
	if err != nil {
		return hearsay.Date{}, fmt.Errorf("the kept date %q: %w", s, err)
	}
	return hearsay.Date{Time: t, Precision: hearsay.Precision(n)}, nil
}

// dateMicros is the time of a date, never if unknown.
func dateMicros(d hearsay.Date) int64 {
	if d.Precision == hearsay.Unknown {
		return never
	}
	return micros(d.Time)
}

// statementBody is what of a statement no column holds.
type statementBody struct {
	Source    []int    `json:"s,omitempty"` // starts and ends, one after the other
	Cue       []int    `json:"q,omitempty"`
	Content   []int    `json:"c,omitempty"`
	Deciding  []int    `json:"d,omitempty"`
	Condition []int    `json:"if,omitempty"`
	Relay     []string `json:"r,omitempty"`
	Addressee string   `json:"to,omitempty"`
	Said      string   `json:"at,omitempty"`
	Past      bool     `json:"p,omitempty"`
}

func bodyOf(stmt hearsay.Statement) string {
	body := statementBody{
		flat(stmt.Spans.Source), flat(stmt.Spans.Cue), flat(stmt.Spans.Content), flat(stmt.Deciding), nil, stmt.Relay, stmt.Addressee, written(stmt.Said), stmt.Past,
	}
	if stmt.Condition != (hearsay.Span{}) {
		body.Condition = flat([]hearsay.Span{stmt.Condition})
	}
	return encode(body)
}

// fill is the way back.
func (b statementBody) fill(stmt *hearsay.Statement) error {
	stmt.Spans = hearsay.Attribution{Source: spans(b.Source), Cue: spans(b.Cue), Content: spans(b.Content)}
	stmt.Deciding, stmt.Relay, stmt.Addressee, stmt.Past = spans(b.Deciding), b.Relay, b.Addressee, b.Past
	if condition := spans(b.Condition); len(condition) > 0 {
		stmt.Condition = condition[0]
	}
	var err error
	stmt.Said, err = date(b.Said)
	return err
}

// sourceBody is what of an article-level source no column holds.
type sourceBody struct {
	Kind        hearsay.Kind     `json:"k,omitempty"`
	Role        string           `json:"r,omitempty"`
	Affiliation string           `json:"a,omitempty"`
	Unnamed     *hearsay.Unnamed `json:"u,omitempty"`
	Mentions    []int            `json:"m,omitempty"`
}

func sourceBodyOf(src hearsay.Source) string {
	body := sourceBody{src.Kind, src.Role, src.Affiliation, nil, flat(src.Mentions)}
	if src.Unnamed != (hearsay.Unnamed{}) {
		body.Unnamed = &src.Unnamed
	}
	return encode(body)
}

func sourceOf(id, name, kept string) (hearsay.Source, error) {
	var body sourceBody
	if err := json.Unmarshal([]byte(kept), &body); err != nil {
		return hearsay.Source{}, err
	}
	src := hearsay.Source{ID: id, Name: name, Kind: body.Kind, Role: body.Role, Affiliation: body.Affiliation, Mentions: spans(body.Mentions)}
	if body.Unnamed != nil {
		src.Unnamed = *body.Unnamed
	}
	return src, nil
}

func flat(spans []hearsay.Span) []int {
	var out []int
	for _, s := range spans {
		out = append(out, s.Start, s.End)
	}
	return out
}

func spans(flat []int) []hearsay.Span {
	var out []hearsay.Span
	for i := 0; i+1 < len(flat); i += 2 {
		out = append(out, hearsay.Span{Start: flat[i], End: flat[i+1]})
	}
	return out
}

// words are the words that spans cover, pieces joined with " … ".
func words(text string, spans []hearsay.Span) string {
	pieces := make([]string, len(spans))
	for i, s := range spans {
		pieces[i] = s.In(text)
	}
	return strings.Join(pieces, " … ")
}

// bytesOf is a vector as it is kept, a signed byte a number.
func bytesOf(vector []float32) []byte {
	out := make([]byte, len(vector))
	for i, x := range vector {
		out[i] = byte(int8(math.Round(float64(max(-1, min(1, x))) * 127)))
	}
	return out
}

// vectorOf is the way back, in steps of 1/127.
func vectorOf(kept []byte) []float32 {
	if len(kept) == 0 {
		return nil
	}
	out := make([]float32, len(kept))
	for i, b := range kept {
		out[i] = float32(int8(b)) / 127
	}
	return out
}

// hash is a key as it is kept. Two keys with one hash make a candidate too many, and no harm.
func hash(key string) int64 {
	h := fnv.New64a()
	_, _ = h.Write([]byte(key)) // never fails
	return int64(h.Sum64())     // the bits count
}

// encode writes what always can be written.
func encode(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("sqlledger: %T cannot be written as JSON: %v", v, err))
	}
	return string(b)
}
