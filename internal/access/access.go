// Package access knows who may use a ledger over the network: users with passwords, the sessions they log in to, tokens for programs, and how often
// somebody may try to log in. Of passwords, sessions and tokens only hashes are kept.
package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"golang.org/x/text/unicode/norm"

	"hearsay/internal/ledger"
)

// What can be wrong with somebody who wants in.
var (
	ErrWrong   = errors.New("the name or the password is wrong")
	ErrUnknown = errors.New("this session or token is not known, or no longer")
)

// TooOften says that somebody has tried to log in too often and must wait.
type TooOften struct{ Wait time.Duration }

func (t *TooOften) Error() string {
	return fmt.Sprintf("too many tries to log in; wait %s and try again", t.Wait.Round(time.Second))
}

// Visitor is somebody who has been let in.
type Visitor struct {
	Name string // of the user or token, under which corrections go
	Role ledger.Role
}

// MayEdit tells whether the visitor may correct the ledger.
func (v Visitor) MayEdit() bool { return v.Role == ledger.MayEdit }

// lifetime is how long a session lasts.
const lifetime = 7 * 24 * time.Hour

// Book is who may use a ledger. It may be used by many goroutines.
type Book struct {
	store    ledger.Accounts
	now      func() time.Time
	hasher   *hasher
	by       *limits // tries to log in, by user
	from     *limits // tries to log in, by address
	lifetime time.Duration
}

// New opens the book that is kept in a ledger's database.
func New(store ledger.Accounts) *Book {
	return &Book{
		store: store, now: time.Now, hasher: newHasher(), lifetime: lifetime,
		by: newLimits(perUser, usersBurst), from: newLimits(perAddress, addressBurst),
	}
}

// Session is a session that has begun.
type Session struct {
	Secret string // for the browser's cookie
	Until  time.Time
}

// LogIn begins a session of a user who comes from a network address. The error is ErrWrong, which does not tell whether there is such a user, a *TooOften,
// or the ledger's.
func (b *Book) LogIn(ctx context.Context, name, password, address string) (Session, error) {
	name = canonical(name)
	now := b.now()
	wait := b.from.take(network(address), now)
	if wait == 0 { // what an address may not try is not held against the user
		wait = b.by.take(name, now)
	}
	if wait > 0 {
		return Session{}, &TooOften{wait}
	}
	user, err := b.store.User(ctx, name)
	if err != nil && !errors.Is(err, ledger.ErrNotFound) {
		return Session{}, err
	}
	right, err := b.hasher.matches(ctx, password, user.Password)
	switch {
	case err != nil:
		return Session{}, err
	case !right:
		return Session{}, ErrWrong
	}
	s := Session{newSecret(), now.Add(b.lifetime)}
	err = b.store.PutSession(ctx, ledger.Session{Hash: hash(s.Secret), User: user.Name, Until: s.Until}, now)
	return s, err
}

// Session tells who has a session, by its secret; ErrUnknown if nobody.
func (b *Book) Session(ctx context.Context, secret string) (Visitor, error) {
	_, user, err := b.store.Session(ctx, hash(secret), b.now())
	return Visitor{user.Name, user.Role}, unknown(err)
}

// LogOut ends a session, if there is one.
func (b *Book) LogOut(ctx context.Context, secret string) error {
	return b.store.RemoveSession(ctx, hash(secret))
}

// Token tells which program has a token; ErrUnknown if none.
func (b *Book) Token(ctx context.Context, secret string) (Visitor, error) {
	token, err := b.store.Token(ctx, hash(secret))
	return Visitor{token.Name, token.Role}, unknown(err)
}

func unknown(err error) error {
	if errors.Is(err, ledger.ErrNotFound) {
		return ErrUnknown
	}
	return err
}

// newSecret makes 256 bits that nobody can guess, as text.
func newSecret() string {
	raw := make([]byte, 32)
	_, _ = rand.Read(raw) // never fails: it ends the program instead
	return base64.RawURLEncoding.EncodeToString(raw)
}

// hash is what is kept of a secret. A secret has 256 random bits, so a fast hash does.
func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// canonical is the form of a name that is kept: two ways of writing it are one name.
func canonical(name string) string {
	return strings.ToLower(norm.NFC.String(strings.TrimSpace(name)))
}

// checkName gives a name as it is kept, or says what is wrong with it.
func checkName(name string) (string, error) {
	name = canonical(name)
	if !regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}._@-]{0,63}$`).MatchString(name) {
		return "", fmt.Errorf("%q cannot be a name; take up to 64 letters, digits, dots, hyphens, underscores or @, beginning with a letter or digit", name)
	}
	return name, nil
}
