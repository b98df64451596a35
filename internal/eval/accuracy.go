package eval

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// Accuracy is all that is measured for the page of figures: the attributions of annotated articles, the labels of some of them, stories.
type Accuracy struct {
	Attributions Report
	Labels       LabelReport
	Stories      []StoryReport
}

// Section is a named part of the page of figures, in Markdown.
type Section struct{ Name, Text string }

// How much of the errors the page shows: their cues and no more, since the articles are not ours to print.
const (
	pageErrors   = 10
	pageCueWords = 4
)

// Sections lists the parts of the page.
func (a *Accuracy) Sections() []Section {
	return []Section{
		{"attributions", a.attributions()},
		{"labels", a.labels()},
		{"confusion", markdown(a.Labels.Stances.Table())},
		{"errors", a.errors()},
		{"stories", a.stories()},
	}
}

// Write prints the sections one after the other, each under its name.
func (a *Accuracy) Write(w io.Writer) error {
	buf := bufio.NewWriter(w)
	for i, s := range a.Sections() {
		if i > 0 {
			fmt.Fprintln(buf)
		}
		fmt.Fprintf(buf, "## %s\n\n%s\n", s.Name, s.Text)
	}
	return buf.Flush()
}

func (a *Accuracy) attributions() string {
	t := &a.Attributions.Tally
	rows := [][]string{{"", "precision", "recall", "F1"}}
	for _, measure := range []struct {
		name string
		Count
	}{
		{"attributed", t.Attributed}, {"found", t.Found}, {"identical", t.Identical},
		{"source exact", t.SourceSpans}, {"cue exact", t.CueSpans}, {"content exact", t.ContentSpans},
	} {
		rows = append(rows, []string{measure.name, perCent(measure.Precision()), perCent(measure.Recall()), perCent(measure.F1())})
	}
	return fmt.Sprintf("%d articles, %d attributions.\n\n%s", len(a.Attributions.Articles), t.Attributed.Gold, markdown(rows))
}

func (a *Accuracy) labels() string {
	r := &a.Labels
	rows := [][]string{{"", "score"}}
	for _, f := range r.Figures() {
		rows = append(rows, []string{f.Name, perCent(f.Share)})
	}
	stances := [][]string{{"stance", "F1", "in the gold"}}
	for _, stance := range r.Stances.stances() {
		stances = append(stances, []string{string(stance), perCent(r.Stances.F1(stance)), fmt.Sprint(r.Stances.Gold(stance))})
	}
	return fmt.Sprintf("%d articles, %d attributions, of which %d were found and are scored.\n\n%s\n\n%s",
		r.Articles, r.Gold, r.Scored, markdown(rows), markdown(stances))
}

func (a *Accuracy) errors() string {
	rows := [][]string{{"", "labelled", "read", "cue", "times"}}
	for i, e := range a.Labels.Telling(pageErrors) {
		rows = append(rows, []string{fmt.Sprint(i + 1), string(e.Gold), orNone(e.Read), cueWords(firstWords(e.Cue, pageCueWords)), fmt.Sprint(e.Times)})
	}
	return markdown(rows)
}

func (a *Accuracy) stories() string {
	head, counts := []string{""}, []string{"statements: gold, read, matched"}
	for _, r := range a.Stories {
		head = append(head, r.Name)
		counts = append(counts, fmt.Sprintf("%d, %d, %d", r.Gold, r.Predicted, r.Matched))
	}
	rows := [][]string{append(head, "mean"), append(counts, "")}
	for i, f := range Mean(a.Stories) {
		row := []string{f.Name}
		for _, r := range a.Stories {
			row = append(row, perCent(r.Figures[i].Share))
		}
		rows = append(rows, append(row, perCent(f.Share)))
	}
	return markdown(rows)
}

func perCent(share float64) string { return fmt.Sprintf("%.1f", 100*share) }

// markdown writes a table whose first row is its head.
func markdown(rows [][]string) string {
	var b strings.Builder
	clean := strings.NewReplacer("|", `\|`, "\\", `\\`, "<", "&lt;", "\n", " ")
	for i, row := range rows {
		b.WriteString("|")
		for _, cell := range row {
			b.WriteString(" " + clean.Replace(cell) + " |")
		}
		b.WriteString("\n")
		if i == 0 {
			b.WriteString("|" + strings.Repeat("---|", len(row)) + "\n")
		}
	}
	return strings.TrimSuffix(b.String(), "\n")
}
