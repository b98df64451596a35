package sqlledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// articleKey finds an article by an id it has or had, an address, or the beginning of its id.
func (v *view) articleKey(ctx context.Context, id string) (int64, error) {
	key, err := one(ctx, v, value[int64], `SELECT key FROM article WHERE id = ?1 UNION ALL SELECT article FROM former WHERE id = ?1
		UNION ALL SELECT article FROM address WHERE url = ?2 LIMIT 1`, id, ledger.CanonicalURL(id))
	if errors.Is(err, ledger.ErrNotFound) {
		return v.key(ctx, "article", id)
	}
	return key, err
}

// articleColumns are the columns that articleRow reads; without the text, which a list leaves out.
const articleColumns = `a.id, a.at, a.revisions, r.id, r.given, r.url, r.outlet_name, r.title, r.byline, r.published, r.notes,
	(SELECT string_agg(url, '
') FROM address WHERE article = a.key)`

const fromArticles = ` FROM article a JOIN revision r ON r.key = a.current`

func articleRow(s scan) (ledger.Article, error) { return fillArticle(s) }

// wholeArticleRow reads articleColumns and the text.
func wholeArticleRow(s scan) (ledger.Article, error) {
	var text string
	art, err := fillArticle(s, &text)
	art.Text = text
	return art, err
}

func fillArticle(s scan, more ...any) (ledger.Article, error) {
	var art ledger.Article
	var at int64
	var published, notes string
	var addresses *string
	err := s(append([]any{
		&art.ID, &at, &art.Revisions, &art.Revision, &art.Given, &art.URL, &art.Outlet, &art.Title, &art.Byline, &published, &notes, &addresses,
	}, more...)...)
	if err != nil {
		return art, err
	}
	art.At = moment(at)
	if addresses != nil {
		art.Addresses = sorted(strings.Split(*addresses, "\n"))
	}
	if art.Notes, err = notesIn(notes); err != nil {
		return art, err
	}
	art.Published, err = date(published)
	return art, err
}

func notesIn(kept string) ([]ledger.Note, error) {
	var notes []ledger.Note
	err := json.Unmarshal([]byte(kept), &notes)
	if len(notes) == 0 {
		return nil, err
	}
	return notes, err
}

// Article is as the contract has it.
func (v *view) Article(ctx context.Context, id string) (ledger.Article, error) {
	key, err := v.articleKey(ctx, id)
	if err != nil {
		return ledger.Article{}, err
	}
	return one(ctx, v, wholeArticleRow, "SELECT "+articleColumns+", r.text"+fromArticles+" WHERE a.key = ?", key)
}

// Articles is as the contract has it.
func (v *view) Articles(ctx context.Context, f ledger.ArticleFilter) (ledger.Page[ledger.Article], error) {
	var w where
	w.period("a.at", f.Period)
	if f.Outlet != "" {
		w.add("a.outlet = (SELECT key FROM outlet WHERE id = ?)", outletID(f.Outlet))
	}
	at, after, err := placeOf(f.After)
	if err != nil {
		return ledger.Page[ledger.Article]{}, err
	}
	if after {
		w.add("a.at <= ? AND (a.at < ? OR a.id > ?)", at.N, at.N, at.ID)
	}
	items, err := list(ctx, v, articleRow, "SELECT "+articleColumns+fromArticles+w.String()+" ORDER BY a.at DESC, a.id LIMIT ?", append(w.args, f.Size()+1)...)
	return cut(items, f.Size(), func(art ledger.Article) place { return place{N: micros(art.At), ID: art.ID} }), err
}

const revisionColumns = `r.id, a.id, r.url, r.outlet_name, r.title, r.byline, r.published, r.modified, r.fetched, r.since, r.notes,
	r.text_hash, r.raw_hash, r.reader`

func revisionRow(s scan) (ledger.Revision, error) { return fillRevision(s) }

func wholeRevisionRow(s scan) (ledger.Revision, error) {
	var text string
	rev, err := fillRevision(s, &text)
	rev.Text = text
	return rev, err
}

func fillRevision(s scan, more ...any) (ledger.Revision, error) {
	var r ledger.Revision
	var published, modified, notes string
	var fetched, since int64
	err := s(append([]any{
		&r.ID, &r.Article, &r.URL, &r.Outlet, &r.Title, &r.Byline, &published, &modified, &fetched, &since, &notes, &r.TextHash, &r.RawHash, &r.Reader,
	}, more...)...)
	if err != nil {
		return r, err
	}
	r.Fetched, r.Since = moment(fetched), moment(since)
	if r.Notes, err = notesIn(notes); err != nil {
		return r, err
	}
	if r.Published, err = date(published); err != nil {
		return r, err
	}
	r.Modified, err = date(modified)
	return r, err
}

