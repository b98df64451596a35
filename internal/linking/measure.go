package linking

import (
	"math"
	"slices"

	"hearsay"
)

// The measures that the pair model looks at. All are the same whichever statement comes first.
const (
	mOwn          = iota // cosine of the contents' terms
	mOwnLeast            // share of the longer content's terms that the other has
	mOwnMost             // share of the shorter content's
	mReach               // the same three of contents with what they refer to
	mReachLeast          //
	mReachMost           //
	mLocal               // cosine of these, the less of a term the more of its article has it
	mOwnSoftLeast        // how well the contents' terms find a like in the other
	mOwnSoftMost         //
	mSoftLeast           // the same with what they refer to
	mSoftMost            //
	mPredicate           // cosine of the mean vectors of contents without names
	mPredicateAll        // the same with what they refer to
	mNames               // cosine of names, with what they refer to
	mNamesApart          // both name something, and nothing in common
	mNamesShared         // weight of names in common
	mSameFigure          // both give a number that can be one, of the same thing
	mSameValue           // both give a number that can be one
	mClash               // numbers of one thing that cannot be one
	mOtherFigure         // both give numbers, none in common
	mOneFigure           // one gives a number
	mPassageLeast        // share of a content's terms in the other's content and passage
	mPassageMost         //
	mAround              // cosine of sentences without the contents
	mHeads               // cosine of titles and first sentences
	mHeadLeast           // how much a content is what its article begins with
	mHeadMost            //
	mOtherHead           // how much a content is what the other's article begins with
	mArticle             // of one article
	mOrder               // statements between them; 50 in two articles
	mSentences           // sentences between them; 50 in two articles
	mParagraph           // of one paragraph
	mNested              // one content lies in the other
	mOverlap             // share of the joint span of contents that both cover
	mSource              // same source by name
	mSourceNames         // cosine of the sources' names
	mSourceIn            // names of one's source in the other's content
	mRefer               // how many name their claim only by a word such as "report"
	mShort               // terms of the shorter content
	mLong                // terms of the longer one
	mQuotes              // how many are wholly in quotation marks
	mDays                // between the articles, 30 at most
	mAssert              // how many assert or confirm
	mReject              // how many deny or doubt
	mWithhold            // how many withhold
	mJudge               // how many judge
	mAct                 // how many commit or urge
	mAsk                 // how many ask
	mStance              // same stance
	mNegated             // one is negated and the other is not
	mHedged              // how many are hedged
	mRefersTo            // one is what the other was taken to refer to
	mOutlet              // share of one's outlet's name in the other's sentence
	mEarlyLeast          // place of the earlier in the order of its article, 20 at most
	mEarlyMost           //
	mReachFigure         // a number in common, with what they refer to
	mReachClash          // numbers of one thing that cannot be one, with what they refer to
	mParty               // one rejects or withholds, and is named in the other's content: its share
	mMain                // how much both are what either article begins with
	mTheme               // cosine of what their articles keep coming back to
	mThemeNames          // weight of names in common among this
	mVector              // cosine of the reader's vectors, 0 without
	nMeasures
)

// measureNames names the measures for training, in order.
func measureNames() [nMeasures]string {
	return [nMeasures]string{
		"own", "own_least", "own_most", "reach", "reach_least", "reach_most", "local", "own_soft_least", "own_soft_most", "soft_least", "soft_most",
		"predicate", "predicate_all", "names", "names_apart", "names_shared", "same_figure", "same_value", "clash", "other_figure", "one_figure",
		"passage_least", "passage_most", "around", "heads", "head_least", "head_most", "other_head", "article", "order", "sentences", "paragraph",
		"nested", "overlap", "source", "source_names", "source_in", "refer", "short", "long", "quotes", "days", "assert", "reject", "withhold",
		"judge", "act", "ask", "stance", "negated", "hedged", "refers_to", "outlet", "early_least", "early_most",
		"reach_figure", "reach_clash", "party", "main", "theme", "theme_names", "vector",
	}
}

type measures [nMeasures]float64

// measure compares two statements.
func (l *Linker) measure(a, b *Features) *measures {
	c := l.Comparer()
	c.been = commonOf(a, b)
	a, b = c.packed(a, b)
	c.glance(a, b)
	c.look(a, b)
	return &c.x
}

// glance fills in the measures that cost little. The first statement is packed, as it is for look.
func (c *Comparer) glance(a, b *Features) {
	c.x = measures{}
	x := &c.x
	c.reach(a, b)
	reach := c.overlap(a, b, plain).of(a.sums.reach, b.sums.reach)
	x[mReach], x[mReachLeast], x[mReachMost] = reach.cosine, reach.least, reach.most
	x[mHeads], x[mTheme], x[mThemeNames] = c.been.heads, c.been.theme, c.been.names
	x[mSource] = flagOf(a.Source != "" && a.Source == b.Source)
	x[mVector] = cosine8(a.vector, b.vector, a.squares.vector, b.squares.vector)
	x.figures(a, b)
	x.places(a, b)
	x.stances(a, b)
}

