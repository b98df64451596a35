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

// The sources of an article are put together with whoever they may be, and these with whoever they may be, so that the result is what it would be had all
// articles come at once. Two bounds keep an article's work from growing with the ledger: the sources near one are looked up to a number, and a source of
// the ledger that has many members already is not put together anew but grows.
const (
	nearby  = 400 // article-level sources compared with a new one
	crowded = 60  // members of a source of the ledger from which it only grows
)

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
	c, err := d.gather(wholes, fresh)
	if err != nil {
		return nil, err
	}
	ties, err := d.ties(c.members)
	if err != nil {
		return nil, err
	}
	var put []ledger.Source
	for _, src := range sources.Cluster(c.list(), ties) {
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
	before, err := d.before(c.wholes)
	if err != nil {
		return nil, err
	}
	if err := d.tx.ReplaceSources(d.ctx, c.wholes, put); err != nil {
		return nil, err
	}
	return changed(slices.Collect(maps.Values(c.members)), before, put), nil
}

// list gives the entries in whatever order.
func (c *circle) list() []sources.Entry { return slices.Collect(maps.Values(c.entries)) }

// circle is everybody who is put together at once.
type circle struct {
	members map[ledger.Member]ledger.SourceNode
	entries map[ledger.Member]sources.Entry
	wholes  []string // sources of the ledger that the members make up now
	seen    map[string]bool
}

// add takes article-level sources in and returns those that are new, as entries.
func (c *circle) add(nodes []ledger.SourceNode) ([]sources.Entry, error) {
	var added []sources.Entry
	for _, m := range nodes {
		if _, known := c.members[m.Member]; known {
			continue
		}
		e, err := entryOf(m)
		if err != nil {
			return nil, err
		}
		c.members[m.Member], c.entries[m.Member] = m, e
		added = append(added, e)
	}
	return added, nil
}

func entryOf(m ledger.SourceNode) (sources.Entry, error) {
	e := sources.Entry{Article: m.Article, ID: m.Member.Source, At: dated(m.At)}
	if err := e.UnmarshalBinary(m.Data); err != nil {
		return e, fmt.Errorf("source %s of article %s: %w", m.Member.Source, m.Article, err)
	}
	return e, nil
}

// gather finds the circle of the given sources of the ledger and of fresh article-level ones.
func (d *deriver) gather(wholes []string, fresh []sourceEntry) (*circle, error) {
	c := &circle{members: map[ledger.Member]ledger.SourceNode{}, entries: map[ledger.Member]sources.Entry{}, seen: map[string]bool{}}
	front, err := d.whole(c, wholes, true)
	if err != nil {
		return nil, err
	}
	for _, f := range fresh {
		added, err := d.enter(c, f)
		if err != nil {
			return nil, err
		}
		front = append(front, added...)
	}
	for len(front) > 0 {
		var next []sources.Entry
		for _, e := range front {
			same, err := d.same(e)
			if err != nil {
				return nil, err
			}
			var ids []string
			var loose []ledger.SourceNode
			for _, m := range same {
				if m.Whole == "" {
					loose = append(loose, m)
				} else {
					ids = append(ids, m.Whole)
				}
			}
			added, err := c.add(loose)
			if err != nil {
				return nil, err
			}
			more, err := d.whole(c, ids, false)
			if err != nil {
				return nil, err
			}
			next = append(append(next, added...), more...)
		}
		front = next
	}
	return c, nil
}

// enter takes a fresh article-level source into the circle, unless it makes a crowded source of the ledger grow.
func (d *deriver) enter(c *circle, f sourceEntry) ([]sources.Entry, error) {
	art, err := d.tx.Article(d.ctx, f.Article)
	if err != nil {
		return nil, err
	}
	node := ledger.SourceNode{Member: f.Member, At: art.At, Data: f.features.Data}
	e, err := entryOf(node)
	if err != nil {
		return nil, err
	}
	if grown, err := d.grow(e, f.Member); err != nil || grown {
		return nil, err
	}
	return c.add([]ledger.SourceNode{node})
}

