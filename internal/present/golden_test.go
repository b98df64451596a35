package present

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"hearsay"
)

var update = flag.Bool("update", false, "write the golden files under testdata again")

func present(t testing.TB, format Format, opts Options, readings ...hearsay.Reading) string {
	t.Helper()
	var b strings.Builder
	p, err := New(format, &b, opts)
	if err != nil {
		t.Fatal(err)
	}
	for _, reading := range readings {
		if err := p.Article(reading); err != nil {
			t.Fatal(err)
		}
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestGolden(t *testing.T) {
	solent, kontor, jonub := readStory(t, "01-solent.txt"), readStory(t, "06-kontor.txt"), readStory(t, "10-jonub.txt")
	for _, c := range []struct {
		file     string
		format   Format
		opts     Options
		readings []hearsay.Reading
	}{
		{"several.text", Text, Options{}, []hearsay.Reading{hostile(t), silent()}},
		{"several.light.text", Text, Options{Color: true}, []hearsay.Reading{hostile(t), silent()}},
		{"story.dark.text", Text, Options{Color: true, Dark: true, Width: 120}, []hearsay.Reading{kontor}},
		{"story.text", Text, Options{}, []hearsay.Reading{jonub, kontor}},
		{"bare.text", Text, Options{}, []hearsay.Reading{bare(solent)}},
		{"narrow.text", Text, Options{Width: 10}, []hearsay.Reading{solent}},
		{"one.json", JSON, Options{}, []hearsay.Reading{hostile(t)}},
		{"several.json", JSON, Options{}, []hearsay.Reading{hostile(t), silent(), kontor}},
		{"several.jsonl", JSONL, Options{}, []hearsay.Reading{hostile(t), silent()}},
		{"several.csv", CSV, Options{}, []hearsay.Reading{hostile(t), silent(), solent}},
		{"one.html", HTML, Options{}, []hearsay.Reading{hostile(t)}},
		{"several.html", HTML, Options{}, []hearsay.Reading{bare(solent), kontor, silent()}},
	} {
		t.Run(c.file, func(t *testing.T) {
			got, path := present(t, c.format, c.opts, c.readings...), filepath.Join("testdata", "golden", c.file)
			if *update {
				if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("it differs from %s; if that is meant, run go test ./internal/present -update. It is\n%s", path, got)
			}
		})
	}
}

// TestNoArticle: programs that read the output must be able to parse it also where there was nothing to read.
func TestNoArticle(t *testing.T) {
	for format, want := range map[Format]string{Text: "", JSON: "[]\n", JSONL: "", CSV: strings.Join(csvColumns(), ",") + "\n"} {
		if got := present(t, format, Options{}); got != want {
			t.Errorf("%s without articles is %q, want %q", format, got, want)
		}
	}
	if got := present(t, HTML, Options{}); !strings.Contains(got, "There is no article on this page.") || !strings.HasSuffix(got, "</html>\n") {
		t.Errorf("the page without articles is\n%s", got)
	}
}

// TestNothingReachesTheTerminalRaw looks at all outside text in each format that a terminal may show.
func TestNothingReachesTheTerminalRaw(t *testing.T) {
	for _, format := range Formats() {
		for _, r := range present(t, format, Options{}, hostile(t), silent()) {
			if r != '\n' && unicode.IsControl(r) || bidi(r) {
				t.Errorf("%s lets %U through", format, r)
			}
		}
	}
}

func TestJSONCountsCodePoints(t *testing.T) {
	var doc struct {
		Text       string
		Sources    []any
		Statements []struct {
			Article string
			Source  *string
			Spans   map[string][][2]int

			Deciding  [][2]int
			Relay     []string
			To        *string
			Stance    hearsay.Stance
			Said      string
			Past      bool
			Condition string
		}
	}
	reading := hostile(t)
	if err := json.Unmarshal([]byte(present(t, JSONL, Options{}, reading)), &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Text != reading.Article.Text {
		t.Errorf("the text came back as %q", doc.Text)
	}
	runes := []rune(doc.Text)
	for i, stmt := range reading.Statements {
		for role, spans := range map[string][]hearsay.Span{"source": stmt.Spans.Source, "cue": stmt.Spans.Cue, "content": stmt.Spans.Content} {
			got := doc.Statements[i].Spans[role]
			if got == nil || len(got) != len(spans) {
				t.Fatalf("statement %d has %v as %s", i, got, role)
			}
			for j, sp := range spans {
				if words := string(runes[got[j][0]:got[j][1]]); words != sp.In(reading.Article.Text) {
					t.Errorf("statement %d, %s: %q, want %q", i, role, words, sp.In(reading.Article.Text))
				}
			}
		}
		if (doc.Statements[i].Source == nil) != (stmt.Source == "") || doc.Statements[i].Article != reading.Article.ID {
			t.Errorf("statement %d refers to the wrong source or article", i)
		}
		got := doc.Statements[i]
		if len(got.Deciding) != len(stmt.Deciding) || string(runes[got.Deciding[0][0]:got.Deciding[0][1]]) != stmt.Deciding[0].In(reading.Article.Text) {
			t.Errorf("statement %d is decided by %v, want %v", i, got.Deciding, stmt.Deciding)
		}
		if got.Relay == nil || !slices.Equal(got.Relay, stmt.Relay) || (got.To == nil) != (stmt.Addressee == "") || got.To != nil && *got.To != stmt.Addressee {
			t.Errorf("statement %d came through %v to %v", i, got.Relay, got.To)
		}
		if got.Stance != stmt.Stance || got.Said != stmt.Said.String() || got.Past != stmt.Past || got.Condition != stmt.Condition.In(reading.Article.Text) {
			t.Errorf("statement %d is %+v, want %+v", i, got, stmt)
		}
	}
}

// TestJSONArrayHoldsTheLines: the two JSON formats say the same.
func TestJSONArrayHoldsTheLines(t *testing.T) {
	readings := []hearsay.Reading{hostile(t), silent(), readStory(t, "06-kontor.txt")}
	var array []json.RawMessage
	if err := json.Unmarshal([]byte(present(t, JSON, Options{}, readings...)), &array); err != nil {
		t.Fatal(err)
	}
	var compact bytes.Buffer
	for _, doc := range array {
		if err := json.Compact(&compact, doc); err != nil {
			t.Fatal(err)
		}
		compact.WriteByte('\n')
	}
	if want := present(t, JSONL, Options{}, readings...); compact.String() != want {
		t.Errorf("compacted, the array is\n%s\nwant\n%s", compact.String(), want)
	}
}

func TestCSVIsNoFormula(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "plain": "plain", "1-2": "1-2", "“=”": "“=”", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@SUM(A1)": "'@SUM(A1)",
		"\t=1": "'=1", "\r\n@x": "'@x", "＝1": "'＝1", "\u202e=1": "'=1", "a\nb\tc": "a b c", "\x1b=1": "␛=1",
	} {
		if got := cell(in); got != want {
			t.Errorf("the cell of %q is %q, want %q", in, got, want)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(present(t, CSV, Options{}, hostile(t)))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if role := rows[1][18]; role != "'=chair␛[2J" {
		t.Errorf("the role is %q", role)
	}
	if len(rows) != 6 || rows[1][8] != "“Cafe\u0301 owners,” … “will <b>pay</b>.”" || !strings.HasPrefix(rows[4][8], "'=HYPERLINK") {
		t.Errorf("the rows are %q", rows)
	}
}

// TestCSVTellsAll reads the columns that were added for sources and stances.
func TestCSVTellsAll(t *testing.T) {
	rows, err := csv.NewReader(strings.NewReader(present(t, CSV, Options{}, readStory(t, "10-jonub.txt"), readStory(t, "06-kontor.txt")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(rows[0][16:], " "), "source_name source_kind role affiliation stance condition via to said past"; got != want {
		t.Fatalf("the new columns are %q, want %q", got, want)
	}
	found := map[string]string{}
	for _, row := range rows[1:] {
		found[row[0]+" "+row[5]] = row[6] + " | " + strings.Join(row[16:], " | ")
	}
	for key, want := range map[string]string{
		"10-jonub s10": "Foreign Ministry spokesman Behrang Sotoudeh | Behrang Sotoudeh | person | spokesman | Iranian foreign ministry | commits | " +
			"if the court is satisfied that they had no knowledge of the smuggling |  | Jonub News Agency |  | false",
		"10-jonub s1":   "The Islamic Republic of Iran | Iran | country |  |  | confirms |  |  |  | 2031-10-09 | false",
		"06-kontor s16": "Tehran | Iran | country |  |  | commits |  | a senior U.S. defense official; The Potomac Standard |  |  | false",
		"06-kontor s20": "The company | Wesermark Energie | organisation | refiner |  | commits |  |  | shareholders of Wesermark Energie |  | true",
	} {
		if found[key] != want {
			t.Errorf("%s has %q, want %q", key, found[key], want)
		}
	}
}

func TestErrors(t *testing.T) {
	if _, err := New("xml", nil, Options{}); err == nil || err.Error() != `there is no format "xml"; choose one of text, json, jsonl, csv, html` {
		t.Errorf("an unknown format gives %v", err)
	}
	broken := errors.New("the disk is full")
	for _, format := range Formats() {
		p, err := New(format, failing{broken}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := errors.Join(p.Article(silent()), p.Article(hostile(t)), p.Close()); !errors.Is(err, broken) {
			t.Errorf("%s: a failing writer gives %v", format, err)
		}
		for _, sp := range []hearsay.Span{{Start: -1, End: 1}, {Start: 2, End: 1}, {Start: 0, End: 4}, {Start: 0, End: 2}} {
			reading := hearsay.Reading{Article: hearsay.Article{ID: "a", Text: "né"}, Statements: []hearsay.Statement{{ID: "s", Spans: hearsay.Attribution{Cue: []hearsay.Span{sp}}}}}
			if err := p.Article(reading); err == nil || !strings.HasPrefix(err.Error(), "article a, statement s: the span from ") {
				t.Errorf("%s takes the span %v: %v", format, sp, err)
			}
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSummary(t *testing.T) {
	stmt := func(source string, q hearsay.Quotation) hearsay.Statement {
		return hearsay.Statement{Source: source, Quotation: q}
	}
	for want, stmts := range map[string][]hearsay.Statement{
		"1 statement by 1 source: 1 direct":                                              {stmt("a", hearsay.Direct)},
		"3 statements by 2 sources: 2 indirect, 1 mixed":                                 {stmt("a", hearsay.Indirect), stmt("b", hearsay.Mixed), stmt("a", hearsay.Indirect)},
		"2 statements by 1 source: 1 direct, 1 indirect; 1 without a source":             {stmt("", hearsay.Direct), stmt("a", hearsay.Indirect)},
		"1 statement: 1 direct; 1 without a source":                                      {stmt("", hearsay.Direct)},
		"Nobody is quoted or reported here: hearsay found no statement in this article.": nil,
	} {
		if got := summary(hearsay.Reading{Statements: stmts}); got != want {
			t.Errorf("the summary is %q, want %q", got, want)
		}
	}
}

func TestDateline(t *testing.T) {
	for in, want := range map[string]string{
		"": "", "2026": "2026", "2026-11": "November 2026", "2026-11-25": "25 November 2026",
		"2026-11-25T09:30Z": "25 November 2026, 09:30 UTC", "2026-11-25T09:30:10-05:30": "25 November 2026, 09:30 UTC-05:30",
	} {
		d, err := hearsay.ParseDate(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := dateline(d); got != want {
			t.Errorf("%q is worded %q, want %q", in, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  string
	}{
		{"as it is", 8, "as it is"},
		{"the word ends", 9, "the word…"},
		{"the word ends", 10, "the word…"},
		{"the word, ends", 11, "the word…"},
		{"unbreakable", 6, "unbre…"},
		{"中国外交部发言人", 9, "中国外交…"},
		{"中国外交部发言人", 8, "中国外…"},
		{"cafe\u0301cafe\u0301", 5, "cafe\u0301…"},
		{"👩‍👧‍👦👩‍👧‍👦👩‍👧‍👦", 5, "👩‍👧‍👦👩‍👧‍👦…"},
		{"👩‍👧‍👦👩‍👧‍👦", 2, "…"},
	} {
		if got := (ink{}).paint(shorten(glyphs(c.in, look{}), c.width)); got != c.want {
			t.Errorf("%q in %d columns is %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

func TestPoints(t *testing.T) {
	text := strings.Repeat("a", 63) + strings.Repeat("é👩", 40)
	p := newPoints(text)
	for i := range len(text) + 1 {
		if i < len(text) && !utf8.RuneStart(text[i]) {
			continue
		}
		if got, want := p.at(i), utf8.RuneCountInString(text[:i]); got != want {
			t.Fatalf("byte %d is code point %d, want %d", i, got, want)
		}
	}
	if got := newPoints("").at(0); got != 0 {
		t.Errorf("the start of nothing is %d", got)
	}
}
