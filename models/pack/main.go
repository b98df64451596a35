// Command pack is the program behind `make runtime`: it checks an ONNX Runtime wheel against its pinned hash and packs the library out of it.
//
//	pack PLATFORM WHEEL DIR
//
// writes DIR/PLATFORM/libonnxruntime.{zst,sha256}, LICENSE and ThirdPartyNotices.txt.
package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/klauspost/compress/zstd"
)

// wheels pins ONNX Runtime 1.28.0, the last line without telemetry on Linux and macOS.
func wheels() map[string]string {
	return map[string]string{
		"linux-amd64":  "a166b78ee04f3a37fa1ef82034b6a3ce96d9684e582d4d30b296de83e9998bb5",
		"linux-arm64":  "8d66f9ceb29909c70839e4e4fb3435c7b490050d8f162bd5f3aba4ca01ee517f",
		"darwin-arm64": "f5c5daabd28aad610f83fdcf32acec8fb57e6adc6c6a39fe2a3c755db957b410",
	}
}

func main() {
	if len(os.Args) != 4 {
		fmt.Fprintln(os.Stderr, "usage: pack PLATFORM WHEEL DIR")
		os.Exit(2)
	}
	if err := pack(os.Args[1], os.Args[2], os.Args[3]); err != nil {
		fmt.Fprintf(os.Stderr, "pack: %s: %v\n", os.Args[2], err)
		os.Exit(1)
	}
}

func pack(platform, wheel, dir string) error {
	pinned, ok := wheels()[platform]
	if !ok {
		return fmt.Errorf("no wheel is pinned for %q; known are linux-amd64, linux-arm64, darwin-arm64", platform)
	}
	raw, err := os.ReadFile(wheel)
	if err != nil {
		return err
	}
	if sum := hashOf(raw); sum != pinned {
		return fmt.Errorf("its hash is %s, pinned is %s: not the wheel that was tested", sum, pinned)
	}
	z, err := zip.NewReader(bytes.NewReader(raw), int64(len(raw)))
	if err != nil {
		return err
	}
	out := filepath.Join(dir, platform)
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	for _, f := range z.File {
		if err := packFile(f, out); err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
	}
	return nil
}

func packFile(f *zip.File, out string) error {
	base := path.Base(f.Name)
	switch {
	case f.Name == "onnxruntime/LICENSE" || f.Name == "onnxruntime/ThirdPartyNotices.txt":
		b, err := content(f)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(out, base), b, 0o644)
	case path.Dir(f.Name) == "onnxruntime/capi" && (strings.HasPrefix(base, "libonnxruntime.so.") || strings.HasPrefix(base, "libonnxruntime.1")):
		b, err := content(f)
		if err != nil {
			return err
		}
		w, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedBestCompression))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(out, "libonnxruntime.sha256"), []byte(hashOf(b)+"\n"), 0o644); err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(out, "libonnxruntime.zst"), w.EncodeAll(b, nil), 0o644)
	}
	return nil
}

func content(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
