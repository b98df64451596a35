package report

import (
	"context"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
)

// Changes is how the text of an article changed from each revision to the next.
type Changes struct {
	Place
	Revisions  []Revision  `json:"revisions"`
	Rewordings []Rewording `json:"rewordings"` // one less than there are revisions
}

// Rewording is how one revision became the next one.
type Rewording struct {
	From   string    `json:"from"` // the earlier revision
	To     string    `json:"to"`
	Pieces []Changed `json:"pieces"`
}

// ChangesPage compares the revisions of an article word by word.
func ChangesPage(ctx context.Context, view ledger.View, article string) (*Changes, error) {
	art, err := view.Article(ctx, article)
	if err != nil {
		return nil, err
	}
	all, err := view.Revisions(ctx, art.ID)
	if err != nil {
		return nil, err
	}
	page := &Changes{Place: placeOf(art), Revisions: []Revision{}, Rewordings: []Rewording{}}
	before := ""
	for i, r := range all {
		page.Revisions = append(page.Revisions, revisionOf(r, art.Revision))
		whole, err := view.Revision(ctx, r.ID)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			page.Rewordings = append(page.Rewordings, Rewording{all[i-1].ID, r.ID, difference(before, whole.Text)})
		}
		before = whole.Text
	}
	return page, nil
}

func (c *Changes) text(p *pen) {
	p.line("", "", title(c.Title))
	p.line("", "", words(c.outlet()), gap(), faint(c.Article))
	if len(c.Rewordings) == 0 {
		p.blank()
		p.line("", "", text("It has had this one text since "+whole(c.Revisions[0].Since)+"."))
		return
	}
	for i, step := range c.Rewordings {
		p.heading("Changed " + whole(c.Revisions[i+1].Since))
		p.line("", "", faint(step.From+" → "+step.To), gap(), faint(step.size()))
		for _, passage := range step.passages(p.All) {
			p.line("  ", "  ", passage...)
		}
	}
}

// size says how much changed.
func (s Rewording) size() string {
	n := map[How]int{}
	for _, piece := range s.Pieces {
		n[piece.How] += len(strings.Fields(piece.Words))
	}
	if n[Added]+n[Removed] == 0 {
		return "nothing but spaces and line breaks"
	}
	return plural(n[Added], "word") + " added, " + plural(n[Removed], "word") + " removed"
}

// around is how many words of what stayed are shown on either side of a change.
const around = 8

// passages are the lines that changed, each with what was taken out in [- -], what was put in in {+ +}, and some words around them; or with all their words.
func (s Rewording) passages(all bool) [][]run {
	var out [][]run
	var at []run
	changed := false
	end := func() {
		if changed {
			out = append(out, shortened(at, all))
		}
		at, changed = nil, false
	}
	for _, piece := range s.Pieces {
		for i, part := range strings.Split(piece.Words, "\n") {
			if i > 0 {
				end()
			}
			part = harmless(part)
			switch spoken := strings.TrimSpace(part) != ""; {
			case part == "":
			case piece.How == Removed && spoken:
				at, changed = append(at, run{"[-" + part + "-]", style{hue: rejecting}}), true
			case piece.How == Added && spoken:
				at, changed = append(at, run{"{+" + part + "+}", style{bold: true, hue: affirming}}), true
			case piece.How != Removed:
				at = append(at, text(part))
			}
		}
	}
	end()
	return out
}

// shortened leaves of long stretches that stayed only the words next to changes.
func shortened(runs []run, all bool) []run {
	if all {
		return runs
	}
	for i, r := range runs {
		if r.style != (style{}) {
			continue
		}
		fields := strings.Fields(r.text)
		first, last := i == 0, i == len(runs)-1
		switch {
		case first && len(fields) > around:
			runs[i].text = "… " + strings.Join(fields[len(fields)-around:], " ") + trailing(r.text)
		case last && len(fields) > around:
			runs[i].text = leading(r.text) + strings.Join(fields[:around], " ") + " …"
		case len(fields) > 2*around:
			runs[i].text = leading(r.text) + strings.Join(fields[:around], " ") + " … " + strings.Join(fields[len(fields)-around:], " ") + trailing(r.text)
		}
	}
	return runs
}

// harmless makes words of an article such that they do no harm in a terminal, with the spaces around them as they are.
func harmless(s string) string {
	if strings.TrimSpace(s) == "" {
		return strings.Repeat(" ", min(len(s), 1))
	}
	return leading(s) + present.OneLine(strings.Trim(s, " ")) + trailing(s)
}

func leading(s string) string  { return s[:len(s)-len(strings.TrimLeft(s, " "))] }
func trailing(s string) string { return s[len(strings.TrimRight(s, " ")):] }
