package madeup_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay/internal/madeup"
)

// language is some thousand words.
func language() []string {
	words := make([]string, 5000)
	for i := range words {
		words[i] = "w" + strings.NewReplacer("0", "a", "1", "e", "2", "i", "3", "o", "4", "u").Replace(fmt.Sprint(i))
	}
	return words
}

func TestStoriesAreWhatTheySay(t *testing.T) {
	m, at := madeup.New(language()), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 1<<30).Draw(t, "story")
		all := m.Story(n, at)
		if !reflect.DeepEqual(all, m.Story(n, at)) {
			t.Fatal("a story is another one the second time")
		}
		for i, told := range append(all, m.Another(n, 12, at)) {
			if len(told.Says) != len(told.Statements) || len(told.Statements) == 0 {
				t.Fatalf("article %d says %d things in %d statements", i, len(told.Says), len(told.Statements))
			}
			for _, stmt := range told.Statements {
				content := stmt.Spans.Content[0].In(told.Article.Text)
				if stmt.Spans.Cue[0].In(told.Article.Text) != "said" || content == "" || strings.Contains(content, "\n") {
					t.Fatalf("statement %s: %q", stmt.ID, content)
				}
			}
			for _, src := range told.Sources {
				for _, mention := range src.Mentions {
					if mention.In(told.Article.Text) != src.Name {
						t.Fatalf("%q is mentioned as %q", src.Name, mention.In(told.Article.Text))
					}
				}
			}
		}
	})
}

func TestArticlesOfAStoryTellTheSameThings(t *testing.T) {
	m, at := madeup.New(language()), time.Date(2031, 1, 1, 0, 0, 0, 0, time.UTC)
	first, second := m.Another(3, 12, at), m.Another(3, 13, at)
	says, both := map[int]bool{}, 0
	for _, thing := range first.Says {
		says[thing] = true
	}
	for _, thing := range second.Says {
		if says[thing] {
			both++
		}
	}
	if both == 0 || both > len(second.Says)/2 {
		t.Errorf("%d of %d things are told by both", both, len(second.Says))
	}
	if brief := m.Brief(3).Another(3, 12, at); len(brief.Statements) < 2 || len(brief.Statements) > 4 {
		t.Errorf("a brief article has %d statements", len(brief.Statements))
	}
	if first.Article.Text == second.Article.Text || first.Article.URL == second.Article.URL {
		t.Error("two articles are one")
	}
}
