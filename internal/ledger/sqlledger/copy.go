package sqlledger

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"

	"hearsay/internal/ledger"
)

// stored is a table that a ledger consists of, and the columns that tell its rows apart. A table of words is none: it is made of others.
type stored struct{ name, key string }

// numberedKey is the key of tables whose rows the database numbers.
const numberedKey = "key"

// stores lists the tables such that each comes after those that it names. A test holds it to the migrations.
func stores() []stored {
	return []stored{
		{"outlet", numberedKey}, {"article", numberedKey}, {"former", "id"}, {"address", "url"}, {"revision", numberedKey}, {"raw", "revision"},
		{"source", numberedKey}, {"statement", numberedKey}, {"vector", "statement"}, {"sentence", numberedKey}, {"feature", "sort, item"},
		{"blocking", "sort, hash, at, item"}, {"link", "a, b"}, {"weak", "statement"}, {"relation", "revision, other"}, {"voice", "revision, start, stop, statement"},
		{"edit", numberedKey}, {"anchor", "edit, place"}, {"speaker", numberedKey}, {"claim", numberedKey}, {"origin", "claim, place"},
		{"origin_article", "claim, origin, place"}, {"reason", "claim, origin, place"}, {"change", "claim, place"},
		{"account", "name"}, {"login", "hash"}, {"token", "hash"}, {"state", "place"},
	}
}

// Copy copies everything that is kept in one ledger into another, whatever their databases, and tells how much that was. The other one must be empty
// (ErrNotEmpty). What arrived is compared with what left, table by table, and verified, all in one transaction: the copy is there wholly, or
// nothing of it is. told is called now and then with the number of rows done.
func Copy(ctx context.Context, from, to *Ledger, told func(rows int)) (ledger.Checked, error) {
	var checked ledger.Checked
	err := to.updated(ctx, func(target *session) error {
		c := &copying{to: newTx(target), told: told}
		return from.within(ctx, from.read, from.readers, from.dialect.view, func(source *session) (bool, error) {
			c.from = &view{source}
			var err error
			checked, err = c.all(ctx)
			return false, err
		})
	})
	if errors.Is(err, ledger.ErrNotEmpty) {
		err = to.named(err)
	}
	return checked, err
}

// copying copies within a transaction at both ends.
type copying struct {
	from *view
	to   *tx
	rows int
	told func(rows int)
}

func (c *copying) all(ctx context.Context) (ledger.Checked, error) {
	for _, table := range stores() {
		n, err := one(ctx, c.to.view, value[int], "SELECT count(*) FROM (SELECT 1 FROM "+table.name+" LIMIT 1) few")
		if err == nil && n > 0 {
			err = ledger.ErrNotEmpty
		}
		if err != nil {
			return ledger.Checked{}, err
		}
	}
	for _, table := range stores() {
		if err := c.table(ctx, table); err != nil {
			return ledger.Checked{}, fmt.Errorf("copying the table %s: %w", table.name, err)
		}
	}
	if err := c.index(ctx); err != nil {
		return ledger.Checked{}, fmt.Errorf("making what was copied found by its words: %w", err)
	}
	return c.verify(ctx)
}

// table copies a table and compares what arrived with what left.
func (c *copying) table(ctx context.Context, table stored) error {
	var columns []string
	var batch [][]any
	flush := func() error {
		err := c.to.insert(ctx, "INSERT INTO "+table.name+" ("+strings.Join(columns, ", ")+")", batch, "")
		c.rows += len(batch)
		batch = batch[:0]
		c.told(c.rows)
		return err
	}
	left, err := digest(ctx, c.from, table, func(names []string, row []any) error {
		columns = names
		if batch = append(batch, row); len(batch) < batchSize {
			return nil
		}
		return flush()
	})
	if err != nil {
		return err
	}
	if err := flush(); err != nil {
		return err
	}
	arrived, err := digest(ctx, c.to.view, table, func([]string, []any) error { return nil })
	if err != nil {
		return err
	}
	if left.rows != arrived.rows || !bytes.Equal(left.sum, arrived.sum) {
		return fmt.Errorf("what arrived (%d rows) is not what left (%d rows)", arrived.rows, left.rows)
	}
	if resume := c.to.sql.dialect.resume; resume != "" && table.key == numberedKey {
		_, err = list(ctx, c.to.view, value[int64], fmt.Sprintf(resume, table.name))
	}
	return err
}

