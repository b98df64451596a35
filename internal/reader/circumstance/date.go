package circumstance

import (
	"strconv"
	"time"

	"hearsay"
)

// date reads the date that begins at token k, before token hi. n is the number of its tokens, 0 if there is none.
func (d *doc) date(k, hi int) (said hearsay.Date, n int) {
	if said, n = d.absolute(k, hi); n > 0 {
		return said, n
	}
	if d.art.Published.Precision < hearsay.Day {
		return hearsay.Date{}, 0
	}
	return d.relative(k, hi)
}

// absolute reads "Jan. 4, 2029", "4 January", "January 2029", "in 2014".
func (d *doc) absolute(k, hi int) (hearsay.Date, int) {
	at := k
	day, ok := monthDay(d.low(at))
	if ok {
		at++
	}
	m, ok := month(d.low(at))
	if !ok || at >= hi || !d.toks[at].caps {
		return d.yearAlone(k)
	}
	at++
	if d.low(at) == "." {
		at++
	}
	if v, ok := monthDay(d.low(at)); ok && day == 0 && at < hi {
		day = v
		at++
	}
	year, n := d.yearBehind(at, hi)
	if m == time.May && day == 0 && year == 0 && !oneOf(d.low(k-1), "in", "last", "since") {
		return hearsay.Date{}, 0 // "may"
	}
	return d.dated(year, m, day), at + n - k
}

// yearBehind reads the year of a date, which may stand behind a comma; n is the number of tokens.
func (d *doc) yearBehind(at, hi int) (year, n int) {
	if d.low(at) == "," {
		n = 1
	}
	year, ok := calendarYear(d.low(at + n))
	if !ok || at+n >= hi {
		return 0, 0
	}
	return year, n + 1
}

// yearAlone reads a year after "in".
func (d *doc) yearAlone(k int) (hearsay.Date, int) {
	if year, ok := calendarYear(d.low(k)); ok && oneOf(d.low(k-1), "in", "since", "of") {
		return hearsay.Date{Time: date(year, time.January, 1), Precision: hearsay.Year}, 1
	}
	return hearsay.Date{}, 0
}

// date is midnight of a day.
func date(year int, m time.Month, day int) time.Time {
	return time.Date(year, m, day, 0, 0, 0, 0, time.UTC)
}

// dated makes a date. Without a year, it is the last such day or month up to the article's date; unknown if the article has none.
func (d *doc) dated(year int, m time.Month, day int) hearsay.Date {
	precision := hearsay.Day
	if day == 0 {
		precision, day = hearsay.Month, 1
	}
	if year == 0 {
		if d.art.Published.Precision < hearsay.Month {
			return hearsay.Date{}
		}
		today := d.day()
		year = today.Year()
		if t := date(year, m, day); t.After(today.AddDate(0, 0, 1)) {
			year--
		}
	}
	t := date(year, m, day)
	if t.Day() != day {
		return hearsay.Date{}
	}
	return hearsay.Date{Time: t, Precision: precision}
}

// relative reads "Tuesday", "yesterday", "last week", "three days ago".
func (d *doc) relative(k, hi int) (hearsay.Date, int) {
	today := d.day()
	low, next := d.low(k), ""
	if k+1 < hi {
		next = d.low(k + 1)
	}
	if w, ok := weekday(low); ok && d.toks[k].caps && d.low(k+1) != "'s" && d.low(k-1) != "next" {
		back := (int(today.Weekday()) - int(w) + 7) % 7
		if d.low(k-1) == "last" && back == 0 {
			back = 7
		}
		return rounded(today.AddDate(0, 0, -back), hearsay.Day), 1
	}
	switch low {
	case "today", "tonight":
		return rounded(today, hearsay.Day), 1
	case "yesterday":
		return rounded(today.AddDate(0, 0, -1), hearsay.Day), 1
	case "this":
		return current(today, next)
	case "last":
		return latest(today, next)
	}
	if v, ok := count(low); ok && k+2 < hi && d.low(k+2) == "ago" {
		return ago(today, v, next)
	}
	return hearsay.Date{}, 0
}

