package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/ledger"
)

// How much may be asked with.
const (
	mostAddress = 4096 // bytes of an address
	mostValue   = 300  // bytes of one value
	perPage     = 25
)

// asked is what somebody asks for. The first thing that is wrong with it is kept, so that a page can be gathered without looking after each value.
type asked struct {
	frame
	values url.Values
	path   func(string) string
	err    error
}

func (s *site) asked(r *http.Request) (*asked, error) {
	if len(r.URL.RequestURI()) > mostAddress {
		return nil, &trouble{http.StatusRequestURITooLong, "This address is too long", "It has more than 4,096 characters. Ask for less."}
	}
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return nil, wrong("The part of the address after the question mark cannot be read.")
	}
	return &asked{frame: s.frame(r), values: values, path: r.PathValue}, nil
}

// wrong keeps what is wrong.
func (a *asked) wrong(format string, args ...any) {
	if a.err == nil {
		a.err = wrong(format, args...)
	}
}

// words is a value on one line, harmless to an eye; "" if it was not given.
func (a *asked) words(name string) string {
	value := strings.TrimSpace(a.values.Get(name))
	switch {
	case len(value) > mostValue:
		a.wrong("What was given for “%s” is longer than %d characters.", name, mostValue)
		return ""
	case !utf8.ValidString(value), strings.ContainsRune(value, 0):
		a.wrong("What was given for “%s” is no text.", name)
		return ""
	}
	return line(value)
}

// id is a part of the path.
func (a *asked) id(name string) string {
	value := a.path(name)
	if len(value) > mostAddress || !utf8.ValidString(value) {
		a.wrong("The address names nothing.")
		return ""
	}
	return value
}

// date is a value that is a date or time.
func (a *asked) date(name string) hearsay.Date {
	d, err := hearsay.ParseDate(a.words(name))
	if year := d.Time.Year(); err != nil || d.Precision != hearsay.Unknown && (year < 1000 || year > 9999) {
		a.wrong("“%s” is no date. A date looks like 2026-11-25, or 2026-11-25T09:30:00Z for a time.", a.words(name))
		return hearsay.Date{}
	}
	return d
}

// period is from one date to the end of another.
func (a *asked) period(since, until string) ledger.Period {
	p := ledger.Period{Since: begin(a.date(since)), Until: end(a.date(until))}
	if !p.Since.IsZero() && !p.Until.IsZero() && !p.Since.Before(p.Until) {
		a.wrong("The period ends before it begins.")
	}
	return p
}

func begin(d hearsay.Date) time.Time {
	if d.Precision == hearsay.Unknown {
		return time.Time{}
	}
	return d.Time.UTC()
}

// end is the first moment after a date, the zero time if it is unknown.
func end(d hearsay.Date) time.Time {
	if d.Precision == hearsay.Unknown {
		return time.Time{}
	}
	return d.Last().Add(time.Microsecond)
}

// choice is a value that must be one of several; "" if it was not given.
func choice[T ~string](a *asked, name string, of []T) T {
	value := T(a.words(name))
	if value != "" && !slices.Contains(of, value) {
		a.wrong("“%s” is nothing to choose for “%s”.", value, name)
		return ""
	}
	return value
}

// paging is where in a list to go on, and how much of it to show.
func (a *asked) paging() ledger.Paging {
	return ledger.Paging{After: ledger.Cursor(a.words("after")), Limit: perPage}
}

// with is the address of this page with other values; an empty one takes a value out.
func (a *asked) with(pairs ...string) string {
	values := url.Values{}
	for name, all := range a.values {
		if len(all) > 0 && all[0] != "" && name != "done" {
			values.Set(name, all[0])
		}
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		values.Del(pairs[i])
		if pairs[i+1] != "" {
			values.Set(pairs[i], pairs[i+1])
		}
	}
	path, _, _ := strings.Cut(a.Here, "?")
	if len(values) == 0 {
		return path
	}
	return path + "?" + values.Encode()
}
