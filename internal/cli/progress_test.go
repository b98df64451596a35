package cli

import (
	"testing"
	"time"
)

func TestPace(t *testing.T) {
	cases := []struct {
		done, total int64
		took        time.Duration
		want        string
	}{
		{0, 40, time.Second, ""},
		{0, 0, 0, ""},
		{1, 40, 0, ""},
		{10, 40, 2500 * time.Millisecond, " 4.0/s, 8s left"},
		{40, 40, 10 * time.Second, " 4.0/s, 0s left"},
		{41, 40, 10 * time.Second, " 4.1/s, 0s left"},
		{1, 1_000_000, time.Second, " 1.0/s, 277h46m39s left"},
	}
	for _, c := range cases {
		if got := pace(c.done, c.done, c.total, c.took); got != c.want {
			t.Errorf("%d of %d in %v: %q, want %q", c.done, c.total, c.took, got, c.want)
		}
	}
}
