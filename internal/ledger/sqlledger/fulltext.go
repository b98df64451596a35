package sqlledger

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"hearsay"
	"hearsay/internal/ledger"
)

// This file is SQLite's own: full text by FTS5. The tables of words hold no text, so what is taken out of them must be given as it went in.

// index makes the words of a revision and its statements found.
func (t *tx) index(ctx context.Context, revision int64) error {
	return t.script(ctx, []string{
		"INSERT INTO article_words (rowid, title, text) SELECT key, title, text FROM revision WHERE key = ?1",
		"INSERT INTO statement_words (rowid, words, cue_words, source_words) SELECT key, words, cue_words, source_words FROM statement WHERE revision = ?1",
	}, revision)
}

// unindex is the way back.
func (t *tx) unindex(ctx context.Context, revision int64) error {
	return t.script(ctx, []string{
		"INSERT INTO article_words (article_words, rowid, title, text) SELECT 'delete', key, title, text FROM revision WHERE key = ?1",
		`INSERT INTO statement_words (statement_words, rowid, words, cue_words, source_words)
			SELECT 'delete', key, words, cue_words, source_words FROM statement WHERE revision = ?1`,
	}, revision)
}

const (
	indexTitle     = "INSERT INTO article_words (rowid, title, text) SELECT key, title, text FROM revision WHERE key = ? AND counts = 1"
	unindexTitle   = "INSERT INTO article_words (article_words, rowid, title, text) SELECT 'delete', key, title, text FROM revision WHERE key = ? AND counts = 1"
	indexClaim     = "INSERT INTO claim_words (rowid, text) SELECT key, text FROM claim WHERE key = ?"
	unindexClaim   = "INSERT INTO claim_words (claim_words, rowid, text) SELECT 'delete', key, text FROM claim WHERE key = ?"
	indexSpeaker   = "INSERT INTO speaker_words (rowid, name, names) SELECT key, name, names FROM speaker WHERE key = ?"
	unindexSpeaker = "INSERT INTO speaker_words (speaker_words, rowid, name, names) SELECT 'delete', key, name, names FROM speaker WHERE key = ?"
)

// Marks that FTS5 puts around what it found; no text has them, for what is kept of it there is not searched for them.
const markStart, markEnd = "\x02", "\x03"

// search is how to look for one sort of things.
type search struct {
	// best finds the best by rank: it takes the expression and a limit, filtered takes a period and an outlet, twice, in between. They give rows and ranks.
	// Nothing else is looked up meanwhile, since a common word is found in very many.
	best, filtered string
	// tell says of rows what ledger.Hit says: it takes the expression.
	tell string
}

func searches() map[ledger.Found]search {
	const top = " ORDER BY rank LIMIT ?"
	return map[ledger.Found]search{
		ledger.InStatement: {
			"SELECT rowid, rank FROM statement_words WHERE statement_words MATCH ?" + top,
			`SELECT w.rowid, w.rank FROM statement_words w JOIN statement st ON st.key = w.rowid JOIN outlet o ON o.key = st.outlet
				WHERE statement_words MATCH ? AND st.at >= ? AND st.at < ? AND (? = '' OR o.id = ?)` + top,
			`SELECT w.rowid, st.id, a.id, COALESCE(c.id, ''), COALESCE(sp.name, so.name, ''), r.outlet_name, r.title, st.at,
				snippet(statement_words, -1, char(2), char(3), '…', 40)
				FROM statement_words w JOIN statement st ON st.key = w.rowid JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article
				LEFT JOIN claim c ON c.key = st.claim LEFT JOIN source so ON so.key = st.source LEFT JOIN speaker sp ON sp.key = st.speaker
				WHERE statement_words MATCH ? AND w.rowid IN %s`,
		},
		ledger.InClaim: {
			"SELECT rowid, rank FROM claim_words WHERE claim_words MATCH ?" + top,
			`SELECT w.rowid, w.rank FROM claim_words w JOIN claim c ON c.key = w.rowid
				WHERE claim_words MATCH ? AND c.first >= ? AND c.first < ? AND (? = '' OR ? <> '')` + top,
			`SELECT w.rowid, c.id, COALESCE(a.id, ''), c.id, '', COALESCE(r.outlet_name, ''), COALESCE(r.title, ''), c.first,
				snippet(claim_words, -1, char(2), char(3), '…', 40)
				FROM claim_words w JOIN claim c ON c.key = w.rowid LEFT JOIN statement st ON st.key = c.wording
				LEFT JOIN revision r ON r.key = st.revision LEFT JOIN article a ON a.key = r.article
				WHERE claim_words MATCH ? AND w.rowid IN %s`,
		},
		ledger.InArticle: {
			"SELECT rowid, rank FROM article_words WHERE article_words MATCH ?" + top,
			`SELECT w.rowid, w.rank FROM article_words w JOIN revision r ON r.key = w.rowid JOIN article a ON a.key = r.article JOIN outlet o ON o.key = r.outlet
				WHERE article_words MATCH ? AND a.at >= ? AND a.at < ? AND (? = '' OR o.id = ?)` + top,
			`SELECT w.rowid, a.id, a.id, '', '', r.outlet_name, r.title, a.at, snippet(article_words, -1, char(2), char(3), '…', 40)
				FROM article_words w JOIN revision r ON r.key = w.rowid JOIN article a ON a.key = r.article
				WHERE article_words MATCH ? AND w.rowid IN %s`,
		},
	}
}

