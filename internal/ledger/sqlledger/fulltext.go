package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"unicode"

	"hearsay"
	"hearsay/internal/ledger"
)

// worded is a table whose rows are found by their words: those of some columns.
type worded string

// What is found by words. The words of a thing lie in a table named after it.
const (
	wordsOfArticles   worded = "revision"
	wordsOfStatements worded = "statement"
	wordsOfClaims     worded = "claim"
	wordsOfSpeakers   worded = "speaker"
)

func (w worded) table() string { return string(w) }

func (w worded) columns() string {
	switch w {
	case wordsOfArticles:
		return "title, text"
	case wordsOfStatements:
		return "words, cue_words, source_words"
	case wordsOfSpeakers:
		return "name, names"
	default:
		return "text"
	}
}

// in is the table of words.
func (w worded) in() string {
	if w == wordsOfArticles {
		return "article_words"
	}
	return w.table() + "_words"
}

// fullText is how a database finds things by their words.
type fullText interface {
	// index makes rows of a table found by their words; which is a condition on them with a list of keys, in the place of IN %s.
	index(ctx context.Context, v *view, of worded, which string, keys []int64) error

	// unindex is the way back. Rows must still be as they went in.
	unindex(ctx context.Context, v *view, of worded, which string, keys []int64) error

	// expression is what to find, as the database takes it, of what a person typed: every word is meant as it stands, so that no sign has a meaning but
	// quotation marks around several words and an asterisk at the end of one. It is "" if there is no word.
	expression(typed string) string

	// row, rank and match are SQL: of a table of words w the key of a row, how good it is (the lower the better), and the condition that it has
	// what is wanted, an expression given as ?1.
	row() string
	rank() string
	match(of worded) string

	// snippet is SQL for some of a row's words, where x has its columns; shown makes of it the words to be shown and where what a person typed is in them.
	snippet(of worded, x string) string
	shown(snippet, typed string) (string, []hearsay.Span)
}

func (t *tx) index(ctx context.Context, of worded, which string, keys []int64) error {
	return t.sql.dialect.words.index(ctx, t.view, of, which, keys)
}

func (t *tx) unindex(ctx context.Context, of worded, which string, keys []int64) error {
	return t.sql.dialect.words.unindex(ctx, t.view, of, which, keys)
}

// indexAll makes the words of a revision and its statements found.
func (t *tx) indexAll(ctx context.Context, revision int64) error {
	if err := t.index(ctx, wordsOfArticles, "key IN %s", []int64{revision}); err != nil {
		return err
	}
	return t.index(ctx, wordsOfStatements, "revision IN %s", []int64{revision})
}

// unindexAll is the way back.
func (t *tx) unindexAll(ctx context.Context, revision int64) error {
	if err := t.unindex(ctx, wordsOfArticles, "key IN %s", []int64{revision}); err != nil {
		return err
	}
	return t.unindex(ctx, wordsOfStatements, "revision IN %s", []int64{revision})
}

// words adds the condition that a thing has all words. Where there is no word nothing has them.
func (w *where) words(v *view, key string, of worded, typed string) {
	how := v.sql.dialect.words
	if expression := how.expression(typed); expression != "" {
		// The condition names its value by number, and is the first that has one.
		w.args = append([]any{expression}, w.args...)
		w.conditions = append([]string{key + " IN (SELECT " + how.row() + " FROM " + of.in() + " w WHERE " + how.match(of) + ")"}, w.conditions...)
	} else {
		w.add("1 = 0")
	}
}

// search is how things of a sort are found: the tables that their words are joined with, the condition on time and outlet, and what a hit tells of
// what was found: id, article, claim, source, outlet, title, time.
type search struct {
	of                               worded
	filtered, condition, joined, hit string
	x                                string // what has the columns with the words
}

