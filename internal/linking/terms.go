package linking

import (
	"bytes"
	_ "embed" // the table
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"math"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/klauspost/compress/zstd"
)

// packedTerms is what training/linking/terms.py wrote, packed with zstd.
//
//go:embed terms.zst
var packedTerms []byte

// vocabulary is the fixed background: how common each word stem is in news, and what it means as a small vector. It never changes with
// what a ledger holds, so that what follows from it does not depend on the order of reading.
type vocabulary struct {
	ids   map[string]int32
	stems []string
	keys  []uint32  // hash32 of each
	idf   []float32 // natural logarithm of documents over those that hold the stem
	upper []uint8   // how often it is capitalised inside sentences, 255 = always
	vecs  []int8    // dims for each stem, of length about 127
	dims  int
	rare  float32 // idf of what the table lacks
	mark  uint32  // tells one table from another
}

// maxTable bounds what unpacking may take, in bytes.
const maxTable = 64 << 20

// newVocabulary unpacks a table.
func newVocabulary(packed []byte) (*vocabulary, error) {
	dec, err := zstd.NewReader(bytes.NewReader(packed), zstd.WithDecoderMaxMemory(maxTable), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, fmt.Errorf("the table of terms cannot be unpacked: %w", err)
	}
	defer dec.Close()
	raw, err := io.ReadAll(dec)
	if err != nil {
		return nil, fmt.Errorf("the table of terms cannot be unpacked: %w", err)
	}
	if len(raw) < 12 {
		return nil, errors.New("the table of terms is cut short")
	}
	le := binary.LittleEndian
	documents, n := float64(le.Uint32(raw)), int(le.Uint32(raw[4:]))
	v := &vocabulary{dims: int(le.Uint32(raw[8:])), ids: make(map[string]int32, n), rare: float32(math.Log(documents / 2))}
	v.stems, v.keys, v.idf, v.upper = make([]string, n), make([]uint32, n), make([]float32, n), make([]uint8, n)
	sum := fnv.New32a()
	sum.Write(packed)
	v.mark = sum.Sum32()
	raw = raw[12:]
	for i := range n {
		if len(raw) == 0 || len(raw) < int(raw[0])+4 {
			return nil, errors.New("the table of terms is cut short")
		}
		stem, rest := string(raw[1:1+raw[0]]), raw[1+raw[0]:]
		v.ids[stem], v.stems[i], v.keys[i] = int32(i), stem, hash32(stem)
		v.idf[i], v.upper[i] = float32(math.Log(documents/float64(le.Uint16(rest)))), rest[2]
		raw = rest[3:]
	}
	if len(raw) != n*v.dims {
		return nil, errors.New("the table of terms has too few vectors")
	}
	v.vecs = make([]int8, len(raw))
	for i, b := range raw {
		v.vecs[i] = int8(b)
	}
	for i := range n {
		if x := v.vector(int32(i)); dot8(x, x) > farthest {
			return nil, errors.New("the table of terms has vectors that are too long")
		}
	}
	return v, nil
}

// id gives the number of a stem in the table, -1 if it has none.
func (v *vocabulary) id(stem string) int32 {
	if id, ok := v.ids[stem]; ok {
		return id
	}
	return -1
}

// weight is the idf of the stem with this number, or of one that the table lacks.
func (v *vocabulary) weight(id int32) float32 {
	if id < 0 {
		return v.rare
	}
	return v.idf[id]
}

// vector gives the vector of a stem, nil if the table lacks it.
func (v *vocabulary) vector(id int32) []int8 {
	if id < 0 {
		return nil
	}
	return v.vecs[int(id)*v.dims : (int(id)+1)*v.dims]
}

// stemmer finds stems and remembers those of a text. It is not for several goroutines.
type stemmer struct {
	env  *snowballstem.Env
	seen map[string]string
}

func newStemmer() *stemmer {
	return &stemmer{snowballstem.NewEnv(""), map[string]string{}}
}

// stem is the stem of a folded word: Porter's English stemmer, second version, as published with Snowball.
func (s *stemmer) stem(word string) string {
	if stem, ok := s.seen[word]; ok {
		return stem
	}
	s.env.SetCurrent(word)
	english.Stem(s.env)
	stem := s.env.Current()
	s.seen[word] = stem
	return stem
}