// deepest is how far into the results of a search one can page.
const deepest = 10_000

// ranked is a thing found, by its row in the table of words for its sort.
type ranked struct {
	row  int64
	rank float64
	sort ledger.Found
}

// Search is as the contract has it.
func (v *view) Search(ctx context.Context, q ledger.Query) (ledger.Page[ledger.Hit], error) {
	var page ledger.Page[ledger.Hit]
	from := 0
	if q.After != "" {
		var err error
		if from, err = strconv.Atoi(string(q.After)); err != nil || from < 0 || from > deepest {
			return page, ledger.ErrCursor
		}
	}
	expression := match(q.Words)
	if expression == "" {
		return page, nil
	}
	sorts := q.Sorts
	if len(sorts) == 0 {
		sorts = []ledger.Found{ledger.InStatement, ledger.InClaim, ledger.InArticle}
	}
	var all []ranked
	for _, sort := range sorts {
		best, err := v.best(ctx, q, sort, expression, from+q.Size()+1)
		if err != nil {
			return page, err
		}
		all = append(all, best...)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	end := min(len(all), from+q.Size())
	if end < len(all) && end <= deepest {
		page.Next = ledger.Cursor(strconv.Itoa(end))
	}
	var err error
	page.Items, err = v.tell(ctx, all[min(from, end):end], expression)
	return page, err
}

// best finds the best things of a sort.
func (v *view) best(ctx context.Context, q ledger.Query, sort ledger.Found, expression string, limit int) ([]ranked, error) {
	how, known := searches()[sort]
	if !known {
		return nil, nil
	}
	query, args := how.best, []any{expression}
	if q.Outlet != "" || q.Period != (ledger.Period{}) {
		since, until := bounds(q.Period)
		query, args = how.filtered, append(args, since, until, outletID(q.Outlet), outletID(q.Outlet))
	}
	return list(ctx, v, func(s scan) (ranked, error) {
		r := ranked{sort: sort}
		err := s(&r.row, &r.rank)
		return r, err
	}, query, append(args, limit)...)
}

// tell makes hits of what was found, in the same order.
func (v *view) tell(ctx context.Context, found []ranked, expression string) ([]ledger.Hit, error) {
	told := map[ranked]ledger.Hit{}
	for sort, how := range searches() {
		var rows []int64
		for _, f := range found {
			if f.sort == sort {
				rows = append(rows, f.row)
			}
		}
		_, err := listIn(ctx, v, func(s scan) (struct{}, error) {
			var row, at int64
			var snippet string
			h := ledger.Hit{Sort: sort}
			err := s(&row, &h.ID, &h.Article, &h.Claim, &h.Source, &h.Outlet, &h.Title, &at, &snippet)
			h.At = moment(at)
			h.Snippet, h.Marks = unmark(snippet)
			told[ranked{row: row, sort: sort}] = h
			return struct{}{}, err
		}, rows, how.tell, expression)
		if err != nil {
			return nil, err
		}
	}
	hits := make([]ledger.Hit, 0, len(found))
	for _, f := range found {
		if hit, known := told[ranked{row: f.row, sort: f.sort}]; known {
			hits = append(hits, hit)
		}
	}
	return hits, nil
}

// unmark takes the marks out of a snippet and tells where they were.
func unmark(snippet string) (string, []hearsay.Span) {
	var out strings.Builder
	var spans []hearsay.Span
	start := 0
	for _, part := range strings.SplitAfter(snippet, "") {
		switch part {
		case markStart:
			start = out.Len()
		case markEnd:
			spans = append(spans, hearsay.Span{Start: start, End: out.Len()})
		default:
			out.WriteString(part)
		}
	}
	return out.String(), spans
}

// match makes an expression of FTS5 of what a person typed: every word is quoted, so that no sign has a meaning but quotation marks around several words
// and an asterisk at the end of one. It is "" if there is no word.
func match(typed string) string {
	typed = strings.ToValidUTF8(strings.ReplaceAll(typed, "\x00", " "), " ")
	var terms []string
	for i, part := range strings.Split(typed, `"`) {
		if i%2 == 1 { // inside quotation marks
			if strings.ContainsFunc(part, wordy) {
				terms = append(terms, `"`+part+`"`)
			}
			continue
		}
		for word := range strings.FieldsSeq(part) {
			if !strings.ContainsFunc(word, wordy) {
				continue
			}
			star := ""
			if strings.HasSuffix(word, "*") {
				star = "*"
			}
			terms = append(terms, `"`+strings.TrimRight(word, "*")+`"`+star)
		}
	}
	return strings.Join(terms, " ")
}

// words adds the condition that a thing has all words, in a table of words. Where there is no word nothing has them.
func (w *where) words(key, table, typed string) {
	if expression := match(typed); expression != "" {
		w.add(key+" IN (SELECT rowid FROM "+table+" WHERE "+table+" MATCH ?)", expression)
	} else {
		w.add("1 = 0")
	}
}

// wordy tells whether a sign is one that FTS5 takes for part of a word.
func wordy(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}
