package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"hearsay/internal/ledger"
)

func unique[T cmp.Ordered](all []T) []T {
	all = slices.Clone(all)
	slices.Sort(all)
	return slices.Compact(all)
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
