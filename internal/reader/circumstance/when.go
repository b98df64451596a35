package circumstance

import (
	"strconv"
	"time"

	"hearsay"
)

// retold is how long ago, in days, a position must have been taken to count as a past one without further words.
const retold = 31

// when finds the time of speaking next to the cue, outside of the content, and whether a past position is retold.
func (d *doc) when(s *saying) (hearsay.Date, bool) {
	if len(s.cue) == 0 {
		return hearsay.Date{}, false
	}
	past := false
	var said hearsay.Date
	for _, r := range d.around(s) {
		for k := r[0]; k < r[1]; k++ {
			if d.within(k, s.content) && !d.within(k, s.cue) {
				continue
			}
			past = past || d.retells(k)
			if said.Precision != hearsay.Unknown {
				continue
			}
			if date, n := d.date(k, r[1]); n > 0 {
				said = date
				k += n - 1
			}
		}
	}
	return said, past || d.old(said)
}

// around gives the stretches of tokens where the time of speaking may stand, the likeliest first: the cue and what follows it, what lies between source and
// cue, and what stands before both at the start of the sentence.
func (d *doc) around(s *saying) [][2]int {
	lo, hi := d.sentence(s.cueLo)
	start, end := s.cueLo, s.cueHi
	for _, sp := range s.source {
		if k := d.at(sp.Start); k >= lo && k < start {
			start = d.behind(sp.End)
		} else if k >= end && k-end < 2 {
			end = d.behind(sp.End)
		}
	}
	stop := end
	for stop < hi && stop < end+14 && !d.within(stop, s.content) && d.low(stop) != "that" && d.low(stop) != ";" && !d.cued(stop, s) {
		stop++
	}
	for k := start; k < s.cueLo; k++ { // what a relative clause tells of the source is not the time of speaking
		if isRelative(d.low(k)) {
			start = s.cueLo
		}
	}
	for k := end; k < stop; k++ {
		if d.low(k) == "," && !d.timely(k+1) || isRelative(d.low(k)) {
			stop = k
		}
	}
	stretches := [][2]int{{min(start, s.cueLo), stop}}
	first := s.cueLo
	for _, sp := range s.source {
		first = min(first, d.at(sp.Start))
	}
	if first > lo && first-lo <= 12 {
		free := true
		for k := lo; k < first; k++ {
			free = free && !d.within(k, s.content) && !d.cued(k, s) && d.low(k) != "(" && d.low(k) != "—" && d.low(k) != "-" // no dateline
		}
		if free {
			stretches = append(stretches, [2]int{lo, first})
		}
	}
	return stretches
}

func isRelative(low string) bool {
	return low == "who" || low == "which" || low == "whose" || low == "where"
}

// timely reports whether a time may begin at token k: "said, on Tuesday", "said, in a statement last week".
func (d *doc) timely(k int) bool {
	switch d.low(k) {
	case "on", "in", "at", "last", "late", "early", "earlier", "yesterday", "today", "during", "after":
		return true
	}
	_, day := weekday(d.low(k))
	year, _ := number(d.low(k))
	return day || year > 1800 && len(d.low(k)) == 4
}

// cued reports whether token k is a cue of another saying.
func (d *doc) cued(k int, s *saying) bool {
	for i := range d.sayings {
		if o := &d.sayings[i]; o != s && len(o.cue) > 0 && k >= o.cueLo && k < o.cueHi && d.within(k, o.cue) && !d.within(k, s.cue) {
			return true
		}
	}
	return false
}

// retells reports whether token k marks a past position.
func (d *doc) retells(k int) bool {
	switch d.low(k) {
	case "previously", "formerly":
		return true
	case "once":
		return d.low(k+1) != "again" && d.low(k+1) != "more" && d.low(k-1) != "at"
	case "earlier":
		return d.low(k-1) == "had" || d.low(k-1) == "has"
	case "time":
		return d.low(k-1) == "the" && d.low(k-2) == "at"
	case "past":
		return d.low(k-1) == "the" && d.low(k-2) == "in"
	case "used":
		return d.low(k+1) == "to"
	}
	return false
}

// old reports whether a date lies so far back that a past position is retold.
func (d *doc) old(said hearsay.Date) bool {
	if said.Precision == hearsay.Unknown || d.art.Published.Precision == hearsay.Unknown {
		return false
	}
	end := said.Time
	switch said.Precision {
	case hearsay.Year:
		end = end.AddDate(1, 0, 0)
	case hearsay.Month:
		end = end.AddDate(0, 1, 0)
	}
	return d.day().Sub(end) > retold*24*time.Hour || said.Precision == hearsay.Year && said.Time.Year() < d.day().Year()
}

// day is the day of the article in its own time zone.
func (d *doc) day() time.Time {
	y, m, day := d.art.Published.Time.Date()
	return time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
}

