package sqlledger

import (
	"cmp"
	"context"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/internal/ledger"
)

// number is under which number things of a sort with features are kept.
func number(s ledger.Sort) int {
	return 1 + slices.Index([]ledger.Sort{ledger.OfArticle, ledger.OfSource, ledger.OfStatement, ledger.OfSentence}, s)
}

// featured is a thing whose features are to be kept.
type featured struct {
	sort ledger.Sort
	item int64
	ledger.Features
}

// addReading keeps what was read in a revision of which nothing is kept yet.
func (t *tx) addReading(ctx context.Context, revision int64, entry ledger.Entry) error {
	features := []featured{{ledger.OfArticle, revision, entry.Article}}
	sources, err := t.addSources(ctx, revision, entry)
	if err != nil {
		return err
	}
	for _, src := range entry.Reading.Sources {
		features = append(features, featured{ledger.OfSource, sources[src.ID], entry.Sources[src.ID]})
	}
	statements, err := t.addStatements(ctx, revision, entry, sources)
	if err != nil {
		return err
	}
	for _, stmt := range entry.Reading.Statements {
		features = append(features, featured{ledger.OfStatement, statements[stmt.ID], entry.Statements[stmt.ID]})
	}
	sentences, err := t.addSentences(ctx, revision, entry)
	if err != nil {
		return err
	}
	for i, sentence := range entry.Sentences {
		features = append(features, featured{ledger.OfSentence, sentences[i], sentence.Features})
	}
	return t.addFeatures(ctx, features)
}

func (t *tx) addSources(ctx context.Context, revision int64, entry ledger.Entry) (map[string]int64, error) {
	rows := make([][]any, len(entry.Reading.Sources))
	for i, src := range entry.Reading.Sources {
		rows[i] = []any{src.ID, revision, i, src.Name, sourceBodyOf(src)}
	}
	return t.createAll(ctx, "INSERT INTO source (id, revision, place, name, body)", rows)
}

func (t *tx) addStatements(ctx context.Context, revision int64, entry ledger.Entry, sources map[string]int64) (map[string]int64, error) {
	text := entry.Reading.Article.Text
	outlet, err := one(ctx, t.view, value[int64], "SELECT outlet FROM revision WHERE key = ?", revision)
	if err != nil {
		return nil, err
	}
	at := knownSince(entry) // which settle corrects if other revisions have the same words, or this one is not the first
	rows := make([][]any, len(entry.Reading.Statements))
	for i, stmt := range entry.Reading.Statements {
		var source any
		if key, named := sources[stmt.Source]; named {
			source = key
		}
		rows[i] = []any{
			stmt.ID, revision, i, outlet, source, string(stmt.Stance), string(stmt.Quotation),
			words(text, stmt.Spans.Source), words(text, stmt.Spans.Cue), words(text, stmt.Spans.Content), bodyOf(stmt), at,
		}
	}
	keys, err := t.createAll(ctx, "INSERT INTO statement (id, revision, place, outlet, source, stance, quotation, source_words, cue_words, words, body, at)", rows)
	if err != nil {
		return nil, err
	}
	var vectors [][]any
	for _, stmt := range entry.Reading.Statements {
		if stmt.Vector != nil {
			vectors = append(vectors, []any{keys[stmt.ID], bytesOf(stmt.Vector)})
		}
	}
	return keys, t.insert(ctx, "INSERT INTO vector (statement, data)", vectors, "")
}

// knownSince is when what an entry says became known, as far as it tells.
func knownSince(entry ledger.Entry) int64 {
	return micros(ledger.Known(entry.Reading.Article.Published, entry.Modified, entry.Fetched))
}

// addSentences keeps the sentences of a revision and gives their keys.
func (t *tx) addSentences(ctx context.Context, revision int64, entry ledger.Entry) ([]int64, error) {
	rows := make([][]any, len(entry.Sentences))
	for i, sentence := range entry.Sentences {
		rows[i] = []any{revision, sentence.Span.Start, sentence.Span.End}
	}
	type made struct {
		hearsay.Span
		key int64
	}
	all, err := listRows(ctx, t.view, func(s scan) (m made, err error) {
		return m, s(&m.Start, &m.End, &m.key)
	}, "INSERT INTO sentence (revision, start, stop) %s RETURNING start, stop, key", rows)
	of := map[hearsay.Span][]int64{}
	for _, m := range all {
		of[m.Span] = append(of[m.Span], m.key)
	}
	keys := make([]int64, len(rows))
	for i, sentence := range entry.Sentences {
		if left := of[sentence.Span]; len(left) > 0 {
			keys[i], of[sentence.Span] = left[0], left[1:]
		}
	}
	return keys, err
}

