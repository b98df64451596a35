package sqlledger

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"hearsay"
	"hearsay/internal/ledger"
)

// replacing is claims that are put in the place of others: what is kept of them, and what has to be written.
type replacing struct {
	*tx
	gone       []keptClaim // nothing is put in the place of these
	put        []putClaim
	statements map[string]stated
	articles   map[string]pair[int64, int64] // id → key and time
	speakers   map[string]int64
}

type keptClaim struct {
	key              int64
	id, text, digest string
}

// putClaim is a claim to be kept, under the key that it has already, if it has one.
type putClaim struct {
	hearsay.Claim
	digest string
	was    keptClaim
	key    int64
}

// stated is what of a statement bears on its claim.
type stated struct {
	key, claim, at, revision int64 // claim is 0 if it is on none
	counts                   bool  // that it stands in a current revision
}

// ReplaceClaims is as the contract has it. What is put as it was stays where it is; of what is put otherwise only the difference is written.
func (t *tx) ReplaceClaims(ctx context.Context, drop []string, put []hearsay.Claim) error {
	r := &replacing{tx: t}
	for _, step := range []func() error{
		func() error { return r.compare(ctx, drop, put) },
		func() error { return r.named(ctx) },
		func() error { return r.clear(ctx) },
		func() error { return r.write(ctx) },
		func() error { return r.assign(ctx) },
		func() error { return r.hang(ctx) },
	} {
		if err := step(); err != nil {
			return fmt.Errorf("keeping claims: %w", err)
		}
	}
	return nil
}

// compare tells which claims are to go and which to be put: not those that are kept as they are put, unless they are owed, for the times of articles may
// have changed.
func (r *replacing) compare(ctx context.Context, drop []string, put []hearsay.Claim) error {
	names := slices.Clone(drop)
	for _, c := range put {
		names = append(names, c.ID)
	}
	found, err := listIn(ctx, r.view, func(s scan) (k keptClaim, err error) {
		return k, s(&k.key, &k.id, &k.text, &k.digest)
	}, unique(names), "SELECT key, id, text, digest FROM claim WHERE id IN %s")
	if err != nil {
		return err
	}
	was := make(map[string]keptClaim, len(found))
	for _, k := range found {
		was[k.id] = k
	}
	again := make(map[string]bool, len(put))
	for _, c := range put {
		if again[c.ID] {
			return fmt.Errorf("the claim %s is given twice", c.ID)
		}
		again[c.ID] = true
		old, digest := was[c.ID], imprint(c)
		if _, owed := r.claims[old.key]; owed || old.digest != digest || r.namesLost(c) {
			r.put = append(r.put, putClaim{c, digest, old, old.key})
		}
	}
	for _, k := range found {
		if !again[k.id] {
			r.gone = append(r.gone, k)
		}
	}
	return nil
}

// namesLost reports whether a claim has its origin in a source whose id was no more for a while: what is kept of the claim followed the source's members.
func (r *replacing) namesLost(c hearsay.Claim) bool {
	return slices.ContainsFunc(c.Origins, func(o hearsay.Origin) bool { return r.lost[o.Source] })
}

// imprint tells claims apart by everything that is kept of them.
func imprint(c hearsay.Claim) string { return ledger.Hash([]byte(encode(c))) }

