//go:build unix

package cli

import (
	"runtime"
	"syscall"
	"time"
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

// spent is the time that all cores together have worked for this process; 0 where it is not known.
func spent() time.Duration {
	var usage syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &usage) != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
