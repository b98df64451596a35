package provenance_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/linking/sources"
	"hearsay/internal/provenance"
)

// articleSources reads, for each article of a story, what the article calls each source of the gold that it has: names, roles and affiliations as the resolver
// of the reader found them, for the gold's mentions.
func articleSources(t *testing.T, story string) map[string][]hearsay.Source {
	t.Helper()
	b, err := os.ReadFile("testdata/article-sources.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	type source struct {
		ID, Name, Role, Affiliation, Count, Of string
		Mentions                               [][2]int
	}
	all := map[string][]hearsay.Source{}
	for line := range strings.Lines(string(b)) {
		var art struct {
			Story, Article string
			Sources        []source
		}
		if err := json.Unmarshal([]byte(line), &art); err != nil {
			t.Fatal(err)
		}
		for _, s := range art.Sources {
			src := hearsay.Source{ID: s.ID, Name: s.Name, Role: s.Role, Affiliation: s.Affiliation, Unnamed: hearsay.Unnamed{Count: s.Count, Of: s.Of}}
			for _, m := range s.Mentions {
				src.Mentions = append(src.Mentions, hearsay.Span{Start: m[0], End: m[1]})
			}
			if art.Story == story {
				all[art.Article] = append(all[art.Article], src)
			}
		}
	}
	return all
}

// readings makes of every article a reading with the gold's statements and the gold's sources of one article, which have the gold's kinds and what the article
// calls them.
func (st *story) readings(t *testing.T) []hearsay.Reading {
	t.Helper()
	kinds := map[string]hearsay.Kind{}
	for _, s := range st.gold.Sources {
		kinds[s.ID] = s.Kind
	}
	named := articleSources(t, st.name)
	var all []hearsay.Reading
	for i := range st.articles {
		art := &st.articles[i]
		reading := hearsay.Reading{Article: art.Article, Sources: named[art.ID]}
		for j := range reading.Sources {
			reading.Sources[j].Kind = kinds[reading.Sources[j].ID]
		}
		for _, s := range st.gold.Statements {
			if s.Article == art.ID {
				reading.Statements = append(reading.Statements, hearsay.Statement{
					ID: strconv.Itoa(s.N), Spans: *art.marks[s.N], Source: s.Source, Stance: s.Stance, Relay: s.Relay,
				})
			}
		}
		all = append(all, reading)
	}
	return all
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

// derived is a story with sources over its articles as our own code recognises them.
type derived struct {
	readings  []hearsay.Reading
	entries   []sources.Entry
	clusters  []sources.Source
	of        map[sources.Member]string // the ledger's source: its number
	relations []provenance.Relation
}

func (st *story) derive(t *testing.T) *derived {
	t.Helper()
	d := &derived{readings: st.readings(t), of: map[sources.Member]string{}, relations: st.relations()}
	for _, reading := range d.readings {
		d.entries = append(d.entries, sources.Entries(reading)...)
	}
	ties := sources.Ties{Rests: map[[2]string]bool{}, Claims: st.claimsOf()}
	for _, rel := range d.relations {
		ties.Rests[[2]string{rel.Article, rel.Of}] = true
	}
	d.clusters = sources.Cluster(d.entries, ties)
	for i, c := range d.clusters {
		for _, m := range c.Members {
			d.of[m] = strconv.Itoa(i)
		}
	}
	return d
}

// pairs lists the gold source and the found one of every statement that has a source.
func (d *derived) pairs() [][2]string {
	var pairs [][2]string
	for _, r := range d.readings {
		for _, s := range r.Statements {
			if s.Source != "" {
				pairs = append(pairs, [2]string{s.Source, d.of[sources.Member{Article: r.Article.ID, Source: s.Source}]})
			}
		}
	}
	return pairs
}

// toGold maps found sources to gold ones, one to one, by how many statements they share, as the reference scorer does.
func (d *derived) toGold() map[string]string {
	count := map[[2]string]int{}
	for _, p := range d.pairs() {
		count[p]++
	}
	keys := slices.SortedFunc(maps.Keys(count), func(a, b [2]string) int {
		return cmp.Or(count[b]-count[a], strings.Compare(a[0], b[0]), strings.Compare(a[1], b[1]))
	})
	gold, used := map[string]string{}, map[string]bool{}
	for _, k := range keys {
		if gold[k[1]] == "" && !used[k[0]] {
			gold[k[1]], used[k[0]] = k[0], true
		}
	}
	return gold
}

// cases makes a case of each claim, with our own sources and relations.
func (d *derived) cases(st *story) map[string]provenance.Case {
	all, outlets := map[string]hearsay.Source{}, map[string]string{}
	for i, c := range d.clusters {
		c.ID = strconv.Itoa(i)
		all[c.ID] = c.Source
		for _, art := range c.Outlet {
			outlets[art] = c.ID
		}
	}
	cases := st.cases()
	for id, c := range cases {
		c.Sources, c.Outlets, c.Relations = all, outlets, d.relations
		for i := range c.Positions {
			p := &c.Positions[i]
			relay := p.Relay
			if wire := st.article(p.Article).copyOf; wire != "" && len(relay) > 0 { // what no reader of the copy alone can know
				relay = relay[:len(relay)-1]
			}
			p.Source, p.Relay = d.of[sources.Member{Article: p.Article, Source: p.Source}], nil
			for _, via := range relay {
				p.Relay = append(p.Relay, d.of[sources.Member{Article: p.Article, Source: via}])
			}
		}
		cases[id] = c
	}
	return cases
}

func TestSourcesOfStories(t *testing.T) {
	for _, name := range []string{"wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping", "tanker", "breach"} {
		st := readStory(t, name)
		tell := t.Logf
		if name == "tanker" || name == "breach" {
			tell = func(string, ...any) {}
		}
		d := st.derive(t)
		d.tell(name, tell)
		gold := d.toGold()
		f := st.score(d.cases(st), func(s string) string { return cmp.Or(gold[s], "?"+s) }, tell)
		t.Logf("FIGURES %-10s source identity %5.1f  origins F1 %5.1f  count %5.1f  status %5.1f", name, bCubed(d.pairs()), f.origins, f.count, f.status)
	}
}

// tell says which sources were joined or kept apart wrongly.
func (d *derived) tell(name string, tell func(string, ...any)) {
	for _, c := range d.clusters {
		ids := map[string]bool{}
		for _, m := range c.Members {
			ids[m.Source] = true
		}
		if len(ids) > 1 {
			tell("%s joined %s: %v %q", name, strings.Join(slices.Sorted(maps.Keys(ids)), " "), c.Reasons, c.Names)
		}
	}
	seen, apart := map[string][]string{}, map[string]map[string]bool{}
	for _, e := range d.entries {
		if e.ID == "" {
			continue
		}
		of := d.of[sources.Member{Article: e.Article, Source: e.ID}]
		seen[e.ID] = append(seen[e.ID], fmt.Sprintf("%s/%s %q [%s|%s|via %s]", e.Article, of, e.Name, e.Role, e.Affiliation, e.Via))
		if apart[e.ID] == nil {
			apart[e.ID] = map[string]bool{}
		}
		apart[e.ID][of] = true
	}
	for _, id := range slices.Sorted(maps.Keys(seen)) {
		if len(apart[id]) > 1 {
			tell("%s apart %s: %s", name, id, strings.Join(seen[id], "; "))
		}
	}
}
