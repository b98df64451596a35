package report

import (
	"context"

	"hearsay/internal/ledger"
)

// Edit is a correction by a person.
type Edit struct {
	ID       string          `json:"id"`
	Kind     ledger.EditKind `json:"kind"`
	On       []Anchor        `json:"on"`
	Value    string          `json:"value"` // the stance or name that it gives
	Note     string          `json:"note"`
	By       string          `json:"by"`
	At       Moment          `json:"at"`
	UndoneBy string          `json:"undone_by"`
	UndoneAt Moment          `json:"undone_at"`
}

// Anchor is what a correction holds on to.
type Anchor struct {
	Of      ledger.Sort `json:"of"`
	Article string      `json:"article"`
	Words   string      `json:"words"`
	ID      string      `json:"id"`    // of the statement or the article's source now; "" if nothing is like it any more
	Whole   string      `json:"whole"` // the claim or the source of the ledger that it is on now
}

// Edits is a list of corrections.
type Edits struct {
	Edits []Edit        `json:"edits"` // the newest first
	More  bool          `json:"more"`
	Next  ledger.Cursor `json:"next"` // to go on from; "" if nothing follows
}

// EditOf is a correction as a page.
func EditOf(e ledger.Edit) *Edit {
	out := &Edit{e.ID, e.Kind, []Anchor{}, e.Value, e.Note, e.By, Moment{e.At}, e.Undone.By, Moment{e.Undone.At}}
	for _, a := range e.Anchors {
		out.On = append(out.On, Anchor{a.Of, a.Article, a.Words, a.ID, a.Whole})
	}
	return out
}

// EditsPage lists at most so many corrections.
func EditsPage(ctx context.Context, view ledger.Edits, f ledger.EditFilter, most int) (*Edits, error) {
	page := &Edits{Edits: []Edit{}}
	for {
		f.Limit = min(most-len(page.Edits), ledger.MaxLimit)
		found, err := view.Edits(ctx, f)
		if err != nil {
			return nil, err
		}
		for _, e := range found.Items {
			page.Edits = append(page.Edits, *EditOf(e))
		}
		page.Next, page.More = found.Next, found.Next != ""
		if f.After = found.Next; f.After == "" || len(page.Edits) >= most {
			return page, nil
		}
	}
}

func (e *Edit) text(p *pen) {
	head := []run{title(string(e.Kind))}
	if e.Value != "" {
		head = append(head, text(" "), words(e.Value))
	}
	head = append(head, gap(), text(e.ID+"  by "), words(e.By), text(", "), faint(whole(e.At)))
	p.line("", "  ", head...)
	if e.UndoneBy != "" {
		p.line("  ", "  ", text("undone by "), words(e.UndoneBy), text(", "), faint(whole(e.UndoneAt)))
	}
	for i, a := range e.On {
		if i == mostNames && !p.All {
			p.line("  ", "  ", faint("… and "+plural(len(e.On)-i, "more place")))
			break
		}
		where := []run{faint(a.Whole), text(" "), words(a.Words)}
		switch {
		case a.Of == ledger.OfArticle:
			where = []run{text("article " + a.Article)}
		case a.ID == "":
			where = append(where, gap(), faint("no longer read so"))
		}
		p.line("  ", "    ", where...)
	}
	if e.Note != "" {
		p.line("  ", "  ", text("why: "), words(e.Note))
	}
}

func (l *Edits) text(p *pen) {
	if len(l.Edits) == 0 {
		p.line("", "", text("There are no corrections."))
		return
	}
	for i := range l.Edits {
		if i > 0 {
			p.blank()
		}
		l.Edits[i].text(p)
	}
	if l.More {
		p.blank()
		p.line("", "", faint("There are more; --limit shows as many as you like."))
	}
}
