package access

import (
	"context"
	"errors"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"hearsay/internal/ledger"
)

// How long a password may be, in characters, and in bytes.
const (
	leastPassword = 10
	mostPassword  = 1024
)

// AddUser lets somebody log in. The error is a sentence if there is a user of this name, or if the name or password will not do.
func (b *Book) AddUser(ctx context.Context, name, password string, role ledger.Role) error {
	name, err := checkName(name)
	if err != nil {
		return err
	}
	switch _, err := b.store.User(ctx, name); {
	case err == nil:
		return fmt.Errorf("there is a user %s already; give them another password with hearsay users password %s", name, name)
	case !errors.Is(err, ledger.ErrNotFound):
		return err
	}
	return b.put(ctx, ledger.User{Name: name, Role: role, Since: b.now()}, password)
}

// SetPassword gives a user another password, which ends their sessions.
func (b *Book) SetPassword(ctx context.Context, name, password string) error {
	user, err := b.user(ctx, name)
	if err != nil {
		return err
	}
	return b.put(ctx, user, password)
}

func (b *Book) put(ctx context.Context, user ledger.User, password string) error {
	if utf8.RuneCountInString(password) < leastPassword || len(password) > mostPassword || !utf8.ValidString(password) {
		return fmt.Errorf("a password needs %d characters or more, and at most %d bytes", leastPassword, mostPassword)
	}
	hashed, err := b.hasher.hash(ctx, password)
	if err != nil {
		return err
	}
	user.Password = hashed
	return b.store.PutUser(ctx, user)
}

// SetRole says what a user may do from now on.
func (b *Book) SetRole(ctx context.Context, name string, role ledger.Role) error {
	user, err := b.user(ctx, name)
	if err != nil {
		return err
	}
	user.Role = role
	return b.store.PutUser(ctx, user)
}

func (b *Book) user(ctx context.Context, name string) (ledger.User, error) {
	user, err := b.store.User(ctx, canonical(name))
	if errors.Is(err, ledger.ErrNotFound) {
		err = fmt.Errorf("there is no user %q; hearsay users list shows those that there are", name)
	}
	return user, err
}

// Users lists who may log in, in order of names.
func (b *Book) Users(ctx context.Context) ([]ledger.User, error) { return b.store.Users(ctx) }

// RemoveUser shuts a user out: sessions end with it.
func (b *Book) RemoveUser(ctx context.Context, name string) error {
	user, err := b.user(ctx, name)
	if err != nil {
		return err
	}
	return b.store.RemoveUser(ctx, user.Name)
}

// tokenPrefix tells people and tools that look for secrets in the wrong places what a token is.
const tokenPrefix = "hearsay_"

// AddToken lets a program in and gives the secret, which is told this once only.
func (b *Book) AddToken(ctx context.Context, name string, role ledger.Role) (string, error) {
	name, err := checkName(name)
	if err != nil {
		return "", err
	}
	secret := tokenPrefix + newSecret()
	err = b.store.PutToken(ctx, ledger.Token{Hash: hash(secret), Name: name, Role: role, Since: b.now()})
	if errors.Is(err, ledger.ErrTaken) {
		err = fmt.Errorf("there is a token %s already; remove it with hearsay tokens remove %s, or take another name", name, name)
	}
	return secret, err
}

// Tokens lists the tokens, in order of names.
func (b *Book) Tokens(ctx context.Context) ([]ledger.Token, error) { return b.store.Tokens(ctx) }

// RemoveToken shuts a program out.
func (b *Book) RemoveToken(ctx context.Context, name string) error {
	err := b.store.RemoveToken(ctx, canonical(name))
	if errors.Is(err, ledger.ErrNotFound) {
		err = fmt.Errorf("there is no token %q; hearsay tokens list shows those that there are", name)
	}
	return err
}

// normal is a password in the form that is hashed: it is the same however a keyboard composes its letters.
func normal(password string) string { return norm.NFKC.String(password) }