// named finds everything that the claims to be put name.
func (r *replacing) named(ctx context.Context) error {
	var refs []hearsay.Ref
	var articles, sources []string
	for _, c := range r.put {
		refs = append(append(refs, c.Positions...), c.Wording)
		for _, change := range c.History {
			refs = append(refs, change.Cause)
		}
		for _, o := range c.Origins {
			if o.Source != "" { // lineage unknown
				sources = append(sources, o.Source)
			}
			articles = append(articles, o.Articles...)
			for _, reason := range o.Reasons {
				articles = append(articles, reason.Article)
			}
		}
	}
	var err error
	r.statements, err = known(ctx, r.view, "statement", unique(ids(refs)), func(s scan) (p pair[string, stated], err error) {
		return p, s(&p.a, &p.b.key, &p.b.claim, &p.b.at, &p.b.revision, &p.b.counts)
	}, "SELECT st.id, st.key, COALESCE(st.claim, 0), st.at, st.revision, r.counts FROM statement st JOIN revision r ON r.key = st.revision WHERE st.id IN %s")
	if err != nil {
		return err
	}
	r.articles, err = known(ctx, r.view, "article", unique(articles), func(s scan) (p pair[string, pair[int64, int64]], err error) {
		return p, s(&p.a, &p.b.a, &p.b.b)
	}, "SELECT id, key, at FROM article WHERE id IN %s")
	if err != nil {
		return err
	}
	r.speakers, err = r.knownKeys(ctx, "speaker", unique(sources))
	return err
}

// clear drops the claims that go, and what hangs on those that are kept otherwise than they were.
func (r *replacing) clear(ctx context.Context) error {
	var gone, worded, again []int64
	for _, k := range r.gone {
		gone = append(gone, k.key)
	}
	for _, c := range r.put {
		if c.was.key == 0 {
			continue
		}
		if again = append(again, c.was.key); c.was.text != c.Text {
			worded = append(worded, c.was.key)
		}
	}
	if err := r.unindex(ctx, wordsOfClaims, "key IN %s", slices.Concat(gone, worded)); err != nil {
		return err
	}
	for _, table := range []string{"origin", "origin_article", "reason", "change"} {
		if err := execIn(ctx, r.view, again, "DELETE FROM "+table+" WHERE claim IN %s"); err != nil {
			return err
		}
	}
	for _, key := range slices.Concat(gone, again) {
		delete(r.claims, key)
	}
	if err := r.leave(ctx, slices.Concat(gone, again)); err != nil {
		return err
	}
	return execIn(ctx, r.view, gone, "DELETE FROM claim WHERE key IN %s")
}

// leave takes statements off claims that they are not on any more.
func (r *replacing) leave(ctx context.Context, claims []int64) error {
	on := map[int64]bool{} // statements that will be on a claim
	for _, c := range r.put {
		for _, ref := range c.Positions {
			on[r.statements[ref.Statement].key] = true
		}
	}
	held, err := listIn(ctx, r.view, value[int64], claims, "SELECT key FROM statement WHERE claim IN %s")
	if err != nil {
		return err
	}
	held = slices.DeleteFunc(held, func(key int64) bool { return on[key] })
	return execIn(ctx, r.view, held, "UPDATE statement SET claim = NULL WHERE key IN %s")
}

// write keeps the claims themselves, with what lists are ordered by.
func (r *replacing) write(ctx context.Context) error {
	var changed, fresh [][]any
	for _, c := range r.put {
		first, articles, err := r.began(c)
		if err != nil {
			return fmt.Errorf("the claim %s: %w", c.ID, err)
		}
		var status hearsay.Status
		if len(c.History) > 0 {
			status = c.History[len(c.History)-1].Status
		}
		row := []any{
			c.ID, c.Text, r.statements[c.Wording.Statement].key, string(status), first, r.moved(c, first),
			len(c.Positions), lineages(c.Origins), articles, c.digest,
		}
		if c.was.key == 0 {
			fresh = append(fresh, row)
		} else {
			changed = append(changed, append(row, c.was.key))
		}
	}
	err := r.update(ctx, "claim", `text = v.column2, wording = v.column3, status = v.column4, first = v.column5, moved = v.column6, positions = v.column7,
		origins = v.column8, articles = v.column9, digest = v.column10`, "claim.key = v.column11", changed)
	if err != nil {
		return err
	}
	keys, err := r.createAll(ctx, "INSERT INTO claim (id, text, wording, status, first, moved, positions, origins, articles, digest)", fresh)
	if err != nil {
		return err
	}
	var words []int64
	for i := range r.put {
		c := &r.put[i]
		if c.was.key == 0 {
			c.key = keys[c.ID]
		}
		if c.was.key == 0 || c.was.text != c.Text {
			words = append(words, c.key)
		}
	}
	return r.index(ctx, wordsOfClaims, "key IN %s", words)
}

