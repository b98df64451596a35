package linking

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"hearsay"
)

// ErrStale is returned by Unmarshal for features that another version of the program kept: describe the reading again.
var ErrStale = errors.New("the features were made by another version of hearsay")

// blobVersion changes whenever features mean something else.
const blobVersion = 5

// Marshal packs features for keeping: a few hundred bytes.
func (l *Linker) Marshal(f Features) []byte {
	w := writer{buf: make([]byte, 0, 512)}
	w.buf = append(w.buf, blobVersion)
	w.buf = binary.LittleEndian.AppendUint32(w.buf, l.words.mark)
	for _, s := range []string{f.Article, f.Statement, f.Outlet, f.Source, string(f.Kind), string(f.Stance), f.Text} {
		w.string(s)
	}
	w.int(f.Span.Start)
	w.int(f.Span.End)
	if f.Published.IsZero() {
		w.int(math.MinInt64)
	} else {
		w.int(int(f.Published.Unix()))
	}
	w.float(f.Clarity)
	w.bools(f.Past, f.negated, f.hedged, f.place.refer, f.place.quote)
	w.int(f.place.order)
	w.int(f.place.sent)
	w.int(f.place.para)
	w.int(f.place.refersTo)
	for _, b := range []bag{f.own, f.around, f.para, f.head, f.reach, f.by, f.outlet, f.theme} {
		w.bag(b)
	}
	w.int(len(f.story))
	for _, t := range f.story {
		w.buf = binary.LittleEndian.AppendUint32(w.buf, t.key)
		w.float(t.weight)
	}
	w.quantities(f.numbers)
	w.quantities(f.reachNumbers)
	w.int(len(f.vector))
	for _, v := range f.vector {
		w.buf = append(w.buf, byte(v))
	}
	return w.buf
}

// Worded unpacks of what Marshal packed only how a statement is worded: Text and Clarity. ErrStale as Unmarshal.
func (l *Linker) Worded(data []byte) (text string, clarity float32, err error) {
	r, err := l.open(data)
	if err != nil {
		return "", 0, err
	}
	for range textAt {
		r.take(r.count())
	}
	text = r.string()
	for range 3 { // Span and Published
		r.int()
	}
	clarity = r.float()
	if r.broken {
		return "", 0, fmt.Errorf("the features of a statement are broken: %d bytes", len(data))
	}
	return text, clarity, nil
}

// textAt is how many strings Marshal writes before Text.
const textAt = 6

// open sees whether features were packed by this version.
func (l *Linker) open(data []byte) (*reader, error) {
	if len(data) < 5 || data[0] != blobVersion || binary.LittleEndian.Uint32(data[1:]) != l.words.mark {
		return nil, ErrStale
	}
	return &reader{buf: data[5:]}, nil
}

// Unmarshal unpacks what Marshal packed. ErrStale if another version did, another error if it is broken.
func (l *Linker) Unmarshal(data []byte) (Features, error) {
	var f Features
	r, err := l.open(data)
	if err != nil {
		return f, err
	}
	f.Article, f.Statement, f.Outlet, f.Source = r.string(), r.string(), r.string(), r.string()
	f.Kind, f.Stance, f.Text = hearsay.Kind(r.string()), hearsay.Stance(r.string()), r.string()
	f.Span = hearsay.Span{Start: r.int(), End: r.int()}
	if at := r.int(); at != math.MinInt64 {
		f.Published = time.Unix(int64(at), 0).UTC()
	}
	f.Clarity = r.float()
	r.bools(&f.Past, &f.negated, &f.hedged, &f.place.refer, &f.place.quote)
	f.place.order, f.place.sent, f.place.para = r.int(), r.int(), r.int()
	f.place.refersTo = r.int()
	for _, b := range []*bag{&f.own, &f.around, &f.para, &f.head, &f.reach, &f.by, &f.outlet, &f.theme} {
		*b = r.bag(l.words)
	}
	if n := r.count(); n > 0 {
		f.story = make([]term, n)
	}
	for i := range f.story {
		if b := r.take(4); b != nil {
			f.story[i] = term{key: binary.LittleEndian.Uint32(b), weight: r.float()}
		}
	}
	f.numbers, f.reachNumbers = r.quantities(), r.quantities()
	if n := r.count(); n > 0 {
		f.vector = make([]int8, n)
	}
	for i, b := range r.take(len(f.vector)) {
		f.vector[i] = int8(b)
	}
	if r.broken || len(r.buf) > 0 {
		return Features{}, fmt.Errorf("the features of a statement are broken: %d bytes", len(data))
	}
	l.follow(&f)
	return f, nil
}

