package identity

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var choicesTo = flag.String("choices", "", "file to write the choices that the weights are fitted to")

// choice is one mention and the entities that it might mean, the last of them perhaps somebody new.
type choice struct {
	Article    string  `json:"article"`
	Mention    string  `json:"mention"`
	Rank       int     `json:"rank"`
	Candidates [][]int `json:"candidates"` // the features of each
	Right      []bool  `json:"right"`
}

// teacher makes a run take the gold's choices, and writes them down.
type teacher struct {
	x    *run
	gold goldArticle
	of   map[int]string // entities and the gold source that they are
	out  *json.Encoder
}

// TestChoicesForTraining writes the choices that training/identity/fit.py reads, if the flag -choices names a file.
func TestChoicesForTraining(t *testing.T) {
	if *choicesTo == "" {
		t.Skip("-choices names no file")
	}
	dir := shared(t)
	f, err := os.Create(*choicesTo)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	texts := filepath.Join(dir, "polnear", "train.jsonl")
	articles := labelled(t, texts, filepath.Join(dir, "labels", "train.jsonl"))
	articles = append(articles, labelled(t, texts, filepath.Join("..", "..", "..", "training", "labels", "articles.jsonl"))...)
	articles = append(articles, stories(t, filepath.Join(dir, "stories"), "wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping")...)
	r := New()
	for _, g := range articles {
		x, _ := r.prepare(g.art, g.attrs, nil)
		k := &teacher{x: x, gold: g, of: map[int]string{}, out: json.NewEncoder(f)}
		k.nameEntities()
		x.choose = k.choose
		x.resolve()
	}
}

// id is the gold source of a mention, "" if it is none's.
func (k *teacher) id(m *mention) string {
	if m.attr < 0 {
		return ""
	}
	return k.gold.ids[m.attr]
}

// nameEntities gives every entity with a name the gold source that its name most often stands for.
func (k *teacher) nameEntities() {
	votes := map[int]map[string]int{}
	for i := range k.x.mentions {
		m := &k.x.mentions[i]
		if id := k.id(m); m.form == named && id != "" {
			e := k.x.c.names[m.name].entity
			if votes[e] == nil {
				votes[e] = map[string]int{}
			}
			votes[e][id]++
		}
	}
	for e, v := range votes {
		for id, n := range v {
			if best := v[k.of[e]]; n > best || n == best && id < k.of[e] {
				k.of[e] = id
			}
		}
	}
}

// choose returns the right candidate, the number of candidates for somebody new, -1 where the gold does not tell.
func (k *teacher) choose(m *mention, candidates []int, given [][]feature) int {
	for i := range k.x.mentions { // what was resolved by name or rule since
		if o := &k.x.mentions[i]; o.entity >= 0 && k.of[o.entity] == "" {
			k.of[o.entity] = k.id(o)
		}
	}
	id := k.id(m)
	if id == "" {
		return -1
	}
	c := choice{Article: k.gold.art.ID, Mention: k.x.c.p.words(m.lo, m.hi), Rank: m.rank(), Right: make([]bool, len(given))}
	best := -1
	for i := range given {
		var features []int
		for _, f := range given[i] {
			features = append(features, int(f))
		}
		c.Candidates = append(c.Candidates, features)
		if i < len(candidates) && k.of[candidates[i]] == id {
			c.Right[i], best = true, i
		}
	}
	if best < 0 {
		best = len(candidates)
		if best < len(given) {
			c.Right[best] = true
		}
	}
	if err := k.out.Encode(c); err != nil {
		panic(err)
	}
	return best
}
