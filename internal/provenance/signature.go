package provenance

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"hearsay"
)

// What a signature is made of.
const (
	shingle    = 5   // words of the text that are hashed together
	bins       = 64  // of the one-permutation MinHash (Li, Owen and Zhang 2012)
	rows       = 2   // bins that make a key together: texts with half of their shingles in common share a key with near certainty
	keepOneOf  = 4   // shingles, for measuring
	leastText  = 30  // shingles; a shorter text says too little
	gram       = 4   // words of a quote that are hashed together
	mostGrams  = 400 //
	leastQuote = 6   // words; commoner turns of phrase are no sign
	mostQuotes = 16  // that have keys
	mostFacts  = 250
	creditHead = 160 // bytes of the text where a dateline may stand
	creditTail = 400 // and a credit
)

// Signature is what of an article is needed to find its copies and rewrites and to compare them. It follows from the article alone.
type Signature struct {
	Outlet string
	Credit string       // where others may be credited: byline, dateline, last lines
	Size   int          // how many different shingles the text has
	Bins   [bins]uint32 // the least hash in each; made of neighbours where a bin has none
	Sample []uint32     // one of four shingles, in order of size
	Grams  []uint32     // of the quotes, in order of the text
	Quotes []uint32     // one hash of each quote, in order of the text
	Facts  []uint32     // names and numbers, in order of the text
}

// Sign makes an article's signature.
func Sign(art hearsay.Article) Signature {
	s := Signature{Outlet: art.Outlet, Credit: credit(art)}
	var all []uint64
	for _, para := range paragraphs(art.Text) {
		toks := tokens(para)
		if boilerplate(toks) {
			continue
		}
		for i := range toks {
			all = append(all, toks[i].hash)
			if toks[i].fact && len(s.Facts) < mostFacts {
				s.Facts = append(s.Facts, uint32(toks[i].hash))
			}
		}
		s.addQuotes(toks)
	}
	s.addShingles(all)
	return s
}

func (s *Signature) addShingles(all []uint64) {
	hashes := make([]uint64, 0, len(all))
	for i := 0; i+shingle <= len(all); i++ {
		hashes = append(hashes, combine(all[i:i+shingle]))
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	s.Size = len(hashes)
	for i := range s.Bins {
		s.Bins[i] = math.MaxUint32
	}
	for _, h := range hashes {
		bin, low := h>>58, uint32(h)
		s.Bins[bin] = min(s.Bins[bin], low)
		if h>>32%keepOneOf == 0 {
			s.Sample = append(s.Sample, low)
		}
	}
	slices.Sort(s.Sample)
	s.Sample = slices.Compact(s.Sample)
	s.densify()
}

// densify fills empty bins from the next one that is not (Shrivastava and Li 2014).
func (s *Signature) densify() {
	if s.Size == 0 {
		return
	}
	from := s.Bins
	for i := range s.Bins {
		for step := uint32(0); step < bins; step++ {
			if v := from[(i+int(step))%bins]; v != math.MaxUint32 {
				s.Bins[i] = v + step*0x9e3779b9
				break
			}
		}
	}
}

// addQuotes takes what stands in quotation marks.
func (s *Signature) addQuotes(toks []token) {
	for lo := 0; lo < len(toks); lo++ {
		hi := lo
		for hi < len(toks) && toks[hi].quote == toks[lo].quote {
			hi++
		}
		if toks[lo].quote > 0 && hi-lo >= leastQuote {
			least := uint32(math.MaxUint32)
			for i := lo; i+gram <= hi; i++ {
				h := uint32(combine(hashesOf(toks[i : i+gram])))
				least = min(least, h)
				if len(s.Grams) < mostGrams {
					s.Grams = append(s.Grams, h)
				}
			}
			s.Quotes = append(s.Quotes, least)
		}
		lo = hi - 1
	}
}

// Keys are what articles that may rest on each other share: some for copies, and one for each longer quote.
func (s Signature) Keys() []string {
	var keys []string
	if s.Size >= leastText {
		for i := 0; i < bins; i += rows {
			band := combine([]uint64{uint64(s.Bins[i]), uint64(s.Bins[i+1])})
			keys = append(keys, fmt.Sprintf("t%02d%08x", i/rows, uint32(band)))
		}
	}
	for _, q := range s.Quotes[:min(len(s.Quotes), mostQuotes)] {
		keys = append(keys, fmt.Sprintf("q%08x", q))
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// ErrSignature says that bytes are no signature of this version.
var ErrSignature = errors.New("no signature of an article that this version made")

const signatureVersion = 1

// MarshalBinary writes a signature as bytes.
func (s Signature) MarshalBinary() ([]byte, error) {
	b := []byte{signatureVersion}
	for _, text := range []string{s.Outlet, s.Credit} {
		b = binary.AppendUvarint(b, uint64(len(text)))
		b = append(b, text...)
	}
	b = binary.AppendUvarint(b, uint64(s.Size))
	for _, list := range [][]uint32{s.Bins[:], s.Sample, s.Grams, s.Quotes, s.Facts} {
		b = binary.AppendUvarint(b, uint64(len(list)))
		for _, h := range list {
			b = binary.LittleEndian.AppendUint32(b, h)
		}
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary wrote; ErrSignature.
func (s *Signature) UnmarshalBinary(b []byte) error {
	if len(b) == 0 || b[0] != signatureVersion {
		return ErrSignature
	}
	r := reader{b: b[1:]}
	*s = Signature{Outlet: r.text(), Credit: r.text(), Size: r.number()}
	copy(s.Bins[:], r.list())
	s.Sample, s.Grams, s.Quotes, s.Facts = r.list(), r.list(), r.list(), r.list()
	if r.bad || len(r.b) > 0 {
		return ErrSignature
	}
	return nil
}

// reader takes a signature's bytes apart; bad once they end too early.
type reader struct {
	b   []byte
	bad bool
}

func (r *reader) number() int {
	v, n := binary.Uvarint(r.b)
	if n <= 0 || v > math.MaxInt32 {
		r.bad = true
		return 0
	}
	r.b = r.b[n:]
	return int(v)
}

func (r *reader) take(n int) []byte {
	if r.bad || n > len(r.b) {
		r.bad = true
		return nil
	}
	part := r.b[:n]
	r.b = r.b[n:]
	return part
}

func (r *reader) text() string { return string(r.take(r.number())) }

func (r *reader) list() []uint32 {
	part := r.take(4 * r.number())
	var list []uint32
	for ; len(part) >= 4; part = part[4:] {
		list = append(list, binary.LittleEndian.Uint32(part))
	}
	return list
}

// credit gives the words where an article may say from whom its text is.
func credit(art hearsay.Article) string {
	text := strings.TrimSpace(art.Text)
	head, tail := text[:min(len(text), creditHead)], text[max(0, len(text)-creditTail):]
	words := []string{art.Byline, photoCredit.ReplaceAllString(head, " "), photoCredit.ReplaceAllString(tail, " ")}
	return strings.ToValidUTF8(strings.Join(words, " | "), "")
}

// photoCredit is what says from whom a picture is, and not the text: "Ann Lee/AP", "Bo Dahl/The Harbour Post via MPW, Pool", "AP Photos".
var photoCredit = regexp.MustCompile(`/(?:(?:[A-Z][\pL’'.-]*|via|of|the)[ ,]*)+|\S+ (?:[Pp]hotos?|[Ii]mages?|[Pp]ictures?)\b`)

func paragraphs(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' || r == '\r' || unicode.Is(unicode.Zp, r) })
}
