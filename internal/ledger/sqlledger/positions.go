package sqlledger

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/ledger"
)

// positionColumns are what positionRow reads.
const positionColumns = `a.id, r.id, r.url, r.outlet_name, r.title, st.id, st.stance, st.quotation, st.source_words, st.cue_words, st.words, st.body, st.at,
	st.place, COALESCE(c.id, ''), COALESCE(so.id, ''), COALESCE(sp.id, ''), COALESCE(sp.name, so.name, ''), COALESCE(ve.data, '')`

const joinPositions = ` JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article LEFT JOIN claim c ON c.key = st.claim
	LEFT JOIN source so ON so.key = st.source LEFT JOIN speaker sp ON sp.key = st.speaker LEFT JOIN vector ve ON ve.statement = st.key`

// placed is a position with its place in the list of the article's statements.
type placed struct {
	ledger.Position
	order int64
}

func positionRow(s scan) (placed, error) { return fillPosition(s) }

func fillPosition(s scan, more ...any) (placed, error) {
	var p placed
	var at int64
	var kept, vector []byte
	stmt := &p.Statement
	err := s(append([]any{
		&p.Ref.Article, &p.Revision, &p.URL, &p.Outlet, &p.Title, &stmt.ID, &stmt.Stance, &stmt.Quotation, &p.Words.Source, &p.Words.Cue, &p.Words.Content, &kept,
		&at, &p.order, &p.Claim, &stmt.Source, &p.Source, &p.Name, &vector,
	}, more...)...)
	if err != nil {
		return p, err
	}
	var body statementBody
	if err := json.Unmarshal(kept, &body); err != nil {
		return p, err
	}
	p.Ref.Statement, p.At, stmt.Vector = stmt.ID, moment(at), vectorOf(vector)
	return p, body.fill(stmt)
}

// wholes fills in which sources of the ledger relays and addressees are.
func (v *view) wholes(ctx context.Context, positions []*ledger.Position) error {
	var members []string
	for _, p := range positions {
		members = append(append(members, p.Statement.Relay...), p.Statement.Addressee)
	}
	slices.Sort(members)
	members = slices.DeleteFunc(slices.Compact(members), func(id string) bool { return id == "" })
	pairs, err := listIn(ctx, v, both[string, string], members, "SELECT so.id, sp.id FROM source so JOIN speaker sp ON sp.key = so.speaker WHERE so.id IN %s")
	if err != nil {
		return err
	}
	whole := map[string]string{}
	for _, p := range pairs {
		whole[p.a] = p.b
	}
	for _, p := range positions {
		p.Addressee = whole[p.Statement.Addressee]
		for _, relay := range p.Statement.Relay {
			if id := whole[relay]; id != "" {
				p.Relay = append(p.Relay, id)
			}
		}
	}
	return nil
}

// Position is as the contract has it.
func (v *view) Position(ctx context.Context, statement string) (ledger.Position, error) {
	key, err := v.key(ctx, "statement", statement)
	if err != nil {
		return ledger.Position{}, err
	}
	p, err := one(ctx, v, positionRow, "SELECT "+positionColumns+" FROM statement st"+joinPositions+" WHERE st.key = ?", key)
	if err != nil {
		return ledger.Position{}, err
	}
	return p.Position, v.wholes(ctx, []*ledger.Position{&p.Position})
}

// PositionsOf is as the contract has it.
func (v *view) PositionsOf(ctx context.Context, statements []string) ([]ledger.Position, error) {
	found, err := listIn(ctx, v, positionRow, unique(statements), "SELECT "+positionColumns+" FROM statement st"+joinPositions+" WHERE st.id IN %s ORDER BY st.id")
	if err != nil {
		return nil, err
	}
	return v.unplaced(ctx, found)
}

