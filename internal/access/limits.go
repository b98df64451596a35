package access

import (
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// How often somebody may try to log in: so many times at once, and then once in a while. An address may be that of a whole office.
const (
	usersBurst   = 10
	addressBurst = 40
	perUser      = 10 * time.Second
	perAddress   = 2 * time.Second
)

// remembered is of how many users or addresses tries are counted.
const remembered = 10_000

// limits counts tries by key, in bounded memory.
type limits struct {
	mu    sync.Mutex
	every time.Duration
	burst int
	of    map[string]*rate.Limiter
}

func newLimits(every time.Duration, burst int) *limits {
	return &limits{every: every, burst: burst, of: map[string]*rate.Limiter{}}
}

// take counts a try and tells how long to wait before it; 0 if it may go on.
func (l *limits) take(key string, now time.Time) time.Duration {
	l.mu.Lock()
	defer l.mu.Unlock()
	limiter := l.of[key]
	if limiter == nil {
		if len(l.of) >= remembered {
			l.forget(now)
		}
		limiter = rate.NewLimiter(rate.Every(l.every), l.burst)
		l.of[key] = limiter
	}
	if limiter.AllowN(now, 1) {
		return 0
	}
	return time.Duration((1 - limiter.TokensAt(now)) * float64(l.every))
}

// forget drops those who have not tried for so long that nothing is held against them; where that is too few, some others, whichever.
func (l *limits) forget(now time.Time) {
	for key, limiter := range l.of {
		if limiter.TokensAt(now) >= float64(l.burst) {
			delete(l.of, key)
		}
	}
	for key := range l.of {
		if len(l.of) < remembered*3/4 {
			return
		}
		delete(l.of, key)
	}
}

// network is what tells an address from others: of IPv6 the first half, since one customer has all of the second.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil || ip.Unmap().Is4() {
		return ip.Unmap().WithZone("").String()
	}
	prefix, err := ip.WithZone("").Prefix(64)
	if err != nil {
		return address
	}
	return prefix.String()
}
