package sqlledger

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"hearsay/internal/ledger"
)

// ReplaceSources is as the contract has it.
//
// A source that is put keeps the key of one that it shares a member with, so that what names this key (origins of claims) follows it.
func (t *tx) ReplaceSources(ctx context.Context, drop []string, put []ledger.Source) error {
	gone := slices.Clone(drop)
	for _, src := range put {
		gone = append(gone, src.ID)
	}
	old, err := t.keysOf(ctx, "speaker", unique(gone))
	if err != nil {
		return err
	}
	heirs, err := t.release(ctx, old)
	if err != nil {
		return err
	}
	// Ids are given up first: another of the sources may take one over.
	for _, key := range old {
		if err := t.unindex(ctx, wordsOfSpeakers, "key = ?", key); err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE speaker SET id = '-' || CAST(key AS TEXT) WHERE key = ?", key); err != nil {
			return err
		}
	}
	kept := map[int64]int64{} // what has become of the old keys
	for _, src := range put {
		if err := t.putSpeaker(ctx, src, old, heirs, kept); err != nil {
			return fmt.Errorf("keeping the source %s: %w", src.ID, err)
		}
	}
	for _, key := range old {
		delete(t.speakers, key)
		if err := t.bury(ctx, key, kept); err != nil {
			return err
		}
	}
	return nil
}

// release takes the members off sources and tells which source each was of, by the member's key.
func (t *tx) release(ctx context.Context, speakers map[string]int64) (map[int64]int64, error) {
	of := map[int64]int64{}
	for _, key := range speakers {
		members, err := list(ctx, t.view, value[int64], "SELECT key FROM source WHERE speaker = ?", key)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			of[m] = key
		}
		err = t.script(ctx, []string{"UPDATE source SET speaker = NULL WHERE speaker = ?", "UPDATE statement SET speaker = NULL WHERE speaker = ?"}, key)
		if err != nil {
			return nil, err
		}
	}
	return of, nil
}

func (t *tx) putSpeaker(ctx context.Context, src ledger.Source, old map[string]int64, heirs, kept map[int64]int64) error {
	if len(src.Members) == 0 {
		return fmt.Errorf("it has no member")
	}
	members, err := t.members(ctx, src.Members)
	if err != nil {
		return err
	}
	candidates := []int64{}
	if key, same := old[src.ID]; same {
		candidates = append(candidates, key)
	}
	for _, m := range members {
		if key, had := heirs[m]; had {
			candidates = append(candidates, key)
		}
	}
	var key int64
	for _, c := range candidates {
		if _, taken := kept[c]; !taken {
			key = c
			break
		}
	}
	names := strings.ReplaceAll(strings.Join(src.Names, "\n"), "\r", "")
	circle := cmp.Or(src.Circle, src.ID)
	if key == 0 {
		key, err = t.create(ctx, "INSERT INTO speaker (id, name, kind, role, affiliation, names, circle, statements)",
			src.ID, src.Name, string(src.Kind), src.Role, src.Affiliation, names, circle, 0)
	} else {
		_, err = t.exec(ctx, "UPDATE speaker SET id = ?, name = ?, kind = ?, role = ?, affiliation = ?, names = ?, circle = ?, statements = 0 WHERE key = ?",
			src.ID, src.Name, string(src.Kind), src.Role, src.Affiliation, names, circle, key)
	}
	if err != nil {
		return err
	}
	for _, c := range candidates {
		if _, taken := kept[c]; !taken {
			kept[c] = key
		}
	}
	if err := t.index(ctx, wordsOfSpeakers, "key = ?", key); err != nil {
		return err
	}
	return t.join(ctx, key, members)
}

// members finds the keys of members.
func (t *tx) members(ctx context.Context, members []ledger.Member) ([]int64, error) {
	names := make([]string, len(members))
	for i, m := range members {
		names[i] = m.Source
	}
	names = unique(names)
	keys, err := t.knownKeys(ctx, "source", names)
	if err != nil {
		return nil, err
	}
	out := make([]int64, len(names))
	for i, name := range names {
		out[i] = keys[name]
	}
	return out, nil
}

// join makes article-level sources members of a source of the ledger.
func (t *tx) join(ctx context.Context, speaker int64, members []int64) error {
	for chunk := range slices.Chunk(members, inChunks) {
		args := append([]any{speaker}, anys(chunk)...)
		n, err := t.exec(ctx, "UPDATE source SET speaker = ? WHERE speaker IS NULL AND key IN "+marks(len(chunk))+
			" AND EXISTS (SELECT 1 FROM revision r WHERE r.key = source.revision AND r.counts = 1)", args...)
		if err != nil {
			return err
		}
		if int(n) != len(chunk) {
			return fmt.Errorf("a member of it is of another source, or in a revision that is not current")
		}
		spoken, err := t.exec(ctx, "UPDATE statement SET speaker = ? WHERE source IN "+marks(len(chunk)), args...)
		if err != nil {
			return err
		}
		if _, err := t.exec(ctx, "UPDATE speaker SET statements = statements + ? WHERE key = ?", spoken, speaker); err != nil {
			return err
		}
	}
	return nil
}

// bury removes what is left of an old source. Origins that name it go to the source that has its members now; a claim whose origin
// is left without a source must be derived anew.
func (t *tx) bury(ctx context.Context, key int64, kept map[int64]int64) error {
	heir, inherited := kept[key]
	switch {
	case heir == key:
		return nil
	case inherited:
		if _, err := t.exec(ctx, "UPDATE origin SET speaker = ? WHERE speaker = ?", heir, key); err != nil {
			return err
		}
	default:
		orphans, err := list(ctx, t.view, both[int64, string], "SELECT c.key, c.id FROM origin o JOIN claim c ON c.key = o.claim WHERE o.speaker = ?", key)
		if err != nil {
			return err
		}
		for _, c := range orphans {
			t.claims[c.a] = c.b
		}
	}
	_, err := t.exec(ctx, "DELETE FROM speaker WHERE key = ?", key)
	return err
}

// AddMembers is as the contract has it.
func (t *tx) AddMembers(ctx context.Context, source string, members []ledger.Member) error {
	key, err := t.key(ctx, "speaker", source)
	if err != nil {
		return err
	}
	keys, err := t.members(ctx, members)
	if err != nil {
		return fmt.Errorf("adding members to the source %s: %w", source, err)
	}
	old, err := listIn(ctx, t.view, value[int64], keys, "SELECT key FROM source WHERE speaker = ? AND key IN %s", key)
	if err != nil {
		return err
	}
	keys = slices.DeleteFunc(keys, func(m int64) bool { return slices.Contains(old, m) })
	if err := t.join(ctx, key, keys); err != nil {
		return fmt.Errorf("adding members to the source %s: %w", source, err)
	}
	delete(t.speakers, key)
	return nil
}
