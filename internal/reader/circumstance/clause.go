package circumstance

import "hearsay"

// clause is the clause that opens at token i and ends before token hi at the latest, without the marks at its ends; from is where its passage begins.
func (d *doc) clause(i, from, hi int) hearsay.Span {
	if i+1 < hi && oneOf(d.low(i+1), "necessary", "possible", "needed", "required", "appropriate") {
		return d.words(i, i+2)
	}
	end := 0
	if d.leads(i, from) {
		end = d.leadingEnd(i, hi)
	} else {
		end = d.trailingEnd(i, hi)
	}
	for end > i+1 && !d.toks[end-1].word && !d.closesOpen(i, end-1) {
		end--
	}
	return d.words(i, end)
}

// closesOpen reports whether token k is a quotation mark whose opening one lies behind token i.
func (d *doc) closesOpen(i, k int) bool {
	if !isQuote(d.low(k)) {
		return false
	}
	open := false
	for j := i; j < k; j++ {
		switch d.low(j) {
		case "“", "‘", "«", "„":
			open = true
		case "\"", "'":
			open = !open
		case "”", "»":
			open = false
		}
	}
	return open
}

// leads reports whether the clause at token i stands before what depends on it: at the start of its passage, of a sentence or a quotation, or after "that"
// or "but".
func (d *doc) leads(i, from int) bool {
	if d.toks[i].caps || i == from {
		return true
	}
	before := d.low(i - 1)
	if before == "\"" {
		return i-2 >= 0 && !d.toks[i-2].word
	}
	return isStop(before) || oneOf(before, "that", "but", "and", "\n", "“", "‘", "—", ":", ";")
}

// leadingEnd is where a clause before its main clause ends: at the first comma behind which something new begins, or where a subject and "will" follow.
func (d *doc) leadingEnd(i, hi int) int {
	last := hi
	for k := i + 1; k < hi; k++ {
		switch low := d.low(k); low {
		case ",", "—", "–":
			last = k
			if k+1 < hi && !continues(d.low(k+1)) {
				return k
			}
		case ";", "\n":
			return k
		default:
			if k > i+2 && (low == "then" || d.mainClause(k)) {
				return k
			}
		}
	}
	return last
}

// mainClause reports whether a subject and its modal verb begin at token k: "I will".
func (d *doc) mainClause(k int) bool {
	return isSubject(d.low(k)) && d.low(k) != "that" && d.low(k-1) != "that" && isModal(d.low(k+1))
}

// continues reports whether what follows a comma still belongs to the clause before.
func continues(low string) bool {
	switch low {
	case "or", "and", "which", "who", "whose", "where", "directly", "including", "especially", "as", "even", "if", "either":
		return true
	}
	return len(low) > 4 && low[len(low)-2:] == "ly"
}

// trailingEnd is where a clause behind its main clause ends: with its passage, or where a comma begins something new.
func (d *doc) trailingEnd(i, hi int) int {
	for k := i + 2; k < hi; k++ {
		next := d.low(k + 1)
		switch d.low(k) {
		case ";", "\n", ":", "(", "—":
			return k
		case ",":
			if isClosing(next) || resumes(next) {
				return k
			}
		case "”", "\"":
			if resumes(next) {
				return k
			}
		}
	}
	return hi
}

// resumes knows the words that, behind a comma, begin what does not belong to the clause before.
func resumes(low string) bool {
	switch low {
	case "but", "and", "while", "although", "though", "which", "adding", "saying", "so", "because", "a", "according", "he", "she",
		"they", "said", "says", "in", "after":
		return true
	}
	return false
}
