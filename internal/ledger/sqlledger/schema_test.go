package sqlledger

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// columns lists the columns of all tables of a ledger but those of words and of others, as "table.column".
func columns(t *testing.T, l *Ledger, query string) []string {
	t.Helper()
	rows, err := l.read.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(table, "_words") && !strings.HasSuffix(table, "_version") && !strings.HasPrefix(table, "sqlite_") {
			all = append(all, table+"."+column)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// TestSchemasAreTheSame: both databases have the same tables with the same columns in the same order, and all of them are copied.
func TestSchemasAreTheSame(t *testing.T) {
	var both [][]string
	for _, lies := range []struct{ where, query string }{
		{filepath.Join(t.TempDir(), "ledger"), `SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY m.name, c.cid`},
		{Server.Database(t, ""), `SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY table_name COLLATE "C", ordinal_position`},
	} {
		l, err := Open(t.Context(), lies.where, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		both = append(both, columns(t, l, lies.query))
	}
	if !slices.Equal(both[0], both[1]) {
		t.Errorf("in SQLite there are\n%v\nand in PostgreSQL\n%v", both[0], both[1])
	}
	var tables, copied []string
	for _, column := range both[0] {
		table, _, _ := strings.Cut(column, ".")
		tables = append(tables, table)
	}
	for _, table := range stores() {
		copied = append(copied, table.name)
	}
	slices.Sort(copied)
	if tables = slices.Compact(tables); fmt.Sprint(tables) != fmt.Sprint(copied) {
		t.Errorf("the tables are %v, and copied are %v", tables, copied)
	}
}

func TestNumbered(t *testing.T) {
	for query, want := range map[string]string{
		"SELECT 1":                         "SELECT 1",
		"a = ? AND b = ?":                  "a = $1 AND b = $2",
		"a = ?1 OR b = ?1 AND c = ?":       "a = $1 OR b = $1 AND c = $2",
		"a = ?2 AND b = ?":                 "a = $2 AND b = $3",
		"a = '?' AND b = 'it''s ?' OR d=?": "a = '?' AND b = 'it''s ?' OR d=$1",
	} {
		if got := numbered(query); got != want {
			t.Errorf("%s becomes %s, not %s", query, got, want)
		}
	}
}
