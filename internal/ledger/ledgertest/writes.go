package ledgertest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"hearsay"
	"hearsay/internal/ledger"
)

func keepsWholly(t *testing.T, l ledger.Ledger) {
	mustAdd(t, l, harbour())
	before := mustDump(t, l)
	failed := errors.New("the reader failed")
	err := l.Update(t.Context(), func(tx ledger.Tx) error {
		if _, err := addIn(t.Context(), tx, read(piece{url: "https://x.example/1", text: "Bo Reed said tugs are near.\n"})); err != nil {
			t.Error(err)
		}
		// What was written shows within, and not outside.
		if _, err := tx.Article(t.Context(), "https://x.example/1"); err != nil {
			t.Error(err)
		}
		view(t, l, func(ctx context.Context, v ledger.View) error {
			if _, err := v.Article(ctx, "https://x.example/1"); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("an unfinished update shows: %v", err)
			}
			return nil
		})
		return failed
	})
	if !errors.Is(err, failed) {
		t.Errorf("the update ends with %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	err = l.Update(ctx, func(tx ledger.Tx) error {
		_, err := addIn(ctx, tx, read(piece{url: "https://x.example/2", text: "Bo Reed said tugs are near.\n"}))
		cancel()
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cancelled update ends with %v", err)
	}
	if after := mustDump(t, l); after != before {
		t.Errorf("failed updates leave something behind:\n%s", difference(before, after))
	}
}

func changesState(t *testing.T, l ledger.Ledger) {
	state := func() (state int64) {
		view(t, l, func(ctx context.Context, v ledger.View) (err error) { state, err = v.State(ctx); return err })
		return state
	}
	seen := map[int64]bool{state(): true}
	for n := range 4 {
		mustAdd(t, l, piece{url: fmt.Sprint("https://a.example/", n), outlet: "A", title: "T", text: fmt.Sprintf("Ada Quill said dock %d is closed.\n", n)})
		now := state()
		if seen[now] {
			t.Errorf("after article %d the state is one that it was before", n)
		}
		seen[now] = true
		if state() != now {
			t.Error("the state changes without an update")
		}
	}
	before := state()
	if err := l.Update(t.Context(), func(ledger.Tx) error { return context.Canceled }); !errors.Is(err, context.Canceled) || state() != before {
		t.Errorf("an update that fails (%v) changes the state", err)
	}
}

