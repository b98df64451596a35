package intake

import (
	"cmp"
	"slices"
	"strings"
)

// withoutAddress takes off the address that a sentence about a page begins with, so that like reasons look alike.
func withoutAddress(reason string) string {
	if !strings.HasPrefix(reason, "http") {
		return reason
	}
	if _, rest, found := strings.Cut(reason, ": "); found {
		return rest
	}
	return reason
}

// byCount puts the commonest first.
func byCount(reasons []Reason) []Reason {
	slices.SortStableFunc(reasons, func(a, b Reason) int { return cmp.Compare(b.Count, a.Count) })
	return reasons
}
