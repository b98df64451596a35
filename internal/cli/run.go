package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/pprof"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/ledger/sqlledger"
)

type runCommand struct {
	Role     []string      `enum:"fetch,read,link,serve" default:"fetch,read,link,serve" placeholder:"ROLE" help:"What this process does, several with commas: fetch feeds and pages, read, link (compare and keep), serve pages for a browser (default: all). Many processes may share a ledger."`
	Every    time.Duration `default:"15m" placeholder:"TIME" help:"How often to fetch a feed to begin with (default: 15m); then oftener if it has news, more rarely if not."`
	Pause    time.Duration `default:"1s" placeholder:"TIME" help:"The least time between two requests to one host (default: 1s); robots.txt may ask for more."`
	AtOnce   count         `default:"2" placeholder:"N" help:"Requests to one host at once (default: 2)."`
	Fetchers count         `default:"8" placeholder:"N" help:"Pages to fetch at once, of all hosts (default: 8)."`
	Backlog  count         `default:"500" placeholder:"N" help:"Pages that may wait to be read before no more are fetched (default: 500)."`
	Metrics  string        `placeholder:"ADDRESS" help:"Where to answer /metrics (for Prometheus) and /healthz, such as 127.0.0.1:9464 (default: nowhere)."`
	Pprof    string        `placeholder:"ADDRESS" help:"Where to answer /debug/pprof, on a loopback address such as 127.0.0.1:6060 (default: nowhere)."`
	Log      string        `enum:"text,json" default:"text" placeholder:"FORMAT" help:"How to write the log to standard error: text (the default) or json."`
	fetching
	serving
	inIntake
}

// endTimeout is how long a service may take to end.
const endTimeout = 10 * time.Second

// Run works until ctx is done.
func (c *runCommand) Run(ctx context.Context, all *commands, streams Streams, wait *grace) error {
	wait.Store(int64(endTimeout))
	l, err := c.make(ctx)
	if err != nil {
		return err
	}
	store, err := c.besideLedger(ctx)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	err = c.run(ctx, all, streams, l, store)
	return errors.Join(explainLedger(err), store.Close(), l.Close())
}

func (c *runCommand) check(parsed *kong.Context) error {
	if c.has(desk.Serve) {
		if err := c.serving.check(parsed); err != nil {
			return err
		}
	}
	for _, flag := range []string{"listen", "auth", "tls-cert", "tls-key", "behind-proxy"} {
		if !c.has(desk.Serve) && given(parsed, flag) {
			return fmt.Errorf("--%s is for serving pages, which this process does only with the role serve", flag)
		}
	}
	if c.Every < time.Second || c.Pause < 0 {
		return errors.New("--every takes a time from 1s, --pause one from 0s")
	}
	for _, at := range [][2]string{{"--metrics", c.Metrics}, {"--pprof", c.Pprof}} {
		if at[1] == "" {
			continue
		}
		if err := checkAddress(at[0], at[1]); err != nil {
			return err
		}
	}
	if c.Pprof != "" && !isLoopback(c.Pprof) {
		return fmt.Errorf("--pprof %s is no loopback address; profiles tell too much for any other: give one such as 127.0.0.1:6060", c.Pprof)
	}
	return nil
}

// has tells whether a role is this process's.
func (c *runCommand) has(r desk.Role) bool { return slices.Contains(c.Role, string(r)) }

func (c *runCommand) run(ctx context.Context, all *commands, streams Streams, l *sqlledger.Ledger, store *intake.Store) error {
	log := slog.New(slog.NewTextHandler(streams.Err, nil))
	if c.Log == "json" {
		log = slog.New(slog.NewJSONHandler(streams.Err, nil))
	}
	k, err := keeper(l)
	if err != nil {
		return err
	}
	var roles []desk.Role
	for _, r := range c.Role {
		roles = append(roles, desk.Role(strings.TrimSpace(r)))
	}
	d, err := desk.New(ctx, store, desk.Options{
		Roles: roles, Fetcher: c.fetcher(), Keeper: k, Version: readerVersion(), Reader: func() (desk.Reader, error) { return all.openReader() },
		Every: c.Every, Pause: c.Pause, AtOnce: int(c.AtOnce), Fetchers: int(c.Fetchers), Readers: all.workers(), Backlog: int(c.Backlog),
		Backoff: desk.Backoff, Log: log,
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	servers, err := c.servers(ctx, d, l, streams)
	if err != nil {
		return err
	}
	var failed []error
	ended := make(chan error, len(servers))
	for _, serve := range servers {
		go func() {
			err := serve()
			if err != nil && !errors.Is(err, context.Canceled) {
				cancel(err) // half a service is none
			}
			ended <- err
		}()
	}
	failed = append(failed, d.Run(ctx))
	for range servers {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			failed = append(failed, err)
		}
	}
	return errors.Join(failed...)
}

// servers opens what listens, and gives for each what answers until ctx is done.
func (c *runCommand) servers(ctx context.Context, d *desk.Desk, l *sqlledger.Ledger, streams Streams) ([]func() error, error) {
	profiles := http.NewServeMux()
	profiles.HandleFunc("/debug/pprof/", pprof.Index)
	profiles.HandleFunc("/debug/pprof/profile", pprof.Profile)
	profiles.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	profiles.HandleFunc("/debug/pprof/trace", pprof.Trace)
	var all []func() error
	if c.has(desk.Serve) {
		all = append(all, func() error { return c.serve(ctx, streams, l) })
	}
	for _, w := range []struct {
		flag, address, what string
		handler             http.Handler
	}{{"--metrics", c.Metrics, "metrics and health", d.Handler()}, {"--pprof", c.Pprof, "profiles", profiles}} {
		if w.address == "" {
			continue
		}
		listener, err := new(net.ListenConfig).Listen(ctx, "tcp", w.address)
		if err != nil {
			return nil, fmt.Errorf("cannot listen on %s: %w; name another address with %s", w.address, err, w.flag)
		}
		if _, err := fmt.Fprintf(streams.Out, "%s at http://%s/\n", w.what, listener.Addr()); err != nil {
			return nil, explainOutput(err)
		}
		all = append(all, func() error { return serve(ctx, listener, w.handler) })
	}
	return all, nil
}
