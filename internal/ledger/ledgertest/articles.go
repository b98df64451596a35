package ledgertest

import (
	"context"
	"errors"
	"reflect"
	"strconv"
	"testing"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// day is noon of a day of the month in which the small world's news appears.
func day(n int) time.Time { return time.Date(2031, 5, n, 12, 0, 0, 0, time.UTC) }

func harbour() piece {
	return piece{
		url: "http://www.harbour.example/ferry/?utm_source=feed#top", outlet: "The Harbour Post", title: "Ferry adrift", published: "2031-05-01T12:00:00+02:00",
		text: "Ada Quill said the ferry is adrift.\nLéon Ash said not the ferry is adrift.\nRain fell.\n", raw: []byte("<html>raw"), fetched: day(2),
		notes: []ledger.Note{{Text: "An earlier version named the wrong ferry.", At: hearsay.Date{Time: day(2), Precision: hearsay.Day}}},
	}
}

func keepsArticles(t *testing.T, l ledger.Ledger) {
	p := harbour()
	placed := mustAdd(t, l, p)[0]
	if placed.Outcome != ledger.Added || !placed.Current || len(placed.Claims)+len(placed.Lost)+len(placed.Former) > 0 {
		t.Errorf("a new article is placed as %+v", placed)
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		for _, id := range []string{placed.Article, p.url, "https://WWW.harbour.example/ferry", placed.Article[:6]} {
			art, err := v.Article(ctx, id)
			if err != nil {
				t.Errorf("%s: %v", id, err)
			}
			if art.Text != p.text || art.URL != p.url || art.Outlet != p.outlet || art.Title != p.title || art.Given != p.title || art.Published.String() != p.published {
				t.Errorf("the article is kept as %+v", art)
			}
			if !art.At.Equal(time.Date(2031, 5, 1, 10, 0, 0, 0, time.UTC)) || art.Revisions != 1 || !reflect.DeepEqual(art.Notes, p.notes) {
				t.Errorf("about the article it is kept that %v, %d revisions, %v", art.At, art.Revisions, art.Notes)
			}
		}
		rev, err := v.Revision(ctx, placed.Revision)
		if err != nil || rev.TextHash != ledger.Hash([]byte(p.text)) || rev.RawHash != ledger.Hash(p.raw) || !rev.Fetched.Equal(p.fetched) || rev.Text != p.text {
			t.Errorf("the revision is kept as %+v, %v", rev, err)
		}
		raw, err := v.Raw(ctx, placed.Revision)
		if err != nil || string(raw) != string(p.raw) {
			t.Errorf("the raw bytes are %q, %v", raw, err)
		}
		for _, id := range []string{"", "a", "azzzzzzzzzzz", "https://elsewhere.example/", "' OR 1 = 1 --"} {
			if _, err := v.Article(ctx, id); !errors.Is(err, ledger.ErrNotFound) {
				t.Errorf("the article %q gives %v", id, err)
			}
		}
		return nil
	})
}

