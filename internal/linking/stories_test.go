package linking

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"hearsay"
)

// goldStory is a story set with the statements that people marked, as readings.
type goldStory struct {
	name     string
	readings []hearsay.Reading
	claims   map[hearsay.Ref]string // "" if it is on none of the listed claims
	texts    map[string]string      // claim → its text
}

type goldFile struct {
	Sources []struct{ ID, Name, Kind, Role, Affiliation string }
	Claims  []struct{ ID, Text string }
	Stmts   []struct {
		Article    string
		N          int
		Source     *string
		Stance, To string
		Claim      *string
		Relay      []string
		Condition  string
	} `json:"statements"`
}

// storyDirs finds the shared story sets; the test is skipped where there are none.
func storyDirs(t testing.TB) string {
	dir := filepath.Join("..", "..", "..", "shared", "stories")
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the story sets are not here")
	}
	return dir
}

func loadStory(t testing.TB, name string) goldStory {
	dir := filepath.Join(storyDirs(t), name)
	if slices.Contains(ownSets(t), name) {
		dir = filepath.Join(ownDir, name)
	}
	raw, err := os.ReadFile(filepath.Join(dir, "gold.json"))
	if err != nil {
		t.Fatal(err)
	}
	var gold goldFile
	if err := json.Unmarshal(raw, &gold); err != nil {
		t.Fatal(err)
	}
	story := goldStory{name: name, claims: map[hearsay.Ref]string{}, texts: map[string]string{}}
	for _, c := range gold.Claims {
		story.texts[c.ID] = c.Text
	}
	files, _ := filepath.Glob(filepath.Join(dir, "[0-9]*.txt"))
	sort.Strings(files)
	for _, file := range files {
		id, _, _ := strings.Cut(filepath.Base(file), "-")
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		story.readings = append(story.readings, goldReading(id, string(raw), &gold, story.claims))
	}
	return story
}

var markStart = regexp.MustCompile(`^\{([sqc]):(\d+)\|`)

// goldReading takes the marks out of an article and makes a reading of them.
func goldReading(id, raw string, gold *goldFile, claims map[hearsay.Ref]string) hearsay.Reading {
	raw = strings.ReplaceAll(raw, "\r\n", "\n")
	head, body, _ := strings.Cut(raw, "\n\n")
	fields := map[string]string{}
	for _, line := range strings.Split(head, "\n") {
		k, v, _ := strings.Cut(line, ": ")
		fields[k] = v
	}
	text, marks := unmark(body)
	published, _ := hearsay.ParseDate(fields["published"])
	r := hearsay.Reading{Article: hearsay.Article{
		ID: id, URL: fields["url"], Outlet: fields["outlet"], Published: published, Title: fields["title"], Byline: fields["byline"], Text: text,
	}}
	used := map[string]bool{}
	for _, g := range gold.Stmts {
		if g.Article != id {
			continue
		}
		m := marks[g.N]
		stmt := hearsay.Statement{ID: strconv.Itoa(g.N), Spans: *m, Stance: hearsay.Stance(g.Stance), Addressee: g.To, Relay: g.Relay, Quotation: quoted(text, m.Content)}
		if g.Source != nil {
			stmt.Source = *g.Source
			used[*g.Source] = true
		}
		r.Statements = append(r.Statements, stmt)
		claim := ""
		if g.Claim != nil {
			claim = *g.Claim
		}
		claims[hearsay.Ref{Article: id, Statement: stmt.ID}] = claim
	}
	sort.SliceStable(r.Statements, func(i, j int) bool { return hull(r.Statements[i].Spans).Start < hull(r.Statements[j].Spans).Start })
	for _, s := range gold.Sources {
		if used[s.ID] {
			r.Sources = append(r.Sources, hearsay.Source{ID: s.ID, Name: s.Name, Kind: hearsay.Kind(s.Kind), Role: s.Role, Affiliation: s.Affiliation})
		}
	}
	return r
}

func quoted(text string, spans []hearsay.Span) hearsay.Quotation {
	open := func(s string) bool {
		return strings.HasPrefix(s, "\"") || strings.HasPrefix(s, "“") || strings.HasPrefix(s, "‘")
	}
	direct, some := len(spans) > 0, false
	for _, s := range spans {
		direct = direct && open(s.In(text))
		some = some || strings.ContainsAny(s.In(text), "\"“”")
	}
	switch {
	case direct:
		return hearsay.Direct
	case some:
		return hearsay.Mixed
	}
	return hearsay.Indirect
}

