package ledger

import "errors"

// What can be wrong with a ledger or a question to it. Each is wrapped with what and where.
var (
	ErrNotFound  = errors.New("there is no such thing in the ledger")
	ErrAmbiguous = errors.New("several ids in the ledger begin like this; give more of it")
	ErrCursor    = errors.New("this is no place to go on from")
	ErrTaken     = errors.New("the name is taken")
	ErrNewer     = errors.New("the ledger was written by a newer hearsay; use that version or a later one")
	ErrForeign   = errors.New("it is a database of another program, not a ledger")
	ErrCorrupt   = errors.New("it is damaged, or is no ledger")
	ErrReadOnly  = errors.New("it cannot be written")
	ErrLocked    = errors.New("another program holds the ledger and does not let go")
	ErrAway      = errors.New("its database cannot be reached")
	ErrNotEmpty  = errors.New("it is not empty")
	ErrFull      = errors.New("the disk is full")
)
