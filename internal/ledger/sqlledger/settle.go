package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/ledger"
)

func newTx(s *session) *tx {
	return &tx{view: &view{s}, claims: map[int64]string{}, speakers: map[int64]string{}, lost: map[string]bool{}}
}

// standing is what hangs on an article's current revision.
type standing struct {
	statements       map[string]bool // ids
	claims, speakers map[int64]string
}

// before tells what hangs on articles.
func (t *tx) before(ctx context.Context, articles []int64) (standing, error) {
	now := standing{map[string]bool{}, map[int64]string{}, map[int64]string{}}
	for _, article := range articles {
		ids, err := list(ctx, t.view, value[string], "SELECT st.id FROM article a JOIN statement st ON st.revision = a.current WHERE a.key = ?", article)
		if err != nil {
			return now, err
		}
		for _, id := range ids {
			now.statements[id] = true
		}
		claims, err := list(ctx, t.view, both[int64, string], `SELECT DISTINCT c.key, c.id FROM article a JOIN statement st ON st.revision = a.current
			JOIN claim c ON c.key = st.claim WHERE a.key = ?`, article)
		if err != nil {
			return now, err
		}
		speakers, err := list(ctx, t.view, both[int64, string], `SELECT DISTINCT sp.key, sp.id FROM article a JOIN source so ON so.revision = a.current
			JOIN speaker sp ON sp.key = so.speaker WHERE a.key = ?`, article)
		if err != nil {
			return now, err
		}
		for _, c := range claims {
			now.claims[c.a] = c.b
		}
		for _, sp := range speakers {
			now.speakers[sp.a] = sp.b
		}
	}
	return now, nil
}

// dated is a revision with what its place among the others hangs on.
type dated struct {
	key, since, until, fetched int64
	published, modified        hearsay.Date
	size                       int
	hash, id                   string
	outlet                     int64
	counts                     bool
}

func datedRow(s scan) (dated, error) {
	var d dated
	var published, modified string
	err := s(&d.key, &d.since, &d.until, &d.fetched, &published, &modified, &d.size, &d.hash, &d.id, &d.outlet, &d.counts)
	if err != nil {
		return d, err
	}
	if d.published, err = date(published); err != nil {
		return d, err
	}
	d.modified, err = date(modified)
	return d, err
}

// stamp is when a revision came to be: modified, else fetched, else published; the beginning of time if unknown.
func (d dated) stamp() int64 {
	for _, t := range []int64{dateMicros(d.modified), d.fetched, dateMicros(d.published)} {
		if t != never {
			return t
		}
	}
	return unset
}

func (d dated) known() int64 {
	return micros(ledger.Known(d.published, d.modified, moment(d.fetched)))
}

// inOrder puts revisions in order of time, and works out from when to when each was the text to be read.
func inOrder(revisions []dated) []dated {
	slices.SortFunc(revisions, func(a, b dated) int {
		return cmp.Or(cmp.Compare(a.stamp(), b.stamp()), cmp.Compare(a.fetched, b.fetched), cmp.Compare(a.size, b.size),
			strings.Compare(a.hash, b.hash), strings.Compare(a.id, b.id))
	})
	out := slices.Clone(revisions)
	for i := range out {
		out[i].until = current
		if i == 0 {
			out[i].since = slices.MinFunc(revisions, func(a, b dated) int { return cmp.Compare(a.known(), b.known()) }).known()
			continue
		}
		out[i].since = max(out[i-1].since, out[i].stamp())
		out[i-1].until = out[i].since
	}
	return out
}

