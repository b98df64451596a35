package reader_test

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/reader"
	"hearsay/internal/reader/attribution"
	"hearsay/internal/reader/encoder"
	"hearsay/internal/reader/onnxruntime"
	"hearsay/models"
)

// The files under testdata are written by the Python pipeline: training/reader/golden.py.
const (
	stories = "../../testdata/stories"
	polnear = "../../../shared/polnear/dev.jsonl" // beside the project where there is one; its texts are not ours to keep
)

type raw struct{ ID, Text string }

// texts gathers the texts that testdata speaks of, by id; those of PolNeAR only where they are.
func texts(t *testing.T) map[string]string {
	t.Helper()
	all := map[string]string{}
	var odd []raw
	readJSON(t, "testdata/odd.json", &odd)
	for _, r := range odd {
		all[r.ID] = r.Text
	}
	for _, set := range []string{"tanker", "breach"} {
		for _, r := range readLines(t, filepath.Join(stories, set+".jsonl")) {
			all[set+"/"+r.ID] = r.Text
		}
	}
	if _, err := os.Stat(polnear); err == nil {
		for _, r := range readLines(t, polnear) {
			all[r.ID] = r.Text
		}
	} else {
		t.Logf("without PolNeAR, which is not at %s", polnear)
	}
	return all
}

func readJSON(t *testing.T, path string, into any) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

func readLines(t *testing.T, path string) []raw {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var rows []raw
	sc := bufio.NewScanner(f)
	sc.Buffer(nil, 64<<20)
	for sc.Scan() {
		var r raw
		if err := json.Unmarshal(sc.Bytes(), &r); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		rows = append(rows, r)
	}
	return rows
}

func openNetwork(t testing.TB) *encoder.Network {
	t.Helper()
	lib := models.Runtime()
	path, err := onnxruntime.Unpack(onnxruntime.Packed{Name: lib.Name, Zstd: lib.Zstd, SHA256: lib.SHA256}, filepath.Join(os.TempDir(), "hearsay-test-onnxruntime"))
	if err != nil {
		t.Fatal(err)
	}
	rt, err := onnxruntime.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	net, err := encoder.NewNetwork(rt, models.LoadReader())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(net.Close)
	return net
}

// runesBefore gives for every byte offset of text the number of code points before it.
func runesBefore(text string) []int {
	n := make([]int, len(text)+1)
	count := 0
	for i := range text {
		n[i] = count
		count++
	}
	n[len(text)] = utf8.RuneCountInString(text)
	return n
}

func TestWordpiecesEqualPython(t *testing.T) {
	all := texts(t)
	vocab, err := encoder.NewVocabulary(models.LoadReader().Vocabulary)
	if err != nil {
		t.Fatal(err)
	}
	var want []struct {
		ID         string
		Wordpieces int
		SHA256     string
	}
	readJSON(t, "testdata/wordpieces.json", &want)
	compared := 0
	for _, w := range want {
		text, here := all[w.ID]
		if !here {
			continue
		}
		compared++
		before := runesBefore(text)
		h := sha256.New()
		pieces := vocab.Cut(text)
		for _, p := range pieces {
			fmt.Fprintf(h, "%d %d %d %d\n", p.ID, before[p.Start], before[p.End], p.Shape)
		}
		if sum := hex.EncodeToString(h.Sum(nil)); sum != w.SHA256 {
			t.Errorf("%s: %d wordpieces that differ from Python's %d", w.ID, len(pieces), w.Wordpieces)
		}
	}
	if compared < 30 {
		t.Errorf("only %d texts compared", compared)
	}
}

type spans struct{ Source, Cue, Content [][2]int }

func (s spans) String() string { return fmt.Sprint(s.Source, s.Cue, s.Content) }

// TestAttributionsEqualPython: the same graphs through Go and through Python find the same spans and stances, but for what rounding decides: on
// processors with and without VNNI one and the same program agrees with itself on 97.7 % of the spans in the stories, and on 96 % of their stances.
func TestAttributionsEqualPython(t *testing.T) {
	all, net := texts(t), openNetwork(t)
	var want []struct {
		ID           string
		Attributions []struct {
			spans
			Stance hearsay.Stance
		}
	}
	readJSON(t, "testdata/spans.json", &want)
	total, same, alike := 0, 0, 0
	for _, w := range want {
		text, here := all[w.ID]
		if !here {
			continue
		}
		got := stancesOf(t, net, text)
		total += max(len(w.Attributions), len(got))
		for _, a := range w.Attributions {
			stance, found := got[a.spans.String()]
			if !found {
				t.Logf("%s: Python alone has %v", w.ID, a)
				continue
			}
			same++
			if stance == a.Stance {
				alike++
			}
		}
	}
	if total < 50 || 100*same < 97*total || 100*alike < 94*same {
		t.Errorf("of %d attributions %d are the same, and %d of them have the same stance", total, same, alike)
	}
}

// stancesOf gives the attributions that the network finds in a text, by their spans, and the stance that it alone would give them.
func stancesOf(t *testing.T, net *encoder.Network, text string) map[string]hearsay.Stance {
	t.Helper()
	got, before, pieces, finder := map[string]hearsay.Stance{}, runesBefore(text), net.Cut(text), attribution.New(net)
	for _, w := range encoder.Windows(pieces, encoder.WindowSize, encoder.WindowOverlap) {
		found, err := finder.Window(text, pieces, w, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			a := spans{inRunes(f.Source, before), inRunes(f.Cue, before), inRunes(f.Content, before)}
			got[a.String()] = hearsay.Stances()[slices.Index(f.Stance, slices.Max(f.Stance))]
		}
	}
	return got
}

