package sqlledger

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/klauspost/compress/zstd"

	"hearsay"
	"hearsay/internal/ledger"
)

// tx is a transaction that writes.
type tx struct {
	*view
	claims   map[int64]string // that lost positions and must be derived anew before all is kept
	speakers map[int64]string // the same of sources of the ledger
	lost     map[string]bool  // ids of sources of the ledger that were no more
}

// Put is as the contract has it.
func (t *tx) Put(ctx context.Context, entry ledger.Entry) (ledger.Placed, error) {
	placed, err := t.put(ctx, entry)
	if err != nil {
		return ledger.Placed{}, fmt.Errorf("keeping the article %q: %w", entry.Reading.Article.ID, err)
	}
	return placed, nil
}

func (t *tx) put(ctx context.Context, entry ledger.Entry) (ledger.Placed, error) {
	if err := check(entry); err != nil {
		return ledger.Placed{}, err
	}
	art := entry.Reading.Article
	placed := ledger.Placed{Revision: ledger.RevisionID(ledger.Outlet(art), art.Text)}
	known, err := t.articlesOf(ctx, entry.Addresses, placed.Revision)
	if err != nil {
		return placed, err
	}
	before, err := t.before(ctx, known)
	if err != nil {
		return placed, err
	}
	var key int64
	if len(known) > 0 {
		key = known[0]
	} else if key, err = t.newArticle(ctx, entry); err != nil {
		return placed, err
	}
	fresh, err := t.addresses(ctx, key, entry.Addresses)
	if err != nil {
		return placed, err
	}
	if len(known) > 1 {
		if err := t.unite(ctx, known); err != nil {
			return placed, err
		}
	}
	placed.Outcome, placed.Relink, err = t.keep(ctx, key, entry, placed.Revision)
	switch {
	case err != nil:
		return placed, err
	case len(known) == 0:
		placed.Outcome = ledger.Added
	case placed.Outcome == ledger.Unchanged && (fresh || len(known) > 1):
		placed.Outcome = ledger.Noted
	}
	if placed.Outcome == ledger.Unchanged {
		err = t.name(ctx, key, &placed)
		return placed, err
	}
	return placed, t.settle(ctx, key, before, &placed)
}

// check tells whether an entry can be kept.
func check(entry ledger.Entry) error {
	art, ids := entry.Reading.Article, map[string]bool{}
	if art.Text == "" {
		return hearsay.ErrEmpty
	}
	for _, src := range entry.Reading.Sources {
		if src.ID == "" || ids[src.ID] {
			return fmt.Errorf("the source id %q is empty or given twice", src.ID)
		}
		ids[src.ID] = true
		if err := inside(art.Text, src.Mentions); err != nil {
			return fmt.Errorf("source %s: %w", src.ID, err)
		}
	}
	sources := len(ids)
	for _, stmt := range entry.Reading.Statements {
		if stmt.ID == "" || ids[stmt.ID] {
			return fmt.Errorf("the statement id %q is empty or given twice", stmt.ID)
		}
		ids[stmt.ID] = true
		for _, spans := range [][]hearsay.Span{stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content, stmt.Deciding, {stmt.Condition}} {
			if err := inside(art.Text, spans); err != nil {
				return fmt.Errorf("statement %s: %w", stmt.ID, err)
			}
		}
	}
	for _, sentence := range entry.Sentences {
		if err := inside(art.Text, []hearsay.Span{sentence.Span}); err != nil {
			return err
		}
	}
	if len(ids) != sources+len(entry.Reading.Statements) {
		return errors.New("a source and a statement have the same id")
	}
	return nil
}

func inside(text string, spans []hearsay.Span) error {
	for _, s := range spans {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			return fmt.Errorf("the span [%d, %d) lies outside the text of %d bytes", s.Start, s.End, len(text))
		}
	}
	return nil
}

// articlesOf finds the articles that are kept under one of the addresses, or have the revision, in order of their keys.
func (t *tx) articlesOf(ctx context.Context, addresses []string, revision string) ([]int64, error) {
	keys, err := list(ctx, t.view, value[int64], "SELECT article FROM revision WHERE id = ?", revision)
	if err != nil {
		return nil, err
	}
	more, err := listIn(ctx, t.view, value[int64], addresses, "SELECT article FROM address WHERE url IN %s")
	keys = append(keys, more...)
	slices.Sort(keys)
	return slices.Compact(keys), err
}

