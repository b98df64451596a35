package onnxruntime

import (
	"fmt"
	"runtime"
	"unsafe"
)

// Session is a model ready to run. Run may be called by many goroutines at once; each call computes on its caller's thread.
type Session struct {
	rt      *Runtime
	handle  uintptr
	inputs  []*byte // C strings
	outputs []*byte
}

// NewSession prepares a model (the bytes of an ONNX file) whose inputs and outputs have these names, in the order in which Run takes and gives them.
func (rt *Runtime) NewSession(model []byte, inputs, outputs []string) (*Session, error) {
	var pin runtime.Pinner
	defer pin.Unpin()
	handles := &struct{ options, session uintptr }{}
	pin.Pin(handles)
	if err := rt.call(createSessionOptions, out(&handles.options)); err != nil {
		return nil, err
	}
	defer rt.release(releaseSessionOptions, handles.options)
	// One thread a session run: the reader runs one window a core. No memory pattern: every window has its own length.
	settings := []struct {
		entry int
		value []uintptr
	}{
		{setIntraOpNumThreads, []uintptr{1}},
		{setInterOpNumThreads, []uintptr{1}},
		{setSessionGraphOptimizationLevel, []uintptr{optimizeAll}},
		{disableMemPattern, nil},
	}
	for _, s := range settings {
		if err := rt.call(s.entry, append([]uintptr{handles.options}, s.value...)...); err != nil {
			return nil, err
		}
	}
	if len(model) == 0 {
		return nil, fmt.Errorf("ONNX Runtime: the model is empty")
	}
	pin.Pin(unsafe.SliceData(model))
	if err := rt.call(createSessionFromArray, rt.env, address(model), uintptr(len(model)), handles.options, out(&handles.session)); err != nil {
		return nil, err
	}
	return &Session{rt: rt, handle: handles.session, inputs: cStrings(inputs), outputs: cStrings(outputs)}, nil
}

// Close frees the session; it must not run any more.
func (s *Session) Close() {
	s.rt.release(releaseSession, s.handle)
	s.handle = 0
}

// Tensor is a value of ONNX Runtime: an input made of Go memory or an output of Run. Close frees it.
type Tensor struct {
	rt     *Runtime
	handle uintptr
	pin    *runtime.Pinner
}

// Int64s makes an input of shape from data without copying it; data must not change before Close.
func (rt *Runtime) Int64s(data []int64, shape ...int64) (*Tensor, error) {
	t := &Tensor{rt: rt, pin: &runtime.Pinner{}}
	t.pin.Pin(unsafe.SliceData(data))
	var local runtime.Pinner
	defer local.Unpin()
	local.Pin(unsafe.SliceData(shape))
	local.Pin(t)
	err := rt.call(createTensorWithDataAsOrtValue, rt.memory, address(data), uintptr(8*len(data)),
		address(shape), uintptr(len(shape)), elementInt64, out(&t.handle))
	if err != nil {
		t.pin.Unpin()
		return nil, err
	}
	return t, nil
}

// Floats is the memory of a float32 tensor of n elements, valid until Close.
func (t *Tensor) Floats(n int) ([]float32, error) {
	var pin runtime.Pinner
	defer pin.Unpin()
	data := new(uintptr)
	pin.Pin(data)
	if err := t.rt.call(getTensorMutableData, t.handle, out(data)); err != nil {
		return nil, err
	}
	return unsafe.Slice((*float32)(pointer(*data)), n), nil
}

// Close frees the tensor. Closing nil or twice does nothing.
func (t *Tensor) Close() {
	if t == nil || t.handle == 0 {
		return
	}
	t.rt.release(releaseValue, t.handle)
	t.handle = 0
	if t.pin != nil {
		t.pin.Unpin()
	}
}

// Run computes the outputs for the inputs, both in the order given to NewSession. The caller closes what it gets.
func (s *Session) Run(inputs ...*Tensor) ([]*Tensor, error) {
	if len(inputs) != len(s.inputs) {
		return nil, fmt.Errorf("ONNX Runtime: %d inputs given, the model takes %d", len(inputs), len(s.inputs))
	}
	in, results := make([]uintptr, len(inputs)), make([]uintptr, len(s.outputs))
	for i, t := range inputs {
		in[i] = t.handle
	}
	var pin runtime.Pinner
	defer pin.Unpin()
	pin.Pin(unsafe.SliceData(in))
	pin.Pin(unsafe.SliceData(results))
	pinAll(&pin, s.inputs)
	pinAll(&pin, s.outputs)
	err := s.rt.call(run, s.handle, 0, address(s.inputs), address(in), uintptr(len(in)), address(s.outputs), uintptr(len(results)), address(results))
	if err != nil {
		return nil, err
	}
	outputs := make([]*Tensor, len(results))
	for i, h := range results {
		outputs[i] = &Tensor{rt: s.rt, handle: h}
	}
	return outputs, nil
}

func pinAll(pin *runtime.Pinner, names []*byte) {
	pin.Pin(unsafe.SliceData(names))
	for _, n := range names {
		pin.Pin(n)
	}
}

func cStrings(names []string) []*byte {
	c := make([]*byte, len(names))
	for i, n := range names {
		c[i] = unsafe.SliceData(append([]byte(n), 0))
	}
	return c
}
