package identity

// split parts the run of tokens [i, j) into titles and name, and adds the name.
func (p *page) split(names []name, i, j int) []name {
	for j > i && p.toks[j-1].is(abbreviation) && p.toks[j-1].is(role|honorific) {
		j-- // "Sen." at the end of a run
	}
	if bareTitle(p.toks[i:j]) {
		return names
	}
	lo, end := p.titles(i, j)
	switch {
	case end > 0:
		return p.bodyOf(names, end, j)
	case lo > i && j-lo == 1 && p.toks[lo].is(body|document|group):
		lo = i // "Governor's Office"
	case lo == i && j-i > 1 && p.toks[i].is(demonym) && p.toks[i+1].is(firstName):
		lo++ // "German Lena Koch"
	}
	if k := p.personWithin(lo, j); k > lo {
		return append(names, name{lo: lo, hi: k, from: i, entity: -1}, name{lo: k, hi: j, from: k, entity: -1})
	}
	return append(names, name{lo: lo, hi: j, from: i, entity: -1})
}

// bareTitle reports whether a run is nothing but a title: "President".
func bareTitle(run []token) bool {
	return len(run) == 0 || len(run) == 1 && run[0].is(title) && !run[0].is(firstName|outletName)
}

// titles finds where the titles at the beginning of a run end. If nothing else follows, "Director of the Tax Authority", it gives the token where the
// body's name begins instead.
func (p *page) titles(i, j int) (lo, bodyFrom int) {
	lo = i
	for k := i; k < j-1; k++ {
		t := &p.toks[k]
		surnamed := t.is(firstName) && !t.is(abbreviation) && k > i && !p.toks[k-1].is(title)
		if !t.is(title) || surnamed {
			continue
		}
		end := p.institutionEnd(k, j)
		switch {
		case end >= j && end > k:
			return lo, k + 2
		case end > k: // "Secretary of State John Kerry"
			k = end - 1
		}
		lo = k + 1
	}
	return lo, 0
}

// bodyOf adds the name of the body in a title without a person's name.
func (p *page) bodyOf(names []name, lo, hi int) []name {
	if p.toks[lo].low == "the" {
		lo++
	}
	if !p.any(lo, hi, body|outletName|country|demonym|capital) {
		return names
	}
	return append(names, name{lo: lo, hi: hi, from: lo, entity: -1})
}

// institutionEnd finds the end of what follows a role with "of": the State of "Secretary of State". It is k where nothing does.
func (p *page) institutionEnd(k, j int) int {
	if k+1 >= j || p.toks[k+1].low != "of" && p.toks[k+1].low != "for" {
		return k
	}
	if j-2 > k+2 && !p.any(j-2, j, nounClass|function|particle|placeName|modifier) { // two words that can only be a person's name
		if j-3 > k+2 && p.toks[j-3].is(firstName) && !p.toks[j-3].is(body) {
			return j - 3
		}
		return j - 2
	}
	last := j // where a name may begin at the latest: one word is none in "Prosecutor of Santa Rosa"
	if !p.toks[j-2].is(realm | body) {
		last--
	}
	for end := k + 3; end < last; end++ {
		if p.mayFollow(end, end == k+3 && j-end <= 3) {
			return end
		}
	}
	return j
}

// mayFollow reports whether a person's name may begin at i, after an institution's; likely tells that there is room for one.
func (p *page) mayFollow(i int, likely bool) bool {
	t, before := &p.toks[i], &p.toks[i-1]
	return t.is(firstName) && !before.is(function) || likely && !t.is(body|function|particle) && !before.is(function|particle)
}

// personWithin finds where a person's name begins after an institution's, as in "Ministry of Foreign Affairs Darya Orlova"; lo if nowhere.
func (p *page) personWithin(lo, hi int) int {
	if p.toks[hi-1].is(body | outletName) {
		return lo
	}
	for k := lo + 2; k < hi-1; k++ {
		if p.toks[k].is(firstName) && !p.toks[k-1].is(function|particle) && p.any(lo, k, body) {
			return k
		}
	}
	return lo
}
