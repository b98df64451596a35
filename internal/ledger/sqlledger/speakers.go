package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// regrouping is sources of the ledger that are put in the place of others: what is kept of them, and what becomes of each.
type regrouping struct {
	*tx
	put     []keptSpeaker // under the keys that they have already, if they have one
	members [][]string    // of each that is put
	old     map[int64]keptSpeaker
	heirs   map[int64]int64 // what becomes of the old keys
	sources map[string]membership
	held    []membership // all that are of an old one
}

type keptSpeaker struct {
	key                                              int64
	id, name, kind, role, affiliation, names, circle string
}

func (k keptSpeaker) columns() []any {
	return []any{k.id, k.name, k.kind, k.role, k.affiliation, k.names, k.circle}
}

// membership is of an article-level source.
type membership struct {
	key, speaker int64 // speaker is 0 if it is of none
	statements   int
	counts       bool // that it stands in a current revision
}

// ReplaceSources is as the contract has it. Only what is otherwise than before is written.
//
// A source that is put keeps the key of one that it shares a member with, so that what names this key (origins of claims) follows it.
func (t *tx) ReplaceSources(ctx context.Context, drop []string, put []ledger.Source) error {
	r := &regrouping{tx: t, old: map[int64]keptSpeaker{}, heirs: map[int64]int64{}}
	for _, src := range put {
		if len(src.Members) == 0 {
			return fmt.Errorf("keeping the source %s: it has no member", src.ID)
		}
		names := strings.ReplaceAll(strings.Join(src.Names, "\n"), "\r", "")
		r.put = append(r.put, keptSpeaker{0, src.ID, src.Name, string(src.Kind), src.Role, src.Affiliation, names, cmp.Or(src.Circle, src.ID)})
		members := make([]string, len(src.Members))
		for i, m := range src.Members {
			members[i] = m.Source
		}
		r.members = append(r.members, unique(members))
	}
	for _, step := range []func() error{
		func() error { return r.find(ctx, drop) }, r.inherit, func() error { return r.bury(ctx) }, func() error { return r.write(ctx) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("keeping sources: %w", err)
		}
	}
	return nil
}

// find finds the sources that are dropped or put anew, with their members, and the members of those that are put.
func (r *regrouping) find(ctx context.Context, drop []string) error {
	names := slices.Clone(drop)
	for _, k := range r.put {
		names = append(names, k.id)
	}
	found, err := listIn(ctx, r.view, func(s scan) (k keptSpeaker, err error) {
		return k, s(&k.key, &k.id, &k.name, &k.kind, &k.role, &k.affiliation, &k.names, &k.circle)
	}, unique(names), "SELECT key, id, name, kind, role, affiliation, names, circle FROM speaker WHERE id IN %s")
	if err != nil {
		return err
	}
	for _, k := range found {
		r.old[k.key] = k
	}
	if r.sources, err = r.memberships(ctx, unique(slices.Concat(r.members...))); err != nil {
		return err
	}
	held, err := listIn(ctx, r.view, membershipRow, slices.Sorted(maps.Keys(r.old)), membershipColumns+"so.speaker IN %s")
	for _, h := range held {
		r.held = append(r.held, h.b)
	}
	return err
}

const membershipColumns = `SELECT so.id, so.key, COALESCE(so.speaker, 0), (SELECT count(*) FROM statement st WHERE st.source = so.key), r.counts
	FROM source so JOIN revision r ON r.key = so.revision WHERE `

func membershipRow(s scan) (p pair[string, membership], err error) {
	return p, s(&p.a, &p.b.key, &p.b.speaker, &p.b.statements, &p.b.counts)
}

// memberships tells of article-level sources by their ids.
func (t *tx) memberships(ctx context.Context, ids []string) (map[string]membership, error) {
	return known(ctx, t.view, "source", ids, membershipRow, membershipColumns+"so.id IN %s")
}

