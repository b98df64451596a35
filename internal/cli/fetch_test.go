package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const page = `<!doctype html><title>Mill fire out</title><meta name=author content="Ida Quill"><article><p>The fire in the old mill was put out on Sunday.</p>
<p>“Nobody was hurt,” the mayor said.</p></article>`

func serve(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/story":
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, page)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestFetch(t *testing.T) {
	site := serve(t)
	got := run(t, "", "read", "--allow-private", "--format", "json", site+"/story")
	wantEnd(t, got, 0, "")
	doc := parse(t, got.out)
	if want := "The fire in the old mill was put out on Sunday.\n\n“Nobody was hurt,” the mayor said."; doc.Text != want || doc.ID != site+"/story" {
		t.Errorf("%s has the text %q", doc.ID, doc.Text)
	}
	got = run(t, "", "read", "--allow-private", "--from", "text", "--format", "json", site+"/story")
	if doc := parse(t, got.out); doc.Text != page {
		t.Errorf("as text it is %q", doc.Text)
	}
}

func TestFetchFails(t *testing.T) {
	site := serve(t)
	port := site[strings.LastIndex(site, ":")+1:]
	cases := []struct{ address, flag, sentence string }{
		{site + "/story", "--cores=1", "ADDR: refused, news is not read from port " + port + "; use --allow-private to read it anyway"},
		{"http://127.0.0.1/story", "--cores=1", "ADDR: refused, the address is private; use --allow-private to read it anyway"},
		{site + "/gone", "--allow-private", "ADDR: there is no page at this address (404 Not Found); check it"},
		{site + "/story", "--from=jsonl", "ADDR: JSON lines are read from files and standard input only; download it and read the file"},
		{"ftp://example.com/story", "--allow-private", "ADDR: refused, hearsay fetches only http and https addresses"},
	}
	for _, c := range cases {
		got := run(t, "", "read", c.flag, c.address)
		wantEnd(t, got, 1, "hearsay: "+strings.ReplaceAll(c.sentence, "ADDR", c.address)+"\n")
		if got.out != "" {
			t.Errorf("%s: output %q", c.address, got.out)
		}
	}
}
