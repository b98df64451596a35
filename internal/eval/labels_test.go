package eval

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// labelFiles are the three files that a labels score is made of.
func labelFiles(dir string) (texts, labels, pred string) {
	return filepath.Join(dir, "texts.jsonl"), filepath.Join(dir, "labels.jsonl"), filepath.Join(dir, "pred.jsonl")
}

func labelsInGo(t *testing.T, dir string) LabelReport {
	t.Helper()
	textsPath, labelsPath, predPath := labelFiles(dir)
	texts, err := ReadGold(open(t, textsPath))
	if err != nil {
		t.Fatal(err)
	}
	gold, err := ReadLabels(open(t, labelsPath), texts)
	if err != nil {
		t.Fatal(err)
	}
	readings, err := ReadReadings(open(t, predPath), gold)
	if err != nil {
		t.Fatal(err)
	}
	rep, err := CompareLabels(gold, readings)
	if err != nil {
		t.Fatal(err)
	}
	return rep
}

func labelsInPython(t *testing.T, dir string) string {
	t.Helper()
	texts, labels, pred := labelFiles(dir)
	return python(t, filepath.Join(references, "labels.py"), texts, labels, pred)
}

func writtenLabels(t *testing.T, rep LabelReport) string {
	t.Helper()
	var b strings.Builder
	if err := rep.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestLabelsGolden compares with what the reference scorer once printed.
func TestLabelsGolden(t *testing.T) {
	dir := filepath.Join("testdata", "labels")
	want := filepath.Join(dir, "want.txt")
	if *update {
		writeLabelFiles(t, dir, rand.New(rand.NewPCG(3, 9)), 8)
		writeFile(t, want, []byte(labelsInPython(t, dir)))
	}
	expected, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := writtenLabels(t, labelsInGo(t, dir)); got != string(expected) {
		t.Errorf("got\n%s\nwant\n%s", got, expected)
	}
}

func TestLabelsEqualReference(t *testing.T) {
	for seed := range uint64(12) {
		dir := t.TempDir()
		writeLabelFiles(t, dir, rand.New(rand.NewPCG(seed, 2)), 40)
		want := labelsInPython(t, dir)
		if got := writtenLabels(t, labelsInGo(t, dir)); got != want {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, got, want)
		}
	}
}

// writeLabelFiles writes random texts, labels of all their attributions, and readings that resemble them.
func writeLabelFiles(t *testing.T, dir string, rnd *rand.Rand, articles int) {
	t.Helper()
	var texts, labels, pred bytes.Buffer
	for i := range articles {
		id := fmt.Sprintf("art-%d", i)
		text := []rune(randomText(rnd))
		attributions := make([]map[string][][2]int, rnd.IntN(9))
		marked := make([]map[string]any, len(attributions))
		sources := randomSources(rnd, "g")
		for j := range attributions {
			attributions[j] = map[string][][2]int{"source": randomSpans(rnd, len(text)), "cue": randomSpans(rnd, len(text)), "content": randomSpans(rnd, len(text))}
			marked[j] = randomLabel(rnd, sources)
			marked[j]["n"] = j + 1
		}
		encode(t, &texts, map[string]any{"id": id, "text": string(text), "attributions": attributions})
		encode(t, &labels, map[string]any{"id": id, "sources": sources, "labels": marked})
		if rnd.IntN(8) == 0 {
			continue
		}
		sources = append(slices.Clone(sources), randomSources(rnd, "p")...)
		statements := []any{}
		for _, spans := range disturb(rnd, attributions, len(text)) {
			stmt := randomLabel(rnd, sources)
			stmt["spans"], stmt["article"] = spans, id
			delete(stmt, "odd")
			statements = append(statements, stmt)
		}
		encode(t, &pred, map[string]any{"id": id, "text": string(text), "sources": sources, "statements": statements})
	}
	encode(t, &pred, map[string]any{"id": "not labelled", "sources": []any{}, "statements": []any{}})
	textsPath, labelsPath, predPath := labelFiles(dir)
	writeFile(t, textsPath, texts.Bytes())
	writeFile(t, labelsPath, labels.Bytes())
	writeFile(t, predPath, pred.Bytes())
}

func randomSources(rnd *rand.Rand, prefix string) []map[string]any {
	names := strings.Split("Lena Koch|Koch|the KOCH ministry|Ministry of Ümlaut|two officials|the of a|Évian’s mayor|_x Ⅷ|中文 press|", "|")
	sources := make([]map[string]any, 1+rnd.IntN(5))
	for i := range sources {
		sources[i] = map[string]any{"id": fmt.Sprintf("%s%d", prefix, i), "name": pick(rnd, names), "kind": pick(rnd, hearsay.Kinds()), "role": "", "affiliation": ""}
	}
	return sources
}

func randomLabel(rnd *rand.Rand, sources []map[string]any) map[string]any {
	conditions := []string{"", "", "if the report is verified", "if report verified", "unless the court of the land agrees", "the a of"}
	label := map[string]any{
		"source": nil, "stance": pick(rnd, hearsay.Stances()), "condition": pick(rnd, conditions), "relay": []any{}, "to": nil, "odd": rnd.IntN(12) == 0,
	}
	if rnd.IntN(2) > 0 { // make them agree more often
		label["stance"] = pick(rnd, hearsay.Stances()[6:8])
	}
	if rnd.IntN(6) > 0 {
		label["source"] = pick(rnd, sources)["id"]
	}
	for range max(0, rnd.IntN(5)-2) {
		label["relay"] = append(label["relay"].([]any), pick(rnd, sources)["id"])
	}
	return label
}

