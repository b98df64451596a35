package eval

import (
	"fmt"
	"io"
	"slices"
	"text/tabwriter"

	"hearsay"
)

// StancePair is the stance that the gold has and the one that was read, "" if none was.
type StancePair struct{ Gold, Read hearsay.Stance }

// Confusion counts the statements that were matched, by the stances of both sides.
type Confusion map[StancePair]int

// of counts the pairs that hold.
func (c Confusion) of(holds func(StancePair) bool) int {
	n := 0
	for pair, times := range c {
		if holds(pair) {
			n += times
		}
	}
	return n
}

// Gold is how many statements have a stance in the gold.
func (c Confusion) Gold(stance hearsay.Stance) int {
	return c.of(func(p StancePair) bool { return p.Gold == stance })
}

// Accuracy is the share of statements whose stance was read right, 0 if there are none.
func (c Confusion) Accuracy() float64 {
	return share(c.of(func(p StancePair) bool { return p.Gold == p.Read }), c.of(func(StancePair) bool { return true }))
}

// F1 is that of one stance among the matched statements.
func (c Confusion) F1(stance hearsay.Stance) float64 {
	read := c.of(func(p StancePair) bool { return p.Read == stance })
	return share(2*c[StancePair{stance, stance}], read+c.Gold(stance))
}

// MacroF1 is the mean F1 of the stances that the gold has, each counting the same however rare it is.
func (c Confusion) MacroF1() float64 {
	stances := c.stances()
	sum := 0.
	for _, stance := range stances {
		sum += c.F1(stance)
	}
	return sum / float64(max(1, len(stances)))
}

// stances lists those that the gold has, by the alphabet.
func (c Confusion) stances() []hearsay.Stance {
	var all []hearsay.Stance
	for pair := range c {
		if !slices.Contains(all, pair.Gold) {
			all = append(all, pair.Gold)
		}
	}
	slices.Sort(all)
	return all
}

// Table lists the confusion as cells: first a header, then a row for each stance that the gold has, with a column for each that was read.
func (c Confusion) Table() [][]string {
	columns := append(hearsay.Stances(), "")
	columns = slices.DeleteFunc(columns, func(s hearsay.Stance) bool {
		return c.of(func(p StancePair) bool { return p.Read == s || p.Gold == s && s != "" }) == 0
	})
	head := []string{"gold \\ read"}
	for _, stance := range columns {
		head = append(head, orNone(stance))
	}
	table := [][]string{head}
	for _, gold := range hearsay.Stances() {
		if c.Gold(gold) == 0 {
			continue
		}
		row := []string{string(gold)}
		for _, read := range columns {
			row = append(row, fmt.Sprint(c[StancePair{gold, read}]))
		}
		table = append(table, row)
	}
	return table
}

func orNone(stance hearsay.Stance) string {
	if stance == "" {
		return "none"
	}
	return string(stance)
}

// Write prints the table: a row a stance of the gold, a column a stance that was read.
func (c Confusion) Write(w io.Writer) error {
	tab := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	for _, row := range c.Table() {
		for _, cell := range row {
			fmt.Fprintf(tab, "%s\t", cell)
		}
		fmt.Fprintln(tab)
	}
	return tab.Flush()
}