// TestLongContentIsReadToItsEnd: it goes on far beyond the wordpieces near its cue, which are looked at first.
func TestLongContentIsReadToItsEnd(t *testing.T) {
	content := "“We waited for the pilot" + strings.Repeat(", and we waited for the harbour master, who had gone home", 14) + ", and at dawn we sailed,”"
	text := content + " the captain said on Monday.\n"
	reading, err := reader.New(openNetwork(t), 0).Read(context.Background(), hearsay.Article{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	if len(reading.Statements) != 1 || !slices.Equal(reading.Statements[0].Spans.Content, []hearsay.Span{{Start: 0, End: len(content)}}) {
		t.Errorf("of %d bytes of content there are %+v", len(content), reading.Statements)
	}
}

// TestLayoutIsRead: what the layout of a text makes an attribution is one, once, whatever the network makes of its words.
func TestLayoutIsRead(t *testing.T) {
	text := "Greta Lind spoke to us on Monday.\n\nQ: Will you resign?\n\nA: No. I will stay, as I said in May.\n\nQ: Who knew?\n\nA: Nobody. The ministry denied it.\n\n" +
		"“We keep our word.” -Commissioner Otto Rahm\n"
	reading, err := reader.New(openNetwork(t), 0).Read(context.Background(), hearsay.Article{Text: text})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]string{}
	for _, s := range reading.Sources {
		names[s.ID] = s.Name
	}
	var got []string
	for _, s := range reading.Statements {
		if len(s.Spans.Cue) == 0 {
			if s.Quotation != hearsay.Direct {
				t.Errorf("%+v is not direct", s)
			}
			got = append(got, names[s.Source]+": "+s.Spans.Content[0].In(text))
		}
		if len(s.Vector) == 0 || s.Stance == "" {
			t.Errorf("%+v has no vector or no stance", s)
		}
	}
	want := []string{"Greta Lind: No. I will stay, as I said in May.", "Greta Lind: Nobody. The ministry denied it.", "Otto Rahm: “We keep our word.”"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func inRunes(all []hearsay.Span, before []int) [][2]int {
	out := [][2]int{}
	for _, sp := range all {
		out = append(out, [2]int{before[sp.Start], before[sp.End]})
	}
	return out
}

// TestSpansLieInside reads our own texts, among them some that tokenisers stumble over.
func TestSpansLieInside(t *testing.T) {
	rd := reader.New(openNetwork(t), 0)
	for id, text := range texts(t) {
		if strings.Contains(id, "/") { // our own; PolNeAR would take minutes and adds nothing here
			checkReading(t, rd, id, text)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("The minister said “no”.")
	f.Add("한국어 said 한국어: İ\u0307 \x00 she added")
	f.Add(strings.Repeat("He said that she said that ", 60))
	f.Add("?\nA.\nB: ?\nA. 0")
	f.Add("Shelling reported\n\nKARSK — Pelosi opines that sardines, Polit\u0301iFact and 14:41 Rescuers say: Q: Is it?\nA: It is.\nQ: Is it?\nA: It\x00is.")
	rd := reader.New(openNetwork(f), 1)
	f.Fuzz(func(t *testing.T, text string) {
		checkReading(t, rd, "fuzz", strings.ToValidUTF8(text, "\ufffd"))
	})
}

// checkReading reads a text and checks that spans lie inside it on character boundaries and cut no word, that the parts of one attribution do not overlap, that each
// statement has a cue or a content, and that sources are those listed.
func checkReading(t *testing.T, rd *reader.Reader, id, text string) {
	t.Helper()
	reading, err := rd.Read(context.Background(), hearsay.Article{ID: id, Text: text})
	if err != nil {
		t.Fatal(err)
	}
	sources := map[string]bool{"": true}
	for _, s := range reading.Sources {
		sources[s.ID] = true
	}
	for _, stmt := range reading.Statements {
		taken := map[int]bool{}
		for _, part := range [][]hearsay.Span{stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content} {
			last := -1
			for _, sp := range part {
				if sp.Start < 0 || sp.Start >= sp.End || sp.End > len(text) || sp.Start < last || !utf8.ValidString(sp.In(text)) {
					t.Fatalf("%s: %s has the span %v in a text of %d bytes", id, stmt.ID, sp, len(text))
				}
				if withinWord(text, sp.Start) || withinWord(text, sp.End) {
					t.Fatalf("%s: %s has the span %q, which cuts a word", id, stmt.ID, sp.In(text))
				}
				last = sp.End
				for k := sp.Start; k < sp.End; k++ {
					if taken[k] {
						t.Fatalf("%s: %s has two parts that share byte %d", id, stmt.ID, k)
					}
					taken[k] = true
				}
			}
		}
		if len(stmt.Spans.Cue)+len(stmt.Spans.Content) == 0 || !sources[stmt.Source] {
			t.Fatalf("%s: %s has neither cue nor content, or an unknown source: %+v", id, stmt.ID, stmt)
		}
	}
}

// withinWord reports whether a place in the text has plain letters on both sides.
func withinWord(text string, at int) bool {
	letter := func(c byte) bool { return 'a' <= c|' ' && c|' ' <= 'z' }
	return at > 0 && at < len(text) && letter(text[at-1]) && letter(text[at])
}
