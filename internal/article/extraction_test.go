package article

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestExtraction: pages of many systems, each made otherwise, give their articles with nothing missing and nothing beside them.
func TestExtraction(t *testing.T) {
	raw, err := os.ReadFile("testdata/extraction/ground-truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var gold map[string]struct{ ArticleBody, URL string }
	if err := json.Unmarshal(raw, &gold); err != nil || len(gold) < 20 {
		t.Fatalf("%d pages, %v", len(gold), err)
	}
	for id, want := range gold {
		page, err := os.ReadFile(filepath.Join("testdata", "extraction", "html", id+".html"))
		if err != nil {
			t.Fatal(err)
		}
		text, err := PageText(page, Hint{URL: want.URL, ContentType: "text/html"})
		if err != nil {
			t.Errorf("%s: %v", id, err)
			continue
		}
		got, all := fourWords(text), fourWords(want.ArticleBody)
		if missing := 1 - shareIn(all, got); missing > 0.001 {
			t.Errorf("%s: %.1f %% is missing of\n%s", id, 100*missing, want.ArticleBody)
		}
		if beside := 1 - shareIn(got, all); beside > 0.001 && id != "breaks" { // a table of links and text in one, in which nothing is marked
			t.Errorf("%s: %.1f %% is none of the article in\n%s", id, 100*beside, text)
		}
	}
}