func (t *tx) newArticle(ctx context.Context, entry ledger.Entry) (int64, error) {
	outlet, err := t.outlet(ctx, entry.Reading.Article)
	if err != nil {
		return 0, err
	}
	// Whatever else there is to say about an article, settle says.
	id := ledger.ArticleID(entry.Reading.Article, entry.Addresses...)
	return t.create(ctx, "INSERT INTO article (id, outlet, at, current, revisions)", id, outlet, never, 0, 0)
}

func (t *tx) outlet(ctx context.Context, art hearsay.Article) (int64, error) {
	id := ledger.Outlet(art)
	key, err := one(ctx, t.view, value[int64], "SELECT key FROM outlet WHERE id = ?", id)
	if errors.Is(err, ledger.ErrNotFound) {
		return t.create(ctx, "INSERT INTO outlet (id)", id)
	}
	return key, err
}

// addresses adds those that are not known and tells whether there were any.
func (t *tx) addresses(ctx context.Context, article int64, addresses []string) (bool, error) {
	fresh := false
	for _, address := range addresses {
		n, err := t.exec(ctx, "INSERT INTO address (url, article) VALUES (?, ?) ON CONFLICT (url) DO NOTHING", address, article)
		if err != nil {
			return false, err
		}
		fresh = fresh || n > 0
	}
	return fresh, nil
}

// unite makes one article of several that turn out to be one: what the others have goes to the first.
func (t *tx) unite(ctx context.Context, articles []int64) error {
	for _, other := range articles[1:] {
		err := t.script(ctx, []string{
			"UPDATE address SET article = ?1 WHERE article = ?2",
			"UPDATE revision SET article = ?1 WHERE article = ?2",
			"UPDATE former SET article = ?1 WHERE article = ?2",
			"UPDATE anchor SET article = ?1 WHERE article = ?2",
			"UPDATE origin_article SET article = ?1 WHERE article = ?2",
			"UPDATE reason SET article = ?1 WHERE article = ?2",
			"INSERT INTO former (id, article) SELECT id, CAST(?1 AS BIGINT) FROM article WHERE key = ?2 ON CONFLICT (id) DO NOTHING",
		}, articles[0], other)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "DELETE FROM article WHERE key = ?", other); err != nil {
			return err
		}
	}
	return nil
}

// keep keeps a revision, or what is new about one that is kept, and tells whether the entry's reading was put in.
func (t *tx) keep(ctx context.Context, article int64, entry ledger.Entry, id string) (ledger.Outcome, bool, error) {
	key, err := one(ctx, t.view, value[int64], "SELECT key FROM revision WHERE id = ?", id)
	switch {
	case errors.Is(err, ledger.ErrNotFound):
		if key, err = t.addRevision(ctx, article, entry, id); err != nil {
			return "", false, err
		}
		return ledger.Revised, true, t.addReading(ctx, key, entry)
	case err != nil:
		return "", false, err
	}
	noted, least, err := t.note(ctx, key, entry)
	switch {
	case err != nil:
		return "", false, err
	case entry.Reread:
		return ledger.Reread, true, t.replaceReading(ctx, key, entry)
	case least: // features may tell of dates and titles: those of the entry that counts are kept
		return ledger.Noted, true, t.replaceReading(ctx, key, entry)
	case noted:
		return ledger.Noted, false, nil
	default:
		return ledger.Unchanged, false, nil
	}
}

func (t *tx) addRevision(ctx context.Context, article int64, entry ledger.Entry, id string) (int64, error) {
	art := entry.Reading.Article
	outlet, err := t.outlet(ctx, art)
	if err != nil {
		return 0, err
	}
	key, err := t.create(ctx, `INSERT INTO revision (id, article, outlet, given, url, outlet_name, title, byline, published, modified, fetched, since, until,
		notes, text_hash, raw_hash, reader, text)`,
		id, article, outlet, art.ID, art.URL, art.Outlet, art.Title, art.Byline, written(art.Published), written(entry.Modified), micros(entry.Fetched), unset, 0,
		notesOf(entry.Notes), ledger.Hash([]byte(art.Text)), "", entry.Reader, art.Text)
	if err != nil || entry.Raw == nil {
		return key, err
	}
	return key, t.putRaw(ctx, key, entry.Raw)
}

// putRaw keeps the raw bytes of a revision; of several the ones with the lowest hash.
func (t *tx) putRaw(ctx context.Context, revision int64, raw []byte) error {
	packed, err := pack(raw)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE revision SET raw_hash = ? WHERE key = ?", ledger.Hash(raw), revision); err != nil {
		return err
	}
	_, err = t.exec(ctx, "INSERT INTO raw (revision, data) VALUES (?, ?) ON CONFLICT (revision) DO UPDATE SET data = excluded.data", revision, packed)
	return err
}

