package eval

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// item is something that gold and prediction each put into a cluster: a statement, clustered by its source or by its claim.
type item struct{ gold, found string }

// alone begins the name of a cluster that has one item only.
const alone = "\x00"

// cluster is the cluster of the nth item: that of an id, or one of its own where there is none.
func cluster(id string, n int) string {
	if id == "" {
		return alone + strconv.Itoa(n)
	}
	return id
}

// bCubed is the F1 of B³ precision and recall (Bagga and Baldwin 1998), from 0 to 1: for each item, the share of its predicted cluster that
// belongs with it, and the share of its gold cluster that was put with it, averaged over the items.
func bCubed(items []item) float64 {
	if len(items) == 0 {
		return 0
	}
	gold, found, both := map[string]int{}, map[string]int{}, map[item]int{}
	for _, it := range items {
		gold[it.gold]++
		found[it.found]++
		both[it]++
	}
	precision, recall := 0., 0.
	for _, it := range items {
		precision += float64(both[it]) / float64(found[it.found])
		recall += float64(both[it]) / float64(gold[it.gold])
	}
	return harmonic(precision/float64(len(items)), recall/float64(len(items)))
}

// align maps gold clusters to predicted ones, one to one, those first that share most items. Items alone in their predicted cluster align nothing.
func align(items []item) map[string]string {
	times := map[item]int{}
	for _, it := range items {
		if !strings.HasPrefix(it.found, alone) {
			times[it]++
		}
	}
	ordered := make([]item, 0, len(times))
	for it := range times {
		ordered = append(ordered, it)
	}
	slices.SortFunc(ordered, func(a, b item) int { return cmp.Or(times[b]-times[a], cmp.Compare(a.tuple(), b.tuple())) })
	to, used := map[string]string{}, map[string]bool{}
	for _, it := range ordered {
		if to[it.gold] == "" && !used[it.found] {
			to[it.gold], used[it.found] = it.found, true
		}
	}
	return to
}

// tuple is how Python writes the pair, by which the reference scorer breaks ties.
func (it item) tuple() string { return "('" + it.gold + "', '" + it.found + "')" }

func harmonic(a, b float64) float64 {
	if a+b == 0 {
		return 0
	}
	return 2 * a * b / (a + b)
}
