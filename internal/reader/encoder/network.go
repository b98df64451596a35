package encoder

import (
	"fmt"
	"math"
	"slices"

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
	rt                     *onnxruntime.Runtime
	encode, roles, stances *onnxruntime.Session
}

// NewNetwork prepares a network on a loaded runtime.
func NewNetwork(rt *onnxruntime.Runtime, m models.Reader) (*Network, error) {
	vocab, err := NewVocabulary(m.Vocabulary)
	if err != nil {
		return nil, err
	}
	n := &Network{Vocabulary: vocab, rt: rt}
	for _, part := range []struct {
		name            string
		session         **onnxruntime.Session
		graph           []byte
		inputs, outputs []string
	}{
		{"encoder", &n.encode, m.Encoder, []string{"ids", "shapes"}, []string{"states", "middle", "cue"}},
		{"role head", &n.roles, m.Roles, []string{"states", "pos", "near"}, []string{"logp", "kind", "vector"}},
		{"stance branch", &n.stances, m.Stances, []string{"middle", "pos", "roles"}, []string{"stance"}},
	} {
		if *part.session, err = rt.NewSession(part.graph, part.inputs, part.outputs); err != nil {
			n.Close()
			return nil, fmt.Errorf("the reader's %s: %w", part.name, err)
		}
	}
	return n, nil
}

// Close frees the network; nothing may be running on it.
func (n *Network) Close() {
	for _, s := range []*onnxruntime.Session{n.encode, n.roles, n.stances} {
		if s != nil {
			s.Close()
		}
	}
}

// Encoded is a window after the encoder. Close frees it.
type Encoded struct {
	Cue                 []float32 // log odds that a cue begins at each wordpiece
	net                 *Network
	states, middle, cue *onnxruntime.Tensor
	length              int
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
	e := &Encoded{net: n, states: out[0], middle: out[1], cue: out[2], length: length}
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
	e.middle.Close()
	e.cue.Close()
}

// Scores is what the network says of one cue. The slices are valid during the call they are handed to.
type Scores struct {
	Roles  []float32 // log probabilities of the roles of every wordpiece of the window: len(window) * Roles
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
	strides := []int{e.length * Roles, kinds, VectorLen}
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
		each(i, Scores{Roles: roles[Roles : len(roles)-Roles], Kind: of(1), Vector: of(2)})
	}
	return nil
}

// Stances asks the network for the stance of each attribution, given by the place of its cue in the window and the roles of the window's wordpieces.
// It gives log probabilities, in the order of hearsay.Stances.
func (e *Encoded) Stances(cues []int, roles [][]Role) ([][]float32, error) {
	both := make([]int64, len(cues)*(1+e.length))
	pos, parts := both[:len(cues)], both[len(cues):]
	for i, c := range cues {
		pos[i] = int64(c + 1)
		for k, r := range roles[i] {
			parts[i*e.length+k+1] = int64(r)
		}
	}
	in, err := e.net.rt.Int64s(pos, int64(len(cues)))
	if err != nil {
		return nil, err
	}
	defer in.Close()
	partsIn, err := e.net.rt.Int64s(parts, int64(len(cues)), int64(e.length))
	if err != nil {
		return nil, err
	}
	defer partsIn.Close()
	out, err := e.net.stances.Run(e.middle, in, partsIn)
	if err != nil {
		return nil, err
	}
	defer out[0].Close()
	logp, err := out[0].Floats(len(cues) * stances)
	if err != nil {
		return nil, err
	}
	return slices.Collect(slices.Chunk(slices.Clone(logp), stances)), nil
}
