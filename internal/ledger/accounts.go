package ledger

import (
	"context"
	"time"
)

// Role is what somebody may do.
type Role string

// The roles.
const (
	MayRead Role = "read" // look at everything
	MayEdit Role = "edit" // and correct it
)

// User is somebody who may log in.
type User struct {
	Name     string // as users write it; no two have the same
	Role     Role
	Password string // its hash, in the form of the PHC string format
	Since    time.Time
}

// Session is a browser that a user has logged in with.
type Session struct {
	Hash  string // of its secret, which is kept nowhere
	User  string
	Until time.Time
}

// Token lets a program in without a password.
type Token struct {
	Hash  string // of its secret, which is kept nowhere
	Name  string // what it is for; no two have the same
	Role  Role
	Since time.Time
}

// Accounts keeps who may use a ledger through its pages and its API. It is part of the ledger's database, and of nothing that a View shows or an export
// writes. Names and hashes are matched whole.
type Accounts interface {
	// User gives a user; ErrNotFound.
	User(ctx context.Context, name string) (User, error)

	// Users lists users in order of names.
	Users(ctx context.Context) ([]User, error)

	// PutUser keeps a user, in the place of the one of this name if there is one. Where the password is another than before, the user's sessions end.
	PutUser(ctx context.Context, user User) error

	// RemoveUser removes a user with all sessions; ErrNotFound.
	RemoveUser(ctx context.Context, name string) error

	// Session gives a session with its user, unless it has ended by then; ErrNotFound.
	Session(ctx context.Context, hash string, now time.Time) (Session, User, error)

	// PutSession keeps a session of a user (ErrNotFound), and drops those that have ended by then.
	PutSession(ctx context.Context, session Session, now time.Time) error

	// RemoveSession ends a session, if there is one.
	RemoveSession(ctx context.Context, hash string) error

	// Token gives the token with this hash; ErrNotFound.
	Token(ctx context.Context, hash string) (Token, error)

	// Tokens lists tokens in order of names.
	Tokens(ctx context.Context) ([]Token, error)

	// PutToken keeps a new token; ErrTaken if there is one of this name.
	PutToken(ctx context.Context, token Token) error

	// RemoveToken removes a token by its name; ErrNotFound.
	RemoveToken(ctx context.Context, name string) error
}
