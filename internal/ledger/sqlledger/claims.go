package sqlledger

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

const summaryColumns = "SELECT c.id, c.text, c.status, c.first, c.moved, c.positions, c.origins, c.articles"

func summaryRow(s scan) (ledger.Summary, error) {
	var c ledger.Summary
	var first, moved int64
	err := s(&c.ID, &c.Text, &c.Status, &first, &moved, &c.Positions, &c.Origins, &c.Articles)
	c.First, c.Moved = moment(first), moment(moved)
	return c, err
}

// movedMicros is Summary.Moved as it is kept: what has no date did not move of late.
func movedMicros(t time.Time) int64 {
	if t.IsZero() {
		return unset
	}
	return micros(t)
}

// rare is how many statements a filter may let through for its claims to be gathered and sorted. Where there are more, claims are gone
// through in order, and each is asked whether it has one.
const rare = 5000

// Claims is as the contract has it.
func (v *view) Claims(ctx context.Context, f ledger.ClaimFilter) (ledger.Page[ledger.Summary], error) {
	var none ledger.Page[ledger.Summary]
	w, err := v.whereClaims(ctx, f)
	if err != nil {
		return none, err
	}
	at, after, err := placeOf(f.After)
	if err != nil {
		return none, err
	}
	if after {
		w.add("c.moved <= ? AND (c.moved < ? OR c.id > ?)", at.N, at.N, at.ID)
	}
	items, err := list(ctx, v, summaryRow, summaryColumns+" FROM claim c"+w.String()+" ORDER BY c.moved DESC, c.id LIMIT ?", append(w.args, f.Size()+1)...)
	return cut(items, f.Size(), func(c ledger.Summary) place { return place{N: movedMicros(c.Moved), ID: c.ID} }), err
}

// Summaries is as the contract has it.
func (v *view) Summaries(ctx context.Context, ids []string) ([]ledger.Summary, error) {
	return listIn(ctx, v, summaryRow, unique(ids), summaryColumns+" FROM claim c WHERE c.id IN %s ORDER BY c.id")
}

// Courses is as the contract has it.
func (v *view) Courses(ctx context.Context, ids []string) ([]ledger.Course, error) {
	type changed struct {
		claim string
		hearsay.Change
	}
	changes, err := listIn(ctx, v, func(s scan) (c changed, err error) {
		c.Change, err = changeRow(func(to ...any) error { return s(append([]any{&c.claim}, to...)...) })
		return c, err
	}, unique(ids), `SELECT c.id, ch.status, ch.at, a.id, st.id FROM claim c JOIN change ch ON ch.claim = c.key JOIN statement st ON st.key = ch.cause
		JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article WHERE c.id IN %s ORDER BY c.id, ch.place`)
	if err != nil {
		return nil, err
	}
	type begun struct {
		claim string
		ledger.Beginning
	}
	begins, err := listIn(ctx, v, func(s scan) (b begun, err error) {
		var at int64
		err = s(&b.claim, &b.Source, &b.Ref.Article, &b.Ref.Statement, &at)
		b.At = moment(at)
		return b, err
	}, unique(ids), `SELECT c.id, COALESCE(sp.id, ''), a.id, st.id, st.at FROM claim c JOIN origin o ON o.claim = c.key LEFT JOIN speaker sp ON sp.key = o.speaker
		JOIN origin_article oa ON oa.claim = o.claim AND oa.origin = o.place AND oa.place = 0 JOIN article a ON a.key = oa.article
		JOIN statement st ON st.key = (SELECT s.key FROM statement s JOIN revision r ON r.key = s.revision
			WHERE s.claim = c.key AND r.article = oa.article ORDER BY s.at, s.place, s.id LIMIT 1)
		WHERE c.id IN %s ORDER BY c.id, o.place`)
	if err != nil {
		return nil, err
	}
	known, err := listIn(ctx, v, value[string], unique(ids), "SELECT c.id FROM claim c WHERE c.id IN %s ORDER BY c.id")
	var all []ledger.Course
	for _, id := range known {
		course := ledger.Course{ID: id}
		for len(changes) > 0 && changes[0].claim == id {
			course.History, changes = append(course.History, changes[0].Change), changes[1:]
		}
		for len(begins) > 0 && begins[0].claim == id {
			course.Begun, begins = append(course.Begun, begins[0].Beginning), begins[1:]
		}
		all = append(all, course)
	}
	return all, err
}

