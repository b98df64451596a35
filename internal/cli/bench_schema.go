package cli

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// scratchSchema makes a schema for a ledger in a PostgreSQL database, and gives the address that leads there and what removes it.
func scratchSchema(ctx context.Context, address string, n int) (where string, remove func() error, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return "", nil, fmt.Errorf("--postgres %s is no address: %w", address, err)
	}
	db, err := sql.Open("pgx", address)
	if err != nil {
		return "", nil, err
	}
	name := fmt.Sprintf("hearsay_bench_%d", n)
	if _, err := db.ExecContext(ctx, "CREATE SCHEMA "+name); err != nil {
		return "", nil, errors.Join(fmt.Errorf("a place to measure in cannot be made: %w", err), db.Close())
	}
	values := u.Query()
	values.Set("search_path", name)
	u.RawQuery = strings.ReplaceAll(values.Encode(), "+", "%20") // which is how PostgreSQL wants a space
	return u.String(), func() error {
		_, err := db.ExecContext(context.WithoutCancel(ctx), "DROP SCHEMA "+name+" CASCADE")
		return errors.Join(err, db.Close())
	}, nil
}
