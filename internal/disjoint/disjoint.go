// Package disjoint puts things into sets, pair by pair (Galler and Fischer 1964).
package disjoint

// Sets are disjoint sets of things. Whatever was not joined yet is in a set by itself. The zero value is ready to use.
type Sets[T comparable] struct {
	up   map[T]T
	size map[T]int
}

// Of gives the thing that stands for the set that x is in: the same for all of the set, until it is joined with another.
func (s *Sets[T]) Of(x T) T {
	for {
		up, joined := s.up[x]
		if !joined {
			return x
		}
		if over, joined := s.up[up]; joined {
			s.up[x] = over
		}
		x = up
	}
}

// Size tells how many things are in the set that x is in.
func (s *Sets[T]) Size(x T) int { return max(1, s.size[s.Of(x)]) }

// Join makes one set of those that a and b are in.
func (s *Sets[T]) Join(a, b T) {
	a, b = s.Of(a), s.Of(b)
	if a == b {
		return
	}
	if s.up == nil {
		s.up, s.size = map[T]T{}, map[T]int{}
	}
	large, small := s.Size(a), s.Size(b)
	if large < small {
		a, b = b, a
	}
	s.up[b], s.size[a] = a, large+small
	delete(s.size, b)
}