// look fills in the others, after glance.
func (c *Comparer) look(a, b *Features) {
	x := &c.x
	own := c.own(a, b).of(a.sums.own, b.sums.own)
	x[mOwn], x[mOwnLeast], x[mOwnMost] = own.cosine, own.least, own.most
	x[mLocal] = c.overlap(a, b, locally).of(a.sums.local, b.sums.local).cosine
	softOwn, soft := c.words.softs(a, b)
	x[mOwnSoftLeast], x[mOwnSoftMost] = ordered(softOwn.ab, softOwn.ba)
	x[mSoftLeast], x[mSoftMost] = ordered(soft.ab, soft.ba)
	x[mPredicate] = cosine8(a.sense, b.sense, a.squares.sense, b.squares.sense)
	x[mPredicateAll] = cosine8(a.senseAll, b.senseAll, a.squares.senseAll, b.squares.senseAll)
	names := c.overlap(a, b, ofNames).of(a.sums.names, b.sums.names)
	x[mNames], x[mNamesShared] = names.cosine, names.shared
	x[mNamesApart] = flagOf(names.shared == 0 && a.named && b.named)
	x[mAround] = c.rest(a, b).of(a.sums.around, b.sums.around).cosine
	ab, ba := c.coverage(0, a), c.coverage(1, b)
	x[mPassageLeast], x[mPassageMost] = ordered(ab.passage, ba.passage)
	x[mHeadLeast], x[mHeadMost] = ordered(a.beginning, b.beginning)
	x[mOtherHead] = max(ab.head, ba.head)
	x[mMain] = math.Sqrt(ab.heads * ba.heads)
	x.sources(a, b)
}

// common is what the articles of two statements have in common.
type common struct{ heads, theme, names float64 }

func commonOf(a, b *Features) common {
	return common{
		heads: overlapOf(a.head, b.head, plain).cosine, theme: overlapOf(a.theme, b.theme, coming).cosine, names: overlapOf(a.theme, b.theme, ofNames).shared,
	}
}

func (x *measures) figures(a, b *Features) {
	for _, q := range a.numbers {
		for _, r := range b.numbers {
			same := q.unit == r.unit
			switch {
			case q.agree(r):
				x[mSameValue] = 1
				x[mSameFigure] = max(x[mSameFigure], flagOf(same))
			case same:
				x[mClash] = 1
			}
		}
	}
	for _, q := range a.reachNumbers {
		for _, r := range b.reachNumbers {
			switch {
			case q.agree(r):
				x[mReachFigure] = 1
			case q.unit == r.unit:
				x[mReachClash] = 1
			}
		}
	}
	na, nb := len(a.numbers) > 0, len(b.numbers) > 0
	x[mOtherFigure] = flagOf(na && nb && x[mSameValue] == 0)
	x[mOneFigure] = flagOf(na != nb)
}

// ofTwoArticles are the measures that are known of statements of two articles.
func ofTwoArticles() map[int]float64 {
	return map[int]float64{mArticle: 0, mOrder: 50, mSentences: 50, mParagraph: 0, mNested: 0, mOverlap: 0, mRefersTo: 0}
}

func (x *measures) places(a, b *Features) {
	x[mOrder], x[mSentences], x[mDays] = 50, 50, 30
	x[mEarlyLeast], x[mEarlyMost] = ordered(float64(min(20, a.place.order)), float64(min(20, b.place.order)))
	if a.Article == b.Article {
		x[mArticle] = 1
		x[mOrder], x[mSentences] = float64(min(49, abs(a.place.order-b.place.order))), float64(min(49, abs(a.place.sent-b.place.sent)))
		x[mParagraph] = flagOf(a.place.para == b.place.para)
		x[mNested] = flagOf(within(a.Span, b.Span) || within(b.Span, a.Span))
		x[mOverlap] = jointShare(a.Span, b.Span)
		x[mRefersTo] = flagOf(a.place.refersTo == b.place.order || b.place.refersTo == a.place.order)
	}
	if !a.Published.IsZero() && !b.Published.IsZero() {
		x[mDays] = min(30, math.Abs(a.Published.Sub(b.Published).Hours()/24))
	}
}

func (x *measures) sources(a, b *Features) {
	x[mSourceNames] = overlapOf(a.by, b.by, plain).cosine
	x[mSourceIn] = max(covered(a.by, b.reach), covered(b.by, a.reach))
	x[mOutlet] = max(covered(a.outlet, b.by, b.own, b.around), covered(b.outlet, a.by, a.own, a.around))
	if rejects(a.Stance) {
		x[mParty] = covered(a.by, b.own)
	}
	if rejects(b.Stance) {
		x[mParty] = max(x[mParty], covered(b.by, a.own))
	}
}