// date reads the date that begins at token k, before token hi. n is the number of its tokens, 0 if there is none.
func (d *doc) date(k, hi int) (date hearsay.Date, n int) {
	if date, n = d.absolute(k, hi); n > 0 {
		return date, n
	}
	if d.art.Published.Precision < hearsay.Day {
		return hearsay.Date{}, 0
	}
	return d.relative(k, hi)
}

// absolute reads "Jan. 4, 2029", "4 January", "January 2029", "in 2014".
func (d *doc) absolute(k, hi int) (hearsay.Date, int) {
	at := k
	day := 0
	if v, ok := ordinal(d.low(at)); ok && v >= 1 && v <= 31 {
		if _, ok := month(d.low(at + 1)); !ok {
			return hearsay.Date{}, 0
		}
		day = v
		at++
	}
	m, ok := month(d.low(at))
	if !ok || !d.toks[at].caps {
		if v, ok := number(d.low(k)); ok && v > 1800 && v < 2200 && len(d.low(k)) == 4 && (d.low(k-1) == "in" || d.low(k-1) == "since" || d.low(k-1) == "of") {
			return hearsay.Date{Time: time.Date(v, 1, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.Year}, 1
		}
		return hearsay.Date{}, 0
	}
	at++
	if at < hi && d.low(at) == "." {
		at++
	}
	if day == 0 && at < hi {
		if v, ok := ordinal(d.low(at)); ok && v >= 1 && v <= 31 {
			day = v
			at++
		}
	}
	year := 0
	next := at
	if next < hi && d.low(next) == "," {
		next++
	}
	if v, ok := number(d.low(next)); ok && next < hi && v > 1800 && v < 2200 && len(d.low(next)) == 4 {
		year = v
		at = next + 1
	}
	if day == 0 && m == time.May && year == 0 && d.low(k-1) != "in" && d.low(k-1) != "last" && d.low(k-1) != "since" {
		return hearsay.Date{}, 0
	}
	return d.dated(year, m, day), at - k
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
		if t := time.Date(year, m, day, 0, 0, 0, 0, time.UTC); t.After(today.AddDate(0, 0, 1)) {
			year--
		}
	}
	t := time.Date(year, m, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return hearsay.Date{}
	}
	return hearsay.Date{Time: t, Precision: precision}
}

// relative reads "Tuesday", "yesterday", "last week", "three days ago".
func (d *doc) relative(k, hi int) (hearsay.Date, int) {
	today := d.day()
	on := func(t time.Time, p hearsay.Precision) hearsay.Date {
		switch p {
		case hearsay.Month:
			t = time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
		case hearsay.Year:
			t = time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		}
		return hearsay.Date{Time: t, Precision: p}
	}
	low := d.low(k)
	if w, ok := weekday(low); ok && d.toks[k].caps && d.low(k+1) != "'s" {
		back := (int(today.Weekday()) - int(w) + 7) % 7
		if d.low(k-1) == "last" && back == 0 {
			back = 7
		}
		if d.low(k-1) == "next" {
			return hearsay.Date{}, 0
		}
		return on(today.AddDate(0, 0, -back), hearsay.Day), 1
	}
	next := ""
	if k+1 < hi {
		next = d.low(k + 1)
	}
	switch low {
	case "today", "tonight":
		return on(today, hearsay.Day), 1
	case "yesterday":
		return on(today.AddDate(0, 0, -1), hearsay.Day), 1
	case "this":
		switch next {
		case "morning", "afternoon", "evening":
			return on(today, hearsay.Day), 2
		case "week", "month":
			return on(today, hearsay.Month), 2
		case "year":
			return on(today, hearsay.Year), 2
		}
	case "last":
		switch next {
		case "night":
			return on(today.AddDate(0, 0, -1), hearsay.Day), 2
		case "week":
			return on(today.AddDate(0, 0, -7), hearsay.Month), 2
		case "month":
			return on(time.Date(today.Year(), today.Month()-1, 1, 0, 0, 0, 0, time.UTC), hearsay.Month), 2
		case "year", "summer", "spring", "autumn", "fall", "winter":
			return on(today.AddDate(-1, 0, 0), hearsay.Year), 2
		}
	}
	if v, ok := count(low); ok && k+2 < hi && d.low(k+2) == "ago" {
		switch next {
		case "day", "days":
			return on(today.AddDate(0, 0, -v), hearsay.Day), 3
		case "week", "weeks":
			return on(today.AddDate(0, 0, -7*v), hearsay.Month), 3
		case "month", "months":
			return on(time.Date(today.Year(), today.Month()-time.Month(v), 1, 0, 0, 0, 0, time.UTC), hearsay.Month), 3
		case "year", "years":
			return on(today.AddDate(-v, 0, 0), hearsay.Year), 3
		}
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

// ordinal reads the day of a month: "4", "4th".
func ordinal(low string) (int, bool) {
	if n := len(low); n > 2 && n < 5 && (low[n-2:] == "th" || low[n-2:] == "st" || low[n-2:] == "nd" || low[n-2:] == "rd") {
		low = low[:n-2]
	}
	return number(low)
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
