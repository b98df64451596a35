package stance

import (
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// Said tells when attribution a of art was said, where the sentence says so outside the content: "said on Tuesday", "in a statement on Jan. 4",
// "wrote in 2014". Relative dates are resolved against the article's date and stay unknown without one: a weekday is the last one on or before it,
// and so is a day without a year. past reports whether an earlier position is retold: "had previously said", "once called", or a date more than a
// month before the article's.
func Said(art hearsay.Article, a hearsay.Attribution) (said hearsay.Date, past bool) {
	if len(a.Cue) == 0 {
		return hearsay.Date{}, false
	}
	sent := sentence(art.Text, a)
	for _, part := range beforeAndAfter(a, sent) {
		words := wordsIn(nil, art.Text, part, false)
		if said.Precision == hearsay.Unknown {
			said = firstDate(words, art.Published)
		}
		past = past || retold(words)
	}
	if said.Precision != hearsay.Unknown && art.Published.Precision >= hearsay.Day {
		past = past || latest(said).AddDate(0, 1, 0).Before(art.Published.Time)
	}
	return said, past
}

// latest is the end of the time that a date of its precision means.
func latest(d hearsay.Date) time.Time {
	switch d.Precision {
	case hearsay.Year:
		return d.Time.AddDate(1, 0, 0)
	case hearsay.Month:
		return d.Time.AddDate(0, 1, 0)
	}
	return d.Time
}

// beforeAndAfter gives the cue and the stretches right after and before it where the time of speaking stands, none of it in the content.
func beforeAndAfter(a hearsay.Attribution, sent hearsay.Span) []hearsay.Span {
	const reach = 80
	first, last := a.Cue[0], a.Cue[len(a.Cue)-1]
	parts := append([]hearsay.Span{}, a.Cue...)
	for _, p := range outside(a, sent) {
		if p.Start >= last.End && p.Start <= last.End+reach || p.End <= first.Start && p.End+reach >= first.Start {
			parts = append(parts, p)
		}
	}
	return parts
}

// retold reports whether the words mark a position as one from before.
func retold(words []word) bool {
	at := func(k int) string { return textAt(words, k) }
	for i, w := range words {
		found := false
		switch w.text {
		case "previously", "formerly", "originally", "initially":
			found = true
		case "once":
			found = verbOfSaying(at(i+1)) || at(i-1) == "had" || at(i-1) == "has"
		case "earlier", "before":
			found = at(i-1) == "had"
		case "past":
			found = at(i-1) == "the" && at(i-2) == "in"
		case "time":
			found = at(i-1) == "the" && at(i-2) == "at"
		}
		if found {
			return true
		}
	}
	return false
}

func verbOfSaying(w string) bool {
	switch w {
	case "said", "told", "wrote", "called", "described", "promised", "vowed", "claimed", "denied", "argued", "tweeted", "declared", "praised", "warned",
		"suggested", "again", "boasted", "joked",
		"pledged", "predicted", "supported", "backed", "opposed", "insisted":
		return true
	}
	return false
}

// firstDate gives the first date that the words name; the unknown date if they name none.
func firstDate(words []word, published hearsay.Date) hearsay.Date {
	for i := range words {
		if d := dateAt(words, i, published); d.Precision != hearsay.Unknown {
			return d
		}
	}
	return hearsay.Date{}
}

// dateAt reads a date whose first word is words[i].
func dateAt(words []word, i int, published hearsay.Date) hearsay.Date {
	at := func(k int) string { return textAt(words, i+k) }
	if m := month(at(0)); m > 0 {
		return monthDate(m, at, published)
	}
	if day := number(at(0)); day > 0 && day < 32 && month(at(1)) > 0 && len(at(0)) <= 2 { // 4 January 2031
		if y := year(at(2)); y > 0 {
			return date(y, month(at(1)), day)
		}
		return lastDay(month(at(1)), day, published)
	}
	if y := year(at(0)); y > 0 && (at(-1) == "in" || at(-1) == "since") {
		return hearsay.Date{Time: time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.Year}
	}
	if published.Precision < hearsay.Day {
		return hearsay.Date{}
	}
	return relative(at, published)
}

// monthDate reads "January 4, 2031", "Jan. 4", "March 2014" and "in January"; at gives the words from the month on.
func monthDate(m time.Month, at func(int) string, published hearsay.Date) hearsay.Date {
	day := number(strings.TrimRight(at(1), "stndrh"))
	switch {
	case day > 0 && day < 32 && len(at(1)) <= 4 && year(at(1)) == 0:
		y := year(at(2))
		if at(2) == "," {
			y = year(at(3))
		}
		if y > 0 {
			return date(y, m, day)
		}
		return lastDay(m, day, published)
	case year(at(1)) > 0:
		return hearsay.Date{Time: time.Date(year(at(1)), m, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.Month}
	case (at(-1) == "in" || at(-1) == "last" || at(-1) == "since" || at(-1) == "this") && published.Precision >= hearsay.Month:
		y := published.Time.Year()
		if m > published.Time.Month() {
			y--
		}
		return hearsay.Date{Time: time.Date(y, m, 1, 0, 0, 0, 0, time.UTC), Precision: hearsay.Month}
	}
	return hearsay.Date{}
}

// relative reads what only the article's date resolves: "Tuesday", "yesterday", "last month", "two days ago".
func relative(at func(int) string, published hearsay.Date) hearsay.Date {
	today := midnight(published.Time)
	if w := weekday(at(0)); w >= 0 && at(-1) != "next" {
		back := (int(today.Weekday()) - w + 7) % 7
		if at(-1) == "last" && back == 0 {
			back = 7
		}
		return hearsay.Date{Time: today.AddDate(0, 0, -back), Precision: hearsay.Day}
	}
	switch at(0) {
	case "today", "tonight", "overnight":
		return hearsay.Date{Time: today, Precision: hearsay.Day}
	case "yesterday":
		return hearsay.Date{Time: today.AddDate(0, 0, -1), Precision: hearsay.Day}
	case "this", "last":
		return period(at(0) == "last", at(1), today)
	case "ago":
		return ago(at(-2), at(-1), today)
	}
	return hearsay.Date{}
}

// period reads "this morning", "last week", "last year". A week is known to its month only.
func period(last bool, unit string, today time.Time) hearsay.Date {
	back := 0
	if last {
		back = 1
	}
	switch unit {
	case "morning", "afternoon", "evening":
		return hearsay.Date{Time: today, Precision: hearsay.Day}
	case "night":
		return hearsay.Date{Time: today.AddDate(0, 0, -back), Precision: hearsay.Day}
	case "week":
		return monthOf(today.AddDate(0, 0, -7*back))
	case "month":
		return monthOf(time.Date(today.Year(), today.Month(), 1, 0, 0, 0, 0, today.Location()).AddDate(0, -back, 0))
	case "year":
		return hearsay.Date{Time: time.Date(today.Year()-back, 1, 1, 0, 0, 0, 0, today.Location()), Precision: hearsay.Year}
	}
	return hearsay.Date{}
}

// ago reads "two days ago" and the like, with the precision of the unit; a week is known to its month only.
func ago(count, unit string, today time.Time) hearsay.Date {
	n := number(count)
	if n == 0 {
		n = numeral(count)
	}
	if n == 0 {
		return hearsay.Date{}
	}
	switch strings.TrimSuffix(unit, "s") {
	case "day":
		return hearsay.Date{Time: today.AddDate(0, 0, -n), Precision: hearsay.Day}
	case "week":
		return monthOf(today.AddDate(0, 0, -7*n))
	case "month":
		return monthOf(today.AddDate(0, -n, 0))
	case "year":
		return hearsay.Date{Time: time.Date(today.Year()-n, 1, 1, 0, 0, 0, 0, today.Location()), Precision: hearsay.Year}
	}
	return hearsay.Date{}
}

func monthOf(t time.Time) hearsay.Date {
	return hearsay.Date{Time: time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, t.Location()), Precision: hearsay.Month}
}

func midnight(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, t.Location())
}