func pick[T any](rnd *rand.Rand, from []T) T { return from[rnd.IntN(len(from))] }

func TestLabelErrors(t *testing.T) {
	texts := []Gold{{ID: "a", Text: "né", Attributions: []hearsay.Attribution{{Cue: []hearsay.Span{{Start: 0, End: 1}}}}}}
	const good = `{"id":"a","sources":[{"id":"s1","name":"Ann","kind":"person"}],"labels":[{"n":1,"source":"s1","stance":"asks"}]}` + "\n"
	for _, c := range []struct{ name, labels, pred, want string }{
		{"unknown article", `{"id":"b"}`, "", "line 1, article b: there is no such article among the texts"},
		{"twice", good + good, "", "line 2, article a: the same id is on an earlier line"},
		{"no label", `{"id":"a","labels":[]}`, "", "line 1, article a: attribution 1 has no label"},
		{"too many", `{"id":"a","labels":[{"n":2,"stance":"asks"}]}`, "", "line 1, article a: label 2: the article has 1 attributions"},
		{"no stance", `{"id":"a","labels":[{"n":1,"stance":"lies"}]}`, "", `line 1, article a: label 1: "lies" is no stance`},
		{"no source", `{"id":"a","labels":[{"n":1,"stance":"asks","source":"s1"}]}`, "", `line 1, article a: label 1: the source "s1" is not in "sources"`},
		{"other text", good, `{"id":"a","text":"nu","statements":[]}`, "line 1, article a: its text differs from the gold text, so the offsets do not fit"},
		{"read twice", good, strings.Repeat(`{"id":"a","statements":[]}`+"\n", 2), "line 2, article a: the same id is on an earlier line"},
		{"too far", good, `{"id":"a","statements":[{"spans":{"cue":[[0,3]]}}]}`, "line 1, article a: statement 1: the cue span [0 3] lies outside the text of 2 characters"},
		{"no reading", good, good, `line 1, article a: it has no "statements", so it is no reading`},
		{"read no stance", good, `{"id":"a","statements":[{"stance":"lies"}]}`, `line 1, article a: statement 1: "lies" is no stance`},
		{"read no source", good, `{"id":"a","statements":[{"relay":["s2"]}]}`, `line 1, article a: statement 1: the source "s2" is not in "sources"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			gold, err := ReadLabels(strings.NewReader(c.labels), texts)
			if c.pred != "" && err == nil {
				_, err = ReadReadings(strings.NewReader(c.pred), gold)
			}
			if err == nil || err.Error() != c.want {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
		})
	}
	gold := []Labelled{{Gold: texts[0], Labels: []Label{{Stance: hearsay.Asks}}}}
	astray := ledgerjson.Reading{Statements: []ledgerjson.Statement{{Spans: ledgerjson.Spans{Cue: []ledgerjson.Span{{1, 4}}}}}}
	_, err := CompareLabels(gold, map[string]ledgerjson.Reading{"a": astray})
	if want := "article a: attribution 1: the cue span [1 4] lies outside the text of 2 characters"; err == nil || err.Error() != want {
		t.Errorf("a span outside the text gives %v", err)
	}
}

func TestTelling(t *testing.T) {
	rep := LabelReport{Stances: Confusion{}}
	for _, e := range []struct {
		gold, read hearsay.Stance
		cue        string
	}{
		{hearsay.Denies, hearsay.Asserts, "said"},
		{hearsay.Denies, hearsay.Asserts, "rejected"},
		{hearsay.Denies, hearsay.Asserts, "Rejected"},
		{hearsay.Withholds, hearsay.Denies, "would not say"},
		{hearsay.Asks, "", ""},
		{hearsay.Asks, "", "wondered"},
	} {
		rep.Stances[StancePair{e.gold, e.read}]++
		rep.Errors = append(rep.Errors, StanceError{StancePair: StancePair{e.gold, e.read}, Cue: e.cue, Content: "rain falls", Article: "a", Times: 1})
	}
	rep.Stances[StancePair{hearsay.Asks, hearsay.Asks}] = 5
	var b strings.Builder
	if err := WriteErrors(&b, rep.Telling(4)); err != nil {
		t.Fatal(err)
	}
	const want = `  1  denies → asserts  “rejected”  (2 ×)
     a: rain falls
  2  asks → none  no cue  (1 ×)
     a: rain falls
  3  withholds → denies  “would not say”  (1 ×)
     a: rain falls
  4  denies → asserts  “said”  (1 ×)
     a: rain falls
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", &b, want)
	}
	if all := rep.Telling(100); len(all) != 5 || len(rep.Telling(0)) != 0 {
		t.Errorf("there are %d errors in all", len(all))
	}
	b.Reset()
	if err := rep.Stances.Write(&b); err != nil {
		t.Fatal(err)
	}
	const table = `  gold \ read  asserts  denies  withholds  asks  none
       denies        3       0          0     0     0
    withholds        0       1          0     0     0
         asks        0       0          0     5     2
`
	if b.String() != table {
		t.Errorf("got\n%s\nwant\n%s", &b, table)
	}
}
