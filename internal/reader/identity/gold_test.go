package identity

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"hearsay"
	"hearsay/internal/eval"
)

// goldArticle is an article whose attributions' sources are known: equal ids are one source, "" stands for attributions that are not scored.
type goldArticle struct {
	art   hearsay.Article
	attrs []hearsay.Attribution
	ids   []string
}

// shared finds the folder of shared data beside the project; the test is skipped where there is none.
func shared(t *testing.T) string {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "..", "shared")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("there is no shared data beside the project")
	}
	return dir
}

// labelled reads articles of PolNeAR and their labels.
func labelled(t *testing.T, texts, labels string) []goldArticle {
	t.Helper()
	open := func(path string) *os.File {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { f.Close() })
		return f
	}
	gold, err := eval.ReadGold(open(texts))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]eval.Gold{}
	for _, g := range gold {
		known[g.ID] = g
	}
	var all []goldArticle
	for lines := json.NewDecoder(open(labels)); lines.More(); {
		var line struct {
			ID     string
			Labels []struct {
				N      int
				Source *string
				Odd    bool
			}
		}
		if err := lines.Decode(&line); err != nil {
			t.Fatal(err)
		}
		text := known[line.ID]
		g := goldArticle{art: hearsay.Article{ID: line.ID, Text: text.Text}, attrs: text.Attributions, ids: make([]string, len(text.Attributions))}
		for _, label := range line.Labels {
			if label.Source != nil && !label.Odd {
				g.ids[label.N-1] = *label.Source
			}
		}
		all = append(all, g)
	}
	return all
}

// stories reads the articles of story sets.
func stories(t *testing.T, root string, names ...string) []goldArticle {
	t.Helper()
	var all []goldArticle
	for _, name := range names {
		story, err := eval.ReadStory(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := os.ReadFile(filepath.Join(root, name, "gold.json"))
		if err != nil {
			t.Fatal(err)
		}
		var gold struct {
			Statements []struct {
				Article string
				N       int
				Source  *string
			}
		}
		if err := json.Unmarshal(raw, &gold); err != nil {
			t.Fatal(err)
		}
		for _, art := range story.Articles {
			g := goldArticle{art: art.Article}
			g.art.ID = name + "/" + art.ID
			for _, mark := range art.Marks {
				id := ""
				for _, s := range gold.Statements {
					if s.Article == art.ID && s.N == mark.N && s.Source != nil {
						id = *s.Source
					}
				}
				g.attrs, g.ids = append(g.attrs, mark.Attribution), append(g.ids, id)
			}
			all = append(all, g)
		}
	}
	return all
}

// bCubed gives the B³ F1 (Bagga and Baldwin 1998) of the resolver's sources over all attributions with a gold source, article by article.
func bCubed(r *Resolver, articles []goldArticle) float64 {
	precision, recall, n := 0.0, 0.0, 0.0
	for _, g := range articles {
		_, of, _ := r.Resolve(g.art, g.attrs, nil, nil)
		for i := range of {
			if g.ids[i] == "" {
				continue
			}
			both, found, gold := 0.0, 0.0, 0.0
			for j := range of {
				if g.ids[j] == "" {
					continue
				}
				sameFound, sameGold := i == j || of[i] != "" && of[i] == of[j], g.ids[i] == g.ids[j]
				found += number01(sameFound)
				gold += number01(sameGold)
				both += number01(sameFound && sameGold)
			}
			precision, recall, n = precision+both/found, recall+both/gold, n+1
		}
	}
	precision, recall = precision/n, recall/n
	return 2 * precision * recall / (precision + recall)
}

func number01(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

// TestSourcesOfGoldAttributions holds the resolver to what it reaches on data that it was not fitted to, with the attributions given.
func TestSourcesOfGoldAttributions(t *testing.T) {
	dir := shared(t)
	r := New()
	for _, c := range []struct {
		name     string
		articles []goldArticle
		least    float64
	}{
		{"labelled articles", labelled(t, filepath.Join(dir, "polnear", "dev.jsonl"), filepath.Join(dir, "labels", "dev.jsonl")), 0.92},
		{"tanker", stories(t, filepath.Join(dir, "stories"), "tanker"), 0.94},
		{"breach", stories(t, filepath.Join(dir, "stories"), "breach"), 0.90},
	} {
		if got := bCubed(r, c.articles); got < c.least {
			t.Errorf("%s: B³ is %.3f, less than %.2f", c.name, got, c.least)
		} else {
			t.Logf("%s: B³ %.3f", c.name, got)
		}
	}
}

// TestPrepareKeepsEveryMention: sorting the mentions must not lose one.
func TestPrepareKeepsEveryMention(t *testing.T) {
	art := hearsay.Article{Text: "Mara Quist told Tom Abara of the plan. She said it was late."}
	spans := []hearsay.Span{{Start: 16, End: 25}, {Start: 0, End: 10}, {Start: 39, End: 42}}
	x, index := New().prepare(art, []hearsay.Attribution{{Source: spans[:1]}, {Source: spans[2:]}}, spans[1:2])
	if !slices.Equal(index, []int{1, 2, 0}) || len(x.mentions) != 3 {
		t.Errorf("the index is %v with %d mentions", index, len(x.mentions))
	}
}
