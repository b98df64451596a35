package circumstance

import "hearsay"

// passage is how a saying came out of its source's mouth: who was told, and the outlets through which it came, as far as its own sentence says.
type passage struct {
	addressee hearsay.Span
	relay     []hearsay.Span
}

// passage reads the words around the cue.
func (d *doc) passage(i int) passage {
	s := &d.sayings[i]
	var p passage
	if lo, hi, ok := d.told(s); ok {
		switch {
		case d.isOutlet(lo, hi) && !d.own(lo, hi):
			p.relay = append(p.relay, d.words(lo, hi))
		default:
			p.addressee = d.words(lo, hi)
		}
	}
	if len(p.relay) == 0 {
		p.relay = d.carriers(s)
	}
	return p
}

// told finds the noun phrase of the one who is told.
func (d *doc) told(s *saying) (lo, hi int, ok bool) {
	if len(s.cue) == 0 {
		return 0, 0, false
	}
	if d.passive(s) {
		return d.subject(s)
	}
	_, end := d.sentence(s.cueHi - 1)
	for _, c := range s.cue {
		k := d.behind(c.End)
		verb := d.low(k - 1)
		switch {
		case k > 1 && (verb == "on" || verb == "upon" || verb == "to") && k-1 > 0:
			if lo, hi, ok = d.phrase(k, end, s); ok {
				return lo, hi, true
			}
		case isTelling(verb):
			if lo, hi, ok = d.phrase(k, end, s); ok {
				return lo, hi, true
			}
		}
	}
	return d.addressed(s, end)
}

// passive reports whether the cue is in the passive, so that who was told stands before it: "had been told".
func (d *doc) passive(s *saying) bool {
	lo := max(0, s.cueLo-2)
	be := false
	for k := lo; k < s.cueHi; k++ {
		switch d.low(k) {
		case "been", "being", "was", "were", "is", "are", "be":
			be = true
		case "told", "asked", "warned", "informed", "notified", "advised", "instructed", "ordered", "given", "assured", "urged", "reminded", "shown":
			if be {
				return true
			}
		}
	}
	return false
}

// subject finds the noun phrase before a passive cue.
func (d *doc) subject(s *saying) (lo, hi int, ok bool) {
	from, _ := d.sentence(s.cueLo)
	k := s.cueLo
	for k > from && isAuxiliary(d.low(k-1)) {
		k--
	}
	if k > from && (d.low(k-1) == "who" || d.low(k-1) == "which") {
		k--
		if k > from && d.low(k-1) == "," {
			k--
		}
	}
	hi = k
	for k > from && d.toks[k-1].word && (!endsPhrase(d.low(k-1)) || isSubject(d.low(k-1)) && k == hi) {
		k--
		if isDeterminer(d.low(k)) || isSubject(d.low(k)) {
			break
		}
	}
	if k == hi || d.low(k) == "nobody" || d.low(k) == "that" || d.low(k) == "there" || hi-k > 8 {
		return 0, 0, false
	}
	if touches(s.source, d.words(k, hi)) {
		return 0, 0, false
	}
	return k, hi, true
}

// addressed finds the one to whom something was said, written or sent: "wrote to old classmates", "in a letter to the minister".
func (d *doc) addressed(s *saying, end int) (lo, hi int, ok bool) {
	if k := s.cueHi; isAddressing(d.low(k-1)) && d.low(k) == "to" {
		if lo, hi, ok = d.phrase(k+1, end, s); ok {
			return lo, hi, true
		}
	}
	for k := s.cueHi; k < end && k < s.cueHi+16; k++ {
		if d.low(k) != "to" || d.within(k, s.content) {
			continue
		}
		for b := k - 1; b >= s.cueHi && b >= k-5; b-- {
			if isMessage(d.low(b)) {
				return d.phrase(k+1, end, s)
			}
		}
	}
	return 0, 0, false
}

func isMessage(low string) bool {
	switch low {
	case "letter", "email", "e-mail", "message", "statement", "note", "memo", "memorandum", "response", "reply", "speech", "address", "testimony", "report", "submission", "cable", "remarks", "comments", "text":
		return true
	}
	return false
}

// phrase reads the noun phrase that begins at token k: it ends before the content, a mark or a word that begins something new.
func (d *doc) phrase(k, end int, s *saying) (lo, hi int, ok bool) {
	if k >= end || d.within(k, s.content) || d.within(k, s.source) || !d.toks[k].word {
		return 0, 0, false
	}
	t := &d.toks[k]
	if isObject(t.low) && !(t.low == "her" && k+1 < end && d.toks[k+1].word && !endsPhrase(d.low(k+1)) && !isDeterminer(d.low(k+1)) && !d.within(k+1, s.content)) {
		if t.low == "it" {
			return 0, 0, false
		}
		return k, k + 1, true
	}
	if endsPhrase(t.low) && t.low != "this" {
		return 0, 0, false
	}
	hi = k + 1
	for hi < end {
		t := &d.toks[hi]
		if d.within(hi, s.content) || d.within(hi, s.source) {
			break
		}
		if quoted := isQuote(t.low) && (d.low(hi-1) != "" && d.toks[hi-1].word) && hi+1 < end && d.toks[hi+1].caps; quoted {
			hi++
			continue
		}
		if t.low == "of" && hi+1 < end && d.toks[hi+1].word {
			hi++
			if isDeterminer(d.low(hi)) {
				hi++
			}
			continue
		}
		if !t.word || endsPhrase(t.low) || isDeterminer(t.low) && !isDeterminer(d.low(hi-1)) {
			break
		}
		hi++
	}
	for hi > k+1 && (!d.toks[hi-1].word || d.low(hi-1) == "of" || isDeterminer(d.low(hi-1))) {
		hi--
	}
	if hi == k+1 && isDeterminer(d.low(k)) && d.low(k) != "both" {
		return 0, 0, false
	}
	return k, hi, true
}