func pack(raw []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(raw, nil), enc.Close()
}

func unpack(packed []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, err
	}
	defer dec.Close()
	return dec.DecodeAll(packed, nil)
}

// about is what is said about a text from outside it. Where it came several times the least counts, whatever the order.
type about struct {
	known, fetched                                                int64
	given, url, outlet, title, byline, published, modified, notes string
	rawHash                                                       string
}

func (a about) compare(b about) int {
	return cmp.Or(
		cmp.Compare(a.known, b.known), strings.Compare(ledger.CanonicalURL(a.url), ledger.CanonicalURL(b.url)), strings.Compare(a.url, b.url),
		strings.Compare(a.outlet, b.outlet), strings.Compare(a.title, b.title), strings.Compare(a.byline, b.byline), strings.Compare(a.published, b.published),
		strings.Compare(a.modified, b.modified), cmp.Compare(a.fetched, b.fetched), strings.Compare(a.given, b.given),
	)
}

// note adds to a kept revision what a further entry with the same text says about it, and tells whether there was anything, and whether it is this entry
// now that what is said about the text comes from.
func (t *tx) note(ctx context.Context, revision int64, entry ledger.Entry) (noted, least bool, err error) {
	old, err := one(ctx, t.view, func(s scan) (about, error) {
		var a about
		err := s(&a.fetched, &a.given, &a.url, &a.outlet, &a.title, &a.byline, &a.published, &a.modified, &a.notes, &a.rawHash)
		return a, err
	}, "SELECT fetched, given, url, outlet_name, title, byline, published, modified, notes, raw_hash FROM revision WHERE key = ?", revision)
	if err != nil {
		return false, false, err
	}
	published, err := date(old.published)
	if err != nil {
		return false, false, err
	}
	modified, err := date(old.modified)
	if err != nil {
		return false, false, err
	}
	old.known = micros(ledger.Known(published, modified, moment(old.fetched)))
	art := entry.Reading.Article
	fresh := about{
		micros(ledger.Known(art.Published, entry.Modified, entry.Fetched)), micros(entry.Fetched),
		art.ID, art.URL, art.Outlet, art.Title, art.Byline, written(art.Published), written(entry.Modified), "", ledger.Hash(entry.Raw),
	}
	if entry.Raw != nil && (old.rawHash == "" || fresh.rawHash < old.rawHash) {
		if err := t.putRaw(ctx, revision, entry.Raw); err != nil {
			return false, false, err
		}
	}
	notes, err := joinNotes(old.notes, entry.Notes)
	if err != nil {
		return false, false, err
	}
	if least = fresh.compare(old) < 0; !least {
		if notes == old.notes {
			return false, false, nil
		}
		fresh = old
	}
	if err := t.unindex(ctx, wordsOfArticles, "counts = 1 AND key IN %s", []int64{revision}); err != nil {
		return false, false, err
	}
	_, err = t.exec(ctx, `UPDATE revision SET fetched = ?, given = ?, url = ?, outlet_name = ?, title = ?, byline = ?, published = ?, modified = ?, notes = ?
		WHERE key = ?`, fresh.fetched, fresh.given, fresh.url, fresh.outlet, fresh.title, fresh.byline, fresh.published, fresh.modified, notes, revision)
	if err != nil {
		return false, false, err
	}
	return true, least, t.index(ctx, wordsOfArticles, "counts = 1 AND key IN %s", []int64{revision})
}

// notesOf is correction notes as they are kept: in order, each once.
func notesOf(notes []ledger.Note) string {
	kept := slices.Clone(notes)
	slices.SortFunc(kept, func(a, b ledger.Note) int {
		return cmp.Or(strings.Compare(written(a.At), written(b.At)), strings.Compare(a.Text, b.Text), cmp.Compare(a.Kind, b.Kind))
	})
	kept = slices.CompactFunc(kept, func(a, b ledger.Note) bool {
		return a.Kind == b.Kind && a.Text == b.Text && written(a.At) == written(b.At)
	})
	if len(kept) == 0 {
		return "[]"
	}
	return encode(kept)
}

func joinNotes(old string, more []ledger.Note) (string, error) {
	var notes []ledger.Note
	if err := json.Unmarshal([]byte(old), &notes); err != nil {
		return "", err
	}
	return notesOf(append(notes, more...)), nil
}
