package picture

import (
	"fmt"
	"slices"
	"time"
)

// Event is something that happened at a time: a position.
type Event struct {
	At    time.Time
	Lane  int    // in which of the lanes it stands
	Title string // for who points at it
	Link  string
}

// Lane is a row of the time line.
type Lane struct {
	Name  string
	Class string // its colour
}

// Stretch is a status that held from a time on.
type Stretch struct {
	From  time.Time
	Name  string
	Class string
	Title string
}

// Dot is an event in its place; of several in one place that do not fit, Count is more than one.
type Dot struct {
	Event
	X, Y, R float64
	Class   string
	Count   int
}

// Bar is a stretch in its place. Label is "" where there is no room for it.
type Bar struct {
	Stretch
	X, Y, W, H float64
	Label      string
}

// Tick is a mark on the axis.
type Tick struct {
	X      float64
	Label  string
	Strong bool // a day begins
}

// Row is a lane in its place.
type Row struct {
	Lane
	Y, Top, H float64 // Y is where its name stands
	Count     int
}

// Timeline is a time line laid out.
type Timeline struct {
	Width, Height float64
	Left, Right   float64 // of the axis
	Axis          float64 // how far down it is
	Rows          []Row
	Bars          []Bar
	Dots          []Dot
	Ticks         []Tick
}

// How a time line is drawn.
const (
	timeWidth  = 1000.0
	nameWidth  = 150.0
	barHeight  = 24.0
	barGap     = 12.0
	dotRadius  = 5.5
	dotPitch   = 12.0
	laneLeast  = 26.0
	mostPiled  = 6
	axisHeight = 30.0
	mostTicks  = 9
)

// LayTimeline lays out stretches and events. Those without a time are left out; lanes without events are, too.
func LayTimeline(lanes []Lane, stretches []Stretch, events []Event) Timeline {
	events = slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.At.IsZero() })
	stretches = slices.DeleteFunc(slices.Clone(stretches), func(s Stretch) bool { return s.From.IsZero() })
	slices.SortStableFunc(events, func(a, b Event) int { return a.At.Compare(b.At) })
	t := &Timeline{Width: timeWidth, Left: nameWidth, Right: timeWidth - 16}
	scale := newScale(stretches, events, t.Left+dotRadius+4, t.Right-dotRadius-4)
	if scale.from.IsZero() {
		return Timeline{}
	}
	y := margin
	if len(stretches) > 0 {
		t.bars(stretches, scale, y)
		y += barHeight + barGap
	}
	for i, lane := range lanes {
		mine := slices.DeleteFunc(slices.Clone(events), func(e Event) bool { return e.Lane != i })
		if len(mine) > 0 {
			y = t.row(lane, mine, scale, y)
		}
	}
	t.Axis = y + 2
	t.Ticks = scale.ticks()
	t.Height = t.Axis + axisHeight
	return *t
}

func (t *Timeline) bars(stretches []Stretch, scale scale, y float64) {
	for i, s := range stretches {
		end := t.Right
		if i+1 < len(stretches) {
			end = scale.at(stretches[i+1].From)
		}
		bar := Bar{Stretch: s, X: scale.at(s.From), Y: y, H: barHeight}
		bar.W = max(end-bar.X, 2)
		if Width(s.Name, noteSize)+12 <= bar.W {
			bar.Label = s.Name
		}
		t.Bars = append(t.Bars, bar)
	}
}

// row piles up what lies close together.
func (t *Timeline) row(lane Lane, events []Event, scale scale, y float64) float64 {
	var ends [mostPiled]float64 // how far each storey is taken
	first, storeys := len(t.Dots), 1
	for _, e := range events {
		x, storey := scale.at(e.At), 0
		for storey < mostPiled && ends[storey] > x-dotPitch+0.5 {
			storey++
		}
		if storey == mostPiled { // no room: the one below stands for it
			last := len(t.Dots) - 1
			t.Dots[last].Count++
			t.Dots[last].Title += "\n" + e.Title
			continue
		}
		ends[storey] = x
		storeys = max(storeys, storey+1)
		t.Dots = append(t.Dots, Dot{Event: e, X: x, Y: float64(storey), R: dotRadius, Class: lane.Class, Count: 1})
	}
	h := max(laneLeast, float64(storeys)*dotPitch+8)
	base := y + h - laneLeast/2
	for i := first; i < len(t.Dots); i++ {
		t.Dots[i].Y = base - t.Dots[i].Y*dotPitch
	}
	t.Rows = append(t.Rows, Row{Lane: lane, Y: base, Top: y, H: h, Count: len(events)})
	return y + h
}

// scale turns times into places.
type scale struct {
	from, to    time.Time
	left, right float64
}

func newScale(stretches []Stretch, events []Event, left, right float64) scale {
	s := scale{left: left, right: right}
	take := func(at time.Time) {
		if s.from.IsZero() || at.Before(s.from) {
			s.from = at
		}
		if at.After(s.to) {
			s.to = at
		}
	}
	for _, st := range stretches {
		take(st.From)
	}
	for _, e := range events {
		take(e.At)
	}
	return s
}

func (s scale) at(t time.Time) float64 {
	whole := s.to.Sub(s.from)
	if whole <= 0 {
		return s.left
	}
	return s.left + (s.right-s.left)*float64(t.Sub(s.from))/float64(whole)
}

// ticks are round hours, days, months or years, as many as fit.
func (s scale) ticks() []Tick {
	whole := s.to.Sub(s.from)
	const day = 24 * time.Hour
	for _, step := range []time.Duration{time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour, day, 2 * day, 7 * day, 14 * day} {
		if whole/step < mostTicks {
			return s.even(step)
		}
	}
	months := 1
	for int(whole/(30*day))/months >= mostTicks {
		months *= 2
		if months > 2 {
			months = (months + 2) / 3 * 3
		}
	}
	var out []Tick
	from := s.from.UTC()
	for at := time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC); !at.After(s.to); at = at.AddDate(0, months, 0) {
		if !at.Before(s.from) {
			out = append(out, Tick{s.at(at), at.Format("Jan 2006"), true})
		}
	}
	return out
}

func (s scale) even(step time.Duration) []Tick {
	var out []Tick
	at := s.from.UTC().Truncate(step)
	if at.Before(s.from) {
		at = at.Add(step)
	}
	for ; !at.After(s.to); at = at.Add(step) {
		tick := Tick{X: s.at(at), Label: at.Format("15:04")}
		if at.Equal(at.Truncate(24 * time.Hour)) {
			tick.Label, tick.Strong = at.Format("2 Jan"), true
		}
		out = append(out, tick)
	}
	if len(out) == 0 { // everything happened within a step
		out = append(out, Tick{s.left, s.from.UTC().Format("2 Jan 2006, 15:04"), true})
	}
	return out
}

// Describe says a time line in a sentence.
func (t Timeline) Describe() string {
	if len(t.Dots) == 0 {
		return "No position has a date."
	}
	n := 0
	for _, r := range t.Rows {
		n += r.Count
	}
	return fmt.Sprintf("%d positions and %d changes of status", n, len(t.Bars))
}
