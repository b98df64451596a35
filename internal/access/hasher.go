package access

import (
	"context"
	"sync"

	"github.com/alexedwards/argon2id"
)

// atOnce is how many passwords are hashed at once; others wait. Each takes 19 MiB.
const atOnce = 2

// hasher hashes passwords with argon2id (RFC 9106).
type hasher struct {
	turns  chan struct{}
	params *argon2id.Params
	nobody func() (string, error) // the hash that is compared for those who do not exist, so that they take as long
}

// newHasher makes one with what OWASP's cheat sheet on storing passwords asks for at least.
func newHasher() *hasher {
	h := &hasher{turns: make(chan struct{}, atOnce), params: &argon2id.Params{Memory: 19 << 10, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}}
	h.nobody = sync.OnceValues(func() (string, error) { return argon2id.CreateHash(newSecret(), h.params) })
	return h
}

// hash hashes a password, once it is its turn.
func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	if err := h.turn(ctx); err != nil {
		return "", err
	}
	defer h.done()
	return argon2id.CreateHash(normal(password), h.params)
}

// matches tells whether a password has a hash, once it is its turn. None has the hash "", which takes as long to find out.
func (h *hasher) matches(ctx context.Context, password, hashed string) (bool, error) {
	if len(password) > mostPassword {
		return false, nil
	}
	if err := h.turn(ctx); err != nil {
		return false, err
	}
	defer h.done()
	exists := hashed != ""
	if !exists {
		var err error
		if hashed, err = h.nobody(); err != nil {
			return false, err
		}
	}
	same, err := argon2id.ComparePasswordAndHash(normal(password), hashed)
	return same && exists, err
}

func (h *hasher) turn(ctx context.Context) error {
	select {
	case h.turns <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (h *hasher) done() { <-h.turns }
