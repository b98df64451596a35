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

// The sources of an article are put together with whoever they may be, and these with whoever they may be: all of a circle at once, so that the result is
// what it would be had all articles come at once. Two bounds keep an article's work from growing with the ledger, and make the result hang on the order where
// they are reached: under one key only the sources nearest in time are compared, and a circle that has many members already is not put together
// anew. A new source that belongs to it joins the source of the ledger that it is most like.
const (
	nearby  = 64  // article-level sources under one key that are compared with a new one, before it and after it
	crowded = 120 // members of a circle beyond which it only grows
)

// newcomer is an article-level source that is to become a part of one of the ledger, with those of other articles that compare as the same.
type newcomer struct {
	ledger.SourceNode
	entry sources.Entry
	alike []likeness
	apart map[string]bool // sources of the ledger that it cannot be
}

// likeness is a source of another article that compares as the same.
type likeness struct {
	member        ledger.Member
	whole, circle string
	score         float64
}

// newcomers are the sources of a new revision, under the ledger's names; none of a revision that does not count.
func (d *deriver) newcomers(entry ledger.Entry, placed ledger.Placed) ([]newcomer, error) {
	if !placed.Current {
		return nil, nil
	}
	held, err := d.held(placed)
	if err != nil {
		return nil, err
	}
	var all []newcomer
	for _, src := range entry.Reading.Sources {
		if held[src.ID] {
			continue
		}
		m := ledger.Member{Article: placed.Article, Source: src.ID}
		node := ledger.SourceNode{Member: m, At: d.at, Data: entry.Sources[src.ID].Data}
		e, err := entryOf(node)
		if err != nil {
			return nil, err
		}
		all = append(all, newcomer{SourceNode: node, entry: e, apart: map[string]bool{}})
	}
	return all, d.meet(all)
}

// held tells which sources of an article belong to one of the ledger already: where the article is only noted under another address or date.
func (d *deriver) held(placed ledger.Placed) (map[string]bool, error) {
	if placed.Relink { // they were put in just now
		return nil, nil
	}
	nodes, err := d.tx.Members(d.ctx, placed.Sources)
	held := map[string]bool{}
	for _, n := range nodes {
		if n.Member.Article == placed.Article {
			held[n.Member.Source] = true
		}
	}
	return held, err
}

func entryOf(m ledger.SourceNode) (sources.Entry, error) {
	e := sources.Entry{Article: m.Article, ID: m.Member.Source, At: dated(m.At)}
	if err := e.UnmarshalBinary(m.Data); err != nil {
		return e, fmt.Errorf("source %s of article %s: %w", m.Member.Source, m.Article, err)
	}
	return e, nil
}

// meet compares newcomers of one article with those of other articles that share a key.
func (d *deriver) meet(all []newcomer) error {
	keys := make([][]string, len(all))
	for i := range all {
		keys[i] = all[i].entry.Keys()
	}
	matches, err := d.tx.Matching(d.ctx, ledger.Matching{Sort: ledger.OfSource, Keys: keys, At: d.at, Most: nearby})
	if err != nil {
		return err
	}
	others := make([]*sources.Profile, len(matches.Found))
	for i := range all {
		n := &all[i]
		me := sources.NewProfile(n.entry)
		for _, k := range matches.Of[i] {
			c := &matches.Found[k]
			if c.Article == n.Article {
				continue
			}
			if others[k] == nil {
				e, err := entryOf(ledger.SourceNode{Member: ledger.Member{Article: c.Article, Source: c.ID}, At: c.First, Data: c.Data})
				if err != nil {
					return err
				}
				others[k] = sources.NewProfile(e)
			}
			if err := d.liken(n, me, others[k], c); err != nil {
				return err
			}
		}
	}
	return nil
}

// liken compares a newcomer with a source of another article.
func (d *deriver) liken(n *newcomer, me, other *sources.Profile, c *ledger.Candidate) error {
	decision := me.Compare(other, sources.Context{})
	if decision.Verdict == sources.Unsure {
		rests, err := d.rests(n.Article, c.Article)
		if err != nil {
			return err
		}
		if rests {
			decision = me.Compare(other, sources.Context{Rests: true})
		}
	}
	switch decision.Verdict {
	case sources.Same:
		n.alike = append(n.alike, likeness{ledger.Member{Article: c.Article, Source: c.ID}, c.Whole, c.Circle, decision.Score})
	case sources.Different:
		n.apart[c.Whole] = true
	}
	return nil
}

// people derives anew the sources of the ledger that newcomers belong to, and the given ones, those of one list together. It takes note of those that are not
// what they were: claims that they have positions on must be derived anew.
func (d *deriver) people(wholes [][]string, fresh []newcomer) error {
	gatherings, err := d.gatherings(wholes, fresh)
	if err != nil {
		return err
	}
	var few []*gathering
	for _, g := range gatherings {
		if g.size <= crowded {
			few = append(few, g)
			continue
		}
		ids, err := d.grow(g)
		if err != nil {
			return err
		}
		d.touched.Sources = append(d.touched.Sources, ids...)
	}
	if len(few) == 0 {
		return nil
	}
	ids, err := d.together(few)
	d.touched.Sources = append(d.touched.Sources, ids...)
	return err
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

// ties are the corrections of sources, and which of their articles rest on which.
func (d *deriver) ties(nodes []ledger.SourceNode) (sources.Ties, error) {
	ties := sources.Ties{Rests: map[[2]string]bool{}}
	articles := map[string]bool{}
	for _, m := range nodes {
		articles[m.Article] = true
	}
	relations, err := d.tx.Resting(d.ctx, slices.Sorted(maps.Keys(articles)))
	if err != nil {
		return ties, err
	}
	for _, rel := range relations {
		if rel.Means != ledger.Relay {
			ties.Rests[[2]string{rel.Article, rel.Of}] = true
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

// changed lists the new sources that do not consist of exactly one old one and new members, or are not described as it was, or have to do with one that was
// such a source already: what else was derived from them no longer holds.
func changed(members []ledger.SourceNode, before map[string]hearsay.Source, after []ledger.Source, touched []string) []string {
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
			same = len(parts) == 1 && n == size[whole] && reflect.DeepEqual(old, now) && !slices.Contains(touched, whole)
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
