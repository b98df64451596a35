package sqlledger

import (
	"context"
	"fmt"
	"time"

	"hearsay/internal/ledger"
)

const editColumns = "SELECT e.key, e.id, e.kind, e.value, e.note, e.by_whom, e.at, e.undone_by, e.undone_at FROM edit e"

type keyedEdit struct {
	key int64
	ledger.Edit
}

func editRow(s scan) (keyedEdit, error) {
	var e keyedEdit
	var at, undone int64
	err := s(&e.key, &e.ID, &e.Kind, &e.Value, &e.Note, &e.By, &at, &e.Undone.By, &undone)
	e.At = moment(at)
	if undone != 0 {
		e.Undone.At = moment(undone)
	}
	return e, err
}

// sortOf is the way back from number.
func sortOf(n int) ledger.Sort {
	return []ledger.Sort{ledger.OfArticle, ledger.OfSource, ledger.OfStatement, ledger.OfSentence}[n-1]
}

// anchored fills in the anchors of edits.
func (v *view) anchored(ctx context.Context, edits []keyedEdit) ([]ledger.Edit, error) {
	out, at, keys := make([]ledger.Edit, len(edits)), map[int64]int{}, make([]int64, len(edits))
	for i, e := range edits {
		out[i], at[e.key], keys[i] = e.Edit, i, e.key
	}
	_, err := listIn(ctx, v, func(s scan) (struct{}, error) {
		var a ledger.Anchor
		var edit int64
		var sort int
		if err := s(&edit, &sort, &a.Article, &a.Words, &a.Start, &a.ID, &a.Whole); err != nil {
			return struct{}{}, err
		}
		a.Of = sortOf(sort)
		out[at[edit]].Anchors = append(out[at[edit]].Anchors, a)
		return struct{}{}, nil
	}, keys, `SELECT an.edit, an.sort, a.id, an.words, an.start, COALESCE(so.id, st.id, ''), COALESCE(sp.id, c.id, '') FROM anchor an
		JOIN article a ON a.key = an.article
		LEFT JOIN source so ON an.sort = 2 AND so.key = an.item LEFT JOIN speaker sp ON sp.key = so.speaker
		LEFT JOIN statement st ON an.sort = 3 AND st.key = an.item LEFT JOIN claim c ON c.key = st.claim WHERE an.edit IN %s ORDER BY an.edit, an.place`)
	return out, err
}

// Edits is as the contract has it.
func (v *view) Edits(ctx context.Context, f ledger.EditFilter) (ledger.Page[ledger.Edit], error) {
	var none ledger.Page[ledger.Edit]
	var w where
	if f.Standing {
		w.add("e.undone_at = 0")
	}
	if f.Kind != "" {
		w.add("e.at > 0 AND e.kind = ?", string(f.Kind)) // the first half says nothing, and lets SQLite see that the order is that of an index
	}
	const has = "e.key IN (SELECT edit FROM anchor an "
	if f.Claim != "" {
		key, err := v.key(ctx, "claim", f.Claim)
		if err != nil {
			return none, err
		}
		w.add(has+"JOIN statement st ON an.sort = 3 AND st.key = an.item WHERE st.claim = ?)", key)
	}
	if f.Source != "" {
		key, err := v.key(ctx, "speaker", f.Source)
		if err != nil {
			return none, err
		}
		w.add(has+"JOIN source so ON an.sort = 2 AND so.key = an.item WHERE so.speaker = ?)", key)
	}
	if f.Article != "" {
		key, err := v.articleKey(ctx, f.Article)
		if err != nil {
			return none, err
		}
		w.add(has+"WHERE an.article = ?)", key)
	}
	at, after, err := placeOf(f.After)
	if err != nil {
		return none, err
	}
	if after {
		w.add("e.at <= ? AND (e.at < ? OR e.id > ?)", at.N, at.N, at.ID)
	}
	found, err := list(ctx, v, editRow, editColumns+w.String()+" ORDER BY e.at DESC, e.id LIMIT ?", append(w.args, f.Size()+1)...)
	if err != nil {
		return none, err
	}
	page := cut(found, f.Size(), func(e keyedEdit) place { return place{N: micros(e.At), ID: e.ID} })
	items, err := v.anchored(ctx, page.Items)
	return ledger.Page[ledger.Edit]{Items: items, Next: page.Next}, err
}