// whole takes sources of the ledger into the circle, with all members, and returns the new ones. Crowded ones stay out unless they must be made anew.
func (d *deriver) whole(c *circle, ids []string, must bool) ([]sources.Entry, error) {
	var fresh []string
	for _, id := range ids {
		if !c.seen[id] {
			c.seen[id] = true
			fresh = append(fresh, id)
		}
	}
	if len(fresh) == 0 {
		return nil, nil
	}
	nodes, err := d.tx.Members(d.ctx, fresh)
	if err != nil {
		return nil, err
	}
	count := map[string]int{}
	for _, m := range nodes {
		count[m.Whole]++
	}
	nodes = slices.DeleteFunc(nodes, func(m ledger.SourceNode) bool { return !must && count[m.Whole] >= crowded })
	for _, id := range fresh {
		if must || count[id] < crowded {
			c.wholes = append(c.wholes, id)
		}
	}
	return c.add(nodes)
}

// grow adds a fresh article-level source to the crowded source of the ledger that it is, if there is one.
func (d *deriver) grow(e sources.Entry, m ledger.Member) (bool, error) {
	same, err := d.same(e)
	if err != nil {
		return false, err
	}
	count := map[string]int{}
	for _, other := range same {
		count[other.Whole]++
	}
	best := ""
	for id, n := range count {
		if id != "" && n >= crowded && (n > count[best] || n == count[best] && id < best) {
			best = id
		}
	}
	if best == "" {
		return false, nil
	}
	return true, d.tx.AddMembers(d.ctx, best, []ledger.Member{m})
}

// same lists the article-level sources of current revisions of other articles that compare as the same.
func (d *deriver) same(e sources.Entry) ([]ledger.SourceNode, error) {
	me := ledger.Member{Article: e.Article, Source: e.ID}
	if nodes, known := d.alike[me]; known {
		return nodes, nil
	}
	near, err := d.near(e.Keys())
	if err != nil {
		return nil, err
	}
	var nodes []ledger.SourceNode
	for _, m := range near {
		if m.Article == e.Article {
			continue
		}
		other, err := entryOf(m)
		if err != nil {
			return nil, err
		}
		if sources.Compare(e, other, sources.Context{}).Verdict == sources.Same {
			nodes = append(nodes, m)
			continue
		}
		rests, err := d.rests(e.Article, m.Article)
		if err != nil {
			return nil, err
		}
		if rests && sources.Compare(e, other, sources.Context{Rests: true}).Verdict == sources.Same {
			nodes = append(nodes, m)
		}
	}
	d.alike[me] = nodes
	return nodes, nil
}

// rests reports whether one of two articles copies or rewrites the other.
func (d *deriver) rests(a, b string) (bool, error) {
	on, known := d.resting[a]
	if !known {
		relations, err := d.tx.Relations(d.ctx, a)
		if err != nil {
			return false, err
		}
		on = map[string]bool{}
		for _, rel := range relations {
			if rel.Means != ledger.Relay {
				on[rel.Article], on[rel.Of] = true, true
			}
		}
		d.resting[a] = on
	}
	return on[b], nil
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

// near lists the article-level sources of current revisions that share a key.
func (d *deriver) near(keys []string) ([]ledger.SourceNode, error) {
	if len(keys) == 0 {
		return nil, nil
	}
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfSource, Keys: keys, Limit: nearby})
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
func (d *deriver) ties(members map[ledger.Member]ledger.SourceNode) (sources.Ties, error) {
	ties := sources.Ties{Rests: map[[2]string]bool{}}
	articles := map[string]bool{}
	for m := range members {
		articles[m.Article] = true
	}
	for a := range articles {
		if _, err := d.rests(a, ""); err != nil {
			return ties, err
		}
		for b := range d.resting[a] {
			if a != b && articles[b] {
				ties.Rests[[2]string{a, b}] = true
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
