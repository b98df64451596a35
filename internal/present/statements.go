package present

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// entry is a statement in words. Those of the text are as they came, and whoever shows them must clean them.
type entry struct {
	n         int // from 1, in order of the text
	who       voice
	cue, what string
	led       bool   // what is said makes no sense without the cue before it: "declined" before "to comment"
	how       string // direct, indirect or mixed
	stance    hearsay.Stance
	deciding  string  // the words that decided the stance
	byCue     bool    // those words are in the cue
	via       []voice // nearest to the source first
	condition string
	to        voice
	when      string // when it was said, worded for people
	past      bool
}

// entries words the statements of a reading.
func entries(reading hearsay.Reading) []entry {
	voices := make(map[string]voice, len(reading.Sources))
	for _, src := range reading.Sources {
		voices[src.ID] = voiceOf(src)
	}
	named := func(id, otherwise string) voice {
		v := voices[id]
		if v.Name == "" && otherwise == "" && hearsay.Kind(v.Kind) == hearsay.Media {
			otherwise = "the outlet" // the article's own, of which nobody gave the name
		}
		if v.Name == "" {
			v.Name = oneLine(cmp.Or(otherwise, id))
		}
		return v
	}
	text, all := reading.Article.Text, make([]entry, len(reading.Statements))
	for i, stmt := range reading.Statements {
		e := entry{
			n: i + 1, who: named(stmt.Source, said(stmt.Spans.Source, text)), cue: said(stmt.Spans.Cue, text), what: said(stmt.Spans.Content, text),
			led: stmt.Stance == hearsay.Withholds && leads(stmt.Spans, text), how: string(stmt.Quotation),
			stance: stmt.Stance, deciding: said(stmt.Deciding, text), byCue: len(stmt.DecidedBeside()) == 0,
			condition: stmt.Condition.In(text), when: timeOf(stmt.Said), past: stmt.Past,
		}
		for _, id := range stmt.Relay {
			e.via = append(e.via, named(id, ""))
		}
		if stmt.Addressee != "" {
			e.to = named(stmt.Addressee, "")
		}
		all[i] = e
	}
	return all
}

// leads tells whether the content of an attribution follows its cue, with nothing between them.
func leads(a hearsay.Attribution, text string) bool {
	if len(a.Cue) == 0 || len(a.Content) == 0 {
		return false
	}
	from, to := a.Cue[len(a.Cue)-1].End, a.Content[0].Start
	return from < to && strings.TrimSpace(text[from:to]) == ""
}

// route names those through whom a statement came, nearest to the source first.
func (e entry) route(between string) string {
	names := make([]string, len(e.via))
	for i, v := range e.via {
		names[i] = v.Name
	}
	return strings.Join(names, between)
}

// detail is something of a statement besides what is said.
type detail struct{ Label, Words string }

// Labels of details that may stand elsewhere.
const (
	viaLabel       = "via"
	conditionLabel = "condition:"
)

// details lists what there is to add to stance and words, in the order to show it in. They are clean.
func (e entry) details() []detail {
	all := []detail{{viaLabel, e.route(" → ")}, {conditionLabel, oneLine(e.condition)}, {"to", e.to.Name}, {"said", e.when}}
	if e.past {
		all = append(all, detail{"", "an earlier position"})
	}
	return slices.DeleteFunc(all, func(d detail) bool { return d.Words == "" })
}

// quoted puts words in quotation marks, unless they are there or there are no words.
func quoted(s string) string {
	if s = oneLine(s); s == "" || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "\"") {
		return s
	}
	return "“" + s + "”"
}

// said joins the pieces of a role, with an ellipsis for the words left out between them.
func said(spans []hearsay.Span, text string) string {
	var pieces []string
	for _, sp := range spans {
		if sp.Len() > 0 {
			pieces = append(pieces, sp.In(text))
		}
	}
	return strings.Join(pieces, " … ")
}

// speaker tells sources apart: by id, by their words where they have none, "" where the text names nobody.
func speaker(stmt hearsay.Statement, text string) string {
	if stmt.Source != "" {
		return byID(stmt.Source)
	}
	if words := said(stmt.Spans.Source, text); words != "" {
		return "words " + strings.ToLower(oneLine(words))
	}
	return ""
}

func byID(id string) string { return "id " + id }

// summary counts in one line: "14 statements by 6 sources: 5 direct, 7 indirect, 2 mixed".
func summary(reading hearsay.Reading) string {
	if len(reading.Statements) == 0 {
		return "Nobody is quoted or reported here: hearsay found no statement in this article."
	}
	speakers, nameless, kinds := map[string]bool{}, 0, map[hearsay.Quotation]int{}
	for _, stmt := range reading.Statements {
		kinds[stmt.Quotation]++
		if who := speaker(stmt, reading.Article.Text); who != "" {
			speakers[who] = true
		} else {
			nameless++
		}
	}
	line := plural(len(reading.Statements), "statement")
	if len(speakers) > 0 {
		line += " by " + plural(len(speakers), "source")
	}
	var parts []string
	for _, q := range []hearsay.Quotation{hearsay.Direct, hearsay.Indirect, hearsay.Mixed} {
		if kinds[q] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", kinds[q], q))
		}
	}
	if len(parts) > 0 {
		line += ": " + strings.Join(parts, ", ")
	}
	if nameless > 0 {
		line += fmt.Sprintf("; %d without a source", nameless)
	}
	return line
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// dateline words a date for people, as precisely as it is known.
func dateline(d hearsay.Date) string {
	switch d.Precision {
	case hearsay.Year, hearsay.Unknown:
		return d.String()
	case hearsay.Month:
		return d.Time.Format("January 2006")
	case hearsay.Day:
		return d.Time.Format("2 January 2006")
	default:
		return d.Time.Format("2 January 2006, 15:04 ") + zone(d)
	}
}

// timeOf words when something was said: "on 2 January 2006", "in January 2006".
func timeOf(d hearsay.Date) string {
	switch d.Precision {
	case hearsay.Unknown:
		return ""
	case hearsay.Year, hearsay.Month:
		return "in " + dateline(d)
	default:
		return "on " + dateline(d)
	}
}

// zone is the offset from UTC: an abbreviation from the clock of this machine would depend on where hearsay runs.
func zone(d hearsay.Date) string {
	if _, offset := d.Time.Zone(); offset == 0 {
		return "UTC"
	}
	return "UTC" + d.Time.Format("-07:00")
}

// byline words the line under a title: outlet, date and author, those that are known.
func byline(art hearsay.Article) string {
	var known []string
	for _, part := range []string{oneLine(art.Outlet), dateline(art.Published), oneLine(art.Byline)} {
		if part != "" {
			known = append(known, part)
		}
	}
	return strings.Join(known, " · ")
}
