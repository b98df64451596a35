package present

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"hearsay"
)

// TestContrast holds every colour of words to every colour that can be behind them: at least 4.5 to 1, as WCAG 2.2 asks at level AA, on a light
// screen and on a dark one.
func TestContrast(t *testing.T) {
	for scheme, colors := range schemes(t) {
		tones, grounds := []string{"ink", "soft", "link", "plain"}, []string{"paper", "panel", "card", "lit", "plain-wash"}
		for _, f := range families() {
			tones, grounds = append(tones, string(f)), append(grounds, string(f)+"-wash")
		}
		for _, tone := range tones {
			for _, ground := range grounds {
				if got := contrast(t, colors[tone], colors[ground]); got < 4.5 {
					t.Errorf("%s: %s on %s has a contrast of %.2f", scheme, tone, ground, got)
				}
			}
		}
		for i, a := range families() {
			for _, b := range families()[i+1:] {
				if colors[string(a)] == colors[string(b)] || colors[string(a)+"-wash"] == colors[string(b)+"-wash"] {
					t.Errorf("%s: %s and %s have a colour in common", scheme, a, b)
				}
			}
		}
	}
}

// schemes returns the colours of the style sheet by name, for light and for dark.
func schemes(t *testing.T) map[string]map[string]string {
	t.Helper()
	light, dark := map[string]string{}, map[string]string{}
	before, after, found := strings.Cut(palette+pageCSS, "@media screen and (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("there are no colours for the dark")
	}
	color := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	for _, m := range color.FindAllStringSubmatch(before, -1) {
		light[m[1]] = m[2]
	}
	after, _, _ = strings.Cut(after, "\n}")
	for _, m := range color.FindAllStringSubmatch(after, -1) {
		dark[m[1]] = m[2]
	}
	return map[string]map[string]string{"light": light, "dark": dark}
}

// contrast is that of WCAG 2.2: from 1 to 21.
func contrast(t *testing.T, a, b string) float64 {
	t.Helper()
	la, lb := luminance(t, a), luminance(t, b)
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

// luminance is the relative luminance of a colour "#rrggbb" by WCAG 2.2.
func luminance(t *testing.T, hex string) float64 {
	t.Helper()
	rgb, err := strconv.ParseUint(strings.TrimPrefix(hex, "#"), 16, 32)
	if err != nil || len(hex) != 7 {
		t.Fatalf("%q is no colour", hex)
	}
	linear := func(channel uint64) float64 {
		if c := float64(channel&0xff) / 255; c > .04045 {
			return math.Pow((c+.055)/1.055, 2.4)
		} else {
			return c / 12.92
		}
	}
	return .2126*linear(rgb>>16) + .7152*linear(rgb>>8) + .0722*linear(rgb)
}

// TestCards: whoever points at what a source says reads who it is, the stance with its words, through whom, on what condition, to whom and when.
func TestCards(t *testing.T) {
	page := present(t, HTML, Options{}, readStory(t, "01-solent.txt"), readStory(t, "06-kontor.txt"), readStory(t, "10-jonub.txt"), readStory(t, "11-lanark.txt"))
	for id, want := range map[string]string{
		"a1-d8":  "Korvanis Shipping, manager of the Calder Venture organisation|asserts “said”|said on 5 October 2031",
		"a2-d16": "Iran country|commits “had offered”|via a senior U.S. defense official → The Potomac Standard",
		"a3-d12": "Behrang Sotoudeh, spokesman (Iranian foreign ministry) person|commits “told”|" +
			"condition: if the court is satisfied that they had no knowledge of the smuggling|to Jonub News Agency",
		"a3-d19": "Laleh Pakravan, head (Shahid Bagheri Hospital, Bandar Abbas) person|denies “No one”",
	} {
		if got := cardText(t, page, id); got != want {
			t.Errorf("the card %s tells %q, want %q", id, got, want)
		}
	}
}

// cardText is the text of a card in a page, its lines separated by bars.
func cardText(t *testing.T, page, id string) string {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		for _, a := range n.Attr {
			if a.Key != "id" || a.Val != id {
				continue
			}
			var lines []string
			for line := range n.ChildNodes() {
				if text := oneLine(textOf(line)); text != "" {
					lines = append(lines, text)
				}
			}
			return strings.Join(lines, "|")
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	if n.Type == html.TextNode {
		b.WriteString(n.Data)
	}
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

// TestEveryLinkLeadsSomewhere: numbers in the text lead to the list and back, and every link has the description that it names.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	page := present(t, HTML, Options{}, hostile(t), readStory(t, "10-jonub.txt"), bare(readStory(t, "06-kontor.txt")))
	ids := map[string]int{}
	for _, m := range regexp.MustCompile(` id="([^"]+)"`).FindAllStringSubmatch(page, -1) {
		ids[m[1]]++
	}
	for id, n := range ids {
		if n > 1 {
			t.Errorf("the id %s is given %d times", id, n)
		}
	}
	for _, m := range regexp.MustCompile(`(?:href="#|aria-describedby=")([^"]+)"`).FindAllStringSubmatch(page, -1) {
		if ids[m[1]] == 0 {
			t.Errorf("nothing has the id %s, to which something leads", m[1])
		}
	}
}

// TestPageRunsNothing: the page has no script and no style but the one whose hash its policy names.
func TestPageRunsNothing(t *testing.T) {
	page := present(t, HTML, Options{}, hostile(t), readStory(t, "11-lanark.txt"))
	_, css, _ := strings.Cut(page, "<style>")
	css, _, _ = strings.Cut(css, "</style>")
	sum := sha256.Sum256([]byte(css))
	if policy := fmt.Sprintf("style-src 'sha256-%s'", base64.StdEncoding.EncodeToString(sum[:])); !strings.Contains(html.UnescapeString(page), policy) {
		t.Errorf("the policy does not allow the style sheet: %s is not in the page", policy)
	}
	for _, bad := range []string{"<script", " style=", " onclick=", "javascript:"} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
}

// TestFamilies: every stance has a colour, and no colour stands for a stance that there is not.
func TestFamilies(t *testing.T) {
	var members []hearsay.Stance
	for _, f := range families() {
		members = append(members, f.stances()...)
	}
	if len(members) != len(hearsay.Stances()) {
		t.Errorf("the families have %d of %d stances: %v", len(members), len(hearsay.Stances()), members)
	}
	for _, f := range families() {
		for _, dark := range []bool{true, false} {
			if _, ok := (ink{color: true, dark: dark}).hue(f); !ok {
				t.Errorf("%s has no colour in a terminal", f)
			}
		}
		if !strings.Contains(palette+pageCSS, fmt.Sprintf(".%s {", f)) {
			t.Errorf("%s has no colour in a page", f)
		}
	}
}
