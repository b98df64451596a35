//go:build !unix

package cli

import "time"

// peakMemory is not known on this system.
func peakMemory() (float64, bool) { return 0, false }

// spent is not known on this system.
func spent() time.Duration { return 0 }
