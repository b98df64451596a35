package article

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Measures of how far the text found in a page and that of its JSON-LD agree, as shares of sequences of four words.
const (
	same   = 0.95 // one has all of the other, but for a slip
	mostly = 0.8  // they are of the same article
)

// heed corrects what was found by the text that the page's JSON-LD gives for its article, where the two are of the same article. JSON-LD often has no
// paragraphs, breaks off after some, or leaves out quotations and lists, so it only decides on what stands in doubt.
func heed(found []block, page []block, body string) []block {
	text := linkedText(body)
	want, got := fourWords(text), fourWords(join(found))
	switch {
	case len(want) == 0:
		return found
	case shareIn(got, want) >= mostly && shareIn(want, got) < mostly: // it says more
		return more(page, text, want)
	case shareIn(want, got) >= same && shareIn(got, want) >= mostly:
		return without(found, want)
	}
	return found
}

// linkedText is the text of an articleBody, which may hold HTML.
func linkedText(body string) string {
	if strings.Contains(body, "</") {
		if inner, err := html.Parse(strings.NewReader(body)); err == nil {
			return render(inner)
		}
	}
	return body
}

// more is the text of JSON-LD in the paragraphs of the page, where these have all of it.
func more(page []block, text string, want map[string]bool) []block {
	var all []block
	for _, b := range page {
		if words := fourWords(b.text); len(words) > 0 && shareIn(words, want) >= same {
			all = append(all, b)
		}
	}
	if shareIn(want, fourWords(join(all))) >= mostly {
		return all
	}
	all = nil
	for line := range strings.SplitSeq(text, "\n") {
		if line = oneLine(line); line != "" {
			all = append(all, block{text: line})
		}
	}
	return all
}

// without leaves out paragraphs that JSON-LD has not, between such as it has.
func without(found []block, want map[string]bool) []block {
	known := func(b block) bool { return shareIn(fourWords(b.text), want) > 0 }
	first, last := slices.IndexFunc(found, known), len(found)-1
	for last > first && !known(found[last]) {
		last--
	}
	var kept []block
	for i, b := range found {
		if i > first && i < last && !known(b) && (tagOf(b.at) == atom.P || tagOf(b.at) == atom.Div) && len(strings.Fields(b.text)) >= 4 {
			continue
		}
		kept = append(kept, b)
	}
	return kept
}

func tagOf(n *html.Node) atom.Atom {
	if n == nil {
		return 0
	}
	return tag(n)
}

// fourWords are all sequences of four words in a text; of a shorter one the whole.
func fourWords(text string) map[string]bool {
	words := strings.Fields(plainWords(text))
	all := map[string]bool{}
	for i := 0; len(words) > 0 && i < max(1, len(words)-3); i++ {
		all[strings.Join(words[i:min(i+4, len(words))], " ")] = true
	}
	return all
}

// shareIn is the share of a's members that b has.
func shareIn(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(max(1, len(a)))
}
