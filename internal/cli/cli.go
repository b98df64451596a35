// Package cli is hearsay's command line: commands, settings and wiring. It alone knows every other package.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"regexp"
	"slices"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/present"
)

// Version is the program's version.
const Version = "0.1.0"

// Exit codes.
const (
	ok          = 0
	failed      = 1   // some input or the output failed; a sentence on standard error says which
	misused     = 2   // the command line is wrong
	interrupted = 130 // Ctrl-C, or for what is no service SIGTERM
)

// Streams are what a command reads and writes.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// commands is the whole command line: every setting is a flag here, some also an environment variable.
type commands struct {
	Read     readCommand     `cmd:"" help:"Read articles and show who said what."`
	Add      addCommand      `cmd:"" help:"Read articles and keep them in the ledger."`
	Feeds    feedsCommand    `cmd:"" help:"Follow feeds and sitemaps, and see how they are."`
	Run      runCommand      `cmd:"" help:"Fetch feeds and read, compare and keep what they list, until it is stopped."`
	Status   statusCommand   `cmd:"" help:"Show how the run is: queue, rates, lag, errors, feeds."`
	Retry    retryCommand    `cmd:"" help:"Queue articles again that were set aside."`
	Claims   claimsCommand   `cmd:"" help:"List claims, the newest change first."`
	Claim    claimCommand    `cmd:"" help:"Show a claim: who says what, where it comes from, how its status changed."`
	Source   sourceCommand   `cmd:"" help:"Show everything that a source said, and where it changed its position."`
	Article  articleCommand  `cmd:"" help:"Show a kept article, what was read in it and what it rests on."`
	Search   searchCommand   `cmd:"" help:"Find words in statements, claims and articles."`
	Serve    serveCommand    `cmd:"" help:"Show the ledger as pages for a browser on this machine."`
	Verify   verifyCommand   `cmd:"" help:"Check the ledger against the texts that it keeps."`
	Reread   rereadCommand   `cmd:"" help:"Read every kept article again with this program; corrections by people stay."`
	Edit     editCommand     `cmd:"" help:"Correct the ledger; every correction is logged and can be undone."`
	Move     moveCommand     `cmd:"" help:"Copy the ledger to another place: a file, or a PostgreSQL database."`
	Export   exportCommand   `cmd:"" help:"Write the whole ledger for other programs."`
	Users    usersCommand    `cmd:"" help:"Say who may log in to the pages."`
	Tokens   tokensCommand   `cmd:"" help:"Say which programs may use the API."`
	Eval     evalCommand     `cmd:"" help:"Score readings against gold."`
	Bench    benchCommand    `cmd:"" help:"Measure speed and memory on this machine."`
	Licences licencesCommand `cmd:"" help:"Show the licences of what is built in."`

	RuntimeDir string           `env:"HEARSAY_RUNTIME_DIR" placeholder:"DIR" help:"Folder to unpack ONNX Runtime into, for homes that cannot be written or executed from (default: the user's cache folder)."`
	Cores      cores            `env:"HEARSAY_CORES" default:"0" placeholder:"N" help:"Cores to use; 0 means all."`
	Version    kong.VersionFlag `help:"Show the version and stop."`
}

// Signals are what asks hearsay to stop: Ctrl-C, a request to end, and the end of its terminal unless it was started to outlive that, as nohup does.
func Signals() []os.Signal {
	stop := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) {
		stop = append(stop, syscall.SIGHUP)
	}
	return stop
}

// errAsked is the cause of the end of a context that SIGTERM ended, which is how a service is asked to end: it has done well if it does.
var errAsked = errors.New("asked to end")

// UntilSignal gives a context that the first of Signals ends.
func UntilSignal() (context.Context, context.CancelFunc) {
	ctx, end := context.WithCancelCause(context.Background())
	came := make(chan os.Signal, 1)
	signal.Notify(came, Signals()...)
	go func() {
		select {
		case s := <-came:
			if s == syscall.SIGTERM {
				end(errAsked)
			}
			end(nil) // the first cause counts
		case <-ctx.Done():
		}
	}()
	return ctx, func() {
		signal.Stop(came)
		end(nil)
	}
}

// patience is how long Run waits, once ctx is done, for what it runs to end in good order.
const patience = 500 * time.Millisecond

// grace is the patience that a command asks for, in nanoseconds.
type grace struct{ atomic.Int64 }