func keepsReadings(t *testing.T, l ledger.Ledger) {
	entry := read(harbour())
	stmt := &entry.Reading.Statements[1]
	stmt.Condition = hearsay.Span{Start: 3, End: 9}
	stmt.Said, _ = hearsay.ParseDate("2031-04")
	stmt.Quotation = hearsay.Mixed
	stmt.Spans.Content = append([]hearsay.Span{{Start: 0, End: 1}}, stmt.Spans.Content...)
	entry.Sources[entry.Reading.Sources[0].ID] = ledger.Features{Keys: []string{"keys and no data"}}
	entry.Sources[entry.Reading.Sources[1].ID] = ledger.Features{Data: []byte("data and no keys")}
	entry.Statements[stmt.ID] = ledger.Features{}
	update(t, l, func(ctx context.Context, tx ledger.Tx) error {
		_, err := tx.Put(ctx, entry)
		return err
	})
	view(t, l, func(ctx context.Context, v ledger.View) error {
		art, err := v.Article(ctx, harbour().url)
		if err != nil {
			return err
		}
		reading, err := v.Reading(ctx, art.Revision)
		if err != nil {
			return err
		}
		want := entry.Reading
		want.Article.ID = art.ID
		if !reading.Article.Published.Time.Equal(want.Article.Published.Time) {
			t.Errorf("the date is kept as %v", reading.Article.Published)
		}
		want.Article.Published = reading.Article.Published
		for i := range reading.Statements {
			for j, x := range reading.Statements[i].Vector {
				if d := x - want.Statements[i].Vector[j]; d > 0.004 || d < -0.004 {
					t.Errorf("the vector is kept as %v", reading.Statements[i].Vector)
				}
			}
			want.Statements[i].Vector = reading.Statements[i].Vector
		}
		if !reflect.DeepEqual(reading, want) {
			t.Errorf("the reading is kept as\n%+v, not\n%+v", reading, want)
		}
		p, err := v.Position(ctx, stmt.ID)
		if err != nil || p.Words.Content != "A … not the ferry is adrift" || p.Words.Source != "Léon Ash" || p.Words.Cue != "said" || p.Outlet != art.Outlet || p.Title != art.Title {
			t.Errorf("the statement in its place is %+v, %v", p, err)
		}
		if p.Name != "Léon Ash" || p.Source != "" || p.Claim != "" || !p.At.Equal(art.At) {
			t.Errorf("before anything is derived the statement is of %q (%q), on %q, at %v", p.Name, p.Source, p.Claim, p.At)
		}
		return nil
	})
}

func findsByPrefix(t *testing.T, l ledger.Ledger) {
	// Two articles whose ids begin with the same four characters.
	seen := map[string]string{}
	var addresses []string
	for n := 0; addresses == nil; n++ {
		address := "https://harbour.example/" + strconv.Itoa(n)
		prefix := ledger.ArticleID(hearsay.Article{}, address)[:ledger.MinPrefix]
		if seen[prefix] != "" {
			addresses = []string{seen[prefix], address}
		}
		seen[prefix] = address
	}
	first := mustAdd(t, l, piece{url: addresses[0], text: "One.", outlet: "A"}, piece{url: addresses[1], text: "Two.", outlet: "A"})[0].Article
	view(t, l, func(ctx context.Context, v ledger.View) error {
		if _, err := v.Article(ctx, first[:ledger.MinPrefix]); !errors.Is(err, ledger.ErrAmbiguous) {
			t.Errorf("an ambiguous beginning gives %v", err)
		}
		if _, err := v.Article(ctx, first[:ledger.MinPrefix-1]); !errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("too short a beginning gives %v", err)
		}
		if art, err := v.Article(ctx, first); err != nil || art.Text != "One." {
			t.Errorf("the whole id gives %q, %v", art.Text, err)
		}
		return nil
	})
}

func knowsTexts(t *testing.T, l ledger.Ledger) {
	p := harbour()
	mustAdd(t, l, p)
	once := mustDump(t, l)
	later := p
	later.fetched = day(9)
	for _, again := range []piece{p, later} {
		if placed := mustAdd(t, l, again)[0]; placed.Outcome != ledger.Unchanged || !placed.Current || placed.Article == "" {
			t.Errorf("the same article again is placed as %+v", placed)
		}
	}
	if twice := mustDump(t, l); twice != once {
		t.Errorf("reading an article twice changes the ledger:\n%s", difference(once, twice))
	}

	other := p
	other.url = "https://harbour.example/amp/ferry"
	placed := mustAdd(t, l, other)[0]
	if placed.Outcome != ledger.Noted || len(placed.Claims) != 1 || len(placed.Lost) > 0 {
		t.Errorf("the same text under another address is placed as %+v", placed)
	}
	elsewhere := p
	elsewhere.url, elsewhere.outlet = "https://other.example/ferry", "The Other Post"
	if placed := mustAdd(t, l, elsewhere)[0]; placed.Outcome != ledger.Added {
		t.Errorf("the same text of another outlet is placed as %+v", placed)
	}
	noted := p
	noted.notes = []ledger.Note{{Text: "The story was withdrawn."}}
	if placed := mustAdd(t, l, noted)[0]; placed.Outcome != ledger.Noted {
		t.Errorf("the same text with a further note is placed as %+v", placed)
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		page, err := v.Articles(ctx, ledger.ArticleFilter{Outlet: "the harbour  post"})
		if err != nil || len(page.Items) != 1 || len(page.Items[0].Addresses) != 2 || len(page.Items[0].Notes) != 2 {
			t.Errorf("the outlet has %+v, %v", page.Items, err)
		}
		for _, address := range []string{p.url, other.url} {
			if art, err := v.Article(ctx, address); err != nil || art.ID != page.Items[0].ID {
				t.Errorf("%s leads to %q, %v", address, art.ID, err)
			}
		}
		relations, err := v.Relations(ctx, page.Items[0].ID)
		if err != nil || len(relations) != 1 || relations[0].Means != ledger.Copy {
			t.Errorf("relations are %v, %v", relations, err)
		}
		return nil
	})
	mustDump(t, l)
}

