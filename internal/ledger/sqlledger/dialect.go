package sqlledger

import (
	"context"
	"database/sql"
	"io/fs"
	"strconv"
	"strings"

	"github.com/pressly/goose/v3"
)

// dialect is what is different about a database. Everything else in this package is the same for all.
type dialect struct {
	view   []string                  // begins a transaction that reads
	update []string                  // begins one that writes, when it is its turn
	ask    func(query string) string // a statement of SQL as the database takes it
	value  func(any) any             // a value as the database takes it
	lists  listing
	words  fullText
	resume string // lets keys that the database gives go on after the highest in a table, whose name takes the place of %s; "" where they do so by themselves

	scripts   string // the folder of its migrations
	versions  string // the table that tells which were done
	versioned string // asks whether there is this table
	migrator  func(db *sql.DB, scripts fs.FS) (*goose.Provider, error)
	marked    func(context.Context, *sql.DB) (ours, empty bool, err error) // whether a database is a ledger, and whether there is nothing in it
	check     func(context.Context, *Ledger) error
	size      string // asks how many bytes the database takes
}

func sqliteDialect() *dialect {
	return &dialect{
		view:      []string{"BEGIN"},
		update:    []string{"BEGIN IMMEDIATE"},
		ask:       func(query string) string { return query },
		value:     func(v any) any { return v },
		lists:     valueByValue(),
		words:     fts5{},
		scripts:   "migrations/sqlite",
		versions:  "goose_db_version",
		versioned: "SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'",
		migrator: func(db *sql.DB, scripts fs.FS) (*goose.Provider, error) {
			return goose.NewProvider(goose.DialectSQLite3, db, scripts)
		},
		marked: markedFile,
		check:  func(ctx context.Context, l *Ledger) error { return l.checkFile(ctx) },
		size:   "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
	}
}

// postgresDialect lets updates run one after another, those of other processes included: each holds a lock from its beginning to its end, and what it reads
// afterwards is what the one before it kept.
func postgresDialect() *dialect {
	return &dialect{
		view:      []string{"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"},
		update:    []string{"BEGIN ISOLATION LEVEL READ COMMITTED", "SELECT pg_advisory_xact_lock(" + strconv.Itoa(applicationID) + ")"},
		ask:       numbered,
		value:     textual,
		lists:     byArray(),
		words:     tsvector{},
		resume:    "SELECT setval(pg_get_serial_sequence('%[1]s', 'key'), max(key)) FROM %[1]s HAVING count(*) > 0",
		scripts:   "migrations/postgres",
		versions:  "hearsay_version",
		versioned: "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename = 'hearsay_version'",
		migrator:  migrateServer,
		marked:    markedServer,
		check:     func(ctx context.Context, l *Ledger) error { return l.checkServer(ctx) },
		size:      "SELECT pg_database_size(current_database())",
	}
}

// numbered writes the places for values as $1, $2 …; as in SQLite, ? is one more than the highest so far, and ?2 the second.
func numbered(query string) string {
	var out strings.Builder
	highest, quoted := 0, false
	for i := 0; i < len(query); i++ {
		c := query[i]
		if c == '\'' {
			quoted = !quoted
		}
		if c != '?' || quoted {
			out.WriteByte(c)
			continue
		}
		end := i + 1
		for end < len(query) && query[end] >= '0' && query[end] <= '9' {
			end++
		}
		n := highest + 1
		if end > i+1 {
			n, _ = strconv.Atoi(query[i+1 : end]) // it is digits
		}
		highest = max(highest, n)
		out.WriteString("$" + strconv.Itoa(n))
		i = end - 1
	}
	return out.String()
}

// textual makes a text such that PostgreSQL can keep it, which knows no zero byte and nothing but UTF-8. Texts of articles are such (check).
func textual(v any) any {
	s, isText := v.(string)
	if !isText {
		return v
	}
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}