// Positions is as the contract has it.
func (v *view) Positions(ctx context.Context, f ledger.PositionFilter) (ledger.Page[ledger.Position], error) {
	var none ledger.Page[ledger.Position]
	w, err := v.wherePositions(ctx, f)
	if err != nil {
		return none, err
	}
	at, after, err := placeOf(f.After)
	if err != nil {
		return none, err
	}
	order := " ORDER BY st.at, a.id, st.place, st.id LIMIT ?"
	if f.NewestFirst {
		order = " ORDER BY st.at DESC, a.id DESC, st.place DESC, st.id DESC LIMIT ?"
	}
	if after {
		condition := "st.at >= ? AND (st.at > ? OR (a.id, st.place) > (?, ?))"
		if f.NewestFirst {
			condition = "st.at <= ? AND (st.at < ? OR (a.id, st.place) < (?, ?))"
		}
		w.add(condition, at.N, at.N, at.ID, at.Order)
	}
	found, err := list(ctx, v, positionRow, "SELECT "+positionColumns+" FROM statement st"+joinPositions+w.String()+order, append(w.args, f.Size()+1)...)
	if err != nil {
		return none, err
	}
	page := cut(found, f.Size(), func(p placed) place { return place{micros(p.At), p.Ref.Article, p.order} })
	items, err := v.unplaced(ctx, page.Items)
	return ledger.Page[ledger.Position]{Items: items, Next: page.Next}, err
}

// unplaced are positions as others see them, with the sources of the ledger that they name.
func (v *view) unplaced(ctx context.Context, found []placed) ([]ledger.Position, error) {
	out, all := make([]ledger.Position, len(found)), make([]*ledger.Position, len(found))
	for i, p := range found {
		out[i] = p.Position
		all[i] = &out[i]
	}
	return out, v.wholes(ctx, all)
}

// wherePositions makes conditions of a filter. Those by claim and source need not say that only current revisions are meant: no others are on any.
func (v *view) wherePositions(ctx context.Context, f ledger.PositionFilter) (where, error) {
	var w where
	w.period("st.at", f.Period)
	for _, by := range []struct{ table, id, column string }{{"claim", f.Claim, "st.claim"}, {"speaker", f.Source, "st.speaker"}} {
		if by.id == "" {
			continue
		}
		key, err := v.key(ctx, by.table, by.id)
		if err != nil {
			return w, err
		}
		w.add(by.column+" = ?", key)
	}
	if f.Claim == "" && f.Source == "" {
		w.add("r.counts = 1")
	}
	if everywhere(f) {
		w.add("st.at >= ?", unset) // says nothing, and lets SQLite see that the order is that of an index
	}
	if f.Article != "" {
		key, err := v.articleKey(ctx, f.Article)
		if err != nil {
			return w, err
		}
		w.add("st.revision = (SELECT current FROM article WHERE key = ?)", key)
	}
	if len(f.Articles) > 0 {
		ids := padded(anys(f.Articles))
		w.add("st.revision IN (SELECT current FROM article WHERE id IN "+marks(len(ids))+")", ids...)
	}
	if f.Outlet != "" {
		w.add("st.outlet = (SELECT key FROM outlet WHERE id = ?)", outletID(f.Outlet))
	}
	w.in("st.stance", texts(f.Stances))
	w.in("st.quotation", texts(f.Quotations))
	return w, nil
}

// everywhere tells whether a filter names no place or time to look at.
func everywhere(f ledger.PositionFilter) bool {
	return f.Claim == "" && f.Source == "" && f.Article == "" && len(f.Articles) == 0 && f.Outlet == "" && f.Period == (ledger.Period{})
}

// texts are strings of whatever type as values.
func texts[T ~string](all []T) []any {
	out := make([]any, len(all))
	for i, s := range all {
		out[i] = string(s)
	}
	return out
}

// sorted sorts strings and gives them back.
func sorted(all []string) []string {
	slices.SortFunc(all, strings.Compare)
	return all
}

// ids are the statements that refs name.
func ids(refs []hearsay.Ref) []string {
	out := make([]string, len(refs))
	for i, ref := range refs {
		out[i] = ref.Statement
	}
	return out
}
