package linking

import (
	"math/rand/v2"
	"testing"
)

// TestSieveSparesOnlyWhatIsNoLink: what the sieve holds back gets no link from the model of pairs that could join, and it holds back what has nothing in common.
func TestSieveSparesOnlyWhatIsNoLink(t *testing.T) {
	l := newTestLinker(t)
	lines := []string{
		"The ministry | said | three ferries carrying Veldria's refugees were seized near Oldmark",
		"The union | said | Veldria’s refugees were carried by three ferries, which Oldmark seized",
		"[denies] Oldmark | denied | that its navy had seized any ferry",
		"A spokesman | said | the harvest of apricots would be poor after a cold spring",
		"The players | said | the match in Tessaly had been fair",
		"The bank | said | it would raise interest rates to four per cent in autumn",
	}
	rng := rand.New(rand.NewPCG(1, 2))
	var all []Features
	for i, line := range lines {
		f := only(t, l, said(string(rune('a'+i)), "The Lantern", line, line))
		subject := rand.New(rand.NewPCG(uint64(max(2, i)), 3)) // the first three have one
		for range 128 {
			f.vector = append(f.vector, int8(subject.IntN(200)-100+rng.IntN(20)))
		}
		l.follow(&f)
		all = append(all, f)
	}
	held := 0
	for i := range all {
		for j := range i {
			c := l.Comparer()
			link := c.Compare(&all[i], &all[j])
			score := l.model.Pair.of(&all[i], &all[j]).score(l.measure(&all[i], &all[j])[:])
			_, passes := c.passes(&all[i], &all[j])
			switch {
			case !passes && (score >= decidable || link.Verdict != No):
				t.Errorf("held back at %.2f: %q and %q", score, all[i].Text, all[j].Text)
			case !passes:
				held++
			case i < 2 && link.Verdict == No:
				t.Errorf("no link: %q and %q", all[i].Text, all[j].Text)
			}
		}
	}
	if held < 10 {
		t.Errorf("only %d pairs are held back", held)
	}
}
