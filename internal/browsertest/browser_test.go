// Package browsertest goes through the pages of hearsay serve as people do, in a browser without a window, and has axe-core look for what would keep
// somebody out. It has tests only. They need Chromium.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// patience is how long a step may take on a busy machine.
const patience = time.Minute

// browser is one tab of a browser that is open until its test ends, at the pages of one server.
type browser struct {
	tab    context.Context
	origin string // address of the server, without a slash at its end
}

// open opens a browser, or skips the test where there is none.
func open(t *testing.T, program, origin string) browser {
	t.Helper()
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(program))
	if os.Geteuid() == 0 {
		opts = append(opts, chromedp.NoSandbox) // Chromium's sandbox refuses to be run by root
	}
	start, cancelStart := chromedp.NewExecAllocator(context.WithoutCancel(t.Context()), opts...)
	tab, cancelTab := chromedp.NewContext(start)
	t.Cleanup(func() { cancelTab(); cancelStart() })
	b := browser{tab, origin}
	if err := chromedp.Do(tab); err != nil { // without a limit: the browser lives as long as the context that starts it
		t.Fatalf("%s does not start: %v", program, err)
	}
	return b
}

// chromium finds a browser, or skips the test where there is none.
func chromium(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"} {
		if program, err := exec.LookPath(name); err == nil {
			return program
		}
	}
	if os.Getenv("HEARSAY_TEST_BROWSER") == "required" {
		t.Fatal("there is no Chromium on the path, and HEARSAY_TEST_BROWSER=required wants these tests to run: install it (on Debian: apt-get install chromium)")
	}
	t.Skip("there is no Chromium on the path; install it (on Debian: apt-get install chromium) to run the tests of the pages in a browser")
	return ""
}

// do takes steps that stay on a page.
func (b browser) do(t *testing.T, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.tab, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatalf("at %s: %v", b.path(t), err)
	}
}

// leads takes steps that lead to another page, which must answer with a status.
func (b browser) leads(t *testing.T, status int64, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.tab, patience)
	defer cancel()
	answer, err := chromedp.RunResponse(ctx, steps...)
	if err != nil {
		t.Fatalf("at %s: %v", b.path(t), err)
	}
	if answer.Status != status {
		t.Fatalf("%s answers %d, not %d", answer.URL, answer.Status, status)
	}
}

// visit opens a page by its path.
func (b browser) visit(t *testing.T, path string) {
	t.Helper()
	b.leads(t, 200, chromedp.Navigate(b.origin+path))
}

// click presses what a CSS selector finds, and waits for the page that it leads to.
func (b browser) click(t *testing.T, selector string) {
	t.Helper()
	b.leads(t, 200, chromedp.Click(chromedp.CSS(selector)))
}

// fill types into a field.
func fill(selector, words string) chromedp.Action[chromedp.Void] {
	return chromedp.SendKeys(chromedp.CSS(selector), words)
}

// ask evaluates JavaScript within the page.
func ask[T any](t *testing.T, b browser, script string) T {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.tab, patience)
	defer cancel()
	answer, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("at %s: %v", b.path(t), err)
	}
	return answer
}

// waitFor waits until an expression of JavaScript is true within the page.
func (b browser) waitFor(t *testing.T, expression string) {
	t.Helper()
	if _, err := chromedp.Run(b.tab, chromedp.Poll[bool](expression, chromedp.WithPollingTimeout(patience))); err != nil {
		t.Fatalf("at %s it is never so that %s: %v", b.path(t), expression, err)
	}
}

// path tells which page is open, with what a link within the server would say.
func (b browser) path(t *testing.T) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(b.tab, patience)
	defer cancel()
	address, err := chromedp.Run(ctx, chromedp.Location())
	if err != nil {
		t.Errorf("the address of the page: %v", err)
	}
	return strings.TrimPrefix(address, b.origin)
}

// texts are the texts of all elements that a CSS selector finds.
func (b browser) texts(t *testing.T, selector string) []string {
	t.Helper()
	return ask[[]string](t, b, "[...document.querySelectorAll(`"+selector+"`)].map((e) => e.innerText)")
}

// look makes the window as wide as a device and chooses light or dark.
func (b browser) look(t *testing.T, width int64, scheme string) {
	t.Helper()
	b.do(t, chromedp.EmulateViewport(width, 900), chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
			Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}},
		})
		return err
	}))
}
