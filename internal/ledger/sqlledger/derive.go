package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/internal/ledger"
)

// ReplaceClaims is as the contract has it. What is put as it was stays where it is.
func (t *tx) ReplaceClaims(ctx context.Context, drop []string, put []hearsay.Claim) error {
	var refs []hearsay.Ref
	for _, c := range put {
		refs = append(append(refs, c.Positions...), c.Wording)
		for _, change := range c.History {
			refs = append(refs, change.Cause)
		}
	}
	statements, err := t.knownKeys(ctx, "statement", unique(ids(refs)))
	if err != nil {
		return fmt.Errorf("keeping claims: %w", err)
	}
	gone, fresh, err := t.changed(ctx, drop, put)
	if err != nil {
		return err
	}
	if err := t.dropClaims(ctx, gone); err != nil {
		return err
	}
	articles, speakers, err := t.named(ctx, fresh)
	if err != nil {
		return err
	}
	for _, c := range fresh {
		if err := t.putClaim(ctx, c, statements, articles, speakers); err != nil {
			return fmt.Errorf("keeping the claim %s: %w", c.ID, err)
		}
	}
	return nil
}

// changed tells which claims are to go and which to be put: not those that are kept as they are put, unless they are owed, for the times of articles may
// have changed.
func (t *tx) changed(ctx context.Context, drop []string, put []hearsay.Claim) (gone []string, fresh []hearsay.Claim, err error) {
	type kept struct {
		key        int64
		id, digest string
	}
	names := make([]string, len(put))
	for i, c := range put {
		names[i] = c.ID
	}
	found, err := listIn(ctx, t.view, func(s scan) (kept, error) {
		var k kept
		err := s(&k.key, &k.id, &k.digest)
		return k, err
	}, names, "SELECT key, id, digest FROM claim WHERE id IN %s")
	if err != nil {
		return nil, nil, err
	}
	digests := map[string]string{}
	for _, k := range found {
		if _, owed := t.claims[k.key]; !owed {
			digests[k.id] = k.digest
		}
	}
	same := map[string]bool{}
	for _, c := range put {
		if digests[c.ID] == imprint(c) {
			same[c.ID] = true
		} else {
			gone, fresh = append(gone, c.ID), append(fresh, c)
		}
	}
	for _, id := range drop {
		if !same[id] {
			gone = append(gone, id)
		}
	}
	return gone, fresh, nil
}

// imprint tells claims apart by everything that is kept of them.
func imprint(c hearsay.Claim) string { return ledger.Hash([]byte(encode(c))) }

func unique[T cmp.Ordered](all []T) []T {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
}

// dropClaims drops those that exist.
func (t *tx) dropClaims(ctx context.Context, ids []string) error {
	keys, err := t.keysOf(ctx, "claim", unique(ids))
	if err != nil {
		return err
	}
	for _, key := range keys {
		if err := t.unindex(ctx, wordsOfClaims, "key = ?", key); err != nil {
			return err
		}
		if err := t.script(ctx, []string{"UPDATE statement SET claim = NULL WHERE claim = ?", "DELETE FROM claim WHERE key = ?"}, key); err != nil {
			return err
		}
		delete(t.claims, key)
	}
	return nil
}

// named finds the keys of all articles and sources that claims name.
func (t *tx) named(ctx context.Context, claims []hearsay.Claim) (articles, speakers map[string]int64, err error) {
	var inArticles, sources []string
	for _, c := range claims {
		for _, o := range c.Origins {
			if o.Source != "" { // lineage unknown
				sources = append(sources, o.Source)
			}
			inArticles = append(inArticles, o.Articles...)
			for _, reason := range o.Reasons {
				inArticles = append(inArticles, reason.Article)
			}
		}
	}
	if articles, err = t.knownKeys(ctx, "article", unique(inArticles)); err != nil {
		return nil, nil, fmt.Errorf("keeping the origins of claims: %w", err)
	}
	if speakers, err = t.knownKeys(ctx, "speaker", unique(sources)); err != nil {
		return nil, nil, fmt.Errorf("keeping the origins of claims: %w", err)
	}
	return articles, speakers, nil
}

func (t *tx) putClaim(ctx context.Context, c hearsay.Claim, statements, articles, speakers map[string]int64) error {
	if len(c.Positions) == 0 {
		return fmt.Errorf("it has no position")
	}
	var status hearsay.Status
	if len(c.History) > 0 {
		status = c.History[len(c.History)-1].Status
	}
	key, err := t.create(ctx, "INSERT INTO claim (id, text, wording, status, first, moved, positions, origins, articles, digest)",
		c.ID, c.Text, statements[c.Wording.Statement], string(status), never, unset, len(c.Positions), known(c.Origins), 0, imprint(c))
	if err != nil {
		return err
	}
	positions := unique(ids(c.Positions))
	for chunk := range slices.Chunk(positions, inChunks) {
		n, err := t.exec(ctx, `UPDATE statement SET claim = ? WHERE claim IS NULL AND id IN `+marks(len(chunk))+
			` AND EXISTS (SELECT 1 FROM revision r WHERE r.key = statement.revision AND r.counts = 1)`, append([]any{key}, anys(chunk)...)...)
		if err != nil {
			return err
		}
		if int(n) != len(chunk) {
			return fmt.Errorf("a position of it is on another claim, or in a revision that is not current")
		}
	}
	var origins, resting, reasons, changes [][]any
	for i, o := range c.Origins {
		origins = append(origins, []any{key, i, speakers[o.Source]})
		for j, art := range o.Articles {
			resting = append(resting, []any{key, i, j, articles[art]})
		}
		for j, reason := range o.Reasons {
			reasons = append(reasons, []any{key, i, j, articles[reason.Article], reason.Text})
		}
	}
	for i, change := range c.History {
		changes = append(changes, []any{key, i, string(change.Status), written(change.At), statements[change.Cause.Statement]})
	}
	for _, in := range []struct {
		head string
		rows [][]any
	}{
		{"INSERT INTO origin (claim, place, speaker)", origins},
		{"INSERT INTO origin_article (claim, origin, place, article)", resting},
		{"INSERT INTO reason (claim, origin, place, article, text)", reasons},
		{"INSERT INTO change (claim, place, status, at, cause)", changes},
	} {
		if err := t.insert(ctx, in.head, in.rows, ""); err != nil {
			return err
		}
	}
	return t.finishClaim(ctx, key, c)
}

