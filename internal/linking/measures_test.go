package linking

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
)

// dumpTo asks for the measures of all labelled pairs, for training/linking/fit.py.
var dumpTo = flag.String("measures", "", "folder to write the measures of labelled pairs to")

// TestMeasuresForTraining writes for each set files of float32 rows: numbers of both statements, 1 if they are about one claim, then the relations
// (NAME.refer, of statements of one article in either order) or measures (NAME.pair, of all); and lines for each statement: its claim, "" if
// none (NAME.claims), its article and number (NAME.refs). names.json holds what the columns are. Where the folder holds a forest refer-NAME.json,
// fitted without that set, it stands in for the model's own.
func TestMeasuresForTraining(t *testing.T) {
	if *dumpTo == "" {
		t.Skip("no -measures given")
	}
	l := newTestLinker(t)
	measured := measureNames()
	names, _ := json.Marshal(map[string][]string{"refer": relationNames(), "pair": measured[:], "support": supportNames()})
	save(t, "names.json", string(names))
	own := l.model.Refer
	for _, name := range slices.Concat(trainingSets, ownSets(t), []string{"tanker", "breach"}) {
		l.model.Refer = own
		if raw, err := os.ReadFile(filepath.Join(*dumpTo, "refer-"+name+".json")); err == nil {
			l.model.Refer = forest{}
			if err := json.Unmarshal(raw, &l.model.Refer); err != nil {
				t.Fatal(err)
			}
		}
		story := loadStory(t, name)
		pairs := slices.Contains(trainingSets, name) // of the others there is what the reader read
		dumpStory(t, l, story, pairs)
		for seed := range noisyCopies {
			dumpStory(t, l, misread(story, uint64(seed)), pairs)
		}
	}
	l.model.Refer = own
	dumpPairs(t, l)
	if *ledgersAt != "" {
		dumpRead(t, l)
		dumpStream(t, l)
	}
}

// noisyCopies is how many misread copies of each story are written, as NAME-0, NAME-1 and so on.
const noisyCopies = 2

// misread makes of a story what a reader might: a sixth of the statements are missed, a quarter of the stances are taken for others, a tenth of the contents end too
// early and a fifth of the sources have a shorter name, about as often as the reader errs on stories that it has not seen.
func misread(story goldStory, seed uint64) goldStory {
	rng := rand.New(rand.NewPCG(seed, 1))
	out := goldStory{name: fmt.Sprintf("%s-%d", story.name, seed), claims: story.claims, texts: story.texts}
	stances := hearsay.Stances()
	for _, r := range story.readings {
		all := r.Statements
		r.Statements = nil
		for _, stmt := range all {
			if rng.Float64() < 1./6 {
				continue
			}
			if rng.Float64() < 0.24 {
				if stmt.Stance != hearsay.Asserts && rng.Float64() < 0.6 {
					stmt.Stance = hearsay.Asserts
				} else {
					stmt.Stance = stances[rng.IntN(len(stances))]
				}
			}
			if n := len(stmt.Spans.Content); n > 0 && rng.Float64() < 0.1 {
				stmt.Spans.Content = slices.Clone(stmt.Spans.Content)
				last := &stmt.Spans.Content[n-1]
				if cut := strings.LastIndexByte(r.Article.Text[last.Start:last.Start+last.Len()*2/3+1], ' '); cut > 0 {
					last.End = last.Start + cut
				}
			}
			r.Statements = append(r.Statements, stmt)
		}
		r.Sources = slices.Clone(r.Sources)
		for i := range r.Sources {
			if words := strings.Fields(r.Sources[i].Name); len(words) > 1 && rng.Float64() < 0.2 {
				r.Sources[i].Name = words[len(words)-1]
			}
		}
		out.readings = append(out.readings, r)
	}
	return out
}

func dumpStory(t *testing.T, l *Linker, story goldStory, pairs bool) {
	dumpFeatures(t, l, story.name, describeAll(l, story), story.claims, pairs)
}

