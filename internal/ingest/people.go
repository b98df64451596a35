package ingest

import (
	"fmt"
	"maps"
	"reflect"
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking/sources"
)

// circle is how many article-level sources are put together at once. Up to this everybody who may be the same as somebody who may be the same is gathered,
// so that the result is exact; beyond, only those next to what is new.
const circle = 600

// entries are the sources of a new revision, under the ledger's names; none of a revision that does not count.
func (d *deriver) entries(entry ledger.Entry, placed ledger.Placed) []sourceEntry {
	if !placed.Current {
		return nil
	}
	var all []sourceEntry
	for _, src := range entry.Reading.Sources {
		all = append(all, sourceEntry{Member: ledger.Member{Article: placed.Article, Source: src.ID}, features: entry.Sources[src.ID]})
	}
	return all
}

// sourceEntry is an article-level source with its features.
type sourceEntry struct {
	ledger.Member
	features ledger.Features
}

// people derives anew the sources of the ledger that consist of the new article-level sources, of members of the given ones, and of whoever may be
// the same as these. It returns those that are not what they were: claims that they have positions on must be derived anew.
func (d *deriver) people(wholes []string, fresh []sourceEntry) ([]string, error) {
	old, members, err := d.gather(wholes, fresh)
	if err != nil {
		return nil, err
	}
	entries := make([]sources.Entry, 0, len(members))
	for _, m := range members {
		e := sources.Entry{Article: m.Article, ID: m.Member.Source, At: dated(m.At)}
		if err := e.UnmarshalBinary(m.Data); err != nil {
			return nil, fmt.Errorf("source %s of article %s: %w", m.Member.Source, m.Article, err)
		}
		entries = append(entries, e)
	}
	ties, err := d.ties(members)
	if err != nil {
		return nil, err
	}
	var put []ledger.Source
	for _, src := range sources.Cluster(entries, ties) {
		if len(src.Members) == 0 {
			continue
		}
		whole := ledger.Source{Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation, Names: src.Names}
		for _, m := range src.Members {
			whole.Members = append(whole.Members, ledger.Member{Article: m.Article, Source: m.Source})
		}
		whole.ID = ledger.SourceID(whole.Members[0])
		put = append(put, whole)
	}
	before, err := d.before(old)
	if err != nil {
		return nil, err
	}
	if err := d.tx.ReplaceSources(d.ctx, old, put); err != nil {
		return nil, err
	}
	return changed(members, before, put), nil
}

// before gives sources of the ledger as they are now, by id.
func (d *deriver) before(ids []string) (map[string]hearsay.Source, error) {
	all := make(map[string]hearsay.Source, len(ids))
	for _, id := range ids {
		src, err := d.tx.Source(d.ctx, id)
		if err != nil {
			return nil, err
		}
		all[id] = asSource(src)
	}
	return all, nil
}

// gather lists the sources of the ledger to put together anew, and all their members with the fresh ones.
func (d *deriver) gather(wholes []string, fresh []sourceEntry) ([]string, []ledger.SourceNode, error) {
	seen := map[string]bool{}
	var old []string
	var keys []string
	for _, f := range fresh {
		keys = append(keys, f.features.Keys...)
	}
	next := slices.Clone(wholes)
	all := map[ledger.Member]ledger.SourceNode{}
	for round := 0; ; round++ {
		near, err := d.near(keys)
		if err != nil {
			return nil, nil, err
		}
		for _, m := range near {
			if m.Whole == "" {
				all[m.Member] = m
			} else {
				next = append(next, m.Whole)
			}
		}
		next = slices.DeleteFunc(next, func(id string) bool { return seen[id] })
		slices.Sort(next)
		next = slices.Compact(next)
		if len(next) == 0 || round > 0 && len(all) > circle {
			break
		}
		nodes, err := d.tx.Members(d.ctx, next)
		if err != nil {
			return nil, nil, err
		}
		keys = nil
		for _, m := range nodes {
			all[m.Member] = m
			var e sources.Entry
			if err := e.UnmarshalBinary(m.Data); err != nil {
				return nil, nil, fmt.Errorf("source %s of article %s: %w", m.Member.Source, m.Article, err)
			}
			keys = append(keys, e.Keys()...)
		}
		slices.Sort(keys)
		keys = slices.Compact(keys)
		for _, id := range next {
			seen[id] = true
			old = append(old, id)
		}
		next = nil
	}
	return old, slices.Collect(maps.Values(all)), nil
}

