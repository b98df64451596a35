// Package desk is the service that a desk leaves running: it fetches feeds and the articles that they list, has them read, compares what was read with what
// is kept, and keeps it.
//
// An article takes three steps, fetch, read and link, each a job on River's queue in the ledger's database. A step that was done is done in one transaction
// with the queueing of the next, and does nothing when it finds that it was done already. So a process may be killed at any moment, and others go on
// where it was.
package desk

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver"
	"github.com/riverqueue/river/riverdriver/riverdatabasesql"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"

	"hearsay"

	"hearsay/internal/feed"
	"hearsay/internal/ingest"
	"hearsay/internal/intake"
)

// Role is a part of the work that a process may do alone.
type Role string

// The roles. Serving is not the desk's: it is only named here, beside the others.
const (
	Fetch Role = "fetch" // feeds and pages
	Read  Role = "read"
	Link  Role = "link" // compare and keep
	Serve Role = "serve"
)

// Roles lists all roles.
func Roles() []Role { return []Role{Fetch, Read, Link, Serve} }

// Reader reads articles; many goroutines use it.
type Reader interface {
	Read(ctx context.Context, art hearsay.Article) (hearsay.Reading, error)
}

// Options are how a desk works.
type Options struct {
	Roles   []Role
	Fetcher *feed.Fetcher
	Keeper  *ingest.Keeper
	Reader  func() (Reader, error) // called once, if the roles include Read
	Version string                 // of the reader, kept with what it read

	Every    time.Duration                 // how often to fetch a feed, to begin with
	Pause    time.Duration                 // the least time between two requests to a host
	AtOnce   int                           // requests to a host at once
	Fetchers int                           // pages fetched at once, of all hosts
	Readers  int                           // articles read at once
	Backlog  int                           // pages that may wait to be read, before no more are fetched
	Backoff  func(tries int) time.Duration // how long to wait after a failure
	Log      *slog.Logger
}

// Desk is a process's part of the work.
type Desk struct {
	Options
	store   *intake.Store
	client  *river.Client[*sql.Tx]
	polite  *feed.Polite
	metrics *metrics
	me      intake.Process
	calm    *slog.Logger // for what may come again and again

	reader  func() (Reader, error)
	reading chan struct{}   // a place for each article that is being read
	line    line            // articles that wait to be compared and kept
	alone   sync.RWMutex    // held for writing while an article is worked on that may end the program
	ending  context.Context // done when no new work is to begin
	end     context.CancelFunc

	mu      sync.Mutex
	trouble string // what keeps it from working, "" if nothing
}

// Backoff is how long to wait after a failure: a minute, then ever longer, half a day at most.
func Backoff(tries int) time.Duration {
	steps := []time.Duration{time.Minute, 5 * time.Minute, 20 * time.Minute, time.Hour, 3 * time.Hour, 6 * time.Hour, 12 * time.Hour}
	return steps[min(max(tries, 1), len(steps))-1]
}

// New makes a desk on an open intake. The queue's tables are made or brought up to date.
func New(ctx context.Context, store *intake.Store, o Options) (*Desk, error) {
	d := &Desk{
		Options: o, store: store, polite: feed.NewPolite(o.Fetcher, o.Pause, o.AtOnce), reading: make(chan struct{}, max(1, o.Readers)),
		line: line{turn: make(chan struct{}, 1)}, calm: quiet(o.Log),
	}
	d.ending, d.end = context.WithCancel(context.Background())
	d.reader = sync.OnceValues(o.Reader)
	host, err := os.Hostname()
	if err != nil {
		return nil, err
	}
	var roles []string
	for _, r := range o.Roles {
		roles = append(roles, string(r))
	}
	now := time.Now()
	d.me = intake.Process{Host: host, PID: os.Getpid(), Roles: strings.Join(roles, ","), Since: now}
	d.me.ID = host + ":" + strconv.Itoa(d.me.PID) + ":" + strconv.FormatInt(now.UnixNano(), 36)
	if err := migrateQueue(ctx, store, o.Log); err != nil {
		return nil, err
	}
	d.client, err = river.NewClient(driver(store), d.config())
	d.metrics = newMetrics(d)
	return d, err
}

// driver is River's for the database.
func driver(store *intake.Store) riverdriver.Driver[*sql.Tx] {
	if store.Postgres() {
		return riverdatabasesql.New(store.DB())
	}
	return riversqlite.New(store.DB())
}

// migrateQueue makes River's tables. Another process may do the same at the same moment.
func migrateQueue(ctx context.Context, store *intake.Store, log *slog.Logger) error {
	m, err := rivermigrate.New(driver(store), &rivermigrate.Config{Logger: quiet(log)})
	if err != nil {
		return err
	}
	up := func() error {
		_, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil)
		return err
	}
	if store.Postgres() {
		err = inTurn(ctx, store, up)
	} else {
		err = untilFree(ctx, up)
	}
	if err != nil {
		err = fmt.Errorf("making the tables of the queue: %w", err)
	}
	return err
}

// queueLock is the number of the lock, of PostgreSQL's advisory ones, that who makes River's tables holds: two at once deadlock.
const queueLock = 0x6865617273617902

