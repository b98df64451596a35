package sqlledger

import (
	"encoding/base64"
	"encoding/json"
	"math"
	"strings"
	"time"

	"hearsay/internal/ledger"
)

// place is where in a list a thing stands: its number (a time or count), and what tells it from others with the same number.
type place struct {
	N     int64  `json:"n"`
	ID    string `json:"id"`
	Order int64  `json:"o,omitempty"`
}

func cursorOf(p place) ledger.Cursor {
	return ledger.Cursor(base64.RawURLEncoding.EncodeToString([]byte(encode(p))))
}

// placeOf reads a cursor. Of an empty one it is not ok.
func placeOf(c ledger.Cursor) (p place, ok bool, err error) {
	if c == "" {
		return place{}, false, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(string(c))
	if err != nil || json.Unmarshal(raw, &p) != nil {
		return place{}, false, ledger.ErrCursor
	}
	return p, true, nil
}

// cut makes a page of what was found, which is one thing more than the page holds if more follows.
func cut[T any](items []T, size int, at func(T) place) ledger.Page[T] {
	if len(items) <= size {
		return ledger.Page[T]{Items: items}
	}
	return ledger.Page[T]{Items: items[:size], Next: cursorOf(at(items[size-1]))}
}

// where gathers conditions and their values.
type where struct {
	conditions []string
	args       []any
}

func (w *where) add(condition string, args ...any) {
	w.conditions = append(w.conditions, condition)
	w.args = append(w.args, args...)
}

// in adds the condition that a column has one of several values, if there are any.
func (w *where) in(column string, values []any) {
	if len(values) > 0 {
		w.add(column+" IN "+marks(len(values)), values...)
	}
}

// period adds bounds of a time.
func (w *where) period(column string, p ledger.Period) {
	since, until := bounds(p)
	if !p.Since.IsZero() {
		w.add(column+" >= ?", since)
	}
	if !p.Until.IsZero() || !p.Since.IsZero() {
		w.add(column+" < ?", until)
	}
}

func (w *where) String() string {
	if len(w.conditions) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(w.conditions, " AND ")
}

// bounds are a period as it is compared. What has no date is in no period that has a bound.
func bounds(p ledger.Period) (since, until int64) {
	since, until = math.MinInt64, math.MaxInt64
	if !p.Since.IsZero() {
		since, until = p.Since.UnixMicro(), never
	}
	if !p.Until.IsZero() {
		until = p.Until.UnixMicro()
	}
	return since, until
}

// asOf is a moment as it is compared with times up to which something holds; the zero time is now, whatever the clock says.
func asOf(t time.Time) int64 {
	if t.IsZero() {
		return current - 1
	}
	return t.UnixMicro()
}

// outletID is what tells an outlet from others.
func outletID(name string) string { return strings.Join(strings.Fields(strings.ToLower(name)), " ") }
