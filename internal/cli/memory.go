//go:build unix

package cli

import (
	"runtime"
	"syscall"
)

// peakMemory is the most memory that this process has held, in megabytes.
func peakMemory() (float64, bool) {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0, false
	}
	if runtime.GOOS == "darwin" {
		return float64(usage.Maxrss) / 1e6, true // bytes there
	}
	return float64(usage.Maxrss) * 1024 / 1e6, true
}
