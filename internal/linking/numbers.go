package linking

import (
	"strconv"
	"strings"
	"time"
)

// bound says how exact a number is meant.
type bound uint8

const (
	exactly bound = iota
	about         // "some 900", "about 11 minutes"
	atLeast       // "more than 60"
	atMost        // "fewer than 200"
)

// quantity is a number with what it counts.
type quantity struct {
	value float64
	unit  string // stem of what is counted; "€", "$", "£", "%", "year", "clock", "day"; "" if bare
	bound bound
}

// money, per cent and the like are told by signs and words beside the number.
const (
	percent = "%"
	year    = "year="
	clock   = "clock="
	day     = "day=" // the value is a hundred times the month, and the day
)

// numberWord gives the value of a number that is written out, and whether it multiplies what stands before it.
func numberWord(word string) (value float64, multiplies, ok bool) {
	switch word {
	case "hundred":
		return 100, true, true
	case "thousand", "k":
		return 1e3, true, true
	case "million", "m", "mn":
		return 1e6, true, true
	case "billion", "bn":
		return 1e9, true, true
	case "trillion", "tn":
		return 1e12, true, true
	case "dozen":
		return 12, true, true
	}
	small := [...]string{"zero", "", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
		"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"}
	for i, w := range small {
		if w != "" && w == word {
			return float64(i), false, true
		}
	}
	tens := [...]string{"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"}
	for i, w := range tens {
		if w == word {
			return float64(20 + 10*i), false, true
		}
	}
	return 0, false, false
}

// numberAt reads the number that begins at token i of toks, and tells how many tokens it takes; 0 if there is none. A multiplier alone is none.
func (p *prose) numberAt(i, to int) (value float64, n int) {
	tok := p.toks[i]
	value, ok := tok.number()
	if !ok {
		return 0, 0
	}
	n = 1
	for i+n < to && p.joined(i+n) {
		v, multiplies, ok := numberWord(p.toks[i+n].word)
		switch {
		case !ok || len(p.toks[i+n].word) <= 2 && p.toks[i+n].Start != p.toks[i+n-1].End:
			return value, n
		case multiplies:
			value *= v
		case v < 10 && !tok.figure && value >= 20 && value < 100:
			value += v
		default:
			return value, n
		}
		n++
	}
	return value, n
}

// number reads a figure, or a word that is a number and multiplies no other.
func (t token) number() (float64, bool) {
	if !t.figure {
		v, multiplies, ok := numberWord(t.word)
		return v, ok && !multiplies
	}
	if strings.Contains(t.word, ":") {
		return 0, false
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(t.word, ",", ""), 64)
	return v, err == nil
}

// joined tells whether nothing but a space or hyphen stands before token i.
func (p *prose) joined(i int) bool {
	between := p.text[p.toks[i-1].End:p.toks[i].Start]
	return between == "" || between == " " || between == "-"
}

// quantities finds the numbers between two tokens. Ages of persons and numbers within names are passed over.
func (p *prose) quantities(from, to int, stems *stemmer) []quantity {
	var found []quantity
	for i := from; i < to; {
		value, n := p.numberAt(i, to)
		if n == 0 {
			i++
			continue
		}
		q := quantity{value: value, bound: p.boundBefore(i, from)}
		keep := p.unit(&q, i, i+n, to, stems)
		if keep {
			found = append(found, q)
		}
		i += n
	}
	return found
}

// unit finds what the number between tokens i and next counts, and tells whether the number is worth keeping.
func (p *prose) unit(q *quantity, i, next, to int, stems *stemmer) bool {
	if p.marked(q, i, next) {
		return true
	}
	after := p.text[p.toks[next-1].End:]
	for k := next; k < min(next+3, to); k++ {
		if p.toks[k].figure || p.toks[k].sent != p.toks[i].sent || strings.ContainsAny(p.text[p.toks[k-1].End:p.toks[k].Start], ",;:.()\"“”") {
			return !strings.HasPrefix(after, ",") || q.unit != ""
		}
		word := p.toks[k].word
		if passedBy(word) {
			continue
		}
		if countsNothing(word) {
			return true
		}
		if word == "old" || k+1 < to && word == "year" && p.toks[k+1].word == "old" {
			return false
		}
		if q.unit = measure(word); q.unit == "" {
			q.unit = stems.stem(word)
		}
		return true
	}
	return true
}