// inTurn does something while no other process does.
func inTurn(ctx context.Context, store *intake.Store, do func() error) error {
	session, err := store.DB().Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = session.Close() }() // gives it back
	if _, err := session.ExecContext(ctx, "SELECT pg_advisory_lock($1)", queueLock); err != nil {
		return err
	}
	err = do()
	_, free := session.ExecContext(context.WithoutCancel(ctx), "SELECT pg_advisory_unlock($1)", queueLock)
	return errors.Join(err, free)
}

// untilFree does something until no other process is in its way, for a minute at most: SQLite has no lock to wait for.
func untilFree(ctx context.Context, do func() error) error {
	for deadline := time.Now().Add(time.Minute); ; {
		err := do()
		if err == nil || time.Now().After(deadline) || ctx.Err() != nil ||
			!strings.Contains(err.Error(), "already exists") && !strings.Contains(err.Error(), "UNIQUE") &&
				!strings.Contains(err.Error(), "duplicate") && !strings.Contains(err.Error(), "locked") {
			return err
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// What the queue does on its own.
const (
	jobTime     = 3 * time.Minute  // the most that a step may take, but for linking
	linkTime    = 10 * time.Minute // the most that comparing and keeping may take once it is an article's turn: others may hold the ledger's lock
	rescueAfter = 30 * time.Minute // when a job that nobody ends is done again; processes that died are noticed sooner
	retention   = 10 * time.Minute // of jobs that are done
	maxAttempts = 30_000           // errors of the database are no reason to give an article up
)

func (d *Desk) config() *river.Config {
	workers := river.NewWorkers()
	river.AddWorker(workers, &checkWorker{Desk: d})
	river.AddWorker(workers, &fetchWorker{Desk: d})
	river.AddWorker(workers, &readWorker{Desk: d})
	river.AddWorker(workers, &linkWorker{Desk: d})
	// More jobs are taken than are worked on, so that there is something to go on with while the queue is asked for more.
	queues := map[string]river.QueueConfig{}
	if d.has(Fetch) {
		queues[checkQueue] = river.QueueConfig{MaxWorkers: 4}
		queues[fetchQueue] = river.QueueConfig{MaxWorkers: max(1, d.Fetchers)}
	}
	if d.has(Read) {
		queues[readQueue] = river.QueueConfig{MaxWorkers: 4 * max(1, d.Readers)}
	}
	if d.has(Link) {
		queues[linkQueue] = river.QueueConfig{MaxWorkers: 2 * ingest.AtOnce} // those kept, and those that wait to be next
	}
	return &river.Config{
		ID: d.me.ID, Queues: queues, Workers: workers, Logger: d.calm, JobTimeout: jobTime, RescueStuckJobsAfter: rescueAfter,
		CompletedJobRetentionPeriod: retention, MaxAttempts: maxAttempts, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 100 * time.Millisecond,
		RetryPolicy: retryPolicy{}, SoftStopTimeout: softStop,
	}
}

// has tells whether a role is the desk's.
func (d *Desk) has(r Role) bool { return slices.Contains(d.Roles, r) }

// How long the end may take.
const (
	softStop = 6 * time.Second // for steps under way to come to their end
	hardStop = 9 * time.Second // after which they are left where they are, for the next start
)

// Run works until ctx is done, and then ends in good order within ten seconds: steps under way come to their end or are done again at the next start.
func (d *Desk) Run(ctx context.Context) error {
	if err := d.beat(ctx); err != nil {
		return fmt.Errorf("taking up work: %w", err)
	}
	if err := d.rescue(ctx); err != nil {
		return fmt.Errorf("looking for what others left: %w", err)
	}
	// The queue gets a context of its own: it is stopped in order, not torn off.
	if err := d.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("starting the queue: %w", err)
	}
	d.Log.Info("started", "roles", d.me.Roles, "process", d.me.ID)
	var rounds sync.WaitGroup
	for _, round := range d.rounds() {
		rounds.Go(func() { d.repeat(ctx, round) })
	}
	<-ctx.Done()
	began := time.Now()
	d.Log.Info("stopping")
	d.end()
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), hardStop)
	defer cancel()
	err := d.client.Stop(last)
	rounds.Wait()
	err = errors.Join(err, d.store.Update(last, d.leave))
	d.Log.Info("stopped", "took", time.Since(began).Round(time.Millisecond))
	return err
}

// leave strikes the process off, and tells what steps it leaves where they are that this is no death.
func (d *Desk) leave(tx *intake.Tx) error {
	if err := tx.End("", d.me.ID); err != nil {
		return err
	}
	return tx.Leave(d.me.ID)
}

// round is something that is done again and again.
type round struct {
	every time.Duration
	what  string
	do    func(context.Context) error
}

func (d *Desk) rounds() []round {
	all := []round{{5 * time.Second, "saying that it is alive", d.beat}, {10 * time.Second, "looking for what others left", d.rescue}}
	if d.has(Fetch) {
		all = append(all, round{time.Second, "looking for feeds that are due", d.schedule}, round{time.Hour, "forgetting old articles", d.forget})
	}
	return all
}

// repeat does a round until ctx is done. An error is told and does not end it: a database that is away comes back.
func (d *Desk) repeat(ctx context.Context, r round) {
	tick := time.NewTicker(r.every)
	defer tick.Stop()
	for {
		if err := r.do(ctx); ctx.Err() == nil {
			d.note(err)
			if err != nil {
				d.calm.Error(r.what+" failed", "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
