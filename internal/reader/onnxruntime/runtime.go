// Package onnxruntime calls ONNX Runtime without cgo: it unpacks the library, loads it and runs sessions on tensors.
// It binds the few entries of the C interface that a reader needs, over purego. docs/decisions/onnxruntime.md says why.
package onnxruntime

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"unsafe"

	"github.com/ebitengine/purego"
)

// apiVersion is the version of the C interface asked for. Its table only ever grows, so a newer library serves it too.
const apiVersion = 20

// Entries of the OrtApi table (onnxruntime_c_api.h), counted from 0.
const (
	getErrorMessage                  = 2
	createEnv                        = 3
	createSessionFromArray           = 8
	run                              = 9
	createSessionOptions             = 10
	disableMemPattern                = 17
	setSessionGraphOptimizationLevel = 23
	setIntraOpNumThreads             = 24
	setInterOpNumThreads             = 25
	createTensorWithDataAsOrtValue   = 49
	getTensorMutableData             = 51
	createCPUMemoryInfo              = 69
	releaseStatus                    = 93
	releaseSession                   = 95
	releaseValue                     = 96
	releaseSessionOptions            = 100
	tableLength                      = 101
)

const (
	logLevelError        = 3
	optimizeAll          = 99
	arenaAllocator       = 1
	defaultMemory        = 0
	elementInt64         = 7
	telemetryOptOut      = "ORT_DISABLE_TELEMETRY"
	telemetryOptOutValue = "1"
)

// ErrNoLibrary means that the library could not be loaded on this system.
var ErrNoLibrary = errors.New("ONNX Runtime cannot be loaded")

// Runtime is a loaded library. It is safe for use by many goroutines and lives as long as the process.
type Runtime struct {
	table  [tableLength]uintptr
	env    uintptr
	memory uintptr
}

// Load loads the shared library at path.
func Load(path string) (*Runtime, error) {
	// A user may point us at a later official build, which would report to its makers unless told not to before it is loaded.
	if err := os.Setenv(telemetryOptOut, telemetryOptOutValue); err != nil {
		return nil, fmt.Errorf("%w: %s: %w", ErrNoLibrary, telemetryOptOut, err)
	}
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("%w: %w; on Linux it needs glibc 2.27 or later and libstdc++ (the package libstdc++6)", ErrNoLibrary, err)
	}
	getBase, err := purego.Dlsym(handle, "OrtGetApiBase")
	if err != nil {
		return nil, fmt.Errorf("%w: %s is not ONNX Runtime: %w", ErrNoLibrary, path, err)
	}
	base, _, _ := purego.SyscallN(getBase)
	api, _, _ := purego.SyscallN(*(*uintptr)(pointer(base)), apiVersion)
	if api == 0 {
		return nil, fmt.Errorf("%w: %s is too old; version 1.20 or later is needed", ErrNoLibrary, path)
	}
	rt := &Runtime{table: *(*[tableLength]uintptr)(pointer(api))}
	name := append([]byte("hearsay"), 0)
	if err := rt.call(createEnv, logLevelError, address(name), out(&rt.env)); err != nil {
		return nil, err
	}
	runtime.KeepAlive(name)
	if err := rt.call(createCPUMemoryInfo, arenaAllocator, defaultMemory, out(&rt.memory)); err != nil {
		return nil, err
	}
	return rt, nil
}

// call calls an entry that returns a status; the status becomes an error with the library's own message.
func (rt *Runtime) call(entry int, args ...uintptr) error {
	status, _, _ := purego.SyscallN(rt.table[entry], args...)
	if status == 0 {
		return nil
	}
	defer rt.release(releaseStatus, status)
	message, _, _ := purego.SyscallN(rt.table[getErrorMessage], status)
	return fmt.Errorf("ONNX Runtime: %s", cString(message))
}

func (rt *Runtime) release(entry int, handle uintptr) {
	if handle != 0 {
		purego.SyscallN(rt.table[entry], handle)
	}
}

// pointer makes a pointer to memory that C owns. The detour over &a keeps go vet from taking it for Go's.
func pointer(a uintptr) unsafe.Pointer { return *(*unsafe.Pointer)(unsafe.Pointer(&a)) }

func address[T any](s []T) uintptr { return uintptr(unsafe.Pointer(unsafe.SliceData(s))) }

// out is the address of a variable that C fills during one call. Every such variable is a field of a value on the heap, or pinned.
func out(p *uintptr) uintptr { return uintptr(unsafe.Pointer(p)) }

func cString(a uintptr) string {
	p := (*byte)(pointer(a))
	n := 0
	for *(*byte)(unsafe.Add(unsafe.Pointer(p), n)) != 0 {
		n++
	}
	return string(unsafe.Slice(p, n))
}
