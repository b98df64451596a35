package hearsay

import (
	"fmt"
	"time"
)

// Precision says how much of a date is known.
type Precision int

// Precisions from unknown to the second.
const (
	Unknown Precision = iota
	Year
	Month
	Day
	Minute
	Second
)

// Date is a time with the precision it came with. The zero Date is unknown.
type Date struct {
	Time      time.Time
	Precision Precision
}

// dateLayouts gives the written forms of ISO 8601 that ParseDate takes, the most precise first. Those without a zone are taken as UTC.
func dateLayouts() []dateLayout {
	return []dateLayout{
		{time.RFC3339Nano, Second},
		{"2006-01-02T15:04:05Z0700", Second},
		{"2006-01-02T15:04:05", Second},
		{"2006-01-02 15:04:05", Second},
		{"2006-01-02T15:04Z07:00", Minute},
		{"2006-01-02T15:04", Minute},
		{"2006-01-02 15:04", Minute},
		{"2006-01-02", Day},
		{"2006-01", Month},
		{"2006", Year},
	}
}

type dateLayout struct {
	layout    string
	precision Precision
}

// ParseDate reads an ISO 8601 date or time. An empty string is the unknown date; anything else that is no date is an error.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return Date{}, nil
	}
	for _, l := range dateLayouts() {
		if t, err := time.Parse(l.layout, s); err == nil {
			return Date{t, l.precision}, nil
		}
	}
	return Date{}, fmt.Errorf("%q is not a date such as 2026-11-25 or 2026-11-25T09:30:00Z", s)
}

// String writes the date in ISO 8601 with the precision it has; "" if unknown.
func (d Date) String() string {
	switch d.Precision {
	case Year:
		return d.Time.Format("2006")
	case Month:
		return d.Time.Format("2006-01")
	case Day:
		return d.Time.Format("2006-01-02")
	case Minute:
		return d.Time.Format("2006-01-02T15:04Z07:00")
	case Second:
		return d.Time.Format(time.RFC3339)
	default:
		return ""
	}
}

// Last is the last moment of the stretch of time that the date names, to the microsecond, in UTC; the zero time if it is unknown.
func (d Date) Last() time.Time {
	t := d.Time.UTC()
	switch d.Precision {
	case Year:
		t = t.AddDate(1, 0, 0)
	case Month:
		t = t.AddDate(0, 1, 0)
	case Day:
		t = t.AddDate(0, 0, 1)
	case Minute:
		t = t.Add(time.Minute)
	default:
		return t
	}
	return t.Add(-time.Microsecond)
}
