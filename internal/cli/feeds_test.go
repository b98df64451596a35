package cli_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// rssFeed is a feed with an article that another outlet had first.
const rssFeed = `<rss version="2.0"><channel><title>The Quay</title><link>https://quay.example/</link>
<item><title>Fire out</title><link>/fire</link><pubDate>Sun, 29 Nov 2026 12:00:00 GMT</pubDate><source url="https://wire.example/rss">Harbour Wire</source></item>
</channel></rss>`

// site serves pages at paths; any other path is not found.
func site(t *testing.T, pages map[string]string) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		page, found := pages[r.URL.Path]
		if !found {
			http.NotFound(w, r)
			return
		}
		fmt.Fprint(w, page)
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestFeedsAreFollowed(t *testing.T) {
	dir := t.TempDir()
	at := site(t, map[string]string{"/": `<html><link rel="alternate" type="application/rss+xml" href="/news.xml"></html>`, "/news.xml": rssFeed})
	ledger := "--ledger=" + filepath.Join(dir, "ledger.db")

	added := run(t, "", "feeds", "add", ledger, "--allow-private", at+"/")
	if want := fmt.Sprintf("following The Quay (%s/news.xml), rss with 1 article\n", at); added.out != want || added.code != 0 {
		t.Errorf("%q, %q", added.out, added.err)
	}
	again := run(t, "", "feeds", "add", ledger, "--allow-private", at+"/news.xml")
	if !strings.Contains(again.out, "is followed already") {
		t.Errorf("%q", again.out)
	}
	bad := run(t, "", "feeds", "add", ledger, "--allow-private", at+"/nothing")
	wantEnd(t, bad, 1, "hearsay: "+at+"/nothing: there is no feed at this address (404 Not Found); check it\n")
	refused := run(t, "", "feeds", "add", ledger, at)
	if refused.code != 1 || !strings.Contains(refused.err, "refused") {
		t.Errorf("a private address: %d, %q", refused.code, refused.err)
	}
	checked := run(t, "", "feeds", "check", ledger, "--allow-private")
	if !strings.Contains(checked.out, "2026-11-29 12:00  Fire out [from Harbour Wire]  "+at+"/fire") {
		t.Errorf("%q", checked.out)
	}
	for _, c := range []struct {
		args []string
		want string
	}{
		{[]string{"pause", at + "/news.xml"}, "paused " + at + "/news.xml\n"},
		{[]string{"resume", at + "/news.xml"}, "following " + at + "/news.xml again\n"},
		{[]string{"remove", at + "/news.xml"}, "removed " + at + "/news.xml\n"},
		{[]string{"list"}, "no feeds are followed; hearsay feeds add URL follows one\n"},
	} {
		if got := run(t, "", append([]string{"feeds", c.args[0], ledger}, c.args[1:]...)...); got.out != c.want {
			t.Errorf("%v: %q, %q", c.args, got.out, got.err)
		}
	}
	wantEnd(t, run(t, "", "feeds", "pause", ledger, "nothing"), 1, "hearsay: no feed is followed that is called \"nothing\"; hearsay feeds list shows all\n")
}

// TestAnIndexListsSitemaps: they are no articles, whoever tells of them.
func TestAnIndexListsSitemaps(t *testing.T) {
	ledger := "--ledger=" + filepath.Join(t.TempDir(), "ledger.db")
	at := site(t, map[string]string{"/index.xml": "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap><sitemap><loc>/b.xml</loc></sitemap></sitemapindex>"})
	added := run(t, "", "feeds", "add", ledger, "--allow-private", at+"/index.xml")
	wantEnd(t, added, 0, "")
	if want := "following " + at + "/index.xml, sitemap index with 2 sitemaps\n"; added.out != want {
		t.Errorf("%q, not %q", added.out, want)
	}
	checked := run(t, "", "feeds", "check", ledger, "--allow-private")
	wantEnd(t, checked, 0, "")
	if want := at + "/index.xml  sitemap index, 2 sitemaps\n"; !strings.HasPrefix(checked.out, want) || !strings.Contains(checked.out, at+"/b.xml") {
		t.Errorf("%q does not begin with %q", checked.out, want)
	}
}

func TestFeedsTravelAsOPML(t *testing.T) {
	dir := t.TempDir()
	one, two, file := "--ledger="+filepath.Join(dir, "one.db"), "--ledger="+filepath.Join(dir, "two.db"), filepath.Join(dir, "feeds.opml")
	run(t, "", "feeds", "add", one, "--anyway", "https://quay.example/rss?a=1&b=2", "wire.example/feed")
	wantEnd(t, run(t, "", "feeds", "export", one, file), 0, "")
	imported := run(t, "", "feeds", "import", two, file)
	if imported.out != "following 2 feeds more, 0 of the file were followed already\n" {
		t.Errorf("%q, %q", imported.out, imported.err)
	}
	list := run(t, "", "feeds", "list", two)
	if !strings.Contains(list.out, "https://quay.example/rss?a=1&b=2") || !strings.Contains(list.out, "https://wire.example/feed") {
		t.Errorf("%q", list.out)
	}
	const partly = `<opml><body><outline text="A" xmlUrl="https://a.example/rss"/><outline text="B" xmlUrl="ftp://b.example/rss"/></body></opml>`
	got := run(t, partly, "feeds", "import", two, "-")
	if got.code != 1 || got.out != "following 1 feed more, 0 of the file were followed already\n" ||
		got.err != "hearsay: standard input: 1 feed left out, whose address is none of the web; give those that start with http:// or https://\n" {
		t.Errorf("%d: %q, %q", got.code, got.out, got.err)
	}
	if err := os.WriteFile(file, []byte("<html></html>"), 0o600); err != nil {
		t.Fatal(err)
	}
	wantEnd(t, run(t, "", "feeds", "import", two, file), 1, "hearsay: "+file+": it is no OPML file: it does not begin with <opml>; export one from your feed reader\n")
}

// TestMoveTakesFeedsAlong: what is followed, and what is known of the articles that feeds listed, goes along with the ledger.
func TestMoveTakesFeedsAlong(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "from.db"), filepath.Join(dir, "to.db")
	at := site(t, map[string]string{"/news.xml": rssFeed})
	for _, args := range [][]string{{"add", "--anyway", at + "/news.xml"}, {"add", "--anyway", at + "/paused.xml"}, {"pause", at + "/paused.xml"}} {
		if got := run(t, "", append(append([]string{"feeds"}, args...), "--ledger", from)...); got.code != 0 {
			t.Fatal(got.err)
		}
	}
	got := run(t, "", "move", "--from", from, "--to", to)
	if got.code != 0 || !strings.Contains(got.out, "and 2 feeds, moved to "+to) {
		t.Errorf("it ends with %d: %q, %q", got.code, got.out, got.err)
	}
	before, after := run(t, "", "feeds", "list", "--json", "--ledger", from), run(t, "", "feeds", "list", "--json", "--ledger", to)
	if before.out != after.out || !strings.Contains(after.out, `"paused"`) {
		t.Errorf("the feeds were %s and are %s", before.out, after.out)
	}
}
