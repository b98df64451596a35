package provenance_test

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/linking/sources"
	"hearsay/internal/provenance"
	"hearsay/internal/reader/identity"
)

// readings makes of every article a reading with the gold's statements and the gold's sources of one article, but with the names, roles and affiliations that
// the article gives, as far as the resolver finds them.
func (st *story) readings(r *identity.Resolver) []hearsay.Reading {
	byID := map[string]hearsay.Source{}
	for _, s := range st.gold.Sources {
		byID[s.ID] = hearsay.Source{ID: s.ID, Name: s.Name, Kind: s.Kind, Role: s.Role, Affiliation: s.Affiliation}
	}
	var all []hearsay.Reading
	for i := range st.articles {
		art := &st.articles[i]
		reading := hearsay.Reading{Article: art.Article}
		var attrs []hearsay.Attribution
		var gold []string
		for _, n := range slices.Sorted(maps.Keys(art.marks)) {
			for _, s := range st.gold.Statements {
				if s.Article == art.ID && s.N == n {
					attrs = append(attrs, *art.marks[n])
					gold = append(gold, s.Source)
					reading.Statements = append(reading.Statements, hearsay.Statement{
						ID: strconv.Itoa(n), Spans: *art.marks[n], Source: s.Source, Stance: s.Stance, Relay: s.Relay,
					})
				}
			}
		}
		found, of, _ := r.Resolve(art.Article, attrs, nil)
		reading.Sources = articleSources(reading.Statements, gold, found, of, byID)
		all = append(all, reading)
	}
	return all
}

// articleSources gives each source of the gold the entry that most of its statements have. What only relays, and is never a source here, keeps the gold's name.
func articleSources(stmts []hearsay.Statement, gold []string, found []hearsay.Source, of []string, byID map[string]hearsay.Source) []hearsay.Source {
	votes, all := map[string]map[string]int{}, map[string]int{}
	for i, id := range gold {
		all[of[i]]++
		if id != "" && of[i] != "" {
			if votes[id] == nil {
				votes[id] = map[string]int{}
			}
			votes[id][of[i]]++
		}
	}
	var list []hearsay.Source
	add := func(id string) {
		if id == "" || slices.ContainsFunc(list, func(s hearsay.Source) bool { return s.ID == id }) {
			return
		}
		src, best := byID[id], 0
		for _, f := range found {
			if n := votes[id][f.ID]; n > best && 2*n > all[f.ID] {
				best, src = n, f
			}
		}
		src.ID, src.Kind = id, byID[id].Kind
		list = append(list, src)
	}
	for _, s := range stmts {
		add(s.Source)
		for _, via := range s.Relay {
			add(via)
		}
	}
	return list
}

// claimsOf lists which claims each source asserts, and under the source "" which each article has.
func (st *story) claimsOf() map[sources.Member][]string {
	claims := map[sources.Member][]string{}
	for _, s := range st.gold.Statements {
		if s.Claim == "" {
			continue
		}
		for _, m := range []sources.Member{{Article: s.Article}, {Article: s.Article, Source: s.Source}} {
			if !slices.Contains(claims[m], s.Claim) && (m.Source == "" || s.Stance == hearsay.Asserts || s.Stance == hearsay.Confirms || s.Stance == hearsay.Commits) {
				claims[m] = append(claims[m], s.Claim)
			}
		}
	}
	return claims
}

// relations compares every two articles of a story.
func (st *story) relations() []provenance.Relation {
	var all []provenance.Relation
	for i := range st.articles {
		for j := range i {
			if rel, is := provenance.Relate(signed(&st.articles[i]), signed(&st.articles[j])); is {
				all = append(all, rel)
			}
		}
	}
	return all
}

// bCubed is the F1 of B³ over pairs of gold and found cluster.
func bCubed(pairs [][2]string) float64 {
	gold, found, both := map[string]float64{}, map[string]float64{}, map[[2]string]float64{}
	for _, p := range pairs {
		gold[p[0]]++
		found[p[1]]++
		both[p]++
	}
	var p, r float64
	for _, x := range pairs {
		p += both[x] / found[x[1]]
		r += both[x] / gold[x[0]]
	}
	return 100 * 2 * p * r / (p + r) / float64(len(pairs))
}

func TestSourcesOfStories(t *testing.T) {
	resolver := identity.New()
	for _, name := range []string{"wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping", "tanker", "breach"} {
		st := readStory(t, name)
		tell := t.Logf
		if name == "tanker" || name == "breach" {
			tell = func(string, ...any) {}
		}
		var entries []sources.Entry
		readings := st.readings(resolver)
		for _, r := range readings {
			entries = append(entries, sources.Entries(r)...)
		}
		ties := sources.Ties{Rests: map[[2]string]bool{}}
		relations := st.relations()
		for _, rel := range relations {
			ties.Rests[[2]string{rel.Article, rel.Of}] = true
		}
		ties.Claims = st.claimsOf()
		clusters := sources.Cluster(entries, ties)
		of := map[sources.Member]string{}
		for i, c := range clusters {
			for _, m := range c.Members {
				of[m] = strconv.Itoa(i)
			}
		}
		var pairs [][2]string
		for _, r := range readings {
			for _, s := range r.Statements {
				if s.Source != "" {
					pairs = append(pairs, [2]string{s.Source, of[sources.Member{Article: r.Article.ID, Source: s.Source}]})
				}
			}
		}
		for i, c := range clusters {
			ids := map[string]bool{}
			for _, m := range c.Members {
				ids[m.Source] = true
			}
			if len(ids) > 1 {
				tell("%s JOINED %s: %v %q", name, strings.Join(slices.Sorted(maps.Keys(ids)), " "), c.Reasons, c.Names)
			}
			_ = i
		}
		goldIn := map[string][]string{}
		for _, e := range entries {
			if e.ID != "" {
				goldIn[e.ID] = append(goldIn[e.ID], fmt.Sprintf("%s/%s %q [%s|%s|via %s]", e.Article, of[sources.Member{Article: e.Article, Source: e.ID}], e.Name, e.Role, e.Affiliation, e.Via))
			}
		}
		for _, id := range slices.Sorted(maps.Keys(goldIn)) {
			apart := map[string]bool{}
			for _, s := range goldIn[id] {
				_, rest, _ := strings.Cut(s, "/")
				n, _, _ := strings.Cut(rest, " ")
				apart[n] = true
			}
			if len(apart) > 1 {
				tell("%s APART %s: %s", name, id, strings.Join(goldIn[id], "; "))
			}
		}
		t.Logf("FIGURES %-10s source identity %5.1f (%d sources for %d)", name, bCubed(pairs), len(clusters), len(goldIn))
	}
}
