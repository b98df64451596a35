// Command hearsay reads news and shows who said what, according to whom.
package main

import (
	"os"

	"hearsay/internal/cli"
)

func main() {
	ctx, stop := cli.UntilSignal()
	code := cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr})
	stop()
	os.Exit(code)
}