func searches() map[ledger.Found]search {
	return map[ledger.Found]search{
		ledger.InStatement: {
			of:        wordsOfStatements,
			filtered:  "JOIN statement st ON st.key = %s JOIN outlet o ON o.key = st.outlet",
			condition: "st.at >= ? AND st.at < ? AND (? = '' OR o.id = ?)",
			joined: `JOIN statement st ON st.key = %s JOIN revision r ON r.key = st.revision JOIN article a ON a.key = r.article
				LEFT JOIN claim c ON c.key = st.claim LEFT JOIN source so ON so.key = st.source LEFT JOIN speaker sp ON sp.key = st.speaker`,
			hit: "st.id, a.id, COALESCE(c.id, ''), COALESCE(sp.name, so.name, ''), r.outlet_name, r.title, st.at",
			x:   "st",
		},
		ledger.InClaim: {
			of:        wordsOfClaims,
			filtered:  "JOIN claim c ON c.key = %s",
			condition: "c.first >= ? AND c.first < ? AND (? = '' OR ? <> '')",
			joined: `JOIN claim c ON c.key = %s LEFT JOIN statement st ON st.key = c.wording LEFT JOIN revision r ON r.key = st.revision
				LEFT JOIN article a ON a.key = r.article`,
			hit: "c.id, COALESCE(a.id, ''), c.id, '', COALESCE(r.outlet_name, ''), COALESCE(r.title, ''), c.first",
			x:   "c",
		},
		ledger.InArticle: {
			of:        wordsOfArticles,
			filtered:  "JOIN revision r ON r.key = %s JOIN article a ON a.key = r.article JOIN outlet o ON o.key = r.outlet",
			condition: "a.at >= ? AND a.at < ? AND (? = '' OR o.id = ?)",
			joined:    "JOIN revision r ON r.key = %s JOIN article a ON a.key = r.article",
			hit:       "a.id, a.id, '', '', r.outlet_name, r.title, a.at",
			x:         "r",
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
	expression := v.sql.dialect.words.expression(q.Words)
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
	page.Items, err = v.tell(ctx, all[min(from, end):end], q.Words)
	return page, err
}

// best finds the best things of a sort.
func (v *view) best(ctx context.Context, q ledger.Query, sort ledger.Found, expression string, limit int) ([]ranked, error) {
	how, known := searches()[sort]
	if !known {
		return nil, nil
	}
	words := v.sql.dialect.words
	from, args := v.matching(how, q, expression)
	return list(ctx, v, func(s scan) (ranked, error) {
		r := ranked{sort: sort}
		err := s(&r.row, &r.rank)
		return r, err
	}, "SELECT "+words.row()+", "+words.rank()+" AS rank FROM "+from+" ORDER BY rank LIMIT ?", append(args, limit)...)
}

// tell makes hits of what was found, in the same order.
func (v *view) tell(ctx context.Context, found []ranked, typed string) ([]ledger.Hit, error) {
	told, words := map[ranked]ledger.Hit{}, v.sql.dialect.words
	for sort, how := range searches() {
		var rows []int64
		for _, f := range found {
			if f.sort == sort {
				rows = append(rows, f.row)
			}
		}
		query := "SELECT " + words.row() + ", " + how.hit + ", " + words.snippet(how.of, how.x) + " FROM " + how.of.in() + " w " +
			fmt.Sprintf(how.joined, words.row()) + " WHERE " + words.match(how.of) + " AND " + words.row() + " IN %s"
		_, err := listIn(ctx, v, func(s scan) (struct{}, error) {
			var row, at int64
			var snippet string
			h := ledger.Hit{Sort: sort}
			err := s(&row, &h.ID, &h.Article, &h.Claim, &h.Source, &h.Outlet, &h.Title, &at, &snippet)
			h.At = moment(at)
			h.Snippet, h.Marks = words.shown(snippet, typed)
			told[ranked{row: row, sort: sort}] = h
			return struct{}{}, err
		}, rows, query, words.expression(typed))
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

// wordy tells whether a sign is one that is taken for part of a word.
func wordy(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}