func (v *view) whereClaims(ctx context.Context, f ledger.ClaimFilter) (where, error) {
	var w where
	w.in("c.status", texts(f.Status))
	if !f.Since.IsZero() {
		w.add("c.moved >= ?", f.Since.UnixMicro())
	}
	if !f.Until.IsZero() {
		w.add("c.moved < ? AND c.moved > ?", f.Until.UnixMicro(), unset)
	}
	if f.Moving {
		w.add("c.moved > c.first")
	}
	if !f.AsOf.IsZero() {
		w.add("c.first <= ?", f.AsOf.UnixMicro())
	}
	if f.Several {
		w.add("c.articles > 1")
	}
	if f.Words != "" {
		w.words(v, "c.key", wordsOfClaims, f.Words)
	}
	if f.Source != "" {
		key, err := v.key(ctx, "speaker", f.Source)
		if err != nil {
			return w, err
		}
		if err := v.hasPosition(ctx, &w, "speaker", key); err != nil {
			return w, err
		}
	}
	if f.Outlet != "" {
		keys, err := list(ctx, v, value[int64], "SELECT key FROM outlet WHERE id = ?", outletID(f.Outlet))
		if err != nil {
			return w, err
		}
		if len(keys) == 0 {
			w.add("1 = 0")
			return w, nil
		}
		if err := v.hasPosition(ctx, &w, "outlet", keys[0]); err != nil {
			return w, err
		}
	}
	return w, nil
}

// hasPosition adds the condition that a claim has a position with a value in a column, in the form that is fast for how many there are.
func (v *view) hasPosition(ctx context.Context, w *where, column string, key int64) error {
	n, err := one(ctx, v, value[int], "SELECT count(*) FROM (SELECT 1 FROM statement WHERE "+column+" = ? LIMIT ?) few", key, rare)
	if err != nil {
		return err
	}
	if n < rare {
		w.add("c.key IN (SELECT claim FROM statement WHERE "+column+" = ? AND claim IS NOT NULL)", key)
	} else {
		w.add("EXISTS (SELECT 1 FROM statement st WHERE st.claim = c.key AND st."+column+" = ?)", key)
	}
	return nil
}

// Claim is as the contract has it.
func (v *view) Claim(ctx context.Context, id string) (ledger.Claim, error) {
	key, err := v.key(ctx, "claim", id)
	if err != nil {
		return ledger.Claim{}, err
	}
	return v.claim(ctx, key)
}

func (v *view) claim(ctx context.Context, key int64) (ledger.Claim, error) {
	summary, err := one(ctx, v, summaryRow, summaryColumns+" FROM claim c WHERE c.key = ?", key)
	if err != nil {
		return ledger.Claim{}, err
	}
	c := ledger.Claim{Claim: hearsay.Claim{ID: summary.ID, Text: summary.Text}, Status: summary.Status, First: summary.First, Moved: summary.Moved}
	wording, err := list(ctx, v, refRow, `SELECT a.id, st.id FROM claim c JOIN statement st ON st.key = c.wording JOIN revision r ON r.key = st.revision
		JOIN article a ON a.key = r.article WHERE c.key = ?`, key)
	if err != nil {
		return c, err
	}
	if len(wording) > 0 {
		c.Wording = wording[0]
	}
	c.Positions, err = list(ctx, v, refRow, `SELECT a.id, st.id FROM statement st JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article
		WHERE st.claim = ? ORDER BY st.at, a.id, st.place, st.id`, key)
	if err != nil {
		return c, err
	}
	if c.History, err = list(ctx, v, changeRow, `SELECT ch.status, ch.at, a.id, st.id FROM change ch JOIN statement st ON st.key = ch.cause
		JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article WHERE ch.claim = ? ORDER BY ch.place`, key); err != nil {
		return c, err
	}
	c.Origins, err = v.origins(ctx, key)
	return c, err
}

func refRow(s scan) (hearsay.Ref, error) {
	var ref hearsay.Ref
	err := s(&ref.Article, &ref.Statement)
	return ref, err
}

func changeRow(s scan) (hearsay.Change, error) {
	var change hearsay.Change
	var at string
	err := s(&change.Status, &at, &change.Cause.Article, &change.Cause.Statement)
	if err == nil {
		change.At, err = date(at)
	}
	return change, err
}

