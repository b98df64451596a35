package sqlledger

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/lock"

	"hearsay/internal/ledger"
)

// This file opens and checks a ledger in a PostgreSQL database.

// postgresReaders is how many may ask a server at once from here; others wait. Servers let in a hundred in all unless told otherwise.
const postgresReaders = 4

// oldestServer is the version of PostgreSQL that is needed, as it numbers them. Those before are no longer looked after by their makers.
const oldestServer = 140000

// IsAddress tells whether a ledger's name is the address of a PostgreSQL database, and no file.
func IsAddress(name string) bool {
	return strings.HasPrefix(name, "postgres://") || strings.HasPrefix(name, "postgresql://")
}

// Name is how a ledger is called in messages: an address is without its passwords.
func Name(path string) string {
	if !IsAddress(path) {
		return path
	}
	// A password may hold any sign that should have been percent-encoded, so it ends with the last @.
	path = regexp.MustCompile(`^(\w+://[^:@/?]*):.*@`).ReplaceAllString(path, "$1@")
	return regexp.MustCompile(`([?&])(ssl)?password=[^&]*`).ReplaceAllString(path, "${1}${2}password=…")
}

func (l *Ledger) openServer(ctx context.Context, address string, o Options) error {
	config, err := pgxpool.ParseConfig(address)
	if err != nil {
		// The error may hold parts of a password.
		return errors.New("its address is not understood; write postgres://USER@HOST:PORT/DATABASE, with signs such as @ : / % in a password as %40 %3A %2F %25")
	}
	config.MaxConns = postgresReaders + 2
	if config.ConnConfig.ConnectTimeout == 0 {
		config.ConnConfig.ConnectTimeout = 10 * time.Second
	}
	if config.ConnConfig.RuntimeParams["application_name"] == "" {
		config.ConnConfig.RuntimeParams["application_name"] = "hearsay"
	}
	config.AfterConnect = l.settings
	pool, err := pgxpool.NewWithConfig(ctx, config)
	if err != nil {
		return err
	}
	l.release = pool.Close
	l.read = stdlib.OpenDBFromPool(pool)
	if err := fit(ctx, l.read); err != nil {
		return err
	}
	if o.ReadOnly {
		switch ours, empty, err := l.dialect.marked(ctx, l.read); {
		case err != nil:
			return err
		case empty:
			return ledger.ErrNotFound
		case !ours:
			return ledger.ErrForeign
		}
		return l.upToDate(ctx, l.read)
	}
	l.write = l.read
	return l.retry(ctx, func() error { return l.prepare(ctx, l.write, o) })
}

// settings are made on every connection: how long to wait for locks, and that a connection whose other end is gone is noticed within minutes, since it may
// hold the lock that others wait for.
func (l *Ledger) settings(ctx context.Context, conn *pgx.Conn) error {
	_, err := conn.PgConn().Exec(ctx, fmt.Sprintf(`SET lock_timeout = %d; SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10;
		SET tcp_keepalives_count = 3;
		SET client_min_messages = warning`, l.patience.Milliseconds())).ReadAll()
	return err
}

// fit tells whether a server can keep a ledger.
func fit(ctx context.Context, db *sql.DB) error {
	var version, encoding string
	const ask = "SELECT current_setting('server_version_num'), current_setting('server_encoding')"
	if err := db.QueryRowContext(ctx, ask).Scan(&version, &encoding); err != nil {
		return err
	}
	if n, err := strconv.Atoi(version); err != nil || n < oldestServer {
		return fmt.Errorf("its server is PostgreSQL %d, and hearsay needs %d or later", n/10000, oldestServer/10000)
	}
	if encoding != "UTF8" {
		return fmt.Errorf("it is encoded as %s and must be as UTF8; make another one with createdb --encoding=UTF8 --template=template0", encoding)
	}
	return nil
}

// migrateServer makes a migrator that keeps others from doing the same meanwhile.
func migrateServer(db *sql.DB, scripts fs.FS) (*goose.Provider, error) {
	locker, err := lock.NewPostgresSessionLocker(lock.WithLockTimeout(1, 60))
	if err != nil {
		return nil, err
	}
	return goose.NewProvider(goose.DialectPostgres, db, scripts, goose.WithTableName("hearsay_version"), goose.WithSessionLocker(locker))
}

// markedServer tells whether a database is a ledger, and whether there is nothing in it.
func markedServer(ctx context.Context, db *sql.DB) (ours, empty bool, err error) {
	var tables, own int
	const ask = "SELECT count(*), count(*) FILTER (WHERE tablename = 'hearsay_version') FROM pg_tables WHERE schemaname = current_schema()"
	err = db.QueryRowContext(ctx, ask).Scan(&tables, &own)
	return own > 0, tables == 0, err
}

// checkServer compares what is found by words with what there is. Of damage on its disk a server tells when it reads, if it was made to keep checksums.
func (l *Ledger) checkServer(ctx context.Context) error {
	for table, rows := range map[string]string{
		wordsOfArticles.in():   "SELECT key FROM revision WHERE counts = 1",
		wordsOfStatements.in(): "SELECT st.key FROM statement st JOIN revision r ON r.key = st.revision WHERE r.counts = 1",
		wordsOfClaims.in():     "SELECT key FROM claim",
		wordsOfSpeakers.in():   "SELECT key FROM speaker",
	} {
		var n int
		ask := "SELECT count(*) FROM " + table + " w FULL JOIN (" + rows + ") x ON x.key = w.key WHERE x.key IS NULL OR w.key IS NULL"
		if err := l.read.QueryRowContext(ctx, ask).Scan(&n); err != nil {
			return l.named(explain(err))
		}
		if n > 0 {
			return l.named(fmt.Errorf("%w: %s differs from what there is in %d rows", ledger.ErrCorrupt, table, n))
		}
	}
	return nil
}
