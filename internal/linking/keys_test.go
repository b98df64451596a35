package linking

import (
	"path/filepath"
	"slices"
	"testing"

	"hearsay"
)

func shareKey(a, b []uint64) bool {
	for _, k := range a {
		if _, found := slices.BinarySearch(b, k); found {
			return true
		}
	}
	return false
}

// TestKeysFindClaims holds keys to finding nearly all statements of other articles on the same claim, and to few of other stories.
func TestKeysFindClaims(t *testing.T) {
	l := newTestLinker(t)
	var same, found, other, asked, keys, n, whole float64
	var before [][]uint64
	for _, name := range append(trainingSets[:len(trainingSets):len(trainingSets)], "tanker", "breach") {
		story := loadStory(t, name)
		features := describeAll(l, story)
		var mine [][]uint64
		for _, f := range features {
			k := l.Keys(f)
			mine = append(mine, k)
			keys += float64(len(k))
			n++
		}
		for i := range features {
			claim := story.claims[features[i].Ref]
			any, hit := false, false
			for j := range features {
				if features[i].Article == features[j].Article || claim == "" || claim != story.claims[features[j].Ref] {
					continue
				}
				any = true
				same++
				if shareKey(mine[i], mine[j]) {
					found++
					hit = true
				}
			}
			if any {
				asked++
				if hit {
					whole++
				}
			}
			for _, k := range before {
				if shareKey(mine[i], k) {
					other++
				}
			}
		}
		before = append(before, mine...)
	}
	t.Logf("%.1f keys a statement; %.1f %% of pairs of other articles on one claim share one, %.1f %% of statements find one; %.0f pairs of different stories do", keys/n, 100*found/same, 100*whole/asked, other)
}

// TestKeysAreRare counts how many statements of real news share a key.
func TestKeysAreRare(t *testing.T) {
	l := newTestLinker(t)
	var all [][]uint64
	var articles []string
	eachLine(t, filepath.Join(storyDirs(t), "..", "polnear", "train.jsonl"), func(raw []byte) {
		r := polnear(t, raw)
		r.Article.Published, _ = hearsay.ParseDate("2016-01-05") // as if all of one day
		for _, f := range l.Describe(r) {
			all = append(all, l.Keys(f))
			articles = append(articles, r.Article.ID)
		}
	})
	by := map[uint64]int{}
	for _, keys := range all {
		for _, k := range keys {
			by[k]++
		}
	}
	most, sum := 0, 0.0
	for _, n := range by {
		most = max(most, n)
		sum += float64(n) * float64(n)
	}
	t.Logf("%d statements of %d articles, %d keys, commonest %d, mean candidates (with repeats) %.1f", len(all), len(slices.Compact(articles)), len(by), most, sum/float64(len(all)))
}
