package models

import (
	_ "embed"
	"strings"
)

var (
	//go:embed runtime/linux-arm64/libonnxruntime.zst
	library []byte
	//go:embed runtime/linux-arm64/libonnxruntime.sha256
	librarySum string
	//go:embed runtime/linux-arm64/LICENSE
	libraryLicence string
	//go:embed runtime/linux-arm64/ThirdPartyNotices.txt
	libraryNotices string
)

// Runtime gives the embedded ONNX Runtime of this platform.
func Runtime() Library {
	return Library{
		Name: "libonnxruntime.so", Zstd: library, SHA256: strings.TrimSpace(librarySum),
		Licence: libraryLicence, Notices: libraryNotices,
	}
}