func (t *tx) addFeatures(ctx context.Context, features []featured) error {
	var kept [][]any
	for _, f := range features {
		if len(f.Keys) == 0 && len(f.Data) == 0 {
			continue
		}
		hashes := make([]int64, len(f.Keys))
		for i, key := range f.Keys {
			hashes[i] = hash(key)
		}
		slices.Sort(hashes)
		kept = append(kept, []any{number(f.sort), f.item, hashBytes(slices.Compact(hashes)), blob(f.Data)})
	}
	return t.insert(ctx, "INSERT INTO feature (sort, item, keys, data)", kept, "") // settle makes them found by their keys
}

// blob is bytes as a value that is not null.
func blob(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}

func hashBytes(hashes []int64) []byte {
	out := make([]byte, 0, 8*len(hashes))
	for _, h := range hashes {
		out = binary.LittleEndian.AppendUint64(out, uint64(h)) // the bits count
	}
	return out
}

func hashesOf(kept []byte) []int64 {
	out := make([]int64, 0, len(kept)/8)
	for ; len(kept) >= 8; kept = kept[8:] {
		out = append(out, int64(binary.LittleEndian.Uint64(kept))) // the bits count
	}
	return out
}

// featuresOf asks for something about everything of a revision that has features.
func featuresOf(columns string) string {
	query := "SELECT " + columns + " FROM feature f WHERE f.sort = 1 AND f.item = ?1"
	for i, table := range featuredTables() {
		query += fmt.Sprintf(" UNION ALL SELECT %s FROM %s x JOIN feature f ON f.sort = %d AND f.item = x.key WHERE x.revision = ?1", columns, table, i+2)
	}
	return query
}

// featuredTables are the tables of what stands in revisions and has features, in order of their sorts' numbers.
func featuredTables() []string { return []string{"source", "statement", "sentence"} }

// tableOf is the one of a sort.
func tableOf(sort int) string { return featuredTables()[sort-2] }

// dropFeatures drops those of everything of a revision.
func (t *tx) dropFeatures(ctx context.Context, revision int64) error {
	queries := []string{"DELETE FROM feature WHERE sort = 1 AND item = ?1"}
	for i, table := range featuredTables() {
		queries = append(queries, fmt.Sprintf("DELETE FROM feature WHERE sort = %d AND item IN (SELECT key FROM %s WHERE revision = ?1)", i+2, table))
	}
	return t.script(ctx, queries, revision)
}

// blocked is a line of the table blocking without its time.
type blocked struct {
	sort       int
	hash, item int64
}

// whole is the number under which keys are kept that all things of a sort in a revision have: once, of the revision. Most keys of a statement are its story's,
// which all statements of an article share.
func whole(sort int) int { return sort + 2 }

// together tells whether there are such keys of a sort.
func together(sort int) bool { return sort == 3 || sort == 4 }

// sharedKeys is SQL for the keys b of whole revisions, with each thing x of a sort that has them.
func sharedKeys(sort int) string {
	return "blocking b JOIN " + tableOf(sort) + " x ON x.revision = b.item"
}

// blocks lists under which keys everything of a revision can be found, in order.
func (t *tx) blocks(ctx context.Context, revision int64) ([]blocked, error) {
	var all []blocked
	having := map[pair[int, int64]]int64{} // sort and hash → how many things
	_, err := list(ctx, t.view, func(s scan) (struct{}, error) {
		var sort int
		var item int64
		var keys []byte
		err := s(&sort, &item, &keys)
		for _, h := range hashesOf(keys) {
			all = append(all, blocked{sort, h, item})
			having[pair[int, int64]{sort, h}]++
		}
		return struct{}{}, err
	}, featuresOf("f.sort, f.item, f.keys"), revision)
	if err != nil {
		return nil, err
	}
	const counts = "SELECT (SELECT count(*) FROM statement WHERE revision = ?1), (SELECT count(*) FROM sentence WHERE revision = ?1)"
	count, err := one(ctx, t.view, both[int64, int64], counts, revision)
	if err != nil {
		return nil, err
	}
	of := map[int]int64{3: count.a, 4: count.b}
	for i, b := range all {
		if n := having[pair[int, int64]{b.sort, b.hash}]; together(b.sort) && n > 1 && n == of[b.sort] {
			all[i] = blocked{whole(b.sort), b.hash, revision}
		}
	}
	slices.SortFunc(all, func(a, b blocked) int { // neighbours in the table go in together
		return cmp.Or(cmp.Compare(a.sort, b.sort), cmp.Compare(a.hash, b.hash), cmp.Compare(a.item, b.item))
	})
	return slices.Compact(all), nil
}