// settle works out everything about an article that follows from its revisions and addresses, and nothing else: so it does not
// matter in which order these came.
func (t *tx) settle(ctx context.Context, article int64, before standing, placed *ledger.Placed) error {
	was, err := list(ctx, t.view, datedRow,
		`SELECT key, since, until, fetched, published, modified, length(text), text_hash, id, outlet, counts FROM revision WHERE article = ?`, article)
	if err != nil {
		return err
	}
	revisions := inOrder(was) // which sorts was as well
	for i, r := range revisions {
		if r.since != was[i].since {
			if err := t.block(ctx, r.key, was[i].since, r.since); err != nil {
				return err
			}
		}
		if _, err := t.exec(ctx, "UPDATE revision SET since = ?, until = ?, place = ? WHERE key = ?", r.since, r.until, i, r.key); err != nil {
			return err
		}
	}
	last := revisions[len(revisions)-1]
	if err := t.promote(ctx, revisions); err != nil {
		return err
	}
	if err := t.dateStatements(ctx, article, revisions); err != nil {
		return err
	}
	if err := t.unrelate(ctx, article, last.key, revisions[0].since, placed); err != nil {
		return err
	}
	_, err = t.exec(ctx, "UPDATE article SET outlet = ?, at = ?, current = ?, revisions = ? WHERE key = ?",
		last.outlet, revisions[0].since, last.key, len(revisions), article)
	if err != nil {
		return err
	}
	if err := t.reanchor(ctx, article); err != nil {
		return err
	}
	return t.owe(ctx, article, before, placed)
}

// promote makes the last revision the one that counts, and the others such that do not.
func (t *tx) promote(ctx context.Context, revisions []dated) error {
	last := len(revisions) - 1
	for _, r := range revisions[:last] {
		if err := t.retire(ctx, r.key); err != nil {
			return err
		}
	}
	if revisions[last].counts {
		return nil
	}
	if err := t.indexAll(ctx, revisions[last].key); err != nil {
		return err
	}
	_, err := t.exec(ctx, "UPDATE revision SET counts = 1 WHERE key = ?", revisions[last].key)
	return err
}

// retire takes the statements of a revision off their claims and its sources off those of the ledger, and leaves it out of the full text.
// Where it does not count it does nothing.
func (t *tx) retire(ctx context.Context, revision int64) error {
	n, err := t.exec(ctx, "UPDATE revision SET counts = 0 WHERE key = ? AND counts = 1", revision)
	if err != nil || n == 0 {
		return err
	}
	if err := t.unindexAll(ctx, revision); err != nil {
		return err
	}
	return t.script(ctx, []string{
		`UPDATE speaker SET statements = statements - (SELECT count(*) FROM statement st WHERE st.revision = ?1 AND st.speaker = speaker.key)
			WHERE key IN (SELECT speaker FROM source WHERE revision = ?1)`,
		"UPDATE statement SET claim = NULL, speaker = NULL WHERE revision = ?1",
		"UPDATE source SET speaker = NULL WHERE revision = ?1",
	}, revision)
}

// dateStatements says of every statement since when its words are known: from the first revision on that has them.
func (t *tx) dateStatements(ctx context.Context, article int64, revisions []dated) error {
	type row struct {
		key, revision, at int64
		words             string
	}
	statements, err := list(ctx, t.view, func(s scan) (row, error) {
		var r row
		var source string
		err := s(&r.key, &r.revision, &r.at, &source, &r.words)
		r.words = source + "\x00" + r.words
		return r, err
	}, `SELECT st.key, st.revision, st.at, st.source_words, st.words FROM revision r JOIN statement st ON st.revision = r.key WHERE r.article = ?`, article)
	if err != nil {
		return err
	}
	since, first := map[int64]int64{}, map[string]int64{}
	for _, r := range revisions {
		since[r.key] = r.since
	}
	for _, st := range statements {
		if at, seen := first[st.words]; !seen || since[st.revision] < at {
			first[st.words] = since[st.revision]
		}
	}
	var rows [][]any
	for _, st := range statements {
		if at := first[st.words]; at != st.at {
			rows = append(rows, []any{at, st.key})
		}
	}
	return t.update(ctx, "statement", "at = v.column1", "statement.key = v.column2", rows)
}