// known counts the origins whose source is known: an unknown lineage counts as none.
func known(origins []hearsay.Origin) int {
	n := 0
	for _, o := range origins {
		if o.Source != "" {
			n++
		}
	}
	return n
}

// finishClaim works out of a claim what lists are ordered by, and makes its words found. It moved when its status changed last after its first appearance,
// or when the first article resting on its newest known origin came, whichever is later.
func (t *tx) finishClaim(ctx context.Context, key int64, c hearsay.Claim) error {
	moved := unset
	for i, change := range c.History {
		if at := dateMicros(change.At); i > 0 && at != never {
			moved = max(moved, at)
		}
	}
	row, err := one(ctx, t.view, both[int64, int64], "SELECT min(at), count(DISTINCT revision) FROM statement WHERE claim = ?", key)
	if err != nil {
		return err
	}
	// What has no date moved nothing.
	moves, err := list(ctx, t.view, value[int64], `SELECT min(a.at) FROM origin o
		JOIN origin_article oa ON oa.claim = o.claim AND oa.origin = o.place JOIN article a ON a.key = oa.article
		WHERE o.claim = ?1 AND o.speaker <> 0 AND a.at < ?2 GROUP BY o.place`, key, never)
	if err != nil {
		return err
	}
	if row.a < never {
		moves = append(moves, row.a)
	}
	moved = slices.Max(append(moves, moved))
	if _, err := t.exec(ctx, "UPDATE claim SET first = ?, articles = ?, moved = ? WHERE key = ?", row.a, row.b, moved, key); err != nil {
		return err
	}
	return t.index(ctx, wordsOfClaims, "key = ?", key)
}

// PutRelations is as the contract has it.
func (t *tx) PutRelations(ctx context.Context, relations []ledger.Relation) error {
	for _, r := range relations {
		revision, err := t.revisionOf(ctx, r.Article, r.Revision)
		if err != nil {
			return fmt.Errorf("keeping relations: %w", err)
		}
		other, err := t.revisionOf(ctx, r.Of, r.OfRevision)
		if err != nil {
			return fmt.Errorf("keeping relations: %w", err)
		}
		if revision.b == other.b {
			return fmt.Errorf("article %s resting on itself: %w", r.Article, ledger.ErrNotFound)
		}
		if err := t.script(ctx, []string{"DELETE FROM relation WHERE revision IN (?1, ?2) AND other IN (?1, ?2)"}, revision.a, other.a); err != nil {
			return err
		}
		row := []any{revision.a, other.a, string(r.Means), r.Score, r.Reason}
		if err := t.insert(ctx, "INSERT INTO relation (revision, other, means, score, reason)", [][]any{row}, ""); err != nil {
			return err
		}
	}
	return nil
}

// revisionOf finds a revision and its article; the article's current one if the revision is "".
func (t *tx) revisionOf(ctx context.Context, article, revision string) (pair[int64, int64], error) {
	const columns = "SELECT r.key, a.key FROM article a JOIN revision r ON "
	if revision == "" {
		key, err := t.articleKey(ctx, article)
		if err != nil {
			return pair[int64, int64]{}, err
		}
		return one(ctx, t.view, both[int64, int64], columns+"r.key = a.current WHERE a.key = ?", key)
	}
	key, err := t.key(ctx, "revision", revision)
	if err != nil {
		return pair[int64, int64]{}, err
	}
	return one(ctx, t.view, both[int64, int64], columns+"r.article = a.key WHERE r.key = ?", key)
}

// PutVoices is as the contract has it.
func (t *tx) PutVoices(ctx context.Context, voices []ledger.Voice) error {
	var revisions, statements []string
	for _, vo := range voices {
		revisions, statements = append(revisions, vo.Revision), append(statements, vo.Statement.Statement)
	}
	inRevisions, err := t.knownKeys(ctx, "revision", unique(revisions))
	if err != nil {
		return fmt.Errorf("keeping voices: %w", err)
	}
	of, err := t.knownKeys(ctx, "statement", unique(statements))
	if err != nil {
		return fmt.Errorf("keeping voices: %w", err)
	}
	var rows [][]any
	for _, vo := range voices {
		rows = append(rows, []any{inRevisions[vo.Revision], vo.Span.Start, vo.Span.End, of[vo.Statement.Statement], vo.Score, vo.Reason})
	}
	return t.insert(ctx, "INSERT INTO voice (revision, start, stop, statement, score, reason)", rows,
		"ON CONFLICT (revision, start, stop, statement) DO UPDATE SET score = excluded.score, reason = excluded.reason")
}
