// Command hearsay reads news and shows who said what, according to whom.
package main

import (
	"context"
	"os"
	"os/signal"

	"hearsay/internal/cli"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), cli.Signals()...)
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