// rounded is a time to a precision.
func rounded(t time.Time, p hearsay.Precision) hearsay.Date {
	switch p {
	case hearsay.Month:
		t = date(t.Year(), t.Month(), 1)
	case hearsay.Year:
		t = date(t.Year(), time.January, 1)
	}
	return hearsay.Date{Time: t, Precision: p}
}

// current reads what follows "this".
func current(today time.Time, next string) (hearsay.Date, int) {
	switch next {
	case "morning", "afternoon", "evening":
		return rounded(today, hearsay.Day), 2
	case "week", "month":
		return rounded(today, hearsay.Month), 2
	case "year":
		return rounded(today, hearsay.Year), 2
	}
	return hearsay.Date{}, 0
}

// latest reads what follows "last". A week is known to the month.
func latest(today time.Time, next string) (hearsay.Date, int) {
	switch next {
	case "night":
		return rounded(today.AddDate(0, 0, -1), hearsay.Day), 2
	case "week":
		return rounded(today.AddDate(0, 0, -7), hearsay.Month), 2
	case "month":
		return rounded(date(today.Year(), today.Month()-1, 1), hearsay.Month), 2
	case "year", "summer", "spring", "autumn", "fall", "winter":
		return rounded(today.AddDate(-1, 0, 0), hearsay.Year), 2
	}
	return hearsay.Date{}, 0
}

// ago reads the unit of "n units ago".
func ago(today time.Time, n int, unit string) (hearsay.Date, int) {
	switch unit {
	case "day", "days":
		return rounded(today.AddDate(0, 0, -n), hearsay.Day), 3
	case "week", "weeks":
		return rounded(today.AddDate(0, 0, -7*n), hearsay.Month), 3
	case "month", "months":
		return rounded(date(today.Year(), today.Month()-time.Month(n), 1), hearsay.Month), 3
	case "year", "years":
		return rounded(today.AddDate(-n, 0, 0), hearsay.Year), 3
	}
	return hearsay.Date{}, 0
}

func number(low string) (int, bool) {
	if low == "" || len(low) > 4 || low[0] < '0' || low[0] > '9' {
		return 0, false
	}
	v, err := strconv.Atoi(low)
	return v, err == nil
}

// monthDay reads the day of a month: "4", "4th".
func monthDay(low string) (int, bool) {
	if n := len(low); n > 2 && n < 5 && oneOf(low[n-2:], "th", "st", "nd", "rd") {
		low = low[:n-2]
	}
	if v, ok := number(low); ok && v >= 1 && v <= 31 {
		return v, true
	}
	return 0, false
}

// calendarYear reads a year of four digits.
func calendarYear(low string) (int, bool) {
	v, ok := number(low)
	return v, ok && len(low) == 4 && v > 1800 && v < 2200
}

// count reads a small number in figures or words.
func count(low string) (int, bool) {
	switch low {
	case "a", "an", "one":
		return 1, true
	case "two":
		return 2, true
	case "three":
		return 3, true
	case "four":
		return 4, true
	case "five":
		return 5, true
	case "six":
		return 6, true
	case "seven":
		return 7, true
	case "eight":
		return 8, true
	case "nine":
		return 9, true
	case "ten":
		return 10, true
	}
	if v, ok := number(low); ok && v < 200 {
		return v, true
	}
	return 0, false
}

func weekday(low string) (time.Weekday, bool) {
	for w := time.Sunday; w <= time.Saturday; w++ {
		if len(low) > 5 && len(w.String()) == len(low) && equalFold(w.String(), low) {
			return w, true
		}
	}
	return 0, false
}

func equalFold(name, low string) bool { return name[1:] == low[1:] && name[0]|0x20 == low[0] }

func month(low string) (time.Month, bool) {
	switch low {
	case "jan", "january":
		return time.January, true
	case "feb", "february":
		return time.February, true
	case "mar", "march":
		return time.March, true
	case "apr", "april":
		return time.April, true
	case "may":
		return time.May, true
	case "jun", "june":
		return time.June, true
	case "jul", "july":
		return time.July, true
	case "aug", "august":
		return time.August, true
	case "sep", "sept", "september":
		return time.September, true
	case "oct", "october":
		return time.October, true
	case "nov", "november":
		return time.November, true
	case "dec", "december":
		return time.December, true
	}
	return 0, false
}
