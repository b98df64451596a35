package linking

import (
	"cmp"
	"database/sql"
	"flag"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	_ "modernc.org/sqlite" // ledgers

	"hearsay"
)

// ledgersAt asks for the measures of statements as the reader read them.
var ledgersAt = flag.String("ledgers", "", "folder of ledgers: NAME.db of a story set that the reader was not trained on, stream.db of news of all sorts")

// readStory gives the features of a story set as they are kept in a ledger, and the claims of those statements that the reader found.
func readStory(t *testing.T, l *Linker, story goldStory, path string) ([]Features, map[hearsay.Ref]string) {
	byURL := map[string]hearsay.Reading{}
	for _, r := range story.readings {
		byURL[r.Article.URL] = r
	}
	features := keptFeatures(t, l, path, func(url string) string { return byURL[url].Article.ID })
	claims := map[hearsay.Ref]string{}
	for _, r := range story.readings {
		alignStatements(r, features, story.claims, claims)
	}
	return features, claims
}

// keptFeatures reads the features of all statements in a ledger; name gives what to call an article by its address.
func keptFeatures(t *testing.T, l *Linker, path string, name func(url string) string) []Features {
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT r.url, r.id, st.id, f.data FROM statement st JOIN revision r ON r.key = st.revision
		JOIN feature f ON f.sort = 3 AND f.item = st.key WHERE r.counts = 1 ORDER BY r.published, r.id, st.place`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var all []Features
	for rows.Next() {
		var url, revision, id string
		var data []byte
		if err := rows.Scan(&url, &revision, &id, &data); err != nil {
			t.Fatal(err)
		}
		f, err := l.Unmarshal(data)
		if err != nil {
			t.Fatal(err)
		}
		f.Ref = hearsay.Ref{Article: revision, Statement: id}
		if n := name(url); n != "" {
			f.Article = n
		}
		all = append(all, f)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// alignStatements gives statements that the reader found the claims of those marked by people with which they have most of their text in common.
func alignStatements(gold hearsay.Reading, features []Features, of, claims map[hearsay.Ref]string) {
	type match struct {
		share       float64
		gold, found hearsay.Ref
	}
	var matches []match
	for _, stmt := range gold.Statements {
		for _, f := range features {
			if f.Article != gold.Article.ID {
				continue
			}
			if share := jointShare(hull(stmt.Spans), f.Span); share > 0.4 {
				matches = append(matches, match{share, hearsay.Ref{Article: gold.Article.ID, Statement: stmt.ID}, f.Ref})
			}
		}
	}
	slices.SortStableFunc(matches, func(a, b match) int { return cmp.Compare(b.share, a.share) })
	taken := map[hearsay.Ref]bool{}
	for _, m := range matches {
		if !taken[m.gold] && !taken[m.found] {
			taken[m.gold], taken[m.found] = true, true
			claims[m.found] = of[m.gold]
		}
	}
}

// dumpRead writes the measures of story sets as the reader read them, as NAME-read.
func dumpRead(t *testing.T, l *Linker) {
	for _, name := range append(ownSets(t), "tanker", "breach") {
		path := filepath.Join(*ledgersAt, name+".db")
		if _, err := os.Stat(path); err != nil {
			continue
		}
		story := loadStory(t, name)
		features, claims := readStory(t, l, story, path)
		dumpFeatures(t, l, name+"-read", features, claims, true)
	}
}

// strayPairs and metPairs are how many pairs of a stream of news are written, apartTheme how like the themes of the articles of strays may be at most: then they
// hardly ever are about one claim.
const (
	strayPairs = 60000
	metPairs   = 240000
	apartTheme = 0.5
)

// dumpStream writes the measures of statements that meet in a stream of news of all sorts: met.pair, which need no labels; and of those that share a key though
// their articles are about different things, stream.pair.
func dumpStream(t *testing.T, l *Linker) {
	path := filepath.Join(*ledgersAt, "stream.db")
	if _, err := os.Stat(path); err != nil {
		return
	}
	features := keptFeatures(t, l, path, func(string) string { return "" })
	pairs := meetings(l, features)
	rng := rand.New(rand.NewPCG(1, 1))
	rng.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	stray, met := newRows(t, "stream.pair"), newRows(t, "met.pair")
	written := 0
	for k, p := range pairs {
		a, b := &features[p[0]], &features[p[1]]
		x := l.measure(a, b)
		if written < strayPairs && x[mTheme] < apartTheme && a.Article != b.Article {
			stray.write(p[0], p[1], false, x[:])
			written++
		}
		if k < metPairs {
			met.write(p[0], p[1], false, x[:])
		}
	}
	stray.close()
	met.close()
	t.Logf("%d strays and %d others of %d pairs of %d statements", written, min(metPairs, len(pairs)), len(pairs), len(features))
}

// meetings lists which statements are compared: those of an article, and those that share a key.
func meetings(l *Linker, features []Features) [][2]int {
	by := map[uint64][]int{}
	seen := map[[2]int]bool{}
	var pairs [][2]int
	meet := func(j, i int) {
		if p := [2]int{j, i}; !seen[p] {
			seen[p] = true
			pairs = append(pairs, p)
		}
	}
	for i := range features {
		for j := i - 1; j >= 0 && features[j].Article == features[i].Article; j-- {
			meet(j, i)
		}
		for _, key := range l.Keys(features[i]) {
			for _, j := range by[key] {
				meet(j, i)
			}
			by[key] = append(by[key], i)
		}
	}
	return pairs
}