func letsManyWrite(t *testing.T, l ledger.Ledger) {
	const writers, articles = 4, 12
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			for n := range articles {
				p := piece{url: fmt.Sprintf("https://w%d.example/%d", w, n), outlet: fmt.Sprint("W", w), title: "T", text: fmt.Sprintf("Ada Quill said dock %d is closed.\n", n)}
				if _, err := add(t.Context(), l, p); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	view(t, l, func(ctx context.Context, v ledger.View) error {
		counts, err := v.Counts(ctx)
		want := ledger.Counts{Articles: 48, Revisions: 48, Outlets: 4, Statements: 48, Claims: 12, Sources: 1, Suggestions: counts.Suggestions}
		if err != nil || counts != want {
			t.Errorf("there are %+v, %v", counts, err)
		}
		return nil
	})
}

func refuses(t *testing.T, l ledger.Ledger) {
	placed := mustAdd(t, l, harbour())[0]
	before := mustDump(t, l)
	known := read(harbour()).Reading.Statements
	ref := hearsay.Ref{Article: placed.Article, Statement: known[0].ID}
	nobody := hearsay.Ref{Article: placed.Article, Statement: "nowhere"}
	outside := read(piece{text: "Ada Quill said it.", url: "https://x.example"})
	outside.Reading.Statements[0].Spans.Content[0].End = 100
	for name, test := range map[string]struct {
		want error // nil: any
		do   func(context.Context, ledger.Tx) error
	}{
		"an article without text": {hearsay.ErrEmpty, func(ctx context.Context, tx ledger.Tx) error {
			_, err := tx.Put(ctx, ledger.NewEntry(hearsay.Reading{}))
			return err
		}},
		"a span outside the text": {nil, func(ctx context.Context, tx ledger.Tx) error { _, err := tx.Put(ctx, outside); return err }},
		"a link to nothing": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			return tx.PutLinks(ctx, []ledger.Link{{A: ref, B: nobody}})
		}},
		"a link to itself": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			return tx.PutLinks(ctx, []ledger.Link{{A: ref, B: ref}})
		}},
		"a relation to nothing": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			return tx.PutRelations(ctx, []ledger.Relation{{Article: placed.Article, Of: "nowhere"}})
		}},
		"a voice on nothing": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			return tx.PutVoices(ctx, []ledger.Voice{{Revision: placed.Revision, Statement: nobody}})
		}},
		"a claim without positions": {nil, func(ctx context.Context, tx ledger.Tx) error {
			return tx.ReplaceClaims(ctx, nil, []hearsay.Claim{{ID: "kx", Wording: ref}})
		}},
		"a statement on two claims": {nil, func(ctx context.Context, tx ledger.Tx) error {
			return tx.ReplaceClaims(ctx, nil, []hearsay.Claim{{ID: "kx", Wording: ref, Positions: []hearsay.Ref{ref}}})
		}},
		"an origin that is no source": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			claim := hearsay.Claim{ID: ledger.ClaimID(ref), Wording: ref, Positions: []hearsay.Ref{ref}, Origins: []hearsay.Origin{{Source: "nowhere"}}}
			return tx.ReplaceClaims(ctx, nil, []hearsay.Claim{claim})
		}},
		"a member of two sources": {nil, func(ctx context.Context, tx ledger.Tx) error {
			return tx.ReplaceSources(ctx, nil, []ledger.Source{{ID: "sx", Members: []ledger.Member{{Article: placed.Article, Source: known[0].Source}}}})
		}},
		"members of no source": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			_, err := tx.AddMembers(ctx, "nowhere", nil)
			return err
		}},
		"an edit of no kind": {nil, func(ctx context.Context, tx ledger.Tx) error {
			_, err := tx.AddEdit(ctx, ledger.Edit{By: "Kim", At: day(1)})
			return err
		}},
		"an edit of words nobody says": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			anchor := ledger.Anchor{Of: ledger.OfStatement, Article: placed.Article, Words: "the moon is made of cheese"}
			_, err := tx.AddEdit(ctx, ledger.Edit{Kind: ledger.SetStance, Value: "denies", By: "Kim", At: day(1), Anchors: []ledger.Anchor{anchor}})
			return err
		}},
		"undoing nothing": {ledger.ErrNotFound, func(ctx context.Context, tx ledger.Tx) error {
			_, err := tx.UndoEdit(ctx, "nowhere", "Kim", day(1))
			return err
		}},
		"a claim that lost a position and is not derived anew": {nil, func(ctx context.Context, tx ledger.Tx) error {
			changed := harbour()
			changed.text, changed.fetched = "Nothing.\n", day(5)
			_, err := tx.Put(ctx, read(changed))
			if err != nil {
				t.Errorf("Put itself fails: %v", err)
			}
			return err
		}},
	} {
		err := l.Update(t.Context(), func(tx ledger.Tx) error { return test.do(t.Context(), tx) })
		if err == nil || (test.want != nil && !errors.Is(err, test.want)) {
			t.Errorf("%s gives %v", name, err)
		}
	}
	if after := mustDump(t, l); after != before {
		t.Errorf("what is refused leaves something behind:\n%s", difference(before, after))
	}
}

