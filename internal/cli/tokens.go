package cli

import (
	"context"
	"fmt"
	"time"

	"hearsay/internal/access"
	"hearsay/internal/ledger"
)

type tokensCommand struct {
	Add    tokensAdd    `cmd:"" help:"Let a program in; the token is shown this once."`
	List   tokensList   `cmd:"" help:"List the tokens that programs have, without what lets them in."`
	Remove tokensRemove `cmd:"" help:"Shut a program out at once."`
}

type tokensAdd struct {
	Name string      `arg:"" help:"What the token is for; corrections with it go under this name."`
	Role ledger.Role `enum:"read,edit" default:"read" placeholder:"ROLE" help:"What the program may do: read (the default), or edit as well."`
	inLedger
}

// Run makes a token and writes it, alone on a line, to standard output.
func (c *tokensAdd) Run(ctx context.Context, streams Streams) error {
	return c.newBook(ctx, func(b *access.Book) error {
		secret, err := b.AddToken(ctx, c.Name, c.Role)
		if err != nil {
			return err
		}
		fmt.Fprintln(streams.Err, "This is the token. It is not kept and cannot be shown again; send it as: Authorization: Bearer TOKEN")
		return say(streams.Out, "%s\n", secret)
	})
}

type tokensList struct{ inLedger }

// Run lists the tokens.
func (c *tokensList) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		tokens, err := b.Tokens(ctx)
		if err != nil {
			return err
		}
		lines := [][3]string{}
		for _, t := range tokens {
			lines = append(lines, [3]string{t.Name, string(t.Role), t.Since.UTC().Format(time.DateOnly)})
		}
		return listed(streams.Out, "There are no tokens.", lines)
	})
}

type tokensRemove struct {
	Name string `arg:"" help:"Name of the token."`
	inLedger
}

// Run removes a token.
func (c *tokensRemove) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		if err := b.RemoveToken(ctx, c.Name); err != nil {
			return err
		}
		return say(streams.Out, "The token %s lets nobody in any more.\n", c.Name)
	})
}
