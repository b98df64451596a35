package stance

import (
	"bufio"
	"encoding/json"
	"flag"
	"os"
	"testing"

	"hearsay"
)

// attributions and tableFile ask for what the table says of attributions, for training/reader/train_stances.py.
var (
	attributions = flag.String("attributions", "", "file with a line of JSON for each text: text, attributions (source, cue, content as [start, end] in code points)")
	tableFile    = flag.String("table", "", "file to write: for each text a line with the scores of each of its attributions")
)

// TestTableForTraining writes what the table of cues adds to the network's scores: nothing where the table decides alone.
func TestTableForTraining(t *testing.T) {
	if *attributions == "" {
		t.Skip("no -attributions given")
	}
	in, err := os.Open(*attributions)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	out, err := os.Create(*tableFile)
	if err != nil {
		t.Fatal(err)
	}
	rules, lines, each := New(), bufio.NewScanner(in), json.NewEncoder(out)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var doc struct {
			Text         string
			Attributions []struct{ Source, Cue, Content [][2]int }
		}
		if err := json.Unmarshal(lines.Bytes(), &doc); err != nil {
			t.Fatal(err)
		}
		spans := inBytes(doc.Text)
		scores := make([][9]float32, len(doc.Attributions))
		for i, a := range doc.Attributions {
			found := rules.find(doc.Text, hearsay.Attribution{Source: spans(a.Source), Cue: spans(a.Cue), Content: spans(a.Content)})
			if !found.certain {
				scores[i] = found.scores()
			}
		}
		if err := each.Encode(scores); err != nil {
			t.Fatal(err)
		}
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	if err := out.Close(); err != nil {
		t.Fatal(err)
	}
}

// inBytes turns spans of code points of a text into spans of bytes.
func inBytes(text string) func([][2]int) []hearsay.Span {
	var at []int
	for i := range text {
		at = append(at, i)
	}
	at = append(at, len(text))
	return func(spans [][2]int) []hearsay.Span {
		var out []hearsay.Span
		for _, s := range spans {
			out = append(out, hearsay.Span{Start: at[s[0]], End: at[s[1]]})
		}
		return out
	}
}