func date(y int, m time.Month, day int) hearsay.Date {
	t := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	if t.Day() != day {
		return hearsay.Date{} // there is no such day
	}
	return hearsay.Date{Time: t, Precision: hearsay.Day}
}

// lastDay is the last such day of the year on or before publication.
func lastDay(m time.Month, day int, published hearsay.Date) hearsay.Date {
	if published.Precision < hearsay.Day {
		return hearsay.Date{}
	}
	y := published.Time.Year()
	if m > published.Time.Month() || m == published.Time.Month() && day > published.Time.Day() {
		y--
	}
	return date(y, m, day)
}

func number(w string) int {
	n, err := strconv.Atoi(w)
	if err != nil || n < 0 || n > 9999 {
		return 0
	}
	return n
}

// year reads a year of four digits; 0 for anything else.
func year(w string) int {
	if n := number(w); len(w) == 4 && n >= 1900 && n < 2100 {
		return n
	}
	return 0
}

func numeral(w string) int {
	for i, n := range [...]string{"a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"} {
		if w == n {
			return i + 1
		}
	}
	return 0
}

func weekday(w string) int {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if len(w) >= 6 && w == strings.ToLower(d.String()) {
			return int(d)
		}
	}
	return -1
}

// month reads the name of a month or its abbreviation; 0 for anything else. "may" and "march" are months only before a number, which the callers see to.
func month(w string) time.Month {
	if len(w) < 3 {
		return 0
	}
	for m := time.January; m <= time.December; m++ {
		name := strings.ToLower(m.String())
		if w == name || w == name[:3] || w == "sept" && m == time.September {
			return m
		}
	}
	return 0
}
