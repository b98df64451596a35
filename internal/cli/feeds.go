package cli

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

type feedsCommand struct {
	Add    feedsAdd    `cmd:"" help:"Follow feeds; the address of a site finds its feed."`
	Import feedsImport `cmd:"" help:"Follow all feeds of an OPML file, as feed readers write it."`
	Export feedsExport `cmd:"" help:"Write all feeds as an OPML file."`
	List   feedsList   `cmd:"" help:"List feeds and how they are."`
	Pause  feedsPause  `cmd:"" help:"Stop fetching feeds for the time being."`
	Resume feedsResume `cmd:"" help:"Fetch feeds again that were paused or retired."`
	Remove feedsRemove `cmd:"" help:"Follow feeds no longer; what came from them stays."`
	Check  feedsCheck  `cmd:"" help:"Fetch feeds now and show what they list; nothing of it is kept."`
}

// inIntake is the intake that a command works on.
type inIntake struct{ inLedger }

// openIntake opens the intake of the ledger, and makes both where there is none.
func (in inIntake) openIntake(ctx context.Context) (*intake.Store, error) {
	l, err := in.make(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.Close(); err != nil {
		return nil, err
	}
	return in.besideLedger(ctx)
}

// besideLedger opens the intake of a ledger that is there.
func (in inIntake) besideLedger(ctx context.Context) (*intake.Store, error) {
	where, err := in.path()
	if err != nil {
		return nil, err
	}
	store, err := intake.Open(ctx, where, intake.Options{})
	if err != nil {
		err = fmt.Errorf("the ledger %s: %w", sqlledger.Name(where), err)
	}
	return store, explainLedger(err)
}

// update does something to the intake of a ledger that there is, in one transaction.
func (in inIntake) update(ctx context.Context, f func(*intake.Tx) error) error {
	store, err := in.openExisting(ctx)
	if err != nil {
		return err
	}
	return errors.Join(explainLedger(store.Update(ctx, f)), store.Close())
}

// openExisting opens the intake of a ledger that there is.
func (in inIntake) openExisting(ctx context.Context) (*intake.Store, error) {
	l, err := in.open(ctx)
	if err != nil {
		return nil, err
	}
	if err := l.Close(); err != nil {
		return nil, err
	}
	return in.besideLedger(ctx)
}

// look shows the intake of a ledger that there is, though it may not be written. f is not called where nothing was ever followed.
func (in inIntake) look(ctx context.Context, f func(*intake.Tx) error) error {
	store, err := in.openExisting(ctx)
	if errors.Is(err, ledger.ErrReadOnly) {
		where, _ := in.path() // which has just been opened
		store, err = intake.Open(ctx, where, intake.Options{ReadOnly: true})
		if errors.Is(err, ledger.ErrNotFound) {
			return nil
		}
		if err != nil {
			err = explainLedger(fmt.Errorf("the ledger %s: %w", sqlledger.Name(where), err))
		}
	}
	if err != nil {
		return err
	}
	return errors.Join(explainLedger(store.Update(ctx, f)), store.Close())
}

// fetching are the flags of commands that fetch again and again.
type fetching struct {
	AllowPrivate bool   `help:"Also fetch private addresses and ports other than 80 and 443."`
	Contact      string `env:"HEARSAY_CONTACT" placeholder:"ADDRESS" help:"Whom sites may write to about our visits: an address of the web or of mail, sent with every request."`
}

// fetcher makes a fetcher that says who we are.
func (f fetching) fetcher() *feed.Fetcher {
	contact := strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || r == '(' || r == ')' {
			return -1 // it must not break the header
		}
		return r
	}, f.Contact)
	return feed.New(feed.Options{AllowPrivate: f.AllowPrivate, UserAgent: feed.RunAgent(Version, contact)})
}

type feedsAdd struct {
	Addresses []string `arg:"" name:"url" help:"Feeds, sitemaps, or pages of sites that have them."`
	Anyway    bool     `help:"Follow the address as it is, without looking whether there is a feed."`
	fetching
	inIntake
}

// Run follows the feeds that can be found, and says which cannot.
func (c *feedsAdd) Run(ctx context.Context, streams Streams) error {
	polite := feed.NewPolite(c.fetcher(), time.Second, 1)
	bad := 0
	store, err := c.openIntake(ctx)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was done is committed
	for _, address := range c.Addresses {
		if !strings.Contains(address, "://") {
			address = "https://" + address
		}
		found := feed.Found{Address: address}
		if c.Anyway {
			if err := checkFeedAddress(address); err != nil {
				return err
			}
		} else if found, err = polite.Find(ctx, address); err != nil {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			fmt.Fprintln(streams.Err, "hearsay: "+err.Error())
			bad++
			continue
		}
		var added bool
		err := store.Update(ctx, func(tx *intake.Tx) (err error) {
			_, added, err = tx.AddFeed(found.Address, found.List.Title, found.List.Site, time.Now())
			return err
		})
		if err != nil {
			return explainLedger(err)
		}
		if _, err := fmt.Fprintln(streams.Out, addedSentence(found, added)); err != nil {
			return explainOutput(err)
		}
	}
	return outcome(nil, bad)
}

