package export_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"

	"hearsay/internal/export"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/linking"
)

// body is long enough for a copy to be seen as one.
const body = `SKARV — The night ferry between Skarv and Holm will end in June, harbour master Ole Brandt said on Friday – “– 41 men”.

The boat has crossed the sound since 1931, and in a good summer it carried nine thousand cars a month to the islands and their beaches.

Two smaller boats, the Tern and the Eider, will go on sailing by day from the old pier, where the ticket hall has been shut for repairs since the storm in March.`

// reading is an article with one statement.
func reading(t *testing.T, art hearsay.Article, source, cue, content string) hearsay.Reading {
	t.Helper()
	at := func(words string) []hearsay.Span {
		i := strings.Index(art.Text, words)
		if i < 0 {
			t.Fatalf("%q is not in the text", words)
		}
		return []hearsay.Span{{Start: i, End: i + len(words)}}
	}
	stmt := hearsay.Statement{ID: "n1", Source: "s1", Stance: hearsay.Asserts, Quotation: hearsay.Indirect}
	stmt.Spans = hearsay.Attribution{Source: at(source), Cue: at(cue), Content: at(content)}
	src := hearsay.Source{ID: "s1", Name: source, Kind: hearsay.Person, Mentions: at(source)}
	return hearsay.Reading{Article: art, Sources: []hearsay.Source{src}, Statements: []hearsay.Statement{stmt}}
}

// view shows f a ledger with a wire's article, a copy of it in another outlet, and a third article.
func view(t *testing.T, f func(context.Context, ledger.View) error) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger.db"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	linker, err := linking.New()
	if err != nil {
		t.Fatal(err)
	}
	k := ingest.New(l, linker)
	at := func(s string) hearsay.Date {
		d, err := hearsay.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	for _, r := range []hearsay.Reading{
		reading(t, hearsay.Article{
			ID: "1", URL: "https://wire.example/1", Outlet: "Coast Wire", Published: at("2026-05-01T06:00:00Z"), Title: "=Ferry to end", Text: body,
		}, "Ole Brandt", "said", "The night ferry between Skarv and Holm will end in June"),
		reading(t, hearsay.Article{
			ID: "2", URL: "https://bell.example/2", Outlet: "The Bell", Published: at("2026-05-01T09:00:00Z"), Title: "Ferry", Text: "From Coast Wire\n\n" + body,
		}, "Ole Brandt", "said", "The night ferry between Skarv and Holm will end in June"),
		reading(t, hearsay.Article{
			ID: "3", URL: "https://quay.example/3", Outlet: "The Quay", Text: "É 👩 “The mill is shut,” Nora Vass said.",
		}, "Nora Vass", "said", "“The mill is shut,”"),
	} {
		entry, err := k.Prepare(r, ingest.Raw{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := k.Keep(t.Context(), entry); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.View(t.Context(), func(v ledger.View) error { return f(t.Context(), v) }); err != nil {
		t.Fatal(err)
	}
}

// TestLedger: the document passes the check of its form; a copy names whose it is, and its statements came through the outlet that it copies.
func TestLedger(t *testing.T) {
	view(t, func(ctx context.Context, v ledger.View) error {
		var out, again bytes.Buffer
		if err := export.Ledger(ctx, v, &out); err != nil {
			return err
		}
		if err := export.Ledger(ctx, v, &again); err != nil || again.String() != out.String() {
			t.Errorf("a second time it is another document (%v)", err)
		}
		doc, err := ledgerjson.Decode(&out)
		if err != nil {
			return err
		}
		by, names := map[string]ledgerjson.Article{}, map[string]string{}
		for _, art := range doc.Articles {
			by[art.URL] = art
		}
		for _, src := range doc.Sources {
			names[src.ID] = src.Name
		}
		wire, bell, quay := by["https://wire.example/1"], by["https://bell.example/2"], by["https://quay.example/3"]
		if wire.CopyOf != "" || string(bell.CopyOf) != wire.ID || quay.CopyOf != "" || wire.Published != "2026-05-01T06:00:00Z" {
			t.Errorf("the articles are %+v", doc.Articles)
		}
		for _, stmt := range doc.Statements {
			var relay []string
			for _, id := range stmt.Relay {
				relay = append(relay, names[id])
			}
			want := map[string]string{wire.ID: "", bell.ID: "Coast Wire", quay.ID: ""}[stmt.Article]
			if got := strings.Join(relay, " "); got != want {
				t.Errorf("the statement of %s came through %q, want %q", stmt.Article, got, want)
			}
			if stmt.Article == quay.ID && stmt.Spans.Content[0] != (ledgerjson.Span{4, 23}) {
				t.Errorf("its content is %v", stmt.Spans.Content)
			}
		}
		if len(doc.Statements) != 3 || len(doc.Claims) < 2 {
			t.Errorf("there are %d statements on %d claims", len(doc.Statements), len(doc.Claims))
		}
		return nil
	})
}

// TestTables: every table has its columns, in every row, and no cell is a formula.
func TestTables(t *testing.T) {
	view(t, func(ctx context.Context, v ledger.View) error {
		var packed bytes.Buffer
		archive := zip.NewWriter(&packed)
		if err := export.Tables(ctx, v, archive.Create); err != nil {
			return err
		}
		if err := archive.Close(); err != nil {
			return err
		}
		read, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
		if err != nil {
			return err
		}
		rows := map[string][][]string{}
		for _, file := range read.File {
			r, err := file.Open()
			if err != nil {
				return err
			}
			if rows[file.Name], err = csv.NewReader(r).ReadAll(); err != nil {
				t.Errorf("%s: %v", file.Name, err)
			}
		}
		var names []string
		for _, file := range read.File {
			names = append(names, file.Name)
		}
		want := "articles.csv revisions.csv statements.csv sources.csv claims.csv origins.csv status.csv relations.csv own_voice.csv suggestions.csv edits.csv"
		if got := strings.Join(names, " "); got != want {
			t.Errorf("the tables are %s, want %s", got, want)
		}
		if n := len(rows["statements.csv"]); n != 4 {
			t.Errorf("there are %d rows of statements", n)
		}
		title := slices.Index(rows["articles.csv"][0], "title")
		if !slices.ContainsFunc(rows["articles.csv"], func(row []string) bool { return row[title] == "'=Ferry to end" }) {
			t.Errorf("a title that looks like a formula is left as it is: %q", rows["articles.csv"])
		}
		return nil
	})
}

// TestLines: each line is an object that names its table.
func TestLines(t *testing.T) {
	view(t, func(ctx context.Context, v ledger.View) error {
		var out bytes.Buffer
		if err := export.Lines(ctx, v, &out); err != nil {
			return err
		}
		seen := map[string]int{}
		for dec := json.NewDecoder(&out); ; {
			var line struct {
				Table   string
				Content string
				Spans   [][2]int `json:"content_spans"`
			}
			if err := dec.Decode(&line); err == io.EOF {
				break
			} else if err != nil {
				return err
			}
			seen[line.Table]++
			if line.Table == "statements" && (len(line.Spans) != 1 || line.Content == "") {
				t.Errorf("a statement is %+v", line)
			}
		}
		if seen["articles"] != 3 || seen["statements"] != 3 || seen["claims"] < 2 || seen["relations"] != 1 {
			t.Errorf("there are %v", seen)
		}
		return nil
	})
}