// inherit finds for each source that is put the key of an old one: that of the same id, or of one that had a member of it and whose id is no more.
func (r *regrouping) inherit() error {
	byID := make(map[string]int64, len(r.old))
	for key, k := range r.old {
		byID[k.id] = key
	}
	for i := range r.put { // first of all, since claims name a source by its id: what is put as it was must not lead to another
		r.take(i, byID[r.put[i].id])
	}
	taken := map[string]bool{}
	for i := range r.put {
		for _, id := range r.members[i] {
			m := r.sources[id]
			_, free := r.old[m.speaker]
			if !m.counts || m.speaker != 0 && !free || taken[id] {
				return fmt.Errorf("the source %s: a member of it is of another source, or in a revision that is not current", r.put[i].id)
			}
			taken[id] = true
			r.take(i, m.speaker)
		}
	}
	return nil
}

// take gives a source that is put an old key, unless another has it. With a key already, it is the heir of this one.
func (r *regrouping) take(i int, key int64) {
	if key != 0 && r.heirs[key] == 0 {
		r.put[i].key = cmp.Or(r.put[i].key, key)
		r.heirs[key] = r.put[i].key
	}
}

// bury removes the old sources that nothing becomes of. Origins that name one go to the source that has its members now; a claim whose origin is left
// without a source must be derived anew.
func (r *regrouping) bury(ctx context.Context) error {
	var gone, left []int64
	var inherited [][]any
	now := map[int64]string{}
	for _, k := range r.put {
		now[k.key] = k.id
	}
	for _, key := range slices.Sorted(maps.Keys(r.old)) {
		delete(r.tx.speakers, key)
		if id := r.old[key].id; now[key] != id {
			r.lost[id] = true
		}
		heir := r.heirs[key]
		if heir == key {
			continue
		}
		if gone = append(gone, key); heir == 0 {
			left = append(left, key)
		} else {
			inherited = append(inherited, []any{heir, key})
		}
	}
	if err := r.update(ctx, "origin", "speaker = v.column1", "origin.speaker = v.column2", inherited); err != nil {
		return err
	}
	orphans, err := listIn(ctx, r.view, both[int64, string], left, "SELECT c.key, c.id FROM origin o JOIN claim c ON c.key = o.claim WHERE o.speaker IN %s")
	if err != nil {
		return err
	}
	for _, c := range orphans {
		r.claims[c.a] = c.b
	}
	// SQLite may give the key to another source.
	if err := execIn(ctx, r.view, left, "UPDATE origin SET speaker = 0 WHERE speaker IN %s"); err != nil {
		return err
	}
	if err := r.unindex(ctx, wordsOfSpeakers, "key IN %s", gone); err != nil {
		return err
	}
	return execIn(ctx, r.view, gone, "DELETE FROM speaker WHERE key IN %s")
}

// write keeps the sources, with how many statements each has, and makes their members theirs.
func (r *regrouping) write(ctx context.Context) error {
	joining, leaving := r.moves()
	if err := r.writeRows(ctx, r.gained(joining, leaving)); err != nil {
		return err
	}
	var rows [][]any
	for _, key := range slices.Sorted(maps.Keys(leaving)) {
		if _, joins := joining[key]; !joins {
			rows = append(rows, []any{nil, key})
		}
	}
	for _, key := range slices.Sorted(maps.Keys(joining)) {
		rows = append(rows, []any{r.put[joining[key]].key, key})
	}
	if err := r.update(ctx, "source", "speaker = v.column1", "source.key = v.column2", rows); err != nil {
		return err
	}
	return r.update(ctx, "statement", "speaker = v.column1", "statement.source = v.column2", rows)
}

// moves tells which article-level sources become members, and of which of those that are put, and which leave the source that they are of.
func (r *regrouping) moves() (joining map[int64]int, leaving map[int64]membership) {
	joining, leaving = map[int64]int{}, map[int64]membership{}
	for _, m := range r.held {
		leaving[m.key] = m
	}
	for i, k := range r.put {
		for _, id := range r.members[i] {
			if m := r.sources[id]; k.key != 0 && m.speaker == k.key {
				delete(leaving, m.key)
			} else {
				joining[m.key] = i
			}
		}
	}
	return joining, leaving
}

