package sqlledger

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// batchSize is how many things are read at once where all are streamed. Between batches nothing is open, so that other questions may be asked.
const batchSize = 200

// EachArticle is as the contract has it.
func (v *view) EachArticle(ctx context.Context) iter.Seq2[ledger.Article, error] {
	return each(func(last ledger.Article) ([]ledger.Article, error) {
		return list(ctx, v, wholeArticleRow, "SELECT "+articleColumns+", r.text"+fromArticles+" WHERE a.id > ? ORDER BY a.id LIMIT ?", last.ID, batchSize)
	})
}

// perArticle streams what belongs to articles, of one article after the other.
func perArticle[T any](ctx context.Context, v *view, of func(article int64) ([]T, error)) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		articles := each(func(last pair[string, int64]) ([]pair[string, int64], error) {
			return list(ctx, v, both[string, int64], "SELECT id, key FROM article WHERE id > ? ORDER BY id LIMIT ?", last.a, batchSize)
		})
		for article, err := range articles {
			var items []T
			if err == nil {
				items, err = of(article.b)
			}
			if err != nil {
				var none T
				yield(none, err)
				return
			}
			for _, item := range items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

// EachRevision is as the contract has it.
func (v *view) EachRevision(ctx context.Context) iter.Seq2[ledger.Revision, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Revision, error) {
		return list(ctx, v, wholeRevisionRow,
			"SELECT "+revisionColumns+", r.text FROM revision r JOIN article a ON a.key = r.article WHERE r.article = ? ORDER BY r.place", article)
	})
}

// EachStatement is as the contract has it.
func (v *view) EachStatement(ctx context.Context) iter.Seq2[ledger.Position, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Position, error) {
		found, err := list(ctx, v, positionRow, "SELECT "+positionColumns+" FROM statement st"+joinPositions+
			" WHERE st.revision = (SELECT current FROM article WHERE key = ?) ORDER BY st.place", article)
		if err != nil {
			return nil, err
		}
		out := make([]ledger.Position, len(found))
		all := make([]*ledger.Position, len(found))
		for i, p := range found {
			out[i], all[i] = p.Position, &out[i]
		}
		return out, v.wholes(ctx, all)
	})
}

// EachClaim is as the contract has it.
func (v *view) EachClaim(ctx context.Context) iter.Seq2[ledger.Claim, error] {
	return each(func(last ledger.Claim) ([]ledger.Claim, error) {
		keys, err := list(ctx, v, value[int64], "SELECT key FROM claim WHERE id > ? ORDER BY id LIMIT ?", last.ID, batchSize)
		if err != nil {
			return nil, err
		}
		claims := make([]ledger.Claim, len(keys))
		for i, key := range keys {
			if claims[i], err = v.claim(ctx, key); err != nil {
				return nil, err
			}
		}
		return claims, nil
	})
}

// EachSource is as the contract has it.
func (v *view) EachSource(ctx context.Context) iter.Seq2[ledger.Source, error] {
	return each(func(last ledger.Source) ([]ledger.Source, error) {
		ids, err := list(ctx, v, value[string], "SELECT id FROM speaker WHERE id > ? ORDER BY id LIMIT ?", last.ID, batchSize)
		if err != nil {
			return nil, err
		}
		sources := make([]ledger.Source, len(ids))
		for i, id := range ids {
			if sources[i], err = v.Source(ctx, id); err != nil {
				return nil, err
			}
		}
		return sources, nil
	})
}

// EachRelation is as the contract has it.
func (v *view) EachRelation(ctx context.Context) iter.Seq2[ledger.Relation, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Relation, error) {
		return list(ctx, v, relationRow, relationColumns+
			" WHERE ro.counts = 1 AND rel.revision = (SELECT current FROM article WHERE key = ?) ORDER BY o.id", article)
	})
}

// EachVoice is as the contract has it.
func (v *view) EachVoice(ctx context.Context) iter.Seq2[ledger.Voice, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Voice, error) {
		return list(ctx, v, voiceRow, voiceColumns+" WHERE r.key = (SELECT current FROM article WHERE key = ?) ORDER BY vo.start, vo.stop, st.id", article)
	})
}

// EachSuggestion is as the contract has it.
func (v *view) EachSuggestion(ctx context.Context) iter.Seq2[ledger.Suggestion, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Suggestion, error) {
		const mine = "SELECT st.key FROM article a JOIN statement st ON st.revision = a.current WHERE a.key = ?1"
		all, err := list(ctx, v, suggestionRow, suggestionsOf(mine), article)
		if err != nil {
			return nil, err
		}
		id, err := one(ctx, v, value[string], "SELECT id FROM article WHERE key = ?", article)
		all = slices.DeleteFunc(all, func(su ledger.Suggestion) bool { return su.A.Article != id })
		slices.SortFunc(all, func(a, b ledger.Suggestion) int { return compareLinks(a.Link, b.Link) })
		return all, err
	})
}

// EachLink is as the contract has it.
func (v *view) EachLink(ctx context.Context) iter.Seq2[ledger.Link, error] {
	return perArticle(ctx, v, func(article int64) ([]ledger.Link, error) {
		const mine = "(SELECT st.key FROM revision r JOIN statement st ON st.revision = r.key WHERE r.article = ?1)"
		all, err := list(ctx, v, func(s scan) (ledger.Link, error) {
			var l ledger.Link
			err := s(&l.A.Article, &l.A.Statement, &l.B.Article, &l.B.Statement, &l.Verdict, &l.Score, &l.Reason)
			if l.B.Statement < l.A.Statement {
				l.A, l.B = l.B, l.A
			}
			return l, err
		}, `SELECT aa.id, sa.id, ab.id, sb.id, l.verdict, l.score, l.reason FROM link l
			JOIN statement sa ON sa.key = l.a JOIN revision ra ON ra.key = sa.revision JOIN article aa ON aa.key = ra.article
			JOIN statement sb ON sb.key = l.b JOIN revision rb ON rb.key = sb.revision JOIN article ab ON ab.key = rb.article
			WHERE (l.a, l.b) IN (SELECT a, b FROM link WHERE a IN `+mine+" UNION SELECT a, b FROM link WHERE b IN "+mine+")", article)
		if err != nil {
			return nil, err
		}
		id, err := one(ctx, v, value[string], "SELECT id FROM article WHERE key = ?", article)
		all = slices.DeleteFunc(all, func(l ledger.Link) bool { return l.A.Article != id })
		slices.SortFunc(all, compareLinks)
		return all, err
	})
}

func compareLinks(a, b ledger.Link) int {
	return cmp.Or(strings.Compare(a.A.Statement, b.A.Statement), strings.Compare(a.B.Statement, b.B.Statement))
}