// Run runs hearsay with args (without the program's name) and returns the process's exit code. It stops within a second of ctx being done, or ten if
// a service runs, also if that means leaving something behind that cannot be stopped, such as a write into a pipe that nobody reads.
func Run(ctx context.Context, args []string, streams Streams) int {
	ended := make(chan int, 1)
	var wait grace
	wait.Store(int64(patience))
	go func() { ended <- run(ctx, args, streams, &wait) }()
	select {
	case code := <-ended:
		return code
	case <-ctx.Done():
	}
	select {
	case code := <-ended:
		return code
	case <-time.After(time.Duration(wait.Load())):
		return complain(streams, ctx.Err())
	}
}

// exitPanic carries an exit code out of kong, which would end the process itself.
type exitPanic int

// writer passes everything on and keeps the first error, which kong drops when it writes help.
type writer struct {
	io.Writer
	err error
}

func (w *writer) Write(p []byte) (int, error) {
	n, err := w.Writer.Write(p)
	if w.err == nil {
		w.err = err
	}
	return n, err
}

func run(ctx context.Context, args []string, streams Streams, wait *grace) (code int) {
	help := &writer{Writer: streams.Out}
	defer func() {
		if r := recover(); r != nil {
			exit, isExit := r.(exitPanic)
			if !isExit {
				panic(r)
			}
			if code = int(exit); code == ok {
				code = complain(streams, explainOutput(help.err))
			}
		}
	}()
	var cmd commands
	parser, err := newParser(&cmd, Streams{Out: help, Err: streams.Err})
	if err != nil {
		return complain(streams, err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	parsed, err := parser.Parse(args)
	if help.err != nil {
		return complain(streams, explainOutput(help.err))
	}
	if err == nil {
		err = check(parsed)
	}
	if err != nil {
		return complain(streams, &usageError{err, parsed})
	}
	parsed.BindTo(ctx, (*context.Context)(nil))
	return complain(streams, parsed.Run(&cmd, streams, wait))
}

func newParser(cmd *commands, streams Streams) (*kong.Kong, error) {
	return kong.New(cmd, kong.Name("hearsay"), kong.Vars{"version": "hearsay " + Version},
		kong.Description("Reads news and keeps the ledger of who said what, according to whom."),
		kong.Writers(streams.Out, streams.Err), kong.Exit(func(code int) { panic(exitPanic(code)) }),
		kong.ConfigureHelp(kong.HelpOptions{WrapUpperBound: 100, NoExpandSubcommands: true}))
}

// errReported means that something failed and has been said already.
var errReported = errors.New("some inputs failed")

// complain says an error in one sentence and gives its exit code.
func complain(streams Streams, err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return ok
	case errors.Is(err, errReported):
		return failed
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(streams.Err, "hearsay: stopped")
		return interrupted
	case errors.As(err, &usage):
		fmt.Fprintf(streams.Err, "hearsay: %s; see %s --help\n", present.OneLine(withoutPasswords(err.Error())), usage.command())
		return misused
	default:
		fmt.Fprintf(streams.Err, "hearsay: %s\n", present.OneLine(withoutPasswords(err.Error())))
		return failed
	}
}

// withoutPasswords takes the passwords out of addresses of databases in a message, which may repeat what was typed in a wrong place.
func withoutPasswords(message string) string {
	return regexp.MustCompile(`postgres(ql)?://\S+`).ReplaceAllStringFunc(message, sqlledger.Name)
}

// usageError is a wrong command line, and what could be made of it: nil if kong says so in the error.
type usageError struct {
	error
	parsed *kong.Context
}

// command is the command whose help may be of use.
func (e *usageError) command() string {
	parsed := e.parsed
	var parse *kong.ParseError
	if errors.As(e.error, &parse) {
		parsed = parse.Context
	}
	if parsed == nil || parsed.Selected() == nil {
		return "hearsay"
	}
	return parsed.Selected().FullPath()
}

// checker is a command with flags that kong cannot check alone. The error is about the command line: nothing has been done yet.
type checker interface {
	check(parsed *kong.Context) error
}

func check(parsed *kong.Context) error {
	if c, ok := parsed.Selected().Target.Addr().Interface().(checker); ok {
		return c.check(parsed)
	}
	return nil
}

// given tells whether a flag stands on the command line itself.
func given(parsed *kong.Context, flag string) bool {
	return slices.ContainsFunc(parsed.Path, func(p *kong.Path) bool { return p.Flag != nil && p.Flag.Name == flag })
}

// terminal gives the file behind a stream if it is a terminal.
func terminal(stream any) (*os.File, bool) {
	f, isFile := stream.(*os.File)
	return f, isFile && isTerminal(f)
}