func keepsEdits(t *testing.T, l ledger.Ledger) {
	one := piece{url: "https://a.example/1", outlet: "A", title: "one", text: "Ada Quill said the ferry is adrift.\nAda Quill added the crew is safe.\n", published: "2031-05-01T08:00:00Z"}
	two := piece{url: "https://b.example/1", outlet: "B", title: "two", text: "Bo Reed said a ship has lost its engine.\n", published: "2031-05-02T08:00:00Z"}
	placed := mustAdd(t, l, one, two)
	statements := []hearsay.Statement{read(one).Reading.Statements[0], read(two).Reading.Statements[0]}
	anchors := []ledger.Anchor{
		ledger.AnchorStatement(statements[0], placed[0].Article, one.text), ledger.AnchorStatement(statements[1], placed[1].Article, two.text),
	}
	merge := ledger.Edit{Kind: ledger.Merge, Anchors: anchors, By: "Kim", At: day(3), Note: "the same ship"}
	apply := func(ctx context.Context, tx ledger.Tx, e ledger.Edit, err error) ledger.Edit {
		if err == nil {
			err = derive(ctx, tx, e.Seeds())
		}
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		e, err := tx.AddEdit(ctx, merge)
		merge = apply(ctx, tx, e, err)
		again, err := tx.AddEdit(ctx, merge)
		if again.ID != merge.ID || merge.ID == "" || merge.Anchors[1].ID != statements[1].ID || merge.Anchors[1].Whole == "" {
			t.Errorf("the edit is kept as %+v, again as %q", merge, again.ID)
		}
		return err
	})
	claims := func(what string, want int) {
		t.Helper()
		view(t, l, func(ctx context.Context, v ledger.View) error {
			counts, err := v.Counts(ctx)
			if counts.Claims != want || counts.Edits != 1 {
				t.Errorf("%s there are %d claims and %d edits, not %d", what, counts.Claims, counts.Edits, want)
			}
			return err
		})
	}
	claims("after the merge", 1)

	one.version, one.reread = "2", true // finds one statement more
	two.version, two.reread = "2", true
	if placed := mustAdd(t, l, one, two); placed[0].Outcome != ledger.Reread || len(placed[0].Lost) != 0 {
		t.Errorf("a reread is placed as %+v", placed[0])
	}
	claims("after a reread", 2)
	changed := one
	changed.text, changed.modified = "Rain fell all night over the strait.\n"+one.text, "2031-05-04"
	mustAdd(t, l, changed)
	claims("after a revision", 2)
	view(t, l, func(ctx context.Context, v ledger.View) error {
		e, err := v.Edit(ctx, merge.ID)
		if err != nil || e.Anchors[0].ID == statements[0].ID || e.Anchors[0].ID == "" || e.Anchors[0].Whole != e.Anchors[1].Whole || !e.Stands() || e.By != "Kim" || !e.At.Equal(day(3)) {
			t.Errorf("after a revision the edit is %+v, %v", e, err)
		}
		for _, f := range []ledger.EditFilter{{Standing: true}, {Kind: ledger.Merge}, {Claim: e.Anchors[0].Whole}, {Article: placed[1].Article}} {
			if page, err := v.Edits(ctx, f); err != nil || len(page.Items) != 1 || page.Items[0].ID != e.ID {
				t.Errorf("%+v finds %+v, %v", f, page.Items, err)
			}
		}
		if page, err := v.Edits(ctx, ledger.EditFilter{Kind: ledger.Move}); err != nil || len(page.Items) != 0 {
			t.Errorf("of another kind there is %+v, %v", page.Items, err)
		}
		return nil
	})

	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		e, err := tx.UndoEdit(ctx, merge.ID, "Lou", day(6))
		e = apply(ctx, tx, e, err)
		again, err := tx.UndoEdit(ctx, merge.ID, "Max", day(7))
		if e.Stands() || again.Undone.By != "Lou" || !again.Undone.At.Equal(day(6)) {
			t.Errorf("undone it is %+v, again %+v", e, again)
		}
		return err
	})
	claims("after undoing", 3)
}

func rereads(t *testing.T, l ledger.Ledger) {
	p := piece{url: "https://a.example/1", outlet: "A", title: "one", text: "Ada Quill said the ferry is adrift.\nAda Quill added the crew is safe.\n"}
	q := p
	q.url, q.outlet, q.text = "https://b.example/1", "B", "Bo Reed said the ferry is adrift.\nThe crew is safe.\n"
	mustAdd(t, l, p, q)
	unread := p
	unread.version = "2"
	if placed := mustAdd(t, l, unread)[0]; placed.Outcome != ledger.Unchanged {
		t.Errorf("another reader's reading is placed as %q, though nobody asked for a reread", placed.Outcome)
	}
	p.version, p.reread, q.version, q.reread = "2", true, "2", true
	mustAdd(t, l, p, q)
	reread := mustDump(t, l)
	mustAdd(t, l, q, p)
	if again := mustDump(t, l); again != reread {
		t.Errorf("a second reread changes the ledger:\n%s", difference(reread, again))
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		counts, err := v.Counts(ctx)
		if err != nil || counts.Statements != 3 || counts.Claims != 2 {
			t.Errorf("after a reread there are %+v, %v", counts, err)
		}
		return err
	})
}