// block makes everything of a revision found by its keys, as of a time, and no longer as of the time before, unless that is unset.
func (t *tx) block(ctx context.Context, revision, before, at int64) error {
	all, err := t.blocks(ctx, revision)
	if err != nil {
		return err
	}
	rows := make([][]any, len(all))
	for i, b := range all {
		rows[i] = []any{b.sort, b.hash, at, b.item}
	}
	if before != unset {
		if err := t.unblock(ctx, all, before); err != nil {
			return err
		}
	}
	return t.insert(ctx, "INSERT INTO blocking (sort, hash, at, item)", rows, "")
}

// unblock makes things found by keys no longer as of a time.
func (t *tx) unblock(ctx context.Context, all []blocked, at int64) error {
	rows := make([][]any, len(all))
	for i, b := range all {
		rows[i] = []any{b.sort, b.hash, at, b.item}
	}
	return t.withRows(ctx, "DELETE FROM blocking WHERE (sort, hash, at, item) IN (%s)", rows)
}

// replaceReading puts a reading in the place of the one that is kept, with everything that hung on it: settle finds what people said about it again.
func (t *tx) replaceReading(ctx context.Context, revision int64, entry ledger.Entry) error {
	if err := t.retire(ctx, revision); err != nil {
		return err
	}
	all, err := t.blocks(ctx, revision)
	if err != nil {
		return err
	}
	since, err := one(ctx, t.view, value[int64], "SELECT since FROM revision WHERE key = ?", revision)
	if err != nil {
		return err
	}
	if err := t.unblock(ctx, all, since); err != nil {
		return err
	}
	if err := t.dropFeatures(ctx, revision); err != nil {
		return err
	}
	err = t.script(ctx, []string{
		"DELETE FROM voice WHERE revision = ?1",
		"DELETE FROM relation WHERE revision = ?1 OR other = ?1",
		"DELETE FROM sentence WHERE revision = ?1",
		"DELETE FROM statement WHERE revision = ?1",
		"DELETE FROM source WHERE revision = ?1",
	}, revision)
	if err != nil {
		return err
	}
	if _, err := t.exec(ctx, "UPDATE revision SET since = ?, reader = ? WHERE key = ?", unset, entry.Reader, revision); err != nil {
		return err
	}
	return t.addReading(ctx, revision, entry)
}

// Reading is as the contract has it.
func (v *view) Reading(ctx context.Context, revision string) (hearsay.Reading, error) {
	rev, err := v.Revision(ctx, revision)
	if err != nil {
		return hearsay.Reading{}, err
	}
	key, err := v.key(ctx, "revision", rev.ID)
	if err != nil {
		return hearsay.Reading{}, err
	}
	reading := hearsay.Reading{Article: hearsay.Article{
		ID: rev.Article, URL: rev.URL, Outlet: rev.Outlet, Published: rev.Published, Title: rev.Title, Byline: rev.Byline, Text: rev.Text,
	}}
	if reading.Sources, err = list(ctx, v, sourceRow, "SELECT id, name, body FROM source WHERE revision = ? ORDER BY place", key); err != nil {
		return hearsay.Reading{}, err
	}
	reading.Statements, err = list(ctx, v, statementRow, `SELECT st.id, st.stance, st.quotation, st.body, COALESCE(so.id, ''), COALESCE(v.data, '')
		FROM statement st LEFT JOIN source so ON so.key = st.source LEFT JOIN vector v ON v.statement = st.key WHERE st.revision = ? ORDER BY st.place`, key)
	return reading, err
}

func sourceRow(s scan) (hearsay.Source, error) {
	var id, name, body string
	if err := s(&id, &name, &body); err != nil {
		return hearsay.Source{}, err
	}
	return sourceOf(id, name, body)
}

func statementRow(s scan) (hearsay.Statement, error) {
	var stmt hearsay.Statement
	var kept, vector []byte
	if err := s(&stmt.ID, &stmt.Stance, &stmt.Quotation, &kept, &stmt.Source, &vector); err != nil {
		return stmt, err
	}
	var body statementBody
	if err := json.Unmarshal(kept, &body); err != nil {
		return stmt, err
	}
	stmt.Vector = vectorOf(vector)
	return stmt, body.fill(&stmt)
}
