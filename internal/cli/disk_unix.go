//go:build linux || darwin

package cli

import (
	"path/filepath"

	"golang.org/x/sys/unix"

	"hearsay/internal/ledger/sqlledger"
)

// freeSpace is how many bytes are free where a file is.
func freeSpace(path string) (bytes uint64, known bool) {
	if sqlledger.IsAddress(path) {
		return 0, false
	}
	var s unix.Statfs_t
	if err := unix.Statfs(filepath.Dir(path), &s); err != nil {
		return 0, false
	}
	return s.Bavail * uint64(s.Bsize), true // no block has a negative size
}
