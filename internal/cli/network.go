package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"hearsay/models"

	"hearsay/internal/reader"
	"hearsay/internal/reader/encoder"
	"hearsay/internal/reader/onnxruntime"
)

// openReader makes a reader of the embedded network.
func (all *commands) openReader() (*reader.Reader, error) {
	net, err := all.openNetwork()
	if err != nil {
		return nil, err
	}
	return reader.New(net, int(all.Cores)), nil
}

// openNetwork unpacks and loads the runtime and prepares the embedded network on it.
func (all *commands) openNetwork() (*encoder.Network, error) {
	lib := models.Runtime()
	if len(lib.Zstd) == 0 {
		return nil, fmt.Errorf("hearsay cannot read on %s/%s: ONNX Runtime is built in for linux/amd64, linux/arm64 and darwin/arm64 only",
			runtime.GOOS, runtime.GOARCH)
	}
	dir, err := all.runtimeDir()
	if err != nil {
		return nil, err
	}
	path, err := onnxruntime.Unpack(onnxruntime.Packed{Name: lib.Name, Zstd: lib.Zstd, SHA256: lib.SHA256}, dir)
	if err != nil {
		return nil, err
	}
	rt, err := onnxruntime.Load(path)
	if err != nil {
		return nil, fmt.Errorf("%w, and a folder that programs may be run from: %s names another one", err, onnxruntime.DirVariable)
	}
	return encoder.NewNetwork(rt, models.LoadReader())
}

func (all *commands) runtimeDir() (string, error) {
	if all.RuntimeDir != "" {
		return all.RuntimeDir, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", errors.New("there is no cache folder to unpack ONNX Runtime into; give one with --runtime-dir DIR or HEARSAY_RUNTIME_DIR")
	}
	return filepath.Join(cache, "hearsay", "onnxruntime"), nil
}
