package circumstance

// nest finds for each saying the one that tells of it.
func (d *doc) nest() {
	for i := range d.sayings {
		best := -1
		for _, j := range d.tellers(&d.sayings[i]) {
			if i != j && d.tells(j, i) && (best < 0 || d.nearer(j, best)) {
				best = j
			}
		}
		d.sayings[i].outer = best
	}
	passed := make([]int, len(d.sayings))
	for i := range d.sayings { // where sayings tell of each other in a circle, the first of them is told by none
		for j := i; j >= 0; j = d.sayings[j].outer {
			if passed[j] == i+1 {
				d.sayings[i].outer = -1
				break
			}
			passed[j] = i + 1
		}
	}
}

// tellers gives the sayings that may tell of one: those around its anchor and the beginning of its content.
func (d *doc) tellers(inner *saying) []int {
	at, ok := inner.anchor()
	if !ok {
		return nil
	}
	if len(inner.content) > 0 {
		at.Start, at.End = min(at.Start, inner.content[0].Start), max(at.End, inner.content[0].End)
	}
	return d.extents.near(at.Start, at.End)
}

// tells reports whether saying j tells of saying i: its content holds the other's cue, or the other's cue only says where j has the same content from.
func (d *doc) tells(j, i int) bool {
	outer, inner := &d.sayings[j], &d.sayings[i]
	if anchor, ok := inner.anchor(); ok && covers(outer.content, anchor) && (len(outer.cue) == 0 || !covers(inner.content, outer.cue[0])) {
		return true
	}
	if len(outer.source) == 0 || len(inner.cue) == 0 || len(inner.content) == 0 || !touches(outer.content, inner.content[0]) {
		return false
	}
	if d.toks[d.at(outer.source[0].Start)].sent != d.toks[inner.cueLo].sent {
		return false
	}
	if d.publishing(outer) {
		return d.follows(outer, inner)
	}
	return (!d.publishing(inner) || !d.follows(inner, outer)) && d.sourced(outer, inner)
}

// sourced reports whether the inner cue only says where the outer saying, in the same sentence, has its content from.
func (d *doc) sourced(outer, inner *saying) bool {
	if outer.source[0].Start < inner.cue[0].Start {
		return d.citing(inner) || d.publishing(inner)
	}
	return d.citing(inner) && d.citesFirst(inner, outer)
}

// citesFirst reports whether who is cited stands before who cites: "Citing two officials, the Post said".
func (d *doc) citesFirst(inner, outer *saying) bool {
	if len(inner.source) == 0 || inner.cue[0].Start > inner.source[0].Start {
		return false
	}
	return d.goesOnBehind(d.behind(inner.source[0].End), d.at(outer.source[0].Start))
}

// follows reports whether the cue of a publishes the source of b, right behind it: "a filing quoted by the Post".
func (d *doc) follows(a, b *saying) bool {
	if len(b.source) == 0 {
		return false
	}
	end := d.behind(b.source[len(b.source)-1].End)
	return a.cueLo >= end && a.cueLo <= end+2
}

// nearer reports whether j tells of a saying more closely than k does.
func (d *doc) nearer(j, k int) bool {
	a, b := &d.sayings[j], &d.sayings[k]
	if x, y := size(a.content), size(b.content); x != y {
		return x < y
	}
	if len(a.source) == 0 || len(b.source) == 0 {
		return len(a.source) > 0
	}
	return a.source[0].Start > b.source[0].Start // of two that cite the same content, the later one has it from the source
}

// citing reports whether the cue only tells where somebody else has the content from: "citing", "on the word of", "as saying".
func (d *doc) citing(s *saying) bool {
	for k := s.cueLo; k < s.cueHi; k++ {
		next := d.low(k + 1)
		switch d.low(k) {
		case "citing", "quoting", "attributing", "crediting":
			return true
		case "quoted", "quotes", "cited", "cites":
			return !d.passively(k) && d.quotesOther(s, k)
		case "as":
			return k+1 < s.cueHi && next == "saying"
		case "reading", "relying", "relied", "drawing", "based":
			return k+1 < s.cueHi && oneOf(next, "from", "on")
		case "word", "faith", "authority", "basis", "strength":
			return next == "of"
		case "reference", "referring":
			return next == "to"
		case "told", "learned", "heard":
			return oneOf(next, "by", "from")
		}
	}
	return false
}

// quotesOther reports whether the cue with "quoted" at token k is that of the one who is quoted, not of the one who quotes.
func (d *doc) quotesOther(s *saying, k int) bool {
	return d.low(k+1) != "by" && (len(s.cue) > 1 || k+1 < s.cueHi || len(s.source) > 0 && s.source[0].Start >= s.cue[0].End)
}

// passively reports whether the participle at token k tells of what is done to its subject: "was also quoted".
func (d *doc) passively(k int) bool {
	return isBe(d.low(k-1)) || isAuxiliary(d.low(k-1)) && isBe(d.low(k-2))
}

// publishing reports whether the cue tells who brought a document to light: "quoted by", "made public by".
func (d *doc) publishing(s *saying) bool {
	for k := s.cueLo; k < s.cueHi; k++ {
		switch d.low(k) {
		case "quoted", "published", "seen", "obtained", "reviewed", "cited", "public":
			for b := k + 1; b < k+4; b++ {
				if d.low(b) == "by" {
					return true
				}
			}
		}
	}
	return false
}