// index makes everything found by its words.
func (c *copying) index(ctx context.Context) error {
	for _, part := range []struct {
		of          worded
		rows, which string
	}{
		{wordsOfArticles, "revision", "counts = 1 AND key IN %s"},
		{wordsOfStatements, "revision", "revision IN (SELECT key FROM revision WHERE counts = 1) AND revision IN %s"},
		{wordsOfClaims, "claim", "key IN %s"},
		{wordsOfSpeakers, "speaker", "key IN %s"},
	} {
		after := int64(math.MinInt64)
		for {
			keys, err := list(ctx, c.to.view, value[int64], "SELECT key FROM "+part.rows+" WHERE key > ? ORDER BY key LIMIT ?", after, batchSize)
			if err != nil {
				return err
			}
			if len(keys) == 0 {
				break
			}
			if err := c.to.index(ctx, part.of, part.which, keys); err != nil {
				return err
			}
			after = keys[len(keys)-1]
		}
	}
	return nil
}

// verify checks what was copied as a whole ledger.
func (c *copying) verify(ctx context.Context) (ledger.Checked, error) {
	faults, first := 0, ledger.Fault{}
	checked, err := ledger.Verify(ctx, c.to, func(f ledger.Fault) {
		if faults++; faults == 1 {
			first = f
		}
	})
	if err == nil && faults > 0 {
		err = fmt.Errorf("%w: it has %d faults, first the %s %s: %s", ledger.ErrCorrupt, faults, first.Sort, first.ID, first.Text)
	}
	return checked, err
}

// digested is what the rows of a table come to.
type digested struct {
	rows int
	sum  []byte // SHA-256 over all values in order of the rows' keys
}

// digest goes through the rows of a table, and works out what they come to, whatever the database.
func digest(ctx context.Context, v *view, table stored, f func(columns []string, row []any) error) (digested, error) {
	stmt, err := v.sql.statement(ctx, "SELECT * FROM "+table.name+" ORDER BY "+table.key)
	if err != nil {
		return digested{}, explain(err)
	}
	rows, err := stmt.QueryContext(ctx)
	if err != nil {
		return digested{}, explain(err)
	}
	defer rows.Close() //nolint:errcheck // rows.Err tells
	columns, err := rows.Columns()
	if err != nil {
		return digested{}, explain(err)
	}
	d, sum := digested{}, sha256.New()
	for rows.Next() {
		row, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			return d, explain(err)
		}
		for i, value := range row {
			if data, is := value.([]byte); is {
				row[i] = blob(data) // SQLite gives none where there are no bytes
			}
			if err := add(sum, columns[i], value); err != nil {
				return d, fmt.Errorf("the column %s: %w", columns[i], err)
			}
		}
		d.rows++
		if err := f(columns, row); err != nil {
			return d, err
		}
	}
	d.sum = sum.Sum(nil)
	return d, explain(rows.Err())
}

// add adds a value to a sum such that no two rows of values come to the same.
func add(sum io.Writer, column string, value any) error {
	var kind byte
	var data []byte
	switch v := value.(type) {
	case nil:
	case int64:
		kind, data = 'i', binary.BigEndian.AppendUint64(nil, uint64(v)) // the bits count
	case float64:
		kind, data = 'f', binary.BigEndian.AppendUint64(nil, math.Float64bits(v))
	case string:
		kind, data = 's', []byte(v)
	case []byte:
		kind, data = 'b', v
	default:
		return fmt.Errorf("a value is a %T, which no ledger keeps", value)
	}
	head := binary.BigEndian.AppendUint64([]byte(column+"\x00"+string(kind)), uint64(len(data)))
	_, err := sum.Write(append(head, data...))
	return err
}
