package provenance_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/provenance"
)

// figures are what the reference scorer calls origins F1, origin count exact and status.
type figures struct{ origins, count, status float64 }

// score derives every claim of a story from the gold's statements and compares it with the gold's origins and history.
func (st *story) score(cases map[string]provenance.Case, gold func(source string) string, tell func(format string, args ...any)) figures {
	var right, found, wanted, near, ok, all int
	for _, claim := range st.gold.Claims {
		c := cases[claim.ID]
		if want, listed := st.gold.Origins[claim.ID]; listed {
			rests := map[string]bool{}
			for _, o := range want {
				for _, art := range o.Articles {
					rests[o.Origin+" "+art] = true
				}
			}
			wanted += len(rests)
			n, gotten := 0, map[string]bool{}
			for _, o := range provenance.Origins(c) {
				if o.Source == "" {
					continue
				}
				n++
				for _, art := range o.Articles {
					gotten[gold(o.Source)+" "+art] = true
				}
			}
			found += len(gotten)
			var missed, wrong []string
			for r := range gotten {
				if rests[r] {
					right++
				} else {
					wrong = append(wrong, r)
				}
			}
			for r := range rests {
				if !gotten[r] {
					missed = append(missed, r)
				}
			}
			if n == len(want) {
				near++
			}
			if len(missed)+len(wrong) > 0 {
				slices.Sort(missed)
				slices.Sort(wrong)
				tell("%s %s origins: %d for %d; missing %s; wrong %s", st.name, claim.ID, n, len(want), strings.Join(missed, ", "), strings.Join(wrong, ", "))
			}
		}
		a, b, diff := st.compareStatus(claim.ID, provenance.History(c))
		ok, all = ok+a, all+b
		if diff != "" {
			tell("%s %s status: %s", st.name, claim.ID, diff)
		}
	}
	p, r := float64(right)/float64(max(found, 1)), float64(right)/float64(max(wanted, 1))
	return figures{100 * 2 * p * r / max(p+r, 1e-9), 100 * float64(near) / float64(len(st.gold.Origins)), 100 * float64(ok) / float64(max(all, 1))}
}

// compareStatus counts the articles after which the status is right, from the gold's first on.
func (st *story) compareStatus(claim string, history []hearsay.Change) (right, all int, diff string) {
	now, got := hearsay.Status(""), hearsay.Status("")
	var b strings.Builder
	for _, art := range st.articles {
		for _, s := range st.gold.Status[claim] {
			if s.From == art.ID {
				now = s.Status
			}
		}
		for _, ch := range history {
			if ch.Cause.Article == art.ID {
				got = ch.Status
			}
		}
		if now == "" {
			continue
		}
		all++
		if now == got {
			right++
		} else {
			fmt.Fprintf(&b, " %s is %s, not %s", art.ID, got, now)
		}
	}
	return right, all, b.String()
}

// TestOriginsAndStatusOfStories logs how well claims are derived from what people marked: of the story sets on which the rules were made, of our own, and,
// in figures only, of those kept for development.
func TestOriginsAndStatusOfStories(t *testing.T) {
	for _, sets := range []struct {
		what  string
		names []string
		tell  func(format string, args ...any)
	}{
		{"training", []string{"wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping"}, t.Logf},
		{"own", ownSets(t), t.Logf},
		{"development", []string{"tanker", "breach"}, func(string, ...any) {}},
	} {
		var mean figures
		for _, name := range sets.names {
			st := readStory(t, name)
			f := st.score(st.cases(), func(s string) string { return s }, sets.tell)
			t.Logf("FIGURES %-11s origins F1 %5.1f  count %5.1f  status %5.1f", name, f.origins, f.count, f.status)
			n := float64(len(sets.names))
			mean = figures{mean.origins + f.origins/n, mean.count + f.count/n, mean.status + f.status/n}
		}
		t.Logf("MEAN of %-11s origins F1 %5.1f  count %5.1f  status %5.1f", sets.what, mean.origins, mean.count, mean.status)
	}
}