type writer struct{ buf []byte }

func (w *writer) int(n int) { w.buf = binary.AppendVarint(w.buf, int64(n)) }
func (w *writer) string(s string) {
	w.int(len(s))
	w.buf = append(w.buf, s...)
}
func (w *writer) float(x float32) {
	w.buf = binary.LittleEndian.AppendUint32(w.buf, math.Float32bits(x))
}
func (w *writer) bools(list ...bool) {
	var b byte
	for i, x := range list {
		if x {
			b |= 1 << i
		}
	}
	w.buf = append(w.buf, b)
}

func (w *writer) quantities(list []quantity) {
	w.int(len(list))
	for _, q := range list {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, math.Float64bits(q.value))
		w.string(q.unit)
		w.int(int(q.bound))
	}
}

// bag writes terms of the vocabulary by number, others in full.
func (w *writer) bag(b bag) {
	w.int(len(b))
	for _, t := range b {
		head := int(t.id+1) << 1
		if t.name {
			head |= 1
		}
		w.int(head)
		if t.id < 0 {
			w.string(t.stem)
		}
		w.buf = append(w.buf, t.local, t.part)
	}
}

// reader reads what writer wrote; broken once something does not fit.
type reader struct {
	buf    []byte
	broken bool
}

func (r *reader) int() int {
	n, size := binary.Varint(r.buf)
	if size <= 0 {
		r.broken, r.buf = true, nil
		return 0
	}
	r.buf = r.buf[size:]
	return int(n)
}

// count reads a length, which cannot exceed the bytes that are left.
func (r *reader) count() int {
	n := r.int()
	if n < 0 || n > len(r.buf) {
		r.broken, r.buf = true, nil
		return 0
	}
	return n
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.buf) {
		r.broken, r.buf = true, nil
		return nil
	}
	out := r.buf[:n]
	r.buf = r.buf[n:]
	return out
}

func (r *reader) string() string { return string(r.take(r.count())) }

func (r *reader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *reader) float() float32 {
	if b := r.take(4); b != nil {
		return math.Float32frombits(binary.LittleEndian.Uint32(b))
	}
	return 0
}

func (r *reader) bools(list ...*bool) {
	b := r.take(1)
	for i, x := range list {
		*x = b != nil && b[0]>>i&1 == 1
	}
}

func (r *reader) quantities() []quantity {
	n := r.count()
	if n == 0 {
		return nil
	}
	list := make([]quantity, n)
	for i := range list {
		list[i].value = math.Float64frombits(r.uint64())
		list[i].unit, list[i].bound = r.string(), bound(r.int())
	}
	return list
}

func (r *reader) bag(words *vocabulary) bag {
	n := r.count()
	if n == 0 {
		return nil
	}
	b := make(bag, n)
	for i := range b {
		head := r.int()
		t := term{id: int32(head>>1) - 1, name: head&1 == 1}
		switch {
		case t.id < -1 || int(t.id) >= len(words.stems):
			r.broken, r.buf = true, nil
			return nil
		case t.id < 0:
			t.stem = r.string()
			t.key = hash32(t.stem)
		default:
			t.stem, t.key = words.stems[t.id], words.keys[t.id]
		}
		if rest := r.take(2); rest != nil {
			t.local, t.part = rest[0], rest[1]
		}
		t.weight = words.weight(t.id) * float32(t.part) / 255
		b[i] = t
	}
	return b
}
