package eval

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"hearsay"
)

var update = flag.Bool("update", false, "score the files under testdata with the reference scorer again")

// scoreInPython runs the reference scorer, or skips the test where there is none.
func scoreInPython(t *testing.T, gold, pred string) string {
	t.Helper()
	return python(t, filepath.Join(references, "attributions.py"), gold, pred)
}

func scoreInGo(t *testing.T, goldPath, predPath string) Report {
	t.Helper()
	goldFile, err := os.Open(goldPath)
	if err != nil {
		t.Fatal(err)
	}
	defer goldFile.Close()
	gold, err := ReadGold(goldFile)
	if err != nil {
		t.Fatal(err)
	}
	predFile, err := os.Open(predPath)
	if err != nil {
		t.Fatal(err)
	}
	defer predFile.Close()
	pred, err := ReadPredictions(predFile, gold)
	if err != nil {
		t.Fatal(err)
	}
	return Compare(gold, pred)
}

func written(t *testing.T, rep Report) string {
	t.Helper()
	var b strings.Builder
	if err := rep.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestGolden compares with what the reference scorer once printed, so that it needs neither Python nor the scorer.
func TestGolden(t *testing.T) {
	gold, pred, want := filepath.Join("testdata", "gold.jsonl"), filepath.Join("testdata", "pred.jsonl"), filepath.Join("testdata", "want.txt")
	if *update {
		writePair(t, gold, pred, rand.New(rand.NewPCG(14, 6)), 12)
		if err := os.WriteFile(want, []byte(scoreInPython(t, gold, pred)), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	expected, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := written(t, scoreInGo(t, gold, pred)); got != string(expected) {
		t.Errorf("got\n%s\nwant\n%s", got, expected)
	}
}

func TestEqualsReference(t *testing.T) {
	for seed := range uint64(12) {
		dir := t.TempDir()
		gold, pred := filepath.Join(dir, "gold.jsonl"), filepath.Join(dir, "pred.jsonl")
		writePair(t, gold, pred, rand.New(rand.NewPCG(seed, 1)), 40)
		want := scoreInPython(t, gold, pred)
		if got := written(t, scoreInGo(t, gold, pred)); got != want {
			t.Fatalf("seed %d: got\n%s\nwant\n%s", seed, got, want)
		}
	}
}

// TestEqualsReferenceOnCharacters looks at the characters themselves: three around a comma make one, two or more tokens by what Python holds each to be.
func TestEqualsReferenceOnCharacters(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to ask about characters")
	}
	// Each code point that Python's Unicode knows: 'w' alphanumeric, '_' word, 's' space, '.' other; '?' unassigned there, so it may differ.
	const program = `import re,sys,unicodedata
for i in range(0x110000):
    c=chr(i); sys.stdout.write('?' if unicodedata.category(c) in ('Cn','Cs') else 'w' if c.isalnum() else '_' if re.match(r'\w',c) else 's' if re.match(r'\s',c) else '.')`
	classes, err := exec.Command(python, "-c", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	if len(classes) != utf8.MaxRune+1 {
		t.Fatalf("Python told of %d characters", len(classes))
	}
	for r, want := range classes {
		got := byte('.')
		switch toks := tokens(string(rune(r))); {
		case len(toks) == 0:
			got = 's'
		case toks[0].word:
			got = 'w'
		case inWord(rune(r)):
			got = '_'
		}
		if want != '?' && got != want {
			t.Errorf("%U is %c, in Python %c", r, got, want)
		}
	}
}

// writePair writes random gold articles and predictions that resemble them: shifted, dropped, swapped, doubled, and some of neither.
func writePair(t *testing.T, goldPath, predPath string, rnd *rand.Rand, articles int) {
	t.Helper()
	var gold, pred bytes.Buffer
	for i := range articles {
		text := []rune(randomText(rnd))
		attributions := make([]map[string][][2]int, rnd.IntN(9))
		for j := range attributions {
			attributions[j] = map[string][][2]int{"source": randomSpans(rnd, len(text)), "cue": randomSpans(rnd, len(text)), "content": randomSpans(rnd, len(text))}
		}
		id := string(rune('a'+i%26)) + strings.Repeat("x", i/26)
		encode(t, &gold, map[string]any{"id": id, "text": string(text), "attributions": attributions, "more": "passed over"})
		found := disturb(rnd, attributions, len(text))
		switch rnd.IntN(6) {
		case 0: // no prediction
		case 1, 2:
			statements := []any{}
			for _, spans := range found {
				statements = append(statements, map[string]any{"spans": spans, "source": nil})
			}
			encode(t, &pred, map[string]any{"id": id, "text": string(text), "statements": statements})
		default:
			encode(t, &pred, map[string]any{"id": id, "attributions": found})
		}
	}
	encode(t, &pred, map[string]any{"id": "not in the gold", "attributions": []any{}})
	for path, b := range map[string]*bytes.Buffer{goldPath: &gold, predPath: &pred} {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func encode(t *testing.T, b *bytes.Buffer, v any) {
	t.Helper()
	if err := json.NewEncoder(b).Encode(v); err != nil {
		t.Fatal(err)
	}
}

func randomText(rnd *rand.Rand) string {
	pieces := strings.Split("the|minister|said|_x|x_y|3½|Ⅷ|②|٣٤|e\u0301t\u0301e\u0301|中文|👩‍👧|don’t|“|”|,|.|\u00a0|\x1c|\x1f|\u0085|\u2028|\n\n|\t|ǅ|ª|\u200b|_|__|-", "|")
	var b strings.Builder
	for range rnd.IntN(60) {
		b.WriteString(pieces[rnd.IntN(len(pieces))])
		if rnd.IntN(4) > 0 {
			b.WriteByte(' ')
		}
	}
	return b.String()
}

func randomSpans(rnd *rand.Rand, length int) [][2]int {
	spans := [][2]int{}
	for range min(rnd.IntN(4), 1+rnd.IntN(2)) {
		a := rnd.IntN(length + 1)
		spans = append(spans, [2]int{a, min(length, a+rnd.IntN(14))})
	}
	return spans
}

func disturb(rnd *rand.Rand, gold []map[string][][2]int, length int) []map[string][][2]int {
	found := []map[string][][2]int{}
	for _, g := range gold {
		for range []int{0, 1, 1, 1, 2}[rnd.IntN(5)] {
			p := map[string][][2]int{}
			for _, role := range []string{"source", "cue", "content"} {
				p[role] = [][2]int{}
				for _, sp := range g[role] {
					if rnd.IntN(3) == 0 {
						sp[0], sp[1] = max(0, sp[0]-rnd.IntN(4)), min(length, sp[1]+rnd.IntN(4))
					}
					p[role] = append(p[role], sp)
				}
				if rnd.IntN(6) == 0 {
					p[role] = randomSpans(rnd, length)
				}
			}
			found = append(found, p)
		}
	}
	rnd.Shuffle(len(found), func(i, j int) { found[i], found[j] = found[j], found[i] })
	return found
}

func attribution(source, cue, content hearsay.Span) hearsay.Attribution {
	return hearsay.Attribution{Source: []hearsay.Span{source}, Cue: []hearsay.Span{cue}, Content: []hearsay.Span{content}}
}

func TestWorst(t *testing.T) {
	const text = "Ann said rain falls. Bob said snow falls."
	a := attribution(hearsay.Span{Start: 0, End: 3}, hearsay.Span{Start: 4, End: 8}, hearsay.Span{Start: 9, End: 19})
	b := attribution(hearsay.Span{Start: 21, End: 24}, hearsay.Span{Start: 25, End: 29}, hearsay.Span{Start: 30, End: 40})
	both := []hearsay.Attribution{a, b}
	gold := []Gold{{"whole", text, both}, {"half", text, both}, {"none", text, both}, {"half too", text, both}, {"silent", text, nil}}
	rep := Compare(gold, map[string][]hearsay.Attribution{"whole": both, "half": both[:1], "half too": both[1:], "silent": nil})
	var order []string
	for _, art := range rep.Worst(4) {
		order = append(order, art.ID)
	}
	if want := []string{"none", "half", "half too", "whole"}; !slices.Equal(order, want) {
		t.Errorf("worst are %q, want %q", order, want)
	}
	if got := rep.Worst(1)[0].Attributed; got != (Count{Right: 0, Predicted: 0, Gold: 2}) {
		t.Errorf("the worst counts %+v", got)
	}
	if rep.Missing != 1 || rep.Attributed != (Count{Right: 4, Predicted: 4, Gold: 8}) {
		t.Errorf("missing %d, attributed %+v", rep.Missing, rep.Attributed)
	}
	if len(rep.Worst(-1)) != 0 || len(rep.Worst(100)) != 4 || len(rep.Articles) != 5 {
		t.Error("Worst does not keep to what there is")
	}
}

func TestReadErrors(t *testing.T) {
	const good = `{"id":"a","text":"né 👩","attributions":[]}` + "\n"
	for _, c := range []struct{ name, gold, pred, want string }{
		{"no JSON", good + "\n{", "", "line 3: it is not an article in JSON: unexpected end of JSON input"},
		{"no id", `{"text":""}`, "", `line 1: it has no "id"`},
		{"no text", `{"id":"b","attributions":[]}`, "", `line 1, article b: it has no "text"`},
		{"no attributions", `{"id":"b","text":""}`, "", `line 1, article b: it has no "attributions", so it is no gold article`},
		{"twice", good + good, "", "line 2, article a: the same id is on an earlier line"},
		{"no UTF-8", "{\"id\":\"\xff\"}", "", "line 1: it is not UTF-8"},
		{"no pair", `{"id":"a","text":"x","attributions":[{"cue":[[1]]}]}`, "", "line 1: it is not an article in JSON: a span is [1], not [start, end]"},
		{"too far", `{"id":"a","text":"né","attributions":[{},{"content":[[0,3]]}]}`, "", "line 1, article a: attribution 2: the content span [0 3] lies outside the text of 2 characters"},
		{"backwards", `{"id":"a","text":"né","attributions":[{"source":[[2,1]]}]}`, "", "line 1, article a: attribution 1: the source span [2 1] lies outside the text of 2 characters"},
		{"other text", good, good[:10] + `"text":"ne 👩"}`, "line 1, article a: its text differs from the gold text, so the offsets do not fit"},
		{"predicted twice", good, strings.Repeat(`{"id":"a","statements":[]}`+"\n", 2), "line 2, article a: the same id is on an earlier line"},
	} {
		t.Run(c.name, func(t *testing.T) {
			gold, err := ReadGold(strings.NewReader(c.gold))
			if c.pred != "" && err == nil {
				_, err = ReadPredictions(strings.NewReader(c.pred), gold)
			}
			if err == nil || err.Error() != c.want {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
		})
	}
	broken := errors.New("the disk is gone")
	if _, err := ReadGold(iotest.ErrReader(broken)); !errors.Is(err, broken) {
		t.Errorf("a failing reader gives %v", err)
	}
}

func TestReadTurnsCodePointsIntoBytes(t *testing.T) {
	long := strings.Repeat("é", 1<<20)
	in := `{"id":"a","text":"é👩 x` + long + `","attributions":[{"source":[[0,1]],"cue":[[1,2]],"content":[[3,4],[4,4]]}]}`
	gold, err := ReadGold(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	a := gold[0].Attributions[0]
	if got := a.Source[0].In(gold[0].Text) + a.Cue[0].In(gold[0].Text) + a.Content[0].In(gold[0].Text); got != "é👩x" {
		t.Errorf("the spans hold %q", got)
	}
	if a.Content[1] != (hearsay.Span{Start: 8, End: 8}) {
		t.Errorf("the empty span is %v", a.Content[1])
	}
}
