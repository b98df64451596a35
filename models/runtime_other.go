//go:build !(linux && (amd64 || arm64)) && !(darwin && arm64)

package models

// Runtime gives an empty Library: there is none for this platform.
func Runtime() Library { return Library{} }