func (x *measures) stances(a, b *Features) {
	for _, f := range []*Features{a, b} {
		switch f.Stance {
		case hearsay.Asserts, hearsay.Confirms:
			x[mAssert]++
		case hearsay.Denies, hearsay.Doubts:
			x[mReject]++
		case hearsay.Withholds:
			x[mWithhold]++
		case hearsay.Judges:
			x[mJudge]++
		case hearsay.Commits, hearsay.Urges:
			x[mAct]++
		case hearsay.Asks:
			x[mAsk]++
		}
		x[mRefer] += flagOf(f.place.refer)
		x[mQuotes] += flagOf(f.place.quote)
		x[mHedged] += flagOf(f.hedged)
	}
	x[mStance] = flagOf(a.Stance == b.Stance)
	x[mNegated] = flagOf(a.negated != b.negated)
	x[mShort], x[mLong] = ordered(float64(len(a.own)), float64(len(b.own)))
}

func rejects(s hearsay.Stance) bool {
	return s == hearsay.Denies || s == hearsay.Doubts || s == hearsay.Withholds
}

func flagOf(b bool) float64 {
	if b {
		return 1
	}
	return 0
}

func ordered(x, y float64) (least, most float64) { return min(x, y), max(x, y) }

// overlap says how much two bags share.
type overlap struct{ cosine, least, most, shared float64 }

// plain weighs a term by how rare it is, locally less if much of its article has it.
func plain(t *term) float64 { return float64(t.weight) }
func locally(t *term) float64 {
	rest := 1 - float64(t.local)/255
	return float64(t.weight) * rest * rest
}

func overlapOf(a, b bag, weigh func(*term) float64) overlap {
	var s shared
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].key < b[j].key:
			i++
		case a[i].key > b[j].key:
			j++
		default:
			s.add(weigh(&a[i]), weigh(&b[j]))
			i++
			j++
		}
	}
	return s.of(sumsOf(a, weigh), sumsOf(b, weigh))
}

// covered is the weighted share of a's terms that are in one of the others.
func covered(a bag, others ...bag) float64 {
	var sum, shared float64
	for i := range a {
		sum += float64(a[i].weight)
		for _, b := range others {
			if b.has(a[i].key) {
				shared += float64(a[i].weight)
				break
			}
		}
	}
	if sum == 0 {
		return 0
	}
	return shared / sum
}

// has looks a key up.
func (b bag) has(key uint32) bool {
	lo, hi := 0, len(b)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if b[mid].key < key {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(b) && b[lo].key == key
}

func hasNames(b bag) bool {
	return slices.ContainsFunc(b, func(t term) bool { return t.name })
}

// sameBags reports whether two bags are one, as they are of a content that refers to no other.
func sameBags(a, b bag) bool {
	return slices.EqualFunc(a, b, func(t, u term) bool { return t.key == u.key && t.weight == u.weight && t.name == u.name })
}

// sense is the mean vector of the terms that are no names, of length about 127; nil if there are none.
func (v *vocabulary) sense(b bag) []int8 {
	sum := make([]float64, v.dims)
	var length float64
	for i := range b {
		if t := &b[i]; !t.name && t.id >= 0 {
			for k, c := range v.vector(t.id) {
				sum[k] += float64(t.weight) * float64(c)
			}
		}
	}
	for _, s := range sum {
		length += s * s
	}
	if length == 0 {
		return nil
	}
	out := make([]int8, v.dims)
	for k, s := range sum {
		out[k] = int8(math.Round(127 * s / math.Sqrt(length)))
	}
	return out
}

// cosine8 is the cosine of two vectors of bytes with these squares, 0 if one is missing.
func cosine8(x, y []int8, xx, yy int32) float64 {
	if len(x) != len(y) || xx == 0 || yy == 0 {
		return 0
	}
	return float64(dot8(x, y)) / math.Sqrt(float64(xx)*float64(yy))
}

func dot8(x, y []int8) int32 {
	var a, b, c, d int32 // four sums at once, which do not wait for each other
	y = y[:len(x)]
	i := 0
	for ; i+4 <= len(x); i += 4 {
		u, v := x[i:i+4:i+4], y[i:i+4:i+4]
		a += int32(u[0]) * int32(v[0])
		b += int32(u[1]) * int32(v[1])
		c += int32(u[2]) * int32(v[2])
		d += int32(u[3]) * int32(v[3])
	}
	for ; i < len(x); i++ {
		a += int32(x[i]) * int32(y[i])
	}
	return a + b + c + d
}
