package browsertest

import (
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestPages is a day with the pages: whoever reads them, whoever corrects, and whoever may not. Its parts follow each other in one browser.
func TestPages(t *testing.T) {
	program := chromium(t)
	file := newLedger(t)
	b := open(t, program, serve(t, "--ledger", file, "--auth"))
	for _, part := range []struct {
		name string
		test func(*testing.T)
	}{
		{"strangers log in first", b.strangersLogIn},
		{"home is filtered", b.homeIsFiltered},
		{"a statement leads to its place", b.statementLeadsToItsPlace},
		{"who reads corrects nothing", b.readersCorrectNothing},
		{"two claims are merged and parted", b.mergeAndUndo},
		{"everybody can use the pages", b.everybodyCanUse},
		{"a role that is taken away is gone", func(t *testing.T) { b.roleIsTakenAway(t, file) }},
	} {
		if !t.Run(part.name, part.test) {
			break // the others go on where it ended
		}
	}
}

func (b browser) logIn(t *testing.T, name, password string, status int64) {
	t.Helper()
	b.do(t, chromedp.Clear(chromedp.CSS("#name")))
	b.leads(t, status, fill("#name", name), fill("#password", password), chromedp.Click(chromedp.CSS(".door button")))
}

func (b browser) logOut(t *testing.T) {
	t.Helper()
	b.click(t, ".leave button")
	if b.path(t) != "/login" {
		t.Errorf("logging out leads to %s", b.path(t))
	}
	b.visit(t, "/edits")
	if !strings.HasPrefix(b.path(t), "/login?") {
		t.Errorf("without logging in %s can be read", b.path(t))
	}
}

func (b browser) strangersLogIn(t *testing.T) {
	b.visit(t, "/?all=1")
	if b.path(t) != "/login?next=%2F%3Fall%3D1" {
		t.Errorf("a stranger comes to %s", b.path(t))
	}
	b.isAccessible(t, "login")
	b.logIn(t, "Rosa", "a guess", 401)
	if told := b.texts(t, "[role=alert]"); len(told) != 1 || !strings.Contains(told[0], "wrong") {
		t.Errorf("a wrong password is answered with %q", told)
	}
	b.logIn(t, "Rosa", password, 200)
	if b.path(t) != "/?all=1" {
		t.Errorf("logging in leads to %s", b.path(t))
	}
}

func (b browser) homeIsFiltered(t *testing.T) {
	b.visit(t, "/?all=1")
	all := b.texts(t, ".move h3")
	b.leads(t, 200, fill(".filter [name=words]", "crude"), chromedp.Click(chromedp.CSS(".filter button")))
	some := b.texts(t, ".move h3")
	if len(some) == 0 || len(some) >= len(all) {
		t.Errorf("the words leave %d claims of %d", len(some), len(all))
	}
	if value := ask[string](t, b, `document.querySelector(".filter [name=words]").value`); value != "crude" {
		t.Errorf("the form forgets what it was filtered by: %q", value)
	}
	b.click(t, ".filter .go a")
	if b.path(t) != "/" {
		t.Errorf("to clear the filter leads to %s", b.path(t))
	}
}

// statementLeadsToItsPlace opens the claim that moved last and goes from a statement to the article.
func (b browser) statementLeadsToItsPlace(t *testing.T) {
	b.visit(t, "/")
	title := b.texts(t, ".move h3 a")[0]
	b.click(t, ".move h3 a")
	if heading := b.texts(t, "h1"); !slices.Equal(heading, []string{title}) {
		t.Errorf("%q leads to the claim %q", title, heading)
	}
	words := ask[string](t, b, `document.querySelector(".told .words .content").textContent.trim()`)
	b.click(t, ".told .where a")
	b.waitFor(t, `(() => {
		const place = document.querySelector(":target")?.getBoundingClientRect();
		return Boolean(place) && place.top >= 0 && place.bottom <= window.innerHeight;
	})()`)
	if text := ask[string](t, b, `document.querySelector(".text").textContent`); !strings.Contains(text, words) {
		t.Errorf("%s does not have the words %q of the statement", b.path(t), words)
	}
}

func (b browser) readersCorrectNothing(t *testing.T) {
	b.visit(t, "/")
	b.click(t, ".move h3 a")
	if forms := b.texts(t, `form[action^="/edits"]`); len(forms) > 0 {
		t.Errorf("who may only read is offered %q", forms)
	}
	// The page's own form, sent to another address, is what somebody would try who knows the addresses.
	ask[bool](t, b, `document.querySelector("form.leave").setAttribute("action", "/edits/undo") ?? true`)
	b.leads(t, 403, chromedp.Click(chromedp.CSS(".leave button")))
	if told := b.texts(t, "h1"); !slices.Equal(told, []string{"You may read, and not correct"}) {
		t.Errorf("the refusal says %q", told)
	}
	b.isAccessible(t, "403")
	b.logOut(t)
}

func (b browser) mergeAndUndo(t *testing.T) {
	b.logIn(t, "Kim", password, 200)
	b.visit(t, "/?all=1")
	links := ask[[]string](t, b, `[...document.querySelectorAll(".move h3 a")].map((a) => a.getAttribute("href"))`)
	first, second := links[0], links[1]
	b.visit(t, first)
	alone := len(b.texts(t, ".told > li"))
	b.visit(t, second)
	both := alone + len(b.texts(t, ".told > li"))
	b.leads(t, 200, fill(".merge [name=to]", b.origin+first), chromedp.Click(chromedp.CSS(".merge button")))
	if told := b.texts(t, ".notice p"); len(told) != 1 || !strings.HasPrefix(told[0], "Corrected:") {
		t.Errorf("after the merge the page says %q", told)
	}
	if n := len(b.texts(t, ".told > li")); n != both {
		t.Errorf("the merged claim has %d statements, not %d", n, both)
	}
	b.isAccessible(t, "a claim after a correction")
	b.click(t, ".notice button")
	if told := b.texts(t, ".notice p"); len(told) != 1 || !strings.HasPrefix(told[0], "Undone:") {
		t.Errorf("after the undo the page says %q", told)
	}
	b.visit(t, first)
	if n := len(b.texts(t, ".told > li")); n != alone {
		t.Errorf("after the undo the claim has %d statements, not %d", n, alone)
	}
}

// mainPages are the pages that people use most, by name: the claim of the most articles, and what it leads to.
func (b browser) mainPages(t *testing.T) map[string]string {
	t.Helper()
	link := func(page, selector string) string {
		b.visit(t, page)
		return ask[string](t, b, "document.querySelector(`"+selector+"`).getAttribute('href')")
	}
	b.visit(t, "/")
	claim := ask[string](t, b, `[...document.querySelectorAll(".move")].map((m) => ({
		articles: Number(m.innerText.match(/(\d+) articles?/)[1]), link: m.querySelector("h3 a").getAttribute("href"),
	})).reduce((a, b) => (b.articles > a.articles ? b : a)).link`)
	article, _, _ := strings.Cut(link(claim, ".told .where a"), "#")
	return map[string]string{
		"home": "/", "claim": claim, "article": article, "source": link(claim, ".voice .name[href]"), "outlet": link(article, ".kicker a"),
		"search": "/search?q=tanker", "edits": "/edits",
	}
}

func (b browser) everybodyCanUse(t *testing.T) {
	for name, path := range b.mainPages(t) {
		b.visit(t, path)
		b.isAccessible(t, name)
	}
	b.visit(t, "/?words=submarine")
	b.isAccessible(t, "home without anything")
	b.leads(t, 404, chromedp.Navigate(b.origin+"/nowhere"))
	b.isAccessible(t, "404")

	// That nothing is found must not be because nothing is looked for.
	b.do(t, chromedp.Evaluate[chromedp.Void](`document.querySelector("h1").style.color = "silver"; document.documentElement.lang = ""`))
	if n := len(b.findings(t)); n < 2 {
		t.Errorf("in a page with pale words and no language axe-core finds %d faults", n)
	}
}

// roleIsTakenAway has a page open from which could be corrected, while that is taken away.
func (b browser) roleIsTakenAway(t *testing.T, file string) {
	b.visit(t, "/")
	b.click(t, ".move h3 a")
	b.do(t, fill(".merge [name=to]", "anything"))
	hearsay(t, "", "users", "role", "--ledger", file, "Kim", "read")
	b.leads(t, 403, chromedp.Click(chromedp.CSS(".merge button")))
	b.logOut(t)
}