// unrelate lets the article have the id that goes with its addresses, and drops the relations of its revisions where this or its date is another than before:
// which of two articles rests on the other hangs on both.
func (t *tx) unrelate(ctx context.Context, article, revision, at int64, placed *ledger.Placed) error {
	was, err := one(ctx, t.view, value[int64], "SELECT at FROM article WHERE key = ?", article)
	if err != nil {
		return err
	}
	renamed, err := t.rename(ctx, article, revision)
	if err != nil {
		return err
	}
	if placed.Relink {
		placed.Relate = []string{placed.Revision}
	}
	if was == at && !renamed {
		return nil
	}
	const mine = "(SELECT key FROM revision WHERE article = ?)"
	if err := t.script(ctx, []string{"DELETE FROM relation WHERE revision IN " + mine, "DELETE FROM relation WHERE other IN " + mine}, article); err != nil {
		return err
	}
	placed.Relate, err = list(ctx, t.view, value[string], "SELECT id FROM revision WHERE article = ? ORDER BY place", article)
	return err
}

// rename gives an article the id that goes with its addresses, and tells whether it is another than before; that one goes on leading to it.
func (t *tx) rename(ctx context.Context, article, revision int64) (bool, error) {
	art, err := one(ctx, t.view, func(s scan) (hearsay.Article, error) {
		var art hearsay.Article
		var published string
		err := s(&art.Outlet, &art.Title, &published, &art.Text)
		if err == nil {
			art.Published, err = date(published)
		}
		return art, err
	}, "SELECT outlet_name, title, published, text FROM revision WHERE key = ?", revision)
	if err != nil {
		return false, err
	}
	addresses, err := list(ctx, t.view, value[string], "SELECT url FROM address WHERE article = ?", article)
	if err != nil {
		return false, err
	}
	id := ledger.ArticleID(art, addresses...)
	const leave = "INSERT INTO former (id, article) SELECT id, key FROM article WHERE key = ? AND id <> ? ON CONFLICT (id) DO NOTHING"
	if _, err := t.exec(ctx, leave, article, id); err != nil {
		return false, err
	}
	n, err := t.exec(ctx, "UPDATE article SET id = ? WHERE key = ? AND id <> ?", id, article, id)
	return n > 0, err
}

// owe fills in what has to be derived anew and remembers it.
func (t *tx) owe(ctx context.Context, article int64, before standing, placed *ledger.Placed) error {
	if err := t.name(ctx, article, placed); err != nil {
		return err
	}
	after, err := t.before(ctx, []int64{article})
	if err != nil {
		return err
	}
	for id := range before.statements {
		if !after.statements[id] {
			placed.Lost = append(placed.Lost, hearsay.Ref{Article: placed.Article, Statement: id})
		}
	}
	slices.SortFunc(placed.Lost, func(a, b hearsay.Ref) int { return strings.Compare(a.Statement, b.Statement) })
	maps.Copy(t.claims, before.claims)
	maps.Copy(t.speakers, before.speakers)
	placed.Claims = slices.Sorted(maps.Values(before.claims))
	placed.Sources = slices.Sorted(maps.Values(before.speakers))
	return nil
}

// name fills in how an article is called now.
func (t *tx) name(ctx context.Context, article int64, placed *ledger.Placed) error {
	row, err := one(ctx, t.view, both[string, string], "SELECT a.id, r.id FROM article a JOIN revision r ON r.key = a.current WHERE a.key = ?", article)
	if err != nil {
		return err
	}
	placed.Article, placed.Current = row.a, row.b == placed.Revision
	placed.Former, err = list(ctx, t.view, value[string], "SELECT id FROM former WHERE article = ? AND id <> ? ORDER BY id", article, row.a)
	return err
}

// settled tells whether everything was derived anew that has to be.
func (t *tx) settled(ctx context.Context) error {
	for _, owed := range []struct {
		table string
		ids   map[int64]string
	}{{"claim", t.claims}, {"source", t.speakers}} {
		if len(owed.ids) > 0 {
			return fmt.Errorf("the %s %s was not derived anew after its articles changed", owed.table, slices.Min(slices.Collect(maps.Values(owed.ids))))
		}
	}
	return ctx.Err()
}
