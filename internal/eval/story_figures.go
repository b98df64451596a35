package eval

import (
	"slices"

	"hearsay"
)

// figures works out every score in the order of the reference scorer.
func (s *storyScore) figures(rep StoryReport) []Figure {
	bySource, byClaim := s.clusters()
	s.sources, s.claims = align(bySource), align(onClaim(byClaim))
	names, kinds := s.named()
	origins, counts := s.originFigures()
	return []Figure{
		{"found F1", s.tally.Found.F1()},
		{"attributed F1", s.tally.Attributed.F1()},
		{"identical F1", s.tally.Identical.F1()},
		{"source identity B3", bCubed(bySource)},
		{"source name", names},
		{"source kind", kinds},
		{"stance", rep.Stances.Accuracy()},
		{"stance macro F1", rep.Stances.MacroF1()},
		{"claim B3 (statements on a claim)", bCubed(onClaim(byClaim))},
		{"claim B3 (all statements)", bCubed(byClaim)},
		{"relay chains", s.relays()},
		{"conditions", s.conditions()},
		{"origins F1", origins},
		{"origin count exact", counts},
		{"status", s.statuses()},
		{"whole entries F1 (found, source, stance and claim all right)", s.whole().F1()},
	}
}

// clusters lists the matched statements by their sources, those whose gold has one, and by their claims. A statement on none of the gold's
// claims, or on none of the ledger's, has a cluster of its own there.
func (s *storyScore) clusters() (bySource, byClaim []item) {
	for _, p := range s.pairs {
		if p.gold.Source != "" {
			bySource = append(bySource, item{string(p.gold.Source), cluster(string(p.read.Source), p.n)})
		}
		byClaim = append(byClaim, item{cluster(string(p.gold.Claim), p.n), cluster(string(p.read.Claim), p.n)})
	}
	return bySource, byClaim
}

// onClaim leaves out the items that are on no claim of the gold.
func onClaim(items []item) []item {
	return slices.DeleteFunc(slices.Clone(items), func(it item) bool { return it.gold[0] == alone[0] })
}

// named is the share of right names, among the sources that have one, and of right kinds.
func (s *storyScore) named() (names, kinds float64) {
	var name, named, kind, sourced int
	for _, p := range s.pairs {
		if p.gold.Source == "" {
			continue
		}
		gold, read := s.by.gold[string(p.gold.Source)], s.by.found[string(p.read.Source)]
		sourced++
		kind += one(gold.Kind == read.Kind)
		if gold.Kind != hearsay.Anonymous && gold.Kind != hearsay.Group {
			named++
			name += one(sameName(gold.Name, read.Name))
		}
	}
	return share(name, named), share(kind, sourced)
}

// relays is the share of right chains among the statements that have one in the gold or in the ledger.
func (s *storyScore) relays() float64 {
	right, all := 0, 0
	for _, p := range s.pairs {
		if len(p.gold.Relay) == 0 && len(p.read.Relay) == 0 {
			continue
		}
		all++
		right += one(sameChain(p.gold.Relay, p.read.Relay, func(gold, read string) bool {
			return s.sources[gold] == read || sameName(s.by.gold[gold].Name, s.by.found[read].Name)
		}))
	}
	return share(right, all)
}

// conditions is the share of right conditions among the commitments and demands that have one in the gold or in the ledger.
func (s *storyScore) conditions() float64 {
	right, all := 0, 0
	for _, p := range s.pairs {
		if takesCondition(p.gold.Stance) && (p.gold.Condition != "" || p.read.Condition != "") {
			all++
			right += one(sameCondition(p.gold.Condition, p.read.Condition))
		}
	}
	return share(right, all)
}

// rest is an article that rests on an origin of a claim, in terms of the gold.
type rest struct{ claim, origin, article string }

// originFigures are the F1 of all that rests on some origin, and the share of claims with the right number of origins.
func (s *storyScore) originFigures() (f1, counts float64) {
	gold, read, near := map[rest]bool{}, map[rest]bool{}, 0
	inGold := make(map[string]string, len(s.sources))
	for own, theirs := range s.sources {
		inGold[theirs] = own
	}
	for claim, origins := range s.story.origins {
		for _, o := range origins {
			for _, art := range o.Articles {
				gold[rest{claim, o.Origin, art}] = true
			}
		}
		c := s.claimFor(claim)
		if c < 0 {
			continue
		}
		near += one(len(s.doc.Claims[c].Origins) == len(origins))
		for _, o := range s.doc.Claims[c].Origins {
			origin, known := inGold[o.Source]
			if !known {
				origin = alone + o.Source
			}
			for _, art := range o.Articles {
				if own, ok := s.number[art]; ok {
					read[rest{claim, origin, own}] = true
				}
			}
		}
	}
	return Count{Right: inBoth(gold, read), Predicted: len(read), Gold: len(gold)}.F1(), share(near, len(s.story.origins))
}

func inBoth(a, b map[rest]bool) int {
	n := 0
	for r := range a {
		n += one(b[r])
	}
	return n
}

// claimFor is the index of the ledger's claim that corresponds to a claim of the gold, -1 if there is none.
func (s *storyScore) claimFor(gold string) int {
	read := s.claims[gold]
	if read == "" {
		return -1
	}
	for i, c := range s.doc.Claims {
		if c.ID == read {
			return i
		}
	}
	return -1
}

// statuses is the share of right statuses, of each claim after each article from its first one on.
func (s *storyScore) statuses() float64 {
	right, all := 0, 0
	for claim, steps := range s.story.status {
		read := map[string]hearsay.Status{}
		if c := s.claimFor(claim); c >= 0 {
			for _, change := range s.doc.Claims[c].Status {
				read[s.number[change.Article]] = change.Status
			}
		}
		gold := map[string]hearsay.Status{}
		for _, step := range steps {
			gold[step.From] = step.Status
		}
		var now, asRead hearsay.Status
		for _, art := range s.story.Articles {
			now, asRead = orBefore(gold[art.ID], now), orBefore(read[art.ID], asRead)
			if now != "" {
				all++
				right += one(now == asRead)
			}
		}
	}
	return share(right, all)
}

// orBefore is the status that an article brought about, or else the one before.
func orBefore(changed, before hearsay.Status) hearsay.Status {
	if changed != "" {
		return changed
	}
	return before
}

// whole counts the entries of the ledger in which source, stance and claim are all right. A claim or source that corresponds to none counts as right
// if the ledger has none.
func (s *storyScore) whole() Count {
	known := map[string]bool{}
	for _, theirs := range s.claims {
		known[theirs] = true
	}
	n := Count{Predicted: s.tally.Found.Predicted, Gold: s.tally.Found.Gold}
	for _, p := range s.pairs {
		source := s.sources[string(p.gold.Source)] == string(p.read.Source)
		claim := !known[string(p.read.Claim)]
		if p.gold.Claim != "" {
			claim = s.claims[string(p.gold.Claim)] == string(p.read.Claim)
		}
		n.Right += one(source && claim && p.gold.Stance == p.read.Stance)
	}
	return n
}
