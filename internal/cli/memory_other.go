//go:build !unix

package cli

// peakMemory is not known on this system.
func peakMemory() (float64, bool) { return 0, false }