// gained tells how many statements more than before each source that is put has.
func (r *regrouping) gained(joining map[int64]int, leaving map[int64]membership) []int {
	more := make([]int, len(r.put))
	for _, m := range r.sources {
		if i, joins := joining[m.key]; joins {
			more[i] += m.statements
		}
	}
	for i, k := range r.put {
		for _, m := range leaving {
			if k.key != 0 && m.speaker == k.key {
				more[i] -= m.statements
			}
		}
	}
	return more
}

// writeRows keeps the sources themselves, with how many statements each has more than before.
func (r *regrouping) writeRows(ctx context.Context, more []int) error {
	var renamed, reworded []int64
	var changed, fresh [][]any
	for i, k := range r.put {
		old, kept := r.old[k.key]
		if !kept {
			fresh = append(fresh, append(k.columns(), more[i]))
			continue
		}
		if k == old && more[i] == 0 {
			continue
		}
		changed = append(changed, append(k.columns(), more[i], k.key))
		if k.id != old.id {
			renamed = append(renamed, k.key)
		}
		if k.name != old.name || k.names != old.names {
			reworded = append(reworded, k.key)
		}
	}
	if err := r.unindex(ctx, wordsOfSpeakers, "key IN %s", reworded); err != nil {
		return err
	}
	// Ids are given up first: another of the sources may take one over.
	if err := execIn(ctx, r.view, renamed, "UPDATE speaker SET id = '-' || CAST(key AS TEXT) WHERE key IN %s"); err != nil {
		return err
	}
	keys, err := r.createAll(ctx, "INSERT INTO speaker (id, name, kind, role, affiliation, names, circle, statements)", fresh)
	if err != nil {
		return err
	}
	for i := range r.put {
		if k := &r.put[i]; k.key == 0 {
			k.key = keys[k.id]
			reworded = append(reworded, k.key)
		}
	}
	err = r.update(ctx, "speaker", `id = v.column1, name = v.column2, kind = v.column3, role = v.column4, affiliation = v.column5, names = v.column6,
		circle = v.column7, statements = statements + v.column8`, "speaker.key = v.column9", changed)
	if err != nil {
		return err
	}
	return r.index(ctx, wordsOfSpeakers, "key IN %s", reworded)
}

// AddMembers is as the contract has it.
func (t *tx) AddMembers(ctx context.Context, source string, members []ledger.Member) (int, error) {
	key, err := t.key(ctx, "speaker", source)
	if err != nil {
		return 0, err
	}
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Source
	}
	found, err := t.memberships(ctx, unique(names))
	if err != nil {
		return 0, fmt.Errorf("adding members to the source %s: %w", source, err)
	}
	var joining []int64
	statements := 0
	for _, m := range found {
		switch {
		case m.speaker == key:
			continue
		case m.speaker != 0 || !m.counts:
			return 0, fmt.Errorf("adding members to the source %s: a member of it is of another source, or in a revision that is not current", source)
		}
		joining, statements = append(joining, m.key), statements+m.statements
	}
	delete(t.speakers, key)
	if err := execIn(ctx, t.view, joining, "UPDATE source SET speaker = ? WHERE key IN %s", key); err != nil {
		return 0, err
	}
	if err := execIn(ctx, t.view, joining, "UPDATE statement SET speaker = ? WHERE source IN %s", key); err != nil {
		return 0, err
	}
	if _, err := t.exec(ctx, "UPDATE speaker SET statements = statements + ? WHERE key = ?", statements, key); err != nil {
		return 0, err
	}
	return one(ctx, t.view, value[int], "SELECT COUNT(*) FROM source WHERE speaker = ?", key)
}