// Edit is as the contract has it.
func (v *view) Edit(ctx context.Context, id string) (ledger.Edit, error) {
	key, err := v.key(ctx, "edit", id)
	if err != nil {
		return ledger.Edit{}, err
	}
	found, err := list(ctx, v, editRow, editColumns+" WHERE e.key = ?", key)
	if err != nil {
		return ledger.Edit{}, err
	}
	edits, err := v.anchored(ctx, found)
	if err != nil {
		return ledger.Edit{}, err
	}
	return edits[0], nil
}

// AddEdit is as the contract has it.
func (t *tx) AddEdit(ctx context.Context, edit ledger.Edit) (ledger.Edit, error) {
	if err := edit.Check(); err != nil {
		return ledger.Edit{}, err
	}
	edit.At = edit.At.Round(time.Microsecond).UTC()
	edit.ID = ledger.EditID(edit)
	known, err := t.keysOf(ctx, "edit", []string{edit.ID})
	if err != nil {
		return ledger.Edit{}, err
	}
	if len(known) > 0 {
		return t.Edit(ctx, edit.ID)
	}
	key, err := t.create(ctx, "INSERT INTO edit (id, kind, value, note, by_whom, at, undone_by, undone_at)",
		edit.ID, string(edit.Kind), edit.Value, edit.Note, edit.By, micros(edit.At), "", 0)
	if err != nil {
		return ledger.Edit{}, err
	}
	for i, anchor := range edit.Anchors {
		article, err := t.articleKey(ctx, anchor.Article)
		if err != nil {
			return ledger.Edit{}, err
		}
		if err := t.script(ctx, []string{"INSERT INTO anchor (edit, place, sort, article, words, start) VALUES (?, ?, ?, ?, ?, ?)"},
			key, i, number(anchor.Of), article, anchor.Words, anchor.Start); err != nil {
			return ledger.Edit{}, err
		}
		if err := t.reanchor(ctx, article); err != nil {
			return ledger.Edit{}, err
		}
	}
	kept, err := t.Edit(ctx, edit.ID)
	for _, anchor := range kept.Anchors {
		if err == nil && anchor.Of != ledger.OfArticle && anchor.ID == "" {
			err = fmt.Errorf("the article %s has nobody saying %q: %w", anchor.Article, anchor.Words, ledger.ErrNotFound)
		}
	}
	return kept, err
}

// UndoEdit is as the contract has it.
func (t *tx) UndoEdit(ctx context.Context, id, by string, at time.Time) (ledger.Edit, error) {
	key, err := t.key(ctx, "edit", id)
	if err != nil {
		return ledger.Edit{}, err
	}
	if _, err := t.exec(ctx, "UPDATE edit SET undone_by = ?, undone_at = ? WHERE key = ? AND undone_at = 0", by, micros(at), key); err != nil {
		return ledger.Edit{}, err
	}
	found, err := list(ctx, t.view, editRow, editColumns+" WHERE e.key = ?", key)
	if err != nil {
		return ledger.Edit{}, err
	}
	edits, err := t.anchored(ctx, found)
	if err != nil {
		return ledger.Edit{}, err
	}
	return edits[0], nil
}

// reanchor finds what all anchors in an article mean in its current revision.
func (t *tx) reanchor(ctx context.Context, article int64) error {
	type row struct {
		edit  int64
		place int
		ledger.Anchor
	}
	anchors, err := list(ctx, t.view, func(s scan) (row, error) {
		var r row
		var sort int
		err := s(&r.edit, &r.place, &sort, &r.Words, &r.Start)
		r.Of = sortOf(sort)
		return r, err
	}, "SELECT edit, place, sort, words, start FROM anchor WHERE article = ? AND sort > 1", article)
	if err != nil || len(anchors) == 0 {
		return err
	}
	current, err := one(ctx, t.view, value[string], "SELECT r.id FROM article a JOIN revision r ON r.key = a.current WHERE a.key = ?", article)
	if err != nil {
		return err
	}
	reading, err := t.Reading(ctx, current)
	if err != nil {
		return err
	}
	for _, a := range anchors {
		var item any
		if id := a.Find(reading); id != "" {
			table := "statement"
			if a.Of == ledger.OfSource {
				table = "source"
			}
			if item, err = t.key(ctx, table, id); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, "UPDATE anchor SET item = ? WHERE edit = ? AND place = ?", item, a.edit, a.place); err != nil {
			return err
		}
	}
	return nil
}