// Revisions is as the contract has it.
func (v *view) Revisions(ctx context.Context, article string) ([]ledger.Revision, error) {
	key, err := v.articleKey(ctx, article)
	if err != nil {
		return nil, err
	}
	return list(ctx, v, revisionRow, "SELECT "+revisionColumns+" FROM revision r JOIN article a ON a.key = r.article WHERE r.article = ? ORDER BY r.place", key)
}

// Revision is as the contract has it.
func (v *view) Revision(ctx context.Context, id string) (ledger.Revision, error) {
	key, err := v.key(ctx, "revision", id)
	if err != nil {
		return ledger.Revision{}, err
	}
	return one(ctx, v, wholeRevisionRow, "SELECT "+revisionColumns+", r.text FROM revision r JOIN article a ON a.key = r.article WHERE r.key = ?", key)
}

// Raw is as the contract has it.
func (v *view) Raw(ctx context.Context, revision string) ([]byte, error) {
	key, err := v.key(ctx, "revision", revision)
	if err != nil {
		return nil, err
	}
	packed, err := list(ctx, v, value[[]byte], "SELECT data FROM raw WHERE revision = ?", key)
	if err != nil || len(packed) == 0 {
		return nil, err
	}
	raw, err := unpack(packed[0])
	if err != nil {
		return nil, fmt.Errorf("the raw bytes of the revision %s: %w (%w)", revision, ledger.ErrCorrupt, err)
	}
	return raw, nil
}

// relationColumns are what relationRow reads: of whatever revisions; those between current ones have counts twice.
const relationColumns = `SELECT a.id, o.id, r.id, ro.id, rel.means, rel.score, rel.reason FROM relation rel
	JOIN revision r ON r.key = rel.revision JOIN article a ON a.key = r.article
	JOIN revision ro ON ro.key = rel.other JOIN article o ON o.key = ro.article`

func relationRow(s scan) (ledger.Relation, error) {
	var r ledger.Relation
	err := s(&r.Article, &r.Of, &r.Revision, &r.OfRevision, &r.Means, &r.Score, &r.Reason)
	return r, err
}

// Relations is as the contract has it.
func (v *view) Relations(ctx context.Context, article string) ([]ledger.Relation, error) {
	key, err := v.articleKey(ctx, article)
	if err != nil {
		return nil, err
	}
	all, err := list(ctx, v, relationRow, relationColumns+" WHERE ro.counts = 1 AND rel.revision = (SELECT current FROM article WHERE key = ?)", key)
	if err != nil {
		return nil, err
	}
	more, err := list(ctx, v, relationRow, relationColumns+" WHERE r.counts = 1 AND rel.other = (SELECT current FROM article WHERE key = ?)", key)
	all = append(all, more...)
	slices.SortFunc(all, compareRelations)
	return all, err
}

func compareRelations(a, b ledger.Relation) int {
	return cmp.Or(strings.Compare(a.Article, b.Article), strings.Compare(a.Of, b.Of),
		strings.Compare(a.Revision, b.Revision), strings.Compare(a.OfRevision, b.OfRevision))
}

const voiceColumns = `SELECT a.id, r.id, vo.start, vo.stop, r.text, r.since, sa.id, st.id, COALESCE(c.id, ''), vo.score, vo.reason
	FROM voice vo JOIN revision r ON r.key = vo.revision JOIN article a ON a.key = r.article JOIN statement st ON st.key = vo.statement
	JOIN revision sr ON sr.key = st.revision JOIN article sa ON sa.key = sr.article LEFT JOIN claim c ON c.key = st.claim`

func voiceRow(s scan) (ledger.Voice, error) {
	var vo ledger.Voice
	var text string
	var since int64
	err := s(&vo.Article, &vo.Revision, &vo.Span.Start, &vo.Span.End, &text, &since,
		&vo.Statement.Article, &vo.Statement.Statement, &vo.Claim, &vo.Score, &vo.Reason)
	if err == nil && vo.Span.End > len(text) {
		err = fmt.Errorf("%w: a sentence of the article %s lies outside its text", ledger.ErrCorrupt, vo.Article)
	}
	if err == nil {
		vo.Words, vo.At = vo.Span.In(text), moment(since)
	}
	return vo, err
}

// Voices is as the contract has it.
func (v *view) Voices(ctx context.Context, article string) ([]ledger.Voice, error) {
	key, err := v.articleKey(ctx, article)
	if err != nil {
		return nil, err
	}
	return list(ctx, v, voiceRow, voiceColumns+" WHERE r.key = (SELECT current FROM article WHERE key = ?) ORDER BY vo.start, vo.stop, st.id", key)
}

// VoicesOn is as the contract has it.
func (v *view) VoicesOn(ctx context.Context, claim string) ([]ledger.Voice, error) {
	key, err := v.key(ctx, "claim", claim)
	if err != nil {
		return nil, err
	}
	return list(ctx, v, voiceRow, voiceColumns+" WHERE st.claim = ? AND r.counts = 1 ORDER BY r.since, a.id, vo.start, vo.stop, st.id", key)
}
