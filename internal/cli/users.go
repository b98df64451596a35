package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/term"

	"hearsay/internal/access"
	"hearsay/internal/ledger"
)

type usersCommand struct {
	Add      usersAdd      `cmd:"" help:"Let somebody log in."`
	List     usersList     `cmd:"" help:"List who may log in."`
	Role     usersRole     `cmd:"" help:"Say what a user may do."`
	Password usersPassword `cmd:"" help:"Give a user another password; it ends their sessions."`
	Remove   usersRemove   `cmd:"" help:"Shut a user out at once."`
}

type usersAdd struct {
	Name string      `arg:"" help:"Name to log in with; corrections go under it."`
	Role ledger.Role `enum:"read,edit" default:"read" placeholder:"ROLE" help:"What the user may do: read (the default), or edit as well."`
	inLedger
}

// Run adds a user, with a password from the terminal or standard input.
func (c *usersAdd) Run(ctx context.Context, streams Streams) error {
	return c.newBook(ctx, func(b *access.Book) error {
		password, err := askPassword(streams, c.Name)
		if err != nil {
			return err
		}
		if err := b.AddUser(ctx, c.Name, password, c.Role); err != nil {
			return err
		}
		return say(streams.Out, "%s may log in now (%s).\n", c.Name, c.Role)
	})
}

type usersList struct{ inLedger }

// Run lists the users.
func (c *usersList) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		users, err := b.Users(ctx)
		if err != nil {
			return err
		}
		lines := [][3]string{}
		for _, u := range users {
			lines = append(lines, [3]string{u.Name, string(u.Role), u.Since.UTC().Format(time.DateOnly)})
		}
		return listed(streams.Out, "There are no users.", lines)
	})
}

type usersRole struct {
	Name string      `arg:"" help:"Name of the user."`
	Role ledger.Role `arg:"" enum:"read,edit" help:"read, or edit as well."`
	inLedger
}

// Run gives a user another role.
func (c *usersRole) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		if err := b.SetRole(ctx, c.Name, c.Role); err != nil {
			return err
		}
		return say(streams.Out, "%s has the role %s from now on.\n", c.Name, c.Role)
	})
}

type usersPassword struct {
	Name string `arg:"" help:"Name of the user."`
	inLedger
}

// Run gives a user another password, from the terminal or standard input.
func (c *usersPassword) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		password, err := askPassword(streams, c.Name)
		if err != nil {
			return err
		}
		if err := b.SetPassword(ctx, c.Name, password); err != nil {
			return err
		}
		return say(streams.Out, "%s has another password from now on and must log in again.\n", c.Name)
	})
}

type usersRemove struct {
	Name string `arg:"" help:"Name of the user."`
	inLedger
}

// Run removes a user.
func (c *usersRemove) Run(ctx context.Context, streams Streams) error {
	return c.book(ctx, func(b *access.Book) error {
		if err := b.RemoveUser(ctx, c.Name); err != nil {
			return err
		}
		return say(streams.Out, "%s may not log in any more.\n", c.Name)
	})
}

// book opens the book of users and tokens of a ledger that there is.
func (in inLedger) book(ctx context.Context, f func(*access.Book) error) error {
	l, err := in.open(ctx)
	if err != nil {
		return err
	}
	return errors.Join(explainLedger(f(access.New(l))), l.Close())
}

// newBook is book, but makes the ledger where there is none: somebody may be let in before there is anything to see.
func (in inLedger) newBook(ctx context.Context, f func(*access.Book) error) error {
	l, err := in.make(ctx)
	if err != nil {
		return err
	}
	return errors.Join(explainLedger(f(access.New(l))), l.Close())
}

// mostTyped bounds what is read as a password, in bytes; a longer one is refused.
const mostTyped = 4096

// askPassword asks for a password twice where there is a terminal, without showing it; else it is the first line of standard input.
func askPassword(streams Streams, name string) (string, error) {
	f, onTerminal := terminal(streams.In)
	if !onTerminal {
		line, err := bufio.NewReader(io.LimitReader(streams.In, mostTyped)).ReadString('\n')
		if err != nil && (!errors.Is(err, io.EOF) || line == "") {
			return "", errors.New("there is no password; type one at a terminal, or give it as a line on standard input")
		}
		return strings.TrimRight(line, "\r\n"), nil
	}
	var typed [2]string
	for i, prompt := range []string{"Password for " + name + ": ", "Once more: "} {
		fmt.Fprint(streams.Err, prompt)
		secret, err := term.ReadPassword(int(f.Fd()))
		fmt.Fprintln(streams.Err)
		if err != nil {
			return "", fmt.Errorf("the password cannot be read: %w", err)
		}
		typed[i] = string(secret)
	}
	if typed[0] != typed[1] {
		return "", errors.New("the two passwords differ; nothing was changed, so try again")
	}
	return typed[0], nil
}

func say(w io.Writer, format string, args ...any) error {
	_, err := fmt.Fprintf(w, format, args...)
	return explainOutput(err)
}

// listed writes names with their role and the day since which they have it, or a sentence if there are none.
func listed(w io.Writer, none string, lines [][3]string) error {
	if len(lines) == 0 {
		return say(w, "%s\n", none)
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		fmt.Fprintf(out, "%s\t%s\tsince %s\n", l[0], l[1], l[2])
	}
	return explainOutput(out.Flush())
}
