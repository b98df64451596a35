package linking

import (
	"cmp"
	"slices"

	"hearsay"
)

// What the model of antecedents looks at: how likely it is that statement a of an article is about the claim that statement b of the same article is about.
const (
	rOwn         = iota // cosine of the contents
	rCovered            // share of a's content in b's
	rCovers             // share of b's content in a's
	rValue              // a number in common
	rClash              // numbers of one thing that cannot be one
	rBefore             // statements that b stands before a; negative if after
	rSentences          // sentences that b stands before a
	rParagraphs         // paragraphs that b stands before a
	rInside             // a lies in b's content
	rHolds              // b lies in a's content
	rOverlap            // share of the joint span that both cover
	rSource             // same source
	rSpeaker            // share of b's source's names in a's content
	rParty              // share of a's source's names in b's content
	rWeight             // weight of a's content
	rWeightOther        // weight of b's content
	rPointers           // words such as "report" in a's content
	rRefer              // a's content is too poor to say what it is about
	rReferOther         // b's is
	rStance             // a's stance, by number
	rStanceOther        // b's
	rQuote              // a's content is wholly in quotation marks
	rQuoteOther         // b's is
	rPassage            // share of a's content in b's sentence
	rAround             // share of b's content in a's sentence and paragraph
	nRelations
)

// relationNames names them for training, in order.
func relationNames() []string {
	return []string{
		"own", "covered", "covers", "value", "clash", "before", "sentences", "paragraphs", "inside", "holds", "overlap", "source", "speaker", "party", "weight",
		"weight_other", "pointers", "refer", "refer_other", "stance", "stance_other", "quote", "quote_other", "passage", "around",
	}
}

type relations [nRelations]float64

// relate looks from statement a of an article at statement b of the same.
func relate(a, b *Features) *relations {
	x := new(relations)
	x[rOwn] = overlapOf(a.own, b.own, plain).cosine
	x[rCovered], x[rCovers] = covered(a.own, b.own), covered(b.own, a.own)
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			if q.agree(r) {
				x[rValue] = 1
			} else if q.unit == r.unit {
				x[rClash] = 1
			}
		}
	}
	x[rBefore] = float64(a.place.order - b.place.order)
	x[rSentences], x[rParagraphs] = float64(a.place.sent-b.place.sent), float64(a.place.para-b.place.para)
	x[rInside], x[rHolds] = flagOf(within(a.Span, b.Span)), flagOf(within(b.Span, a.Span))
	x[rOverlap] = jointShare(a.Span, b.Span)
	x[rSource] = flagOf(a.Source != "" && a.Source == b.Source)
	x[rSpeaker], x[rParty] = covered(b.by, a.own), covered(a.by, b.own)
	x[rWeight], x[rWeightOther] = weightOf(a.own), weightOf(b.own)
	for i := range a.own {
		x[rPointers] += flagOf(pointer(a.own[i].stem))
	}
	x[rRefer], x[rReferOther] = flagOf(a.place.refer), flagOf(b.place.refer)
	x[rStance], x[rStanceOther] = stanceNumber(a.Stance), stanceNumber(b.Stance)
	x[rQuote], x[rQuoteOther] = flagOf(a.place.quote), flagOf(b.place.quote)
	x[rPassage], x[rAround] = covered(a.own, b.around), covered(b.own, a.around, a.para)
	return x
}

// stanceNumber orders stances so that like ones are neighbours.
func stanceNumber(s hearsay.Stance) float64 {
	order := [...]hearsay.Stance{
		hearsay.Denies, hearsay.Doubts, hearsay.Withholds, "", hearsay.Confirms, hearsay.Asserts,
		hearsay.Judges, hearsay.Asks, hearsay.Urges, hearsay.Commits,
	}
	return float64(slices.Index(order[:], s))
}

func within(s, t hearsay.Span) bool { return s.Start >= t.Start && s.End <= t.End && s != t }

// jointShare is what two spans share, as a part of what they cover together.
func jointShare(s, t hearsay.Span) float64 {
	shared := min(s.End, t.End) - max(s.Start, t.Start)
	if shared <= 0 {
		return 0
	}
	return float64(shared) / float64(s.Len()+t.Len()-shared)
}

func weightOf(b bag) (sum float64) {
	for i := range b {
		sum += float64(b[i].weight)
	}
	return sum
}

// How far reach goes: from which likelihood on another statement's terms are taken in, from how many statements, and how far back.
const (
	reachFrom  = 0.35
	reachMost  = 2
	reachOrder = 12
)

// resolve lets contents take in what they refer to: the terms of those statements of the article that are likely about the same claim, the less
// likely the lighter. So "the report", "it", a quotation that goes on and a refusal to confirm can be found and compared.
func (l *Linker) resolve(all []Features) {
	for i := range all {
		f := &all[i]
		type candidate struct {
			j     int
			score float64
		}
		var found []candidate
		for j := range all {
			if j == i || abs(i-j) > reachOrder {
				continue
			}
			if score := l.model.Refer.score(relate(f, &all[j])[:]); score >= reachFrom {
				found = append(found, candidate{j, score})
			}
		}
		slices.SortStableFunc(found, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
		f.reach, f.reachNumbers = f.own, f.numbers
		added := 0
		for _, c := range found {
			other := all[c.j].own
			if c.j < i {
				other = all[c.j].reach
			}
			more := f.reach.with(other, float32(c.score))
			if len(f.reachNumbers) == 0 {
				f.reachNumbers = all[c.j].numbers
			}
			if len(more) == len(f.reach) {
				continue
			}
			f.reach = more
			if added == 0 {
				f.place.refersTo = c.j
			}
			if added++; added == reachMost {
				break
			}
		}
	}
}

// with adds the terms of another bag, their weights multiplied; of a stem in both the heavier stays.
func (b bag) with(other bag, factor float32) bag {
	out := make(bag, 0, len(b)+len(other))
	i, j := 0, 0
	for i < len(b) || j < len(other) {
		switch {
		case j == len(other) || i < len(b) && b[i].key < other[j].key:
			out = append(out, b[i])
			i++
		case i == len(b) || b[i].key > other[j].key:
			out = append(out, other[j].times(factor))
			j++
		default:
			t, u := b[i], other[j].times(factor)
			if u.part > t.part {
				t = u
			}
			out = append(out, t)
			i++
			j++
		}
	}
	return out
}

// times is the term with less weight.
func (t term) times(factor float32) term {
	if t.part == 0 {
		return t
	}
	full := t.weight * 255 / float32(t.part)
	t.part = uint8(float32(t.part) * factor)
	t.weight = full * float32(t.part) / 255
	return t
}
