package sqlledger

import (
	"context"
	"fmt"

	"hearsay/internal/ledger"
)

// mostOutlets is how many outlets a tally names.
const mostOutlets = 12

// Tally is as the contract has it.
func (v *view) Tally(ctx context.Context, q ledger.Query) (ledger.Tally, error) {
	t := ledger.Tally{Sorts: map[ledger.Found]int{}}
	expression := v.sql.dialect.words.expression(q.Words)
	if expression == "" {
		return t, nil
	}
	for sort, how := range searches() {
		from, args := v.matching(how, q, expression)
		n, err := one(ctx, v, value[int], "SELECT count(*) FROM (SELECT 1 FROM "+from+" LIMIT ?) few", append(args, ledger.MostTallied)...)
		if err != nil {
			return t, err
		}
		t.Sorts[sort] = n
	}
	var err error
	t.Outlets, err = v.tallied(ctx, q, expression)
	return t, err
}

// tallied counts the statements that are found, by the outlets that they stand in.
func (v *view) tallied(ctx context.Context, q ledger.Query, expression string) ([]ledger.OutletTally, error) {
	words := v.sql.dialect.words
	since, until := bounds(q.Period)
	return list(ctx, v, func(s scan) (ledger.OutletTally, error) {
		var o ledger.OutletTally
		err := s(&o.Outlet, &o.Statements)
		return o, err
	}, `SELECT (SELECT r.outlet_name FROM article a JOIN revision r ON r.key = a.current WHERE a.outlet = few.outlet LIMIT 1), count(*) AS n
		FROM (SELECT st.outlet FROM `+wordsOfStatements.in()+" w JOIN statement st ON st.key = "+words.row()+" WHERE "+words.match(wordsOfStatements)+
		` AND st.at >= ? AND st.at < ? LIMIT ?) few GROUP BY few.outlet ORDER BY n DESC, few.outlet LIMIT ?`,
		expression, since, until, ledger.MostTallied, mostOutlets)
}

// matching is SQL for the words of a sort that a query finds, with the values that it takes.
func (v *view) matching(how search, q ledger.Query, expression string) (from string, args []any) {
	words := v.sql.dialect.words
	from, args = how.of.in()+" w", []any{expression}
	condition := " WHERE " + words.match(how.of)
	if q.Outlet != "" || q.Period != (ledger.Period{}) {
		since, until := bounds(q.Period)
		from += " " + fmt.Sprintf(how.filtered, words.row())
		condition += " AND " + how.condition
		args = append(args, since, until, outletID(q.Outlet), outletID(q.Outlet))
	}
	return from + condition, args
}
