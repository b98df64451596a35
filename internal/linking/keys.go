package linking

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"slices"
	"time"
)

// window is how far apart in time statements are looked for: those within half a window surely share a bucket.
const window = 16 * 24 * time.Hour

// How many terms make keys: of an article those that its story is about, of a statement its rarest.
const (
	themeTerms = 24 // of an article, to tell how much two are about one thing
	storyTerms = 8
	ownTerms   = 4
)

// From these weights on a term is so rare that it makes a key by itself: one article in 2,000 has it; one in 400, of those that the article's story
// is about.
const (
	alone      = 7.6
	aloneStory = 6.0
)

// Keys gives what statements that may be about one claim have in common: two statements of different articles are worth comparing only if they
// share a key. Keys are very rare terms, or pairs of others, in a stretch of time: of those that the article's story is about, which all of its
// statements share, and of the statement's rarest ones. They follow from the article and the fixed background table, never from what a ledger holds.
func (l *Linker) Keys(f Features) []uint64 {
	rare := slices.Clone(f.reach)
	slices.SortStableFunc(rare, func(a, b term) int { return cmp.Compare(b.weight, a.weight) })
	var keys []uint64
	for _, bucket := range buckets(f.Published) {
		keys = appendKeys(keys, f.story, aloneStory, bucket)
		keys = appendKeys(keys, rare[:min(ownTerms, len(rare))], alone, bucket)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// appendKeys makes keys of terms: of each that is rare enough, and of all pairs of others.
func appendKeys(keys []uint64, terms []term, enough float32, bucket int64) []uint64 {
	for i := range terms {
		if terms[i].weight >= enough {
			keys = append(keys, pairKey(terms[i].key, terms[i].key, bucket))
			continue
		}
		for j := range i {
			if terms[j].weight < enough {
				keys = append(keys, pairKey(terms[i].key, terms[j].key, bucket))
			}
		}
	}
	return keys
}

// buckets are the two overlapping stretches of time that a moment lies in; one for statements without a date.
func buckets(at time.Time) []int64 {
	if at.IsZero() {
		return []int64{-1 << 40}
	}
	half := int64(window / 2 / time.Second)
	n := at.Unix() / half
	return []int64{n, n + 1}
}

func pairKey(a, b uint32, bucket int64) uint64 {
	var buf [16]byte
	binary.LittleEndian.PutUint32(buf[:], min(a, b))
	binary.LittleEndian.PutUint32(buf[4:], max(a, b))
	binary.LittleEndian.PutUint64(buf[8:], uint64(bucket))
	h := fnv.New64a()
	h.Write(buf[:])
	return h.Sum64()
}