func checkFeedAddress(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.User != nil {
		return fmt.Errorf("%q is no address of a feed; give one such as https://example.com/feed.xml", address)
	}
	return nil
}

func addedSentence(found feed.Found, added bool) string {
	said := found.Address
	if found.List.Title != "" {
		said = found.List.Title + " (" + found.Address + ")"
	}
	if !added {
		return said + " is followed already"
	}
	if len(found.List.Items)+len(found.List.Sitemaps) > 0 {
		said += fmt.Sprintf(", %s with %s", found.List.Kind, leadsTo(found.List))
	}
	for _, note := range found.List.Notes {
		said += "; " + note
	}
	return "following " + said
}

// leadsTo counts what a list leads to.
func leadsTo(list feed.List) string {
	what := map[bool]string{true: "sitemap", false: "article"}[list.Kind == feed.SitemapIndex]
	return plural(len(list.Items)+len(list.Sitemaps), what)
}

type feedsImport struct {
	File string `arg:"" help:"OPML file, or - for standard input."`
	inIntake
}

// Run follows all feeds of the file, all or none of them. Whether they are there is seen when they are fetched.
func (c *feedsImport) Run(ctx context.Context, streams Streams) error {
	in, name := streams.In, "standard input"
	if c.File != "-" {
		f, err := os.Open(c.File)
		if err != nil {
			return explainFile(c.File, err)
		}
		defer f.Close()
		in, name = f, c.File
	}
	all, left, err := feed.ReadOPML(in)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	added := 0
	store, err := c.openIntake(ctx)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was done is committed
	err = store.Update(ctx, func(tx *intake.Tx) error {
		added = 0
		for _, s := range all {
			_, isNew, err := tx.AddFeed(s.Address, s.Title, s.Site, time.Now())
			if err != nil {
				return err
			}
			if isNew {
				added++
			}
		}
		return nil
	})
	if err != nil {
		return explainLedger(err)
	}
	_, err = fmt.Fprintf(streams.Out, "following %s more, %d of the file were followed already\n", plural(added, "feed"), len(all)-added)
	if err == nil && left > 0 {
		return fmt.Errorf("%s: %s left out, whose address is none of the web; give those that start with http:// or https://", name, plural(left, "feed"))
	}
	return explainOutput(err)
}

type feedsExport struct {
	File string `arg:"" default:"-" help:"File to write, or - for standard output (the default)."`
	inIntake
}

// Run writes the feeds that are not retired.
func (c *feedsExport) Run(ctx context.Context, streams Streams) error {
	var all []feed.Subscription
	err := c.look(ctx, func(tx *intake.Tx) error {
		feeds, err := tx.Feeds()
		for _, f := range feeds {
			if f.State != intake.Retired {
				all = append(all, feed.Subscription{Address: f.Address, Title: f.Title, Site: f.Site})
			}
		}
		return err
	})
	if err != nil {
		return err
	}
	path := c.File
	if path == "-" {
		path = ""
	}
	out, err := openOutput(ctx, path, streams.Out)
	if err != nil {
		return err
	}
	return out.finish(out.written(feed.WriteOPML(out, all, time.Now())))
}

// someFeeds names feeds by address, id or the beginning of one.
type someFeeds struct {
	Feeds []string `arg:"" name:"feed" help:"Addresses or ids of feeds, as hearsay feeds list shows them."`
	inIntake
}

// each does something to the feeds that are named, to all or none.
func (c someFeeds) each(ctx context.Context, streams Streams, f func(*intake.Tx, intake.Feed) (said string, err error)) error {
	var said []string
	err := c.update(ctx, func(tx *intake.Tx) error {
		said = nil
		for _, name := range c.Feeds {
			one, err := tx.Feed(name)
			if errors.Is(err, ledger.ErrNotFound) {
				return fmt.Errorf("no feed is followed that is called %q; hearsay feeds list shows all", name)
			}
			if err != nil {
				return err
			}
			words, err := f(tx, one)
			if err != nil {
				return err
			}
			said = append(said, words)
		}
		return nil
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(streams.Out, strings.Join(said, "\n"))
	return explainOutput(err)
}

type feedsPause struct{ someFeeds }

// Run stops fetching the feeds.
func (c *feedsPause) Run(ctx context.Context, streams Streams) error {
	return c.each(ctx, streams, func(tx *intake.Tx, f intake.Feed) (string, error) {
		f.State = intake.Paused
		return "paused " + f.Address, tx.PutFeed(f)
	})
}

type feedsResume struct{ someFeeds }

// Run fetches the feeds again, at once.
func (c *feedsResume) Run(ctx context.Context, streams Streams) error {
	return c.each(ctx, streams, func(tx *intake.Tx, f intake.Feed) (string, error) {
		f.State, f.Due, f.Failures = intake.Active, time.Now(), 0
		return "following " + f.Address + " again", tx.PutFeed(f)
	})
}

type feedsRemove struct{ someFeeds }

// Run forgets the feeds.
func (c *feedsRemove) Run(ctx context.Context, streams Streams) error {
	return c.each(ctx, streams, func(tx *intake.Tx, f intake.Feed) (string, error) {
		return "removed " + f.Address, tx.RemoveFeed(f.ID)
	})
}
