package circumstance

import (
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
			if found, n := d.date(k, r[1]); n > 0 {
				said = found
				k += n - 1
			}
		}
	}
	return said, past || d.old(said)
}

// around gives the stretches of tokens where the time of speaking may stand, the likeliest first: the cue with what lies between it and the source and what
// follows, and what stands before both at the start of the sentence.
func (d *doc) around(s *saying) [][2]int {
	lo, hi := d.sentence(s.cueLo)
	first, start, end := s.cueLo, s.cueLo, s.cueHi
	for _, sp := range s.source {
		k := d.at(sp.Start)
		first = min(first, k)
		if k >= lo && k < start {
			start = d.behind(sp.End)
		} else if k >= end && k-end < 2 {
			end = d.behind(sp.End)
		}
	}
	for k := start; k < s.cueLo; k++ {
		if isRelative(d.low(k)) { // what a relative clause tells of the source
			start = s.cueLo
		}
	}
	stop := end
	for stop < hi && stop < end+14 && !d.stops(stop, s) {
		stop++
	}
	stretches := [][2]int{{min(start, s.cueLo), stop}}
	if first > lo && first-lo <= 12 && d.opensWith(lo, first, s) {
		stretches = append(stretches, [2]int{lo, first})
	}
	return stretches
}

// stops reports whether the time of speaking does not stand behind token k any more.
func (d *doc) stops(k int, s *saying) bool {
	low := d.low(k)
	return low == "that" || low == ";" || isRelative(low) || low == "," && !d.timely(k+1) || d.within(k, s.content) || d.cued(k, s)
}

// opensWith reports whether the tokens from lo to before hi, at the start of a sentence, belong to the saying behind them, and are no dateline.
func (d *doc) opensWith(lo, hi int, s *saying) bool {
	for k := lo; k < hi; k++ {
		if oneOf(d.low(k), "(", "—", "-") || d.within(k, s.content) || d.cued(k, s) {
			return false
		}
	}
	return true
}

func isRelative(low string) bool { return oneOf(low, "who", "which", "whose", "where") }

// timely reports whether a time may begin at token k: "said, on Tuesday", "said, in a statement last week".
func (d *doc) timely(k int) bool {
	switch d.low(k) {
	case "on", "in", "at", "last", "late", "early", "earlier", "yesterday", "today", "during", "after":
		return true
	}
	_, day := weekday(d.low(k))
	_, year := calendarYear(d.low(k))
	return day || year
}

// cued reports whether token k is a cue of another saying.
func (d *doc) cued(k int, s *saying) bool {
	for _, i := range d.nearToken(k) {
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
	return date(y, m, day)
}
