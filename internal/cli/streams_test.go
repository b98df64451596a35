package cli_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

// archive is a WARC file with a page for each address, each record packed with gzip on its own, and a picture.
func archive(t *testing.T, addresses ...string) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, address := range append(addresses, "https://x.example/picture") {
		kind, body := "text/html", "<!doctype html><title>The dam</title><article><p>The dam at "+address+" is shut, the council said on Monday.</p></article>"
		if strings.HasSuffix(address, "picture") {
			kind = "image/png"
		}
		block := "HTTP/1.1 200 OK\r\nContent-Type: " + kind + "\r\n\r\n" + body
		zip := gzip.NewWriter(&out)
		fmt.Fprintf(zip, "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2026-11-24T10:00:00Z\r\nWARC-Target-URI: %s\r\n"+
			"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n", address, len(block), block)
		if err := zip.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out.Bytes()
}

func gzipped(t *testing.T, s string) []byte {
	t.Helper()
	var out bytes.Buffer
	zip := gzip.NewWriter(&out)
	if _, err := zip.Write([]byte(s)); err != nil {
		t.Fatal(err)
	}
	if err := zip.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// became is how hearsay add says what became of articles; of none it says nothing.
func became(n int, outcome string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return "1 article " + outcome
	}
	return fmt.Sprintf("%d articles %s", n, outcome)
}

// TestAddStreams: whatever many articles come in, each is kept, what is broken is told, and adding the same again changes nothing.
func TestAddStreams(t *testing.T) {
	lines := `{"id":"a","text":"The dam is shut, the council said."}` + "\n" + `{"id":"b` + "\n" + `{"id":"c","text":"The mill burns, the mayor said."}` + "\n"
	pages := archive(t, "https://x.example/1", "https://x.example/2")
	cases := []struct {
		name, file string
		content    []byte
		articles   int
		wrong      string
	}{
		{"lines", "x.jsonl", []byte(lines), 2, "x.jsonl: line 2: it is broken JSON"},
		{"packed lines", "x.jsonl.gz", gzipped(t, lines), 2, "x.jsonl.gz: line 2: it is broken JSON"},
		{"packed lines under another name", "x.dat", gzipped(t, lines), 2, "x.dat: line 2: it is broken JSON"},
		{"packed lines that break off", "x.jsonl.gz", gzipped(t, lines)[:len(gzipped(t, lines))-4], 2, "x.jsonl.gz: it breaks off before its end; get the whole file\n"},
		{"an archive", "x.warc.gz", pages, 2, ""},
		{"an archive that breaks off", "x.warc.gz", pages[:len(pages)-len(pages)/2], 1, "x.warc.gz: record 2, at byte "},
		{"an archive that breaks off in its first record", "x.warc.gz", pages[:100], 0, "at byte 0: it breaks off before its end; get the whole file\n"},
		{"an archive that breaks off at once", "x.warc.gz", pages[:12], 0, "x.warc.gz: it breaks off before its end; get the whole file\n"},
		{"an archive with rubbish", "x.warc.gz", slices.Concat(archive(t), gzipped(t, "rubbish\r\n"), pages), 2, "x.warc.gz: after record 1, at byte "},
		{"one page, packed", "x.html.gz", gzipped(t, "<!doctype html><p>The dam is shut, the council said on Monday.</p>"), 1, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			path, kept := writeFile(t, filepath.Join(t.TempDir(), c.file), string(c.content)), filepath.Join(t.TempDir(), "ledger.db")
			for _, outcome := range []string{"added", "unchanged"} {
				got := run(t, "", "add", "--ledger", kept, path)
				if !strings.HasPrefix(got.out, became(c.articles, outcome)) {
					t.Errorf("it says %q, want %d %s; %q", got.out, c.articles, outcome, got.err)
				}
				if (got.code == 1) != (c.wrong != "") || !strings.Contains(got.err, c.wrong) {
					t.Errorf("it ends with %d and %q, want %q", got.code, got.err, c.wrong)
				}
			}
			got := run(t, string(c.content), "add", "--ledger", filepath.Join(t.TempDir(), "ledger.db"), "-")
			if !strings.HasPrefix(got.out, became(c.articles, "added")) {
				t.Errorf("from standard input it says %q; %q", got.out, got.err)
			}
		})
	}
}

// TestLinesKeepTheirBytes: the line that an article came in is kept as it was.
func TestLinesKeepTheirBytes(t *testing.T) {
	const line = `{"id":"a", "extra":[1], "text":"The dam is shut, the council said."}`
	path, kept := writeFile(t, filepath.Join(t.TempDir(), "x.jsonl"), line+"\n"), filepath.Join(t.TempDir(), "ledger.db")
	wantEnd(t, run(t, "", "add", "--ledger", kept, path), 0, "")
	l, err := sqlledger.Open(t.Context(), kept, sqlledger.Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	err = l.View(t.Context(), func(view ledger.View) error {
		page, err := view.Articles(t.Context(), ledger.ArticleFilter{})
		if err != nil || len(page.Items) != 1 {
			t.Fatalf("%d articles, %v", len(page.Items), err)
		}
		raw, err := view.Raw(t.Context(), page.Items[0].Revision)
		if string(raw) != line {
			t.Errorf("kept is %q", raw)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