// near lists the article-level sources of current revisions that share a key.
func (d *deriver) near(keys []string) ([]ledger.SourceNode, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfSource, Keys: keys})
	if err != nil {
		return nil, err
	}
	var nodes []ledger.SourceNode
	for _, c := range found {
		if c.Current {
			nodes = append(nodes, ledger.SourceNode{Member: ledger.Member{Article: c.Article, Source: c.ID}, Outlet: c.Outlet, At: c.At, Whole: c.Whole, Data: c.Data})
		}
	}
	return nodes, nil
}

// ties are the corrections of sources, and which of their articles rest on which.
func (d *deriver) ties(members []ledger.SourceNode) (sources.Ties, error) {
	ties := sources.Ties{Rests: map[[2]string]bool{}}
	articles := map[string]bool{}
	for _, m := range members {
		if articles[m.Article] {
			continue
		}
		articles[m.Article] = true
		relations, err := d.tx.Relations(d.ctx, m.Article)
		if err != nil {
			return ties, err
		}
		for _, rel := range relations {
			if rel.Means != ledger.Relay {
				ties.Rests[[2]string{rel.Article, rel.Of}] = true
			}
		}
	}
	edits, err := d.standing()
	if err != nil {
		return ties, err
	}
	member := func(a ledger.Anchor) sources.Member { return sources.Member{Article: a.Article, Source: a.ID} }
	for _, e := range edits {
		switch e.Kind {
		case ledger.Rename:
			ties.Edits = append(ties.Edits, sources.Edit{A: member(e.Anchors[0]), Name: e.Value})
		case ledger.JoinSources:
			ties.Edits = append(ties.Edits, sources.Edit{Together: true, A: member(e.Anchors[0]), B: member(e.Anchors[1])})
		case ledger.PartSources:
			for _, other := range e.Anchors[1:] {
				ties.Edits = append(ties.Edits, sources.Edit{A: member(e.Anchors[0]), B: member(other)})
			}
		}
	}
	return ties, nil
}

// standing lists the corrections that have not been undone, the oldest first.
func (d *deriver) standing() ([]ledger.Edit, error) {
	var all []ledger.Edit
	f := ledger.EditFilter{Paging: ledger.Paging{Limit: ledger.MaxLimit}, Standing: true}
	for {
		page, err := d.tx.Edits(d.ctx, f)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Items...)
		if page.Next == "" {
			slices.Reverse(all)
			return all, nil
		}
		f.After = page.Next
	}
}

// changed lists the new sources that do not consist of exactly one old one and new members, or are not described as it was: what else was derived from
// them no longer holds.
func changed(members []ledger.SourceNode, before map[string]hearsay.Source, after []ledger.Source) []string {
	was, size := map[ledger.Member]string{}, map[string]int{}
	for _, m := range members {
		was[m.Member] = m.Whole
		size[m.Whole]++
	}
	var ids []string
	for _, src := range after {
		parts := map[string]int{}
		for _, m := range src.Members {
			if whole := was[m]; whole != "" {
				parts[whole]++
			}
		}
		same := len(parts) == 0
		for whole, n := range parts {
			old, now := before[whole], asSource(src)
			old.ID = now.ID
			same = len(parts) == 1 && n == size[whole] && reflect.DeepEqual(old, now)
		}
		if !same {
			ids = append(ids, src.ID)
		}
	}
	return ids
}

// asSource is a source of the ledger in the words of the vocabulary.
func asSource(src ledger.Source) hearsay.Source {
	return hearsay.Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
}
