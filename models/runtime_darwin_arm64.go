package models

import (
	_ "embed"
	"strings"
)

var (
	//go:embed runtime/darwin-arm64/libonnxruntime.zst
	library []byte
	//go:embed runtime/darwin-arm64/libonnxruntime.sha256
	librarySum string
	//go:embed runtime/darwin-arm64/LICENSE
	libraryLicence string
	//go:embed runtime/darwin-arm64/ThirdPartyNotices.txt
	libraryNotices string
)

// Runtime gives the embedded ONNX Runtime of this platform.
func Runtime() Library {
	return Library{
		Name: "libonnxruntime.dylib", Zstd: library, SHA256: strings.TrimSpace(librarySum),
		Licence: libraryLicence, Notices: libraryNotices,
	}
}