// began tells since when a claim is known and in how many articles it is.
func (r *replacing) began(c putClaim) (first int64, articles int, err error) {
	if len(c.Positions) == 0 {
		return 0, 0, errors.New("it has no position")
	}
	first = never
	in := map[int64]bool{}
	for _, ref := range c.Positions {
		st := r.statements[ref.Statement]
		first = min(first, st.at)
		in[st.revision] = true
	}
	return first, len(in), nil
}

// moved tells when a claim moved: when its status changed last after its first appearance, or when the first article resting on its newest known origin
// came, whichever is later. What has no date moved nothing.
func (r *replacing) moved(c putClaim, first int64) int64 {
	moved := unset
	if first < never {
		moved = first
	}
	for i, change := range c.History {
		if at := dateMicros(change.At); i > 0 && at != never {
			moved = max(moved, at)
		}
	}
	for _, o := range c.Origins {
		began := never
		for _, article := range o.Articles {
			began = min(began, r.articles[article].b)
		}
		if o.Source != "" && began < never {
			moved = max(moved, began)
		}
	}
	return moved
}

// lineages counts the origins whose source is known: an unknown lineage counts as none.
func lineages(origins []hearsay.Origin) int {
	n := 0
	for _, o := range origins {
		if o.Source != "" {
			n++
		}
	}
	return n
}

// assign puts statements on the claims that they are on now. It is an error if one is on two, or on one that nobody spoke of.
func (r *replacing) assign(ctx context.Context) error {
	free := map[int64]bool{0: true} // claims that a statement may have been on
	for _, k := range r.gone {
		free[k.key] = true
	}
	for _, c := range r.put {
		free[c.key] = true
	}
	var rows [][]any
	taken := map[int64]int64{}
	for _, c := range r.put {
		for _, ref := range c.Positions {
			st := r.statements[ref.Statement]
			if other, is := taken[st.key]; !st.counts || !free[st.claim] || is && other != c.key {
				return fmt.Errorf("the claim %s: a position of it is on another claim, or in a revision that is not current", c.ID)
			}
			if taken[st.key] = c.key; st.claim != c.key {
				rows = append(rows, []any{c.key, st.key})
			}
		}
	}
	return r.update(ctx, "statement", "claim = v.column1", "statement.key = v.column2", rows)
}

// hang keeps what hangs on claims.
func (r *replacing) hang(ctx context.Context) error {
	var origins, resting, reasons, changes [][]any
	for _, c := range r.put {
		for i, o := range c.Origins {
			origins = append(origins, []any{c.key, i, r.speakers[o.Source]})
			for j, art := range o.Articles {
				resting = append(resting, []any{c.key, i, j, r.articles[art].a})
			}
			for j, reason := range o.Reasons {
				reasons = append(reasons, []any{c.key, i, j, r.articles[reason.Article].a, reason.Text})
			}
		}
		for i, change := range c.History {
			changes = append(changes, []any{c.key, i, string(change.Status), written(change.At), r.statements[change.Cause.Statement].key})
		}
	}
	for _, in := range []struct {
		head string
		rows [][]any
	}{
		{"INSERT INTO origin (claim, place, speaker)", origins},
		{"INSERT INTO origin_article (claim, origin, place, article)", resting},
		{"INSERT INTO reason (claim, origin, place, article, text)", reasons},
		{"INSERT INTO change (claim, place, status, at, cause)", changes},
	} {
		if err := r.insert(ctx, in.head, in.rows, ""); err != nil {
			return err
		}
	}
	return nil
}
