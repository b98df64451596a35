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

// searches are the three queries of a search, each with the columns of ledger.Hit, the rank first.
func searches() map[ledger.Found]string {
	return map[ledger.Found]string{
		ledger.InStatement: `SELECT w.rank, st.id, a.id, COALESCE(c.id, ''), COALESCE(sp.name, so.name, ''), r.outlet_name, r.title, st.at,
			snippet(statement_words, -1, char(2), char(3), '…', 40)
			FROM statement_words w JOIN statement st ON st.key = w.rowid JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article
			LEFT JOIN claim c ON c.key = st.claim LEFT JOIN source so ON so.key = st.source LEFT JOIN speaker sp ON sp.key = st.speaker
			JOIN outlet o ON o.key = st.outlet
			WHERE statement_words MATCH ? AND st.at >= ? AND st.at < ? AND (? = '' OR o.id = ?) ORDER BY w.rank, st.id LIMIT ?`,
		ledger.InClaim: `SELECT w.rank, c.id, COALESCE(a.id, ''), c.id, '', COALESCE(r.outlet_name, ''), COALESCE(r.title, ''), c.first,
			snippet(claim_words, -1, char(2), char(3), '…', 40)
			FROM claim_words w JOIN claim c ON c.key = w.rowid LEFT JOIN statement st ON st.key = c.wording
			LEFT JOIN revision r ON r.key = st.revision LEFT JOIN article a ON a.key = r.article
			WHERE claim_words MATCH ? AND c.first >= ? AND c.first < ? AND (? = '' OR ? <> '') ORDER BY w.rank, c.id LIMIT ?`,
		ledger.InArticle: `SELECT w.rank, a.id, a.id, '', '', r.outlet_name, r.title, a.at, snippet(article_words, -1, char(2), char(3), '…', 40)
			FROM article_words w JOIN revision r ON r.key = w.rowid JOIN article a ON a.key = r.article JOIN outlet o ON o.key = r.outlet
			WHERE article_words MATCH ? AND a.at >= ? AND a.at < ? AND (? = '' OR o.id = ?) ORDER BY w.rank, a.id LIMIT ?`,
	}
}

// deepest is how far into the results of a search one can page.
const deepest = 10_000

type ranked struct {
	rank float64
	ledger.Hit
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
	since, until := bounds(q.Period)
	var all []ranked
	for _, sort := range sorts {
		query, known := searches()[sort]
		if !known {
			continue
		}
		hits, err := list(ctx, v, hitRow(sort), query, expression, since, until, outletID(q.Outlet), outletID(q.Outlet), from+q.Size()+1)
		if err != nil {
			return page, err
		}
		all = append(all, hits...)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(a.rank, b.rank) })
	for i := from; i < len(all) && len(page.Items) < q.Size(); i++ {
		page.Items = append(page.Items, all[i].Hit)
	}
	if next := from + len(page.Items); next < len(all) && next <= deepest {
		page.Next = ledger.Cursor(strconv.Itoa(next))
	}
	return page, nil
}

func hitRow(sort ledger.Found) func(scan) (ranked, error) {
	return func(s scan) (ranked, error) {
		var at int64
		var snippet string
		h := ranked{Hit: ledger.Hit{Sort: sort}}
		err := s(&h.rank, &h.ID, &h.Article, &h.Claim, &h.Source, &h.Outlet, &h.Title, &at, &snippet)
		h.At = moment(at)
		h.Snippet, h.Marks = unmark(snippet)
		return h, err
	}
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