func keepsRevisions(t *testing.T, l ledger.Ledger) {
	first := harbour()
	second := first
	second.text, second.fetched = "Ada Quill said the ferry is adrift.\nBo Reed said tugs are near.\n", day(3)
	placed := mustAdd(t, l, first, second)
	if r := placed[1]; r.Outcome != ledger.Revised || r.Article != placed[0].Article || len(r.Lost) != 2 || len(r.Claims) != 1 || !r.Current {
		t.Errorf("a changed text is placed as %+v", r)
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		revisions, err := v.Revisions(ctx, first.url)
		if err != nil || len(revisions) != 2 || revisions[0].ID != placed[0].Revision || !revisions[1].Since.Equal(day(3)) || revisions[0].Text != "" {
			t.Errorf("revisions are %+v, %v", revisions, err)
		}
		page, err := v.Positions(ctx, ledger.PositionFilter{Article: first.url})
		if err != nil || len(page.Items) != 2 {
			t.Fatalf("%d statements count, %v", len(page.Items), err)
		}
		kept, fresh := page.Items[0], page.Items[1]
		if !kept.At.Equal(time.Date(2031, 5, 1, 10, 0, 0, 0, time.UTC)) || !fresh.At.Equal(day(3)) || fresh.Words.Source != "Bo Reed" {
			t.Errorf("words kept since %v, new ones since %v", kept.At, fresh.At)
		}
		hits, err := v.Search(ctx, ledger.Query{Words: "Léon"})
		if err != nil || len(hits.Items) != 0 {
			t.Errorf("words of a former revision are found: %+v, %v", hits.Items, err)
		}
		return nil
	})
	between := first
	between.text, between.fetched = "Nothing is known.\n", day(2).Add(time.Hour)
	if placed := mustAdd(t, l, between)[0]; placed.Current || placed.Outcome != ledger.Revised || len(placed.Lost) > 0 {
		t.Errorf("a revision that comes late is placed as %+v", placed)
	}
	mustDump(t, l)
}

func unitesArticles(t *testing.T, l ledger.Ledger) {
	a, b := harbour(), harbour()
	b.url, b.text, b.fetched = "https://harbour.example/a-other", "Bo Reed said tugs are near.\n", day(4)
	c := b
	c.url, c.fetched = a.url, day(5)
	placed := mustAdd(t, l, a, b, c)
	if placed[1].Outcome != ledger.Added || placed[2].Outcome != ledger.Noted || len(placed[2].Former) != 1 {
		t.Errorf("placed as %+v", placed)
	}
	view(t, l, func(ctx context.Context, v ledger.View) error {
		for _, p := range placed {
			if art, err := v.Article(ctx, p.Article); err != nil || art.ID != placed[2].Article || art.Revisions != 2 {
				t.Errorf("%s leads to %+v, %v", p.Article, art, err)
			}
		}
		counts, err := v.Counts(ctx)
		if err != nil || counts.Articles != 1 || counts.Statements != 1 || counts.Claims != 1 || counts.Sources != 1 {
			t.Errorf("there are %+v, %v", counts, err)
		}
		return nil
	})
	mustDump(t, l)
}
