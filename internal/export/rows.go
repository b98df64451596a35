package export

import (
	"bufio"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/ledgerjson"
)

// Lines writes every row of every table as an object on a line of its own, with the table's name in the field "table".
func Lines(ctx context.Context, view ledger.View, w io.Writer) error {
	all, err := tables(ctx, view)
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 1<<16)
	var line bytes.Buffer
	enc := json.NewEncoder(&line)
	enc.SetEscapeHTML(false)
	for _, t := range all {
		for row, err := range t.rows {
			if err != nil {
				return err
			}
			line.Reset()
			line.WriteString(`{"table":` + strconv.Quote(t.name))
			for i, value := range row {
				line.WriteString("," + strconv.Quote(t.columns[i]) + ":")
				if err := enc.Encode(value); err != nil {
					return err
				}
				line.Truncate(line.Len() - 1) // the line break that an encoder puts after each value
			}
			line.WriteString("}\n")
			if _, err := out.Write(line.Bytes()); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// Tables writes a table a file, in CSV with a header: each into what create makes of the file's name.
func Tables(ctx context.Context, view ledger.View, create func(name string) (io.Writer, error)) error {
	all, err := tables(ctx, view)
	if err != nil {
		return err
	}
	for _, t := range all {
		w, err := create(t.name + ".csv")
		if err != nil {
			return err
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	return nil
}

func (t table) write(w io.Writer) error {
	out := csv.NewWriter(w)
	if err := out.Write(t.columns); err != nil {
		return err
	}
	cells := make([]string, len(t.columns))
	for row, err := range t.rows {
		if err != nil {
			return err
		}
		for i, value := range row {
			cells[i] = cell(value)
		}
		if err := out.Write(cells); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// cell writes a value. A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises against CSV injection.
func cell(value any) string {
	switch v := value.(type) {
	case string:
		return safe(v)
	case []string:
		return safe(strings.Join(v, "; "))
	case []ledgerjson.Span:
		parts := make([]string, len(v))
		for i, span := range v {
			parts[i] = fmt.Sprintf("%d-%d", span[0], span[1])
		}
		return strings.Join(parts, " ")
	default:
		return fmt.Sprint(v)
	}
}

func safe(s string) string {
	if s = strings.TrimSpace(s); s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
		return "'" + s
	}
	return s
}
