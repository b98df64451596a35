package onnxruntime

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/klauspost/compress/zstd"
)

// Packed is the library of one platform as it is embedded.
type Packed struct {
	Name   string // file name, such as libonnxruntime.so
	Zstd   []byte // the library, zstd-compressed
	SHA256 string // of the library itself, in hex
}

// DirVariable is the environment variable that names another folder to unpack into.
const DirVariable = "HEARSAY_RUNTIME_DIR"

// Unpack writes the library once under dir and returns its path: dir/<first 16 digits of its hash>/<name>. A file already there is used
// if its hash is right, so that a read-only dir will do once it is filled. Many processes may do this at once, and what one of them that was
// killed has left behind is removed by a later one.
func Unpack(p Packed, dir string) (string, error) {
	target := filepath.Join(dir, p.SHA256[:16], p.Name)
	removeStale(target)
	if sum, err := hashFile(target); err == nil && sum == p.SHA256 {
		return target, nil
	}
	switch err := writeLibrary(p, target); {
	case errors.Is(err, syscall.ENOSPC):
		return "", fmt.Errorf("unpacking ONNX Runtime into %s: it was not written, since the disk is full; "+
			"free some space and run again, or set %s to a folder elsewhere", dir, DirVariable)
	case err != nil:
		return "", fmt.Errorf("unpacking ONNX Runtime into %s: %w; set %s to a folder that can be written and executed from", dir, err, DirVariable)
	}
	return target, nil
}

// The name of a library that is being written ends in partEnding. One that nobody has written to for as long as staleAfter, in which a slow disk
// takes the whole library many times over, is nobody's.
const (
	partEnding = ".part"
	staleAfter = 10 * time.Minute
)

// removeStale removes what was left half written beside target. That it could not is no reason not to go on.
func removeStale(target string) {
	dir, name := filepath.Split(target)
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), name+".") || !strings.HasSuffix(entry.Name(), partEnding) {
			continue
		}
		if info, err := entry.Info(); err == nil && time.Since(info.ModTime()) > staleAfter {
			os.Remove(filepath.Join(dir, entry.Name())) //nolint:errcheck // as above
		}
	}
}

func writeLibrary(p Packed, target string) (err error) {
	if err := os.MkdirAll(filepath.Dir(target), 0o700); err != nil {
		return err
	}
	// A temporary file of our own, then a rename: whoever starts at the same moment sees the whole file or none.
	f, err := os.CreateTemp(filepath.Dir(target), p.Name+".*"+partEnding)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		}
	}()
	d, err := zstd.NewReader(bytes.NewReader(p.Zstd))
	if err != nil {
		return err
	}
	defer d.Close()
	h := sha256.New()
	if _, err := io.Copy(io.MultiWriter(f, h), d); err != nil {
		return err
	}
	if sum := hex.EncodeToString(h.Sum(nil)); sum != p.SHA256 {
		return fmt.Errorf("this copy of hearsay is damaged: its library has hash %s, not %s", sum, p.SHA256)
	}
	if err := f.Chmod(0o700); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), target)
}

func hashFile(path string) (string, error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}
