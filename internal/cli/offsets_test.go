package cli_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// document is what --format json writes, as far as the tests look at it.
type document struct {
	ID, Text   string
	Sources    []struct{ ID, Name string }
	Statements []struct {
		ID, Article, Quotation string
		Source                 *string
		Spans                  struct{ Source, Cue, Content [][2]int }
	}
}

func parse(t *testing.T, out string) document {
	t.Helper()
	var doc document
	if err := json.Unmarshal([]byte(out), &doc); err != nil {
		t.Fatalf("%v in %s", err, out)
	}
	return doc
}

// oddTexts have characters that are more than one byte, no width, two code points of one sign, or no business in a text.
func oddTexts() map[string]string {
	return map[string]string{
		"emoji":      "🔥🔥 The fire is out 👩‍🚒, the mayor said. “Nobody was hurt 🙏🏽,” said Chief Ana Ruiz 🇵🇹.",
		"zero-width": "The\u200b fire is out, the \u200bmayor\u200b said.\u2060 “No\u00adbody was hurt,” said\ufeff Chief Ana\u200d Ruiz.",
		"control":    "The fire\x07 is out, the mayor\x0b said\x1b[31m. “Nobody was hurt,” \x7fsaid Chief\u0085 Ana Ruiz.",
		"combining":  "The fi\u0302re is out, the mayo\u0308r sai\u0301d. “Nobody was hu\u0301rt,” said Chief A\u0301na Rui\u0323\u0302z.",
		"direction":  "\u202eThe fire is out\u202c, the mayor said. \u2067“Nobody was hurt,”\u2069 said Chief Ana Ruiz.",
		"planes":     "𝐓𝐡𝐞 fire is out, the mayor said. “Nobody was hurt 𓀀,” said Chief Ana Ruiz of 東京.",
		"spaces":     "The\u00a0fire is out, the\u2009mayor\u3000said.\r\n\r\n\u2028“Nobody was hurt,” said\tChief Ana Ruiz.\r\n",
	}
}

func TestOffsets(t *testing.T) {
	var files []string
	dir := t.TempDir()
	for name, text := range oddTexts() {
		files = append(files, writeFile(t, filepath.Join(dir, name), text))
	}
	for _, file := range files {
		text := oddTexts()[filepath.Base(file)]
		t.Run(filepath.Base(file), func(t *testing.T) {
			got := run(t, "", "read", "--format", "json", file)
			wantEnd(t, got, 0, "")
			doc := parse(t, got.out)
			if doc.Text != text {
				t.Fatalf("the text is %q", doc.Text)
			}
			if len(doc.Statements) < 2 {
				t.Errorf("only %d statements found", len(doc.Statements))
			}
			checkWords(t, doc)
			checkRows(t, doc, run(t, "", "read", "--format", "csv", file).out)
		})
	}
}

// checkWords: cut out by code points, every span has words, with no space around them and all of their marks.
func checkWords(t *testing.T, doc document) {
	t.Helper()
	points := []rune(doc.Text)
	for _, stmt := range doc.Statements {
		for _, sp := range append(append(stmt.Spans.Source, stmt.Spans.Cue...), stmt.Spans.Content...) {
			words := string(points[sp[0]:sp[1]])
			switch {
			case strings.TrimSpace(words) != words || words == "":
				t.Errorf("%s has the span %q, with space around it", stmt.ID, words)
			case !strings.ContainsFunc(words, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }):
				t.Errorf("%s has the span %q, without a word", stmt.ID, words)
			case sp[1] < len(points) && unicode.Is(unicode.M, points[sp[1]]):
				t.Errorf("%s has the span %q, which ends before %U", stmt.ID, words, points[sp[1]])
			}
		}
	}
}

// checkRows: CSV has the same offsets and, up to space and what could harm, the same words.
func checkRows(t *testing.T, doc document, out string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != len(doc.Statements)+1 {
		t.Fatalf("%v, %d rows for %d statements", err, len(rows), len(doc.Statements))
	}
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	for i, stmt := range doc.Statements {
		row := rows[i+1]
		for role, spans := range map[string][][2]int{"source": stmt.Spans.Source, "cue": stmt.Spans.Cue, "content": stmt.Spans.Content} {
			want, start, end := "", "", ""
			if len(spans) > 0 {
				start, end = strconv.Itoa(spans[0][0]), strconv.Itoa(spans[len(spans)-1][1])
			}
			for k, sp := range spans {
				if k > 0 {
					want += " … "
				}
				want += string([]rune(doc.Text)[sp[0]:sp[1]])
			}
			got := []string{row[column["statement"]], row[column[role+"_start"]], row[column[role+"_end"]], letters(row[column[role]])}
			if want := []string{stmt.ID, start, end, letters(want)}; fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("%s of %s is %q in CSV and %q in JSON", role, stmt.ID, got, want)
			}
		}
	}
}

// letters leaves of a text what no format changes.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r) {
			return r
		}
		return -1
	}, s)
}

// TestOffsetsOfStories: the same on whole articles, with hundreds of statements.
func TestOffsetsOfStories(t *testing.T) {
	got := run(t, "", "read", "--format", "jsonl", filepath.Join("..", "..", "testdata", "stories"))
	wantEnd(t, got, 0, "")
	statements := 0
	for line := range strings.Lines(got.out) {
		doc := parse(t, line)
		checkWords(t, doc)
		statements += len(doc.Statements)
		if !utf8.ValidString(line) {
			t.Errorf("%s is not UTF-8", doc.ID)
		}
	}
	if statements < 100 {
		t.Errorf("only %d statements found", statements)
	}
}