func dumpFeatures(t *testing.T, l *Linker, name string, features []Features, of map[hearsay.Ref]string, pairs bool) {
	refer, pair := newRows(t, name+".refer"), newRows(t, name+".pair")
	var claims, refs []string
	for i := range features {
		a := &features[i]
		claim := of[a.Ref]
		claims, refs = append(claims, claim), append(refs, a.Article+"\t"+a.Statement)
		for j := range features {
			b := &features[j]
			same := claim != "" && claim == of[b.Ref]
			if pairs && j < i {
				pair.write(i, j, same, l.measure(a, b)[:])
			}
			if i != j && a.Article == b.Article && abs(a.place.order-b.place.order) <= reachOrder {
				refer.write(i, j, same, relate(a, b)[:])
			}
		}
	}
	refer.close()
	pair.close()
	save(t, name+".claims", strings.Join(claims, "\n")+"\n")
	save(t, name+".refs", strings.Join(refs, "\n")+"\n")
}

func save(t *testing.T, name, text string) {
	if err := os.WriteFile(filepath.Join(*dumpTo, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// dumpPairs writes the measures of the labelled pairs of PolNeAR.
func dumpPairs(t *testing.T, l *Linker) {
	shared := filepath.Join(storyDirs(t), "..")
	articles := map[string]hearsay.Reading{}
	eachLine(t, filepath.Join(shared, "polnear", "train.jsonl"), func(raw []byte) {
		r := polnear(t, raw)
		articles[r.Article.ID] = r
	})
	rows := newRows(t, "pairs.pair")
	eachLine(t, filepath.Join(shared, "pairs", "pairs.jsonl"), func(raw []byte) {
		var p struct {
			A, B  []any
			Label string
		}
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Fatal(err)
		}
		find := func(x []any) *Features {
			all := l.Describe(articles[x[0].(string)])
			return &all[int(x[1].(float64))-1]
		}
		same := p.Label == "same" || p.Label == "opposed" || p.Label == "part"
		rows.write(0, 0, same, l.measure(find(p.A), find(p.B))[:])
	})
	rows.close()
}

// polnear makes a reading of an annotated article.
func polnear(t *testing.T, raw []byte) hearsay.Reading {
	var art struct {
		ID, Text, Publisher, Published, Title string
		Attributions                          []map[string][][2]int
	}
	if err := json.Unmarshal(raw, &art); err != nil {
		t.Fatal(err)
	}
	at := make([]int, 0, len(art.Text)+1)
	for i := range art.Text {
		at = append(at, i)
	}
	at = append(at, len(art.Text))
	published, _ := hearsay.ParseDate(art.Published)
	r := hearsay.Reading{Article: hearsay.Article{ID: art.ID, Text: art.Text, Outlet: art.Publisher, Published: published, Title: art.Title}}
	spans := func(list [][2]int) []hearsay.Span {
		var out []hearsay.Span
		for _, s := range list {
			out = append(out, hearsay.Span{Start: at[s[0]], End: at[s[1]]})
		}
		return out
	}
	for i, a := range art.Attributions {
		stmt := hearsay.Statement{ID: strconv.Itoa(i + 1), Spans: hearsay.Attribution{Source: spans(a["source"]), Cue: spans(a["cue"]), Content: spans(a["content"])}}
		if len(stmt.Spans.Source) > 0 {
			stmt.Source = stmt.ID
			r.Sources = append(r.Sources, hearsay.Source{ID: stmt.ID, Name: stmt.Spans.Source[0].In(art.Text)})
		}
		stmt.Quotation = quoted(art.Text, stmt.Spans.Content)
		r.Statements = append(r.Statements, stmt)
	}
	return r
}

func eachLine(t *testing.T, path string, f func([]byte)) {
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	scan := bufio.NewScanner(file)
	scan.Buffer(nil, 1<<24)
	for scan.Scan() {
		f(scan.Bytes())
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
}

type rows struct {
	t    *testing.T
	file *os.File
	out  *bufio.Writer
}

func newRows(t *testing.T, name string) rows {
	file, err := os.Create(filepath.Join(*dumpTo, name))
	if err != nil {
		t.Fatal(err)
	}
	return rows{t, file, bufio.NewWriter(file)}
}

func (r rows) write(i, j int, same bool, x []float64) {
	row := []float32{float32(i), float32(j), float32(flagOf(same))}
	for _, v := range x {
		row = append(row, float32(v))
	}
	if err := binary.Write(r.out, binary.LittleEndian, row); err != nil {
		r.t.Fatal(err)
	}
}

func (r rows) close() {
	if err := r.out.Flush(); err != nil {
		r.t.Fatal(err)
	}
	r.file.Close()
}
