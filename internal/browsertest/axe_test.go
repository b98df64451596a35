package browsertest

import (
	_ "embed"
	"slices"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// axe is axe-core, which looks for what keeps people out who use a keyboard, a screen reader or strong contrast. It runs in the pages of these tests only,
// handed in by the debugger, since the pages themselves let no script in from elsewhere.
//
//go:embed testdata/axe-core/axe.min.js
var axe string

// finding is what axe-core finds wrong.
type finding struct {
	Rule   string   `json:"rule"`
	Impact string   `json:"impact"`
	Help   string   `json:"help"`
	Where  []string `json:"where"`
}

const runAxe = `axe.run(document, {resultTypes: ["violations"]}).then((found) => found.violations.map((v) => ({
	rule: v.id, impact: v.impact, help: v.help, where: v.nodes.slice(0, 5).map((n) => n.target.join(" ") + ": " + n.failureSummary),
})))`

// findings are what axe-core finds serious or critical on the open page as it is.
func (b browser) findings(t *testing.T) []finding {
	t.Helper()
	return slices.DeleteFunc(ask[[]finding](t, b, runAxe), func(f finding) bool { return f.Impact != "serious" && f.Impact != "critical" })
}

// isAccessible reports what axe-core finds serious or critical on the open page, wide and light, narrow and dark.
func (b browser) isAccessible(t *testing.T, name string) {
	t.Helper()
	b.do(t, chromedp.Evaluate[chromedp.Void](axe))
	for _, as := range []struct {
		width  int64
		scheme string
	}{{1280, "light"}, {390, "dark"}} {
		b.look(t, as.width, as.scheme)
		for _, f := range b.findings(t) {
			t.Errorf("%s, %d px wide and %s: %s (%s, %s):\n\t%s", name, as.width, as.scheme, f.Help, f.Rule, f.Impact, strings.Join(f.Where, "\n\t"))
		}
	}
	b.look(t, 1280, "light")
}