// origins gives the origins of a claim with the articles resting on them and the reasons.
func (v *view) origins(ctx context.Context, claim int64) ([]hearsay.Origin, error) {
	all, err := list(ctx, v, func(s scan) (hearsay.Origin, error) {
		id, err := value[string](s)
		return hearsay.Origin{Source: id}, err
	}, "SELECT COALESCE(sp.id, '') FROM origin o LEFT JOIN speaker sp ON sp.key = o.speaker WHERE o.claim = ? ORDER BY o.place", claim)
	if err != nil {
		return nil, err
	}
	articles, err := list(ctx, v, both[int, string],
		"SELECT oa.origin, a.id FROM origin_article oa JOIN article a ON a.key = oa.article WHERE oa.claim = ? ORDER BY oa.origin, oa.place", claim)
	if err != nil {
		return nil, err
	}
	for _, p := range articles {
		all[p.a].Articles = append(all[p.a].Articles, p.b)
	}
	type row struct {
		origin int
		hearsay.Reason
	}
	reasons, err := list(ctx, v, func(s scan) (row, error) {
		var r row
		err := s(&r.origin, &r.Article, &r.Text)
		return r, err
	}, "SELECT re.origin, a.id, re.text FROM reason re JOIN article a ON a.key = re.article WHERE re.claim = ? ORDER BY re.origin, re.place", claim)
	for _, r := range reasons {
		all[r.origin].Reasons = append(all[r.origin].Reasons, r.Reason)
	}
	return all, err
}

// suggested is the condition that a link is a suggestion.
const suggested = `l.verdict <> 'rejected' AND sa.claim <> sb.claim AND NOT EXISTS (
	SELECT 1 FROM anchor x JOIN edit e ON e.key = x.edit JOIN anchor y ON y.edit = x.edit
	WHERE x.sort = 3 AND x.item = l.a AND y.sort = 3 AND y.item = l.b AND e.kind IN ('reject', 'split') AND e.undone_at = 0 AND (x.place = 0 OR y.place = 0))`

// suggestionsOf asks for the suggestions that have an end among the statements of a list.
func suggestionsOf(statements string) string {
	return `SELECT aa.id, sa.id, ab.id, sb.id, l.score, l.reason, ca.id, cb.id
	FROM (SELECT a, b FROM link WHERE a IN (` + statements + `) UNION SELECT a, b FROM link WHERE b IN (` + statements + `)) two
	JOIN link l ON l.a = two.a AND l.b = two.b
	JOIN statement sa ON sa.key = l.a JOIN revision ra ON ra.key = sa.revision JOIN article aa ON aa.key = ra.article JOIN claim ca ON ca.key = sa.claim
	JOIN statement sb ON sb.key = l.b JOIN revision rb ON rb.key = sb.revision JOIN article ab ON ab.key = rb.article JOIN claim cb ON cb.key = sb.claim
	WHERE ` + suggested
}

// suggestionRow names first the statement with the lower id, so that it does not matter which one was kept first.
func suggestionRow(s scan) (ledger.Suggestion, error) {
	su := ledger.Suggestion{Link: ledger.Link{Verdict: ledger.Suggested}}
	err := s(&su.A.Article, &su.A.Statement, &su.B.Article, &su.B.Statement, &su.Score, &su.Reason, &su.ClaimA, &su.ClaimB)
	if su.B.Statement < su.A.Statement {
		su.A, su.B, su.ClaimA, su.ClaimB = su.B, su.A, su.ClaimB, su.ClaimA
	}
	return su, err
}

// Suggestions is as the contract has it.
func (v *view) Suggestions(ctx context.Context, claim string, most int) ([]ledger.Suggestion, error) {
	key, err := v.key(ctx, "claim", claim)
	if err != nil {
		return nil, err
	}
	if most == 0 {
		most = math.MaxInt32
	}
	all, err := list(ctx, v, suggestionRow, suggestionsOf("SELECT key FROM statement WHERE claim = ?1")+" ORDER BY l.score DESC, l.a, l.b LIMIT ?2", key, most)
	slices.SortFunc(all, func(a, b ledger.Suggestion) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), strings.Compare(a.A.Statement, b.A.Statement), strings.Compare(a.B.Statement, b.B.Statement))
	})
	return all, err
}
