package eval

import (
	"strings"
	"testing"
)

func TestPage(t *testing.T) {
	const page = "# Accuracy\n\n<!-- figures: one -->\nold\nlines\n<!-- /figures -->\n\nWords.\n\n<!-- figures: two -->\n\n<!-- /figures -->\nThe end.\n"
	sections := []Section{{"one", "| stance | 71.4 |\n| of | 12 |"}, {"two", "2 stories"}}
	got, err := Rewrite(page, sections)
	if err != nil {
		t.Fatal(err)
	}
	const want = "# Accuracy\n\n<!-- figures: one -->\n| stance | 71.4 |\n| of | 12 |\n<!-- /figures -->\n\nWords.\n\n<!-- figures: two -->\n2 stories\n<!-- /figures -->\nThe end.\n"
	if got != want {
		t.Errorf("the page is\n%s", got)
	}
	if again, err := Rewrite(got, sections); err != nil || again != got {
		t.Errorf("a second time it is (%v)\n%s", err, again)
	}
	for _, c := range []struct{ old, new, want string }{
		{"71.4", "71.4", ""},
		{"71.4", "71.3", ""},
		{"71.4", "71.5", ""},
		{"71.4", "71.2", `under one it says "| stance | 71.2 |", measured was "| stance | 71.4 |"`},
		{"71.4", "71", `under one it says "| stance | 71 |", measured was "| stance | 71.4 |"`},
		{"12", "13", `under one it says "| of | 13 |", measured was "| of | 12 |"`},
		{"2 stories", "2 stories\nand more", `under two it says "and more", measured was ""`},
		{"<!-- figures: two -->", "", `there is no line "<!-- figures: two -->"`},
		{"\n<!-- /figures -->\nThe", "The", `no line "<!-- /figures -->" follows "<!-- figures: two -->"`},
	} {
		err := CheckPage(strings.Replace(got, c.old, c.new, 1), sections)
		if message := errorText(err); message != c.want {
			t.Errorf("with %q for %q: %q, want %q", c.new, c.old, message, c.want)
		}
	}
	if _, err := Rewrite("no markers", sections); err == nil {
		t.Error("a page without markers was rewritten")
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestSections: every section holds the figures it is for, and of the articles no more than four words of a cue.
func TestSections(t *testing.T) {
	story := readStory(t, harbour)
	rep, err := ScoreStory(story, goldLedger(story))
	if err != nil {
		t.Fatal(err)
	}
	labels := labelsInGo(t, "testdata/labels")
	labels.Errors[0].Cue = "one two three four five | six"
	acc := Accuracy{scoreInGo(t, "testdata/gold.jsonl", "testdata/pred.jsonl"), labels, []StoryReport{rep, rep}}
	var b strings.Builder
	if err := acc.Write(&b); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"| content exact |", "| stance macro F1 | 24.3 |", "| commits | 57.1 | 4 |", "| gold \\\\ read |", "| “one two three four …” | 1 |",
		"| | harbour | harbour | mean |", "| statements: gold, read, matched | 14, 14, 14 | 14, 14, 14 | |", "| status | 100.0 | 100.0 | 100.0 |",
	} {
		if !strings.Contains(strings.ReplaceAll(b.String(), "|  |", "| |"), want) {
			t.Errorf("there is no %q in\n%s", want, &b)
		}
	}
	if strings.Contains(b.String(), "five") {
		t.Error("more than four words of a cue are shown")
	}
}
