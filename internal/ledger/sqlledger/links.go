package sqlledger

import (
	"cmp"
	"context"
	"encoding/binary"
	"fmt"
	"math"
	"slices"

	"hearsay"
	"hearsay/internal/ledger"
)

// Links are rows, each with its reason, but for the weak ones: there are many of these, nobody looks at them one by one, and they are needed only where both
// ends are derived together. So a statement has all its weak links to earlier ones (of lower keys) in one row, packed.

// tie is a weak link to an earlier statement.
type tie struct {
	to    int64
	score uint16 // in 1/65535
}

// tieSize is how many bytes a tie takes: six of the key and two of the score. The migrations write the same.
const tieSize = 8

func packTies(ties []tie) []byte {
	out := make([]byte, 0, tieSize*len(ties))
	for _, t := range ties {
		out = binary.BigEndian.AppendUint64(out, uint64(t.to)<<16|uint64(t.score)) // keys are no negative numbers
	}
	return out
}

func unpackTies(data []byte) []tie {
	ties := make([]tie, 0, len(data)/tieSize)
	for ; len(data) >= tieSize; data = data[tieSize:] {
		both := binary.BigEndian.Uint64(data)
		ties = append(ties, tie{int64(both >> 16), uint16(both)}) // it is what packTies packed
	}
	return ties
}

func (t tie) value() float64 { return float64(t.score) / math.MaxUint16 }

// ties gives the weak links of statements to earlier ones.
func (v *view) ties(ctx context.Context, statements []int64) (map[int64][]tie, error) {
	rows, err := listIn(ctx, v, both[int64, []byte], statements, "SELECT statement, links FROM weak WHERE statement IN %s")
	all := make(map[int64][]tie, len(rows))
	for _, r := range rows {
		all[r.a] = unpackTies(r.b)
	}
	return all, err
}

// PutLinks is as the contract has it.
func (t *tx) PutLinks(ctx context.Context, links []ledger.Link) error {
	ends, err := t.ends(ctx, links)
	if err != nil {
		return fmt.Errorf("keeping links: %w", err)
	}
	var later []int64
	for _, e := range ends {
		later = append(later, e.b)
	}
	slices.Sort(later)
	later = slices.Compact(later)
	ties, err := t.ties(ctx, later)
	if err != nil {
		return err
	}
	var rows [][]any
	weak := map[pair[int64, int64]]bool{}
	changed := map[int64]bool{}
	for i, link := range links {
		a, b := ends[i].a, ends[i].b
		before := len(ties[b])
		ties[b] = slices.DeleteFunc(ties[b], func(t tie) bool { return t.to == a })
		if weak[ends[i]] = link.Verdict == ledger.Weak; weak[ends[i]] {
			ties[b] = append(ties[b], tie{a, uint16(math.Round(link.Score * math.MaxUint16))})
		} else {
			rows = append(rows, []any{a, b, string(link.Verdict), link.Score, link.Reason})
		}
		changed[b] = changed[b] || weak[ends[i]] || len(ties[b]) < before
	}
	if err := t.unlink(ctx, later, weak); err != nil {
		return err
	}
	var packed [][]any
	for _, b := range later {
		slices.SortFunc(ties[b], func(x, y tie) int { return cmp.Compare(x.to, y.to) })
		if changed[b] {
			packed = append(packed, []any{b, packTies(ties[b])})
		}
	}
	if err := t.insert(ctx, "INSERT INTO weak (statement, links)", packed, "ON CONFLICT (statement) DO UPDATE SET links = excluded.links"); err != nil {
		return err
	}
	return t.insert(ctx, "INSERT INTO link (a, b, verdict, score, reason)", rows,
		"ON CONFLICT (a, b) DO UPDATE SET verdict = excluded.verdict, score = excluded.score, reason = excluded.reason")
}

// unlink drops the rows of links that have become weak.
func (t *tx) unlink(ctx context.Context, later []int64, weak map[pair[int64, int64]]bool) error {
	rows, err := listIn(ctx, t.view, both[int64, int64], later, "SELECT a, b FROM link WHERE b IN %s")
	if err != nil {
		return err
	}
	var gone [][]any
	for _, r := range rows {
		if weak[r] {
			gone = append(gone, []any{r.a, r.b})
		}
	}
	return t.withRows(ctx, "DELETE FROM link WHERE (a, b) IN (%s)", gone)
}

// ends gives the keys of the statements of links, the lower first.
func (t *tx) ends(ctx context.Context, links []ledger.Link) ([]pair[int64, int64], error) {
	var refs []hearsay.Ref
	for _, link := range links {
		refs = append(refs, link.A, link.B)
	}
	keys, err := t.knownKeys(ctx, "statement", unique(ids(refs)))
	if err != nil {
		return nil, err
	}
	all := make([]pair[int64, int64], len(links))
	for i, link := range links {
		a, b := keys[link.A.Statement], keys[link.B.Statement]
		if a == b {
			return nil, fmt.Errorf("statement %q linked to itself: %w", link.A.Statement, ledger.ErrNotFound)
		}
		all[i] = pair[int64, int64]{min(a, b), max(a, b)}
	}
	return all, nil
}