// unmark takes marks out of a body and gives them by number.
func unmark(body string) (string, map[int]*hearsay.Attribution) {
	type open struct {
		role  string
		n, at int
	}
	var out strings.Builder
	var stack []open
	marks := map[int]*hearsay.Attribution{}
	for i := 0; i < len(body); {
		if m := markStart.FindStringSubmatch(body[i:]); m != nil {
			n, _ := strconv.Atoi(m[2])
			stack = append(stack, open{m[1], n, out.Len()})
			i += len(m[0])
			continue
		}
		if body[i] == '}' {
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			if marks[o.n] == nil {
				marks[o.n] = &hearsay.Attribution{}
			}
			a, span := marks[o.n], hearsay.Span{Start: o.at, End: out.Len()}
			switch o.role {
			case "s":
				a.Source = append(a.Source, span)
			case "q":
				a.Cue = append(a.Cue, span)
			default:
				a.Content = append(a.Content, span)
			}
			i++
			continue
		}
		out.WriteByte(body[i])
		i++
	}
	for _, a := range marks {
		for _, list := range [][]hearsay.Span{a.Source, a.Cue, a.Content} {
			slices.SortFunc(list, func(x, y hearsay.Span) int { return x.Start - y.Start })
		}
	}
	return out.String(), marks
}

// bcubed is the B³ F1 of a clustering (Bagga and Baldwin 1998): pairs of gold and found cluster of every item.
func bcubed(pairs [][2]string) float64 {
	gold, found, both := map[string]float64{}, map[string]float64{}, map[[2]string]float64{}
	for _, p := range pairs {
		gold[p[0]]++
		found[p[1]]++
		both[p]++
	}
	var precision, recall float64
	for _, p := range pairs {
		precision += both[p] / found[p[1]]
		recall += both[p] / gold[p[0]]
	}
	if len(pairs) == 0 {
		return 0
	}
	return 2 * precision * recall / (precision + recall) / float64(len(pairs))
}

// scoreStory gives claim B³ of statements on a claim and of all, as ../shared/score/stories.py does.
func scoreStory(story goldStory, clusters []Cluster) (on, all float64) {
	found := map[hearsay.Ref]string{}
	for i, c := range clusters {
		for _, ref := range c.Statements {
			found[ref] = fmt.Sprint(i)
		}
	}
	var onPairs, allPairs [][2]string
	for ref, claim := range story.claims {
		if claim != "" {
			onPairs = append(onPairs, [2]string{claim, found[ref]})
			allPairs = append(allPairs, [2]string{claim, found[ref]})
		} else {
			allPairs = append(allPairs, [2]string{"none " + ref.Article + "/" + ref.Statement, found[ref]})
		}
	}
	return bcubed(onPairs), bcubed(allPairs)
}

// ownDir has story sets of our own, for training.
var ownDir = filepath.Join("..", "..", "training", "stories")

// ownSets names the story sets of our own.
func ownSets(t testing.TB) []string {
	entries, err := os.ReadDir(ownDir)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	return names
}

var trainingSets = []string{"wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping"}

// linkAll compares all statements of a story with each other.
func linkAll(l *Linker, features []Features) []Pair {
	var links []Pair
	for i := range features {
		for j := range i {
			link := l.Compare(features[i], features[j])
			if link.Verdict != No {
				links = append(links, Pair{features[i].Ref, features[j].Ref, link})
			}
		}
	}
	return links
}

func describeAll(l *Linker, story goldStory) []Features {
	var features []Features
	for _, r := range story.readings {
		features = append(features, l.Describe(r)...)
	}
	return features
}

func TestStories(t *testing.T) {
	l := newTestLinker(t)
	for _, name := range append(slices.Clone(trainingSets), "tanker", "breach") {
		story := loadStory(t, name)
		features := describeAll(l, story)
		clusters := l.Claims(features, linkAll(l, features), nil)
		on, all := scoreStory(story, clusters)
		t.Logf("%-10s %3d statements, %3d claims: B³ on a claim %.1f, all %.1f", name, len(features), len(clusters), 100*on, 100*all)
	}
}

// TestWordingsOfStories shows how claims are worded.
func TestWordingsOfStories(t *testing.T) {
	l := newTestLinker(t)
	for _, name := range trainingSets {
		story := loadStory(t, name)
		features := describeAll(l, story)
		by := map[string][]int{}
		for i, f := range features {
			by[story.claims[f.Ref]] = append(by[story.claims[f.Ref]], i)
		}
		for id, text := range story.texts {
			best := word(features, by[id])
			t.Logf("%s → %s", text, features[best].Text)
		}
	}
}

func newTestLinker(t testing.TB) *Linker {
	l, err := New()
	if err != nil {
		t.Fatal(err)
	}
	return l
}
