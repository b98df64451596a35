// Package models holds the files that travel inside the program: the reader's weights and vocabulary, and the packed runtime of this platform.
// models/reader/README.md is the model card; `make runtime` fetches the runtime.
package models

import _ "embed"

// Reader's files; training/reader/export.py says what goes in and out of the graphs.
var (
	//go:embed reader/encoder.onnx
	encoder []byte
	//go:embed reader/roles.onnx
	roles []byte
	//go:embed reader/stances.onnx
	stances []byte
	//go:embed reader/vocab.txt
	vocabulary string
)

// Reader is the attribution reader: three ONNX graphs and the wordpieces they know, one a line, in order of their ids.
type Reader struct {
	Encoder, Roles, Stances []byte
	Vocabulary              string
}

// LoadReader gives the embedded reader. The bytes must not be changed.
func LoadReader() Reader {
	return Reader{Encoder: encoder, Roles: roles, Stances: stances, Vocabulary: vocabulary}
}

// Library is the packed ONNX Runtime of one platform: zstd-compressed, with the hash of what comes out. Zstd is empty where there is none.
type Library struct {
	Name             string
	Zstd             []byte
	SHA256           string
	Licence, Notices string // texts that must travel with it
}