// passedBy tells of words that stand between a number and what it counts.
func passedBy(word string) bool {
	switch word {
	case "of", "more", "other", "new", "the", "these", "those":
		return true
	}
	return false
}

// countsNothing tells of words before which a number stands alone.
func countsNothing(word string) bool {
	switch word {
	case "them", "and", "or", "to", "in", "on", "at", "by", "for", "with", "from", "had", "have", "has", "was", "were", "is", "are", "would", "will", "that":
		return true
	}
	return false
}

// measure is the unit that a word names, or "" if it is none of those that have several names.
func measure(word string) string {
	switch word {
	case "percent", "per", "cent", "percentage":
		return percent
	case "euro", "euros", "dollar", "dollars", "pounds", "pound", "yen", "yuan", "rupees", "crore", "kroner":
		return "money"
	case "a.m", "p.m", "am", "pm", "gmt":
		return clock
	}
	return ""
}

// marked finds the unit of the number between tokens i and next where signs, or its own form, tell it.
func (p *prose) marked(q *quantity, i, next int) bool {
	switch before := p.text[max(0, p.toks[i].Start-3):p.toks[i].Start]; {
	case strings.HasSuffix(before, "€"), strings.HasSuffix(before, "$"), strings.HasSuffix(before, "£"):
		q.unit = "money"
		return true
	}
	if month := p.month(i-1) + p.month(next); month > 0 && p.toks[i].figure && q.value <= 31 {
		q.unit, q.value = day, 100*float64(month)+q.value
		return true
	}
	after := p.text[p.toks[next-1].End:]
	if strings.HasPrefix(after, "%") || strings.HasPrefix(after, " %") {
		q.unit = percent
		return true
	}
	if p.toks[i].figure && next == i+1 && len(p.toks[i].word) == 4 && q.value >= 1900 && q.value < 2100 {
		q.unit = year
		return true
	}
	return false
}

// month gives the number of the month that token i names with a capital, 0 if it names none.
func (p *prose) month(i int) int {
	if i < 0 || i >= len(p.toks) || !p.toks[i].upper || len(p.toks[i].word) < 3 {
		return 0
	}
	months := [...]string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}
	for n, name := range months {
		if word := p.toks[i].word; word == name || word == name[:3] || word == "sept" && n == 8 {
			return n + 1
		}
	}
	return 0
}

// boundBefore reads "more than", "about" and the like before token i.
func (p *prose) boundBefore(i, from int) bound {
	word := func(back int) string {
		if i-back < from {
			return ""
		}
		return p.toks[i-back].word
	}
	switch one := word(1); {
	case one == "about", one == "around", one == "roughly", one == "nearly", one == "almost", one == "some", one == "approximately", one == "approx":
		return about
	case one == "over", one == "than" && (word(2) == "more" || word(2) == "greater"), one == "least" && word(2) == "at":
		return atLeast
	case one == "under", one == "than" && (word(2) == "fewer" || word(2) == "less"), one == "most" && word(2) == "at", one == "to" && word(2) == "up":
		return atMost
	}
	return exactly
}

// agree tells whether two numbers can be meant as one.
func (q quantity) agree(r quantity) bool {
	if (q.unit == day || q.unit == year) != (r.unit == day || r.unit == year) {
		return false
	}
	a, b := q.value, r.value
	if a == b {
		return true
	}
	if q.allows(b) || r.allows(a) {
		return true
	}
	return (q.bound == about || r.bound == about) && max(a, b) <= 1.08*min(a, b)
}

// allows tells whether a number that is a bound can be meant by a value beyond it.
func (q quantity) allows(value float64) bool {
	switch q.bound {
	case atLeast:
		return value >= q.value && value <= 1.25*q.value
	case atMost:
		return value <= q.value && value >= 0.8*q.value
	}
	return false
}

// String is the number with what it counts.
func (q quantity) String() string {
	value := strconv.FormatFloat(q.value, 'f', -1, 64)
	switch q.unit {
	case "", year, clock:
		return value
	case percent:
		return value + " %"
	case day:
		return time.Month(int(q.value)/100).String() + " " + strconv.Itoa(int(q.value)%100)
	}
	return value + " " + q.unit
}

// in is String with what it counts as a text has it, by stems.
func (q quantity) in(words map[string]string) string {
	if word := words[q.unit]; word != "" {
		q.unit = word
	}
	return q.String()
}
