package encoder

import (
	"fmt"
	"math"

	"hearsay/models"

	"hearsay/internal/reader/onnxruntime"
)

// Role is what a wordpiece is with regard to one cue: part of its source, of the cue, of its content. B marks the first wordpiece of a piece.
type Role uint8

// The roles, in the order of the network's scores.
const (
	None Role = iota
	BSource
	ISource
	Cue
	BContent
	IContent
	Roles = 6
)

// Network is the reader's network. It is safe for use by many goroutines, each of which computes on its own thread.
type Network struct {
	*Vocabulary
	rt            *onnxruntime.Runtime
	encode, roles *onnxruntime.Session
}

// NewNetwork prepares a network on a loaded runtime.
func NewNetwork(rt *onnxruntime.Runtime, m models.Reader) (*Network, error) {
	vocab, err := NewVocabulary(m.Vocabulary)
	if err != nil {
		return nil, err
	}
	encode, err := rt.NewSession(m.Encoder, []string{"ids", "shapes"}, []string{"states", "cue"})
	if err != nil {
		return nil, fmt.Errorf("the reader's encoder: %w", err)
	}
	roles, err := rt.NewSession(m.Roles, []string{"states", "pos", "near"}, []string{"logp", "stance", "kind", "vector"})
	if err != nil {
		encode.Close()
		return nil, fmt.Errorf("the reader's role head: %w", err)
	}
	return &Network{Vocabulary: vocab, rt: rt, encode: encode, roles: roles}, nil
}

// Close frees the network; nothing may be running on it.
func (n *Network) Close() {
	n.encode.Close()
	n.roles.Close()
}

// Encoded is a window after the encoder. Close frees it.
type Encoded struct {
	Cue    []float32 // log odds that a cue begins at each wordpiece
	net    *Network
	states *onnxruntime.Tensor
	cue    *onnxruntime.Tensor
	length int
}

// Encode runs the encoder over one window of wordpieces, at most 510.
func (n *Network) Encode(pieces []Piece) (*Encoded, error) {
	length := len(pieces) + 2
	both := make([]int64, 2*length)
	ids, shapes := both[:length], both[length:]
	ids[0], ids[length-1] = int64(n.cls), int64(n.sep)
	for i, p := range pieces {
		ids[i+1], shapes[i+1] = int64(p.ID), int64(p.Shape)
	}
	idTensor, err := n.rt.Int64s(ids, 1, int64(length))
	if err != nil {
		return nil, err
	}
	defer idTensor.Close()
	shapeTensor, err := n.rt.Int64s(shapes, 1, int64(length))
	if err != nil {
		return nil, err
	}
	defer shapeTensor.Close()
	out, err := n.encode.Run(idTensor, shapeTensor)
	if err != nil {
		return nil, err
	}
	e := &Encoded{net: n, states: out[0], cue: out[1], length: length}
	cue, err := e.cue.Floats(length)
	if err != nil {
		e.Close()
		return nil, err
	}
	e.Cue = cue[1 : length-1]
	return e, nil
}

// Close frees the window's states; Cue must not be used any more.
func (e *Encoded) Close() {
	e.states.Close()
	e.cue.Close()
}

// Scores is what the network says of one cue. The slices are valid during the call they are handed to.
type Scores struct {
	Roles  []float32 // log probabilities of the roles of every wordpiece of the window: len(window) * Roles
	Stance []float32 // log probabilities, in the order of hearsay.Stances
	Kind   []float32 // log probabilities of the source's kind, in the order of hearsay.Kinds
	Vector []float32 // of length one; the cosine of two tells how alike their contents are
}

// Sizes of Scores.
const (
	stances   = 9
	kinds     = 8
	VectorLen = 128
)

// How much of a window a cue is scored on, in wordpieces around it.
const (
	Near  = 144
	Whole = math.MaxInt32
)

// Score asks the network for everything about each cue, given by its place in the window, and hands it to each in turn. Only the near wordpieces
// around a cue are looked at; what lies beyond has no role.
func (e *Encoded) Score(cues []int, near int, each func(i int, s Scores)) error {
	pos := make([]int64, len(cues))
	for i, c := range cues {
		pos[i] = int64(c + 1)
	}
	in, err := e.net.rt.Int64s(pos, int64(len(pos)))
	if err != nil {
		return err
	}
	defer in.Close()
	around, err := e.net.rt.Int64s([]int64{int64(near)}, 1)
	if err != nil {
		return err
	}
	defer around.Close()
	out, err := e.net.roles.Run(e.states, in, around)
	if err != nil {
		return err
	}
	strides := []int{e.length * Roles, stances, kinds, VectorLen}
	all := make([][]float32, len(out))
	for k, t := range out {
		defer t.Close()
		if all[k], err = t.Floats(len(cues) * strides[k]); err != nil {
			return err
		}
	}
	for i := range cues {
		of := func(k int) []float32 { return all[k][i*strides[k] : (i+1)*strides[k]] }
		roles := of(0)
		each(i, Scores{Roles: roles[Roles : len(roles)-Roles], Stance: of(1), Kind: of(2), Vector: of(3)})
	}
	return nil
}
