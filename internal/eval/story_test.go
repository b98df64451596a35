package eval

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

var harbour = filepath.Join("testdata", "harbour")

func readStory(t *testing.T, dir string) Story {
	t.Helper()
	story, err := ReadStory(dir)
	if err != nil {
		t.Fatal(err)
	}
	return story
}

func writtenStory(t *testing.T, story Story, doc ledgerjson.Document) string {
	t.Helper()
	rep, err := ScoreStory(story, doc)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := rep.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestStoryGolden compares with what the reference scorer once printed.
func TestStoryGolden(t *testing.T) {
	story := readStory(t, harbour)
	ledger, want := filepath.Join("testdata", "harbour.ledger.json"), filepath.Join("testdata", "harbour.txt")
	if *update {
		writeJSON(t, ledger, spoil(rand.New(rand.NewPCG(2, 1)), story))
		writeFile(t, want, []byte(python(t, mendedStories(t), "score", harbour, ledger)))
	}
	doc, err := ledgerjson.Decode(open(t, ledger))
	if err != nil {
		t.Fatal(err)
	}
	expected, err := os.ReadFile(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := writtenStory(t, story, doc); got != string(expected) {
		t.Errorf("got\n%s\nwant\n%s", got, expected)
	}
}

func TestStoriesEqualReference(t *testing.T) {
	script := mendedStories(t)
	dirs, err := filepath.Glob(filepath.Join(references, "..", "stories", "*", "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	dirs = append(dirs, filepath.Join(harbour, "gold.json"))
	for i, gold := range dirs {
		dir := filepath.Dir(gold)
		story := readStory(t, dir)
		for seed := range uint64(2) {
			doc := spoil(rand.New(rand.NewPCG(seed, uint64(i))), story)
			ledger := filepath.Join(t.TempDir(), "ledger.json")
			writeJSON(t, ledger, doc)
			want := python(t, script, "score", dir, ledger)
			if got := writtenStory(t, story, doc); got != want {
				t.Errorf("seed %d: got\n%s\nwant\n%s", seed, got, want)
			}
		}
	}
}

// TestPerfectLedger: the gold itself has every point.
func TestPerfectLedger(t *testing.T) {
	story := readStory(t, harbour)
	rep, err := ScoreStory(story, goldLedger(story))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rep.Figures {
		if f.Share < 1 {
			t.Errorf("%s is %.3f", f.Name, f.Share)
		}
	}
	if rep.Gold != 14 || rep.Predicted != 14 || rep.Matched != 14 || len(rep.Missing) > 0 {
		t.Errorf("%d gold, %d predicted, %d matched, %q missing", rep.Gold, rep.Predicted, rep.Matched, rep.Missing)
	}
}

// TestEmptyLedger: a ledger with nothing in it has no point, and says which articles it lacks.
func TestEmptyLedger(t *testing.T) {
	rep, err := ScoreStory(readStory(t, harbour), ledgerjson.Document{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rep.Figures {
		if f.Share != 0 {
			t.Errorf("%s is %.3f", f.Name, f.Share)
		}
	}
	if want := []string{"01", "02", "03"}; !slices.Equal(rep.Missing, want) {
		t.Errorf("missing are %q", rep.Missing)
	}
}

// goldLedger writes a story's gold as a ledger, under other ids.
func goldLedger(story Story) ledgerjson.Document {
	var doc ledgerjson.Document
	link := func(prefix string, id ledgerjson.Link) ledgerjson.Link {
		if id == "" {
			return ""
		}
		return ledgerjson.Link(prefix) + id
	}
	for _, art := range story.Articles {
		doc.Articles = append(doc.Articles, ledgerjson.Article{ID: "a" + art.ID, URL: art.URL, Text: art.Text})
		for _, m := range art.Marks {
			g, known := story.statements[markKey{art.ID, m.N}]
			if !known {
				continue
			}
			stmt := ledgerjson.Statement{
				ID: fmt.Sprintf("n%d", m.N), Article: "a" + art.ID, Spans: inPoints(art.Text, m.Attribution),
				Source: link("s", g.Source), Stance: g.Stance, Claim: link("c", g.Claim), Relay: []string{}, Condition: g.Condition,
			}
			for _, id := range g.Relay {
				stmt.Relay = append(stmt.Relay, "s"+id)
			}
			doc.Statements = append(doc.Statements, stmt)
		}
	}
	for id, src := range story.sources {
		src.ID = "s" + id
		doc.Sources = append(doc.Sources, src)
	}
	for claim, origins := range story.origins {
		c := ledgerjson.Claim{ID: "c" + claim, Origins: []ledgerjson.Origin{}, Status: []ledgerjson.Change{}}
		for _, o := range origins {
			articles := []string{}
			for _, art := range o.Articles {
				articles = append(articles, "a"+art)
			}
			c.Origins = append(c.Origins, ledgerjson.Origin{Source: "s" + o.Origin, Articles: articles})
		}
		for _, step := range story.status[claim] {
			c.Status = append(c.Status, ledgerjson.Change{Article: "a" + step.From, Status: step.Status})
		}
		doc.Claims = append(doc.Claims, c)
	}
	slices.SortFunc(doc.Sources, func(a, b ledgerjson.Source) int { return strings.Compare(a.ID, b.ID) })
	slices.SortFunc(doc.Claims, func(a, b ledgerjson.Claim) int { return strings.Compare(a.ID, b.ID) })
	return doc
}

func inPoints(text string, a hearsay.Attribution) ledgerjson.Spans {
	points := func(spans []hearsay.Span) []ledgerjson.Span {
		out := []ledgerjson.Span{}
		for _, sp := range spans {
			out = append(out, ledgerjson.Span{utf8.RuneCountInString(text[:sp.Start]), utf8.RuneCountInString(text[:sp.End])})
		}
		return out
	}
	return ledgerjson.Spans{Source: points(a.Source), Cue: points(a.Cue), Content: points(a.Content)}
}

// spoil makes a ledger that resembles the gold: statements dropped, doubled, moved, and with other sources, stances, claims and relays.
func spoil(rnd *rand.Rand, story Story) ledgerjson.Document {
	doc := goldLedger(story)
	statements := []ledgerjson.Statement{}
	for i, stmt := range doc.Statements {
		for n := range []int{0, 1, 1, 1, 1, 1, 1, 2}[rnd.IntN(8)] {
			stmt.ID = fmt.Sprintf("%d-%d", i, n)
			statements = append(statements, spoilStatement(rnd, doc, stmt))
		}
	}
	doc.Statements = statements
	for i := range doc.Claims {
		spoilClaim(rnd, doc, &doc.Claims[i])
	}
	for i := range doc.Sources {
		if rnd.IntN(4) == 0 {
			doc.Sources[i].Name, doc.Sources[i].Kind = pick(rnd, doc.Sources).Name, pick(rnd, hearsay.Kinds())
		}
	}
	if rnd.IntN(2) == 0 { // as if an article had never been read
		doc.Articles[0].URL = "https://elsewhere.example/"
	}
	return doc
}

func spoilStatement(rnd *rand.Rand, doc ledgerjson.Document, stmt ledgerjson.Statement) ledgerjson.Statement {
	seldom := func() bool { return rnd.IntN(6) == 0 }
	var text string
	for _, art := range doc.Articles {
		if art.ID == stmt.Article {
			text = art.Text
		}
	}
	move := func(spans []ledgerjson.Span) []ledgerjson.Span {
		out := []ledgerjson.Span{}
		for _, sp := range spans {
			if rnd.IntN(3) == 0 {
				sp[1] = min(utf8.RuneCountInString(text), sp[1]+rnd.IntN(20))
			}
			if !seldom() {
				out = append(out, sp)
			}
		}
		return out
	}
	stmt.Spans = ledgerjson.Spans{Source: move(stmt.Spans.Source), Cue: move(stmt.Spans.Cue), Content: move(stmt.Spans.Content)}
	switch rnd.IntN(8) {
	case 0:
		stmt.Source = ""
	case 1:
		stmt.Source = ledgerjson.Link(pick(rnd, doc.Sources).ID)
	}
	if seldom() {
		stmt.Stance = pick(rnd, append(hearsay.Stances(), ""))
	}
	switch rnd.IntN(8) {
	case 0:
		stmt.Claim = ""
	case 1:
		stmt.Claim = ledgerjson.Link(pick(rnd, doc.Claims).ID)
	}
	if seldom() {
		stmt.Relay = append(slices.Clone(stmt.Relay), pick(rnd, doc.Sources).ID)
	}
	if seldom() {
		stmt.Condition = pick(rnd, []string{"", "if the subsidy is paid in full", "unless"})
	}
	return stmt
}

func spoilClaim(rnd *rand.Rand, doc ledgerjson.Document, c *ledgerjson.Claim) {
	for i := range c.Origins {
		if rnd.IntN(4) == 0 {
			c.Origins[i].Source = pick(rnd, doc.Sources).ID
		}
		if rnd.IntN(3) == 0 {
			c.Origins[i].Articles = append(c.Origins[i].Articles, pick(rnd, doc.Articles).ID)
		}
	}
	if rnd.IntN(3) == 0 {
		c.Origins = append(c.Origins, ledgerjson.Origin{Source: pick(rnd, doc.Sources).ID, Articles: []string{pick(rnd, doc.Articles).ID}})
	}
	for i := range c.Status {
		if rnd.IntN(4) == 0 {
			c.Status[i] = ledgerjson.Change{Article: pick(rnd, doc.Articles).ID, Status: pick(rnd, hearsay.Statuses())}
		}
	}
}

func TestTakeMarks(t *testing.T) {
	text, marks, err := takeMarks("É {c:2|{s:1|Ann} {q:1|said} {c:1|so} { and {c:1|on}}, {q:2|said} Bob.")
	if err != nil {
		t.Fatal(err)
	}
	if want := "É Ann said so { and on, said Bob."; text != want {
		t.Errorf("the text is %q, want %q", text, want)
	}
	var got []string
	for _, m := range marks {
		for _, spans := range [][]hearsay.Span{m.Source, m.Cue, m.Content} {
			for _, sp := range spans {
				got = append(got, fmt.Sprint(m.N, " ", sp.In(text)))
			}
		}
	}
	if want := []string{"1 Ann", "1 said", "1 so", "1 on", "2 said", "2 Ann said so { and on"}; !slices.Equal(got, want) {
		t.Errorf("the marks are %q, want %q", got, want)
	}
	for body, want := range map[string]string{
		"É said} so": `the } after "É said" ends no mark`, "{q:3|said": "the mark {q:3| does not end",
		"{q:99999999999999999999|said}": `strconv.Atoi: parsing "99999999999999999999": value out of range`,
	} {
		if _, _, err := takeMarks(body); err == nil || err.Error() != want {
			t.Errorf("%q gives the error %v, want %s", body, err, want)
		}
	}
}

func TestStoryErrors(t *testing.T) {
	const head = "outlet: The Quay\nurl: https://quay.example/%d\npublished: 2032-05-01\ntitle: Ferry\n\n{q:1|It is said}.\n"
	const gold = `{"statements": [{"article": "01", "n": 1, "stance": "asserts"}]}`
	good := map[string]string{"01-quay.txt": fmt.Sprintf(head, 1), "gold.json": gold}
	for _, c := range []struct{ file, content, want string }{
		{"02-quay.txt", "outlet: x\n", "02-quay.txt: there is no empty line between header and text"},
		{"02-quay.txt", "outlet: x\n\nText", `02-quay.txt: its header has no "url"`},
		{"02-quay.txt", strings.Replace(fmt.Sprintf(head, 2), "2032-05-01", "May", 1), `02-quay.txt: "May" is not a date such as 2026-11-25 or 2026-11-25T09:30:00Z`},
		{"02-quay.txt", fmt.Sprintf(head, 2) + "}", `02-quay.txt: the } after "It is said.\n" ends no mark`},
		{"02-quay.txt", "\xff", "02-quay.txt: it is not UTF-8"},
		{"02-quay.txt", fmt.Sprintf(head, 1), "02-quay.txt: an earlier article has the same number or url"},
		{"gold.json", "{", "gold.json: unexpected end of JSON input"},
		{"gold.json", strings.Replace(gold, "asserts", "lies", 1), `gold.json: statement 1 of article 01: "lies" is no stance`},
		{"gold.json", strings.Replace(gold, `"n"`, `"source": "ann", "n"`, 1), `gold.json: statement 1 of article 01: the source "ann" is not in "sources"`},
	} {
		dir := t.TempDir()
		for name, content := range good {
			writeFile(t, filepath.Join(dir, name), []byte(content))
		}
		if readStory(t, dir).Name != filepath.Base(dir) {
			t.Error("the story is not named for its folder")
		}
		writeFile(t, filepath.Join(dir, c.file), []byte(c.content))
		if _, err := ReadStory(dir); err == nil || err.Error() != c.want {
			t.Errorf("the error is %v, want %s", err, c.want)
		}
	}
	if _, err := ReadStory(t.TempDir()); err == nil || err.Error() != "it is no story: there is no article such as 01-outlet.txt in it" {
		t.Errorf("an empty folder gives the error %v", err)
	}
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "01-quay.txt"), []byte(good["01-quay.txt"]))
	if _, err := ReadStory(dir); err == nil || err.Error() != "gold.json: there is no such file in the folder, so there is nothing to score against" {
		t.Errorf("a story without gold gives the error %v", err)
	}
	story := readStory(t, harbour)
	doc := goldLedger(story)
	doc.Articles[0].Text = "Another text."
	if _, err := ScoreStory(story, doc); err == nil || err.Error() != "the text of https://quay.example/2032/ferry differs from that of article 01, so the offsets do not fit" {
		t.Errorf("another text gives the error %v", err)
	}
}
