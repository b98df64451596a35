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

// keyTerms is how many of the rarest terms of a statement make its keys.
const keyTerms = 6

// Keys gives what statements that may be about one claim have in common: two statements of different articles are worth comparing only if they
// share a key. Keys are pairs of rare terms in a stretch of time. They follow from the statement and the fixed background table, never from
// what a ledger holds.
func (l *Linker) Keys(f Features) []uint64 {
	var pool []term
	pool = append(pool, f.reach...)
	pool = append(pool, f.head...)
	slices.SortStableFunc(pool, func(a, b term) int { return cmp.Or(cmp.Compare(b.weight, a.weight), cmp.Compare(a.key, b.key)) })
	pool = slices.CompactFunc(pool, func(a, b term) bool { return a.key == b.key })
	pool = pool[:min(keyTerms, len(pool))]
	var keys []uint64
	for _, b := range buckets(f.Published) {
		for i := range pool {
			for j := range i {
				keys = append(keys, pairKey(pool[i].key, pool[j].key, b))
			}
		}
	}
	slices.Sort(keys)
	return slices.Compact(keys)
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
