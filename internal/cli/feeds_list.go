package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/intake"
	"hearsay/internal/present"
)

type feedsList struct {
	JSON bool `name:"json" help:"As JSON, an array of feeds."`
	inIntake
}

// Run lists the feeds in order of their addresses.
func (c *feedsList) Run(ctx context.Context, streams Streams) error {
	var all []intake.Feed
	err := c.look(ctx, func(tx *intake.Tx) (err error) {
		all, err = tx.Feeds()
		return err
	})
	if err != nil {
		return err
	}
	out := bufio.NewWriter(streams.Out)
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		listed := make([]feedJSON, 0, len(all))
		for _, f := range all {
			listed = append(listed, jsonFeed(f))
		}
		if err := enc.Encode(listed); err != nil {
			return explainOutput(err)
		}
		return explainOutput(out.Flush())
	}
	if len(all) == 0 {
		fmt.Fprintln(out, "no feeds are followed; hearsay feeds add URL follows one")
	}
	writeFeeds(out, all, time.Now())
	return explainOutput(out.Flush())
}

// writeFeeds writes two lines for each feed: what it is, and how it is.
func writeFeeds(out *bufio.Writer, all []intake.Feed, now time.Time) {
	for _, f := range all {
		fmt.Fprintf(out, "%s  %s\n    %s\n", f.ID[:8], present.OneLine(f.Name()), present.OneLine(health(f, now)))
		if f.Title != "" {
			fmt.Fprintf(out, "    %s\n", f.Address)
		}
	}
}

// health says in a sentence how a feed is.
func health(f intake.Feed, now time.Time) string {
	said := string(f.State)
	switch {
	case f.Checked.IsZero():
		return said + ", not fetched yet"
	case f.Good.IsZero():
		said += ", never fetched well"
	default:
		said += fmt.Sprintf(", last fetched well %s ago, %s listed", ago(now.Sub(f.Good)), plural(f.Listed, "article"))
	}
	if f.Error != "" {
		said += fmt.Sprintf("; %s: %s", plural(max(1, f.Failures), "failure"), f.Error)
	}
	if f.Notes != "" {
		said += "; " + f.Notes
	}
	if f.State == intake.Active {
		said += "; next " + until(f.Due.Sub(now))
	}
	return said
}

// ago is a span of time in its largest unit.
func ago(d time.Duration) string {
	switch {
	case d < 0:
		return "0 s"
	case d < 2*time.Minute:
		return fmt.Sprintf("%d s", int(d.Seconds()))
	case d < 2*time.Hour:
		return fmt.Sprintf("%d min", int(d.Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", int(d.Hours()))
	}
	return fmt.Sprintf("%d days", int(d.Hours()/24))
}

func until(d time.Duration) string {
	if d <= time.Second {
		return "now"
	}
	return "in " + ago(d)
}

// feedJSON is a feed for programs. Times are RFC 3339 in UTC, "" if there is none.
type feedJSON struct {
	ID       string `json:"id"`
	Address  string `json:"address"`
	Title    string `json:"title"`
	Site     string `json:"site"`
	State    string `json:"state"`
	Since    string `json:"since"`
	Checked  string `json:"checked"`
	Good     string `json:"good"`
	Due      string `json:"due"`
	Failures int    `json:"failures"`
	Error    string `json:"error"`
	Notes    string `json:"notes"`
	Listed   int    `json:"listed"`
}

func jsonFeed(f intake.Feed) feedJSON {
	return feedJSON{
		f.ID, f.Address, f.Title, f.Site, string(f.State), jsonTime(f.Since), jsonTime(f.Checked), jsonTime(f.Good), jsonTime(f.Due), f.Failures, f.Error,
		f.Notes, f.Listed,
	}
}

func jsonTime(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

type feedsCheck struct {
	Feeds []string `arg:"" optional:"" name:"feed" help:"Addresses or ids of feeds (default: all)."`
	fetching
	inIntake
}

// Run fetches the feeds and says what came.
func (c *feedsCheck) Run(ctx context.Context, streams Streams) error {
	var all []intake.Feed
	err := c.look(ctx, func(tx *intake.Tx) error {
		if len(c.Feeds) == 0 {
			var err error
			all, err = tx.Feeds()
			return err
		}
		for _, name := range c.Feeds {
			f, err := tx.Feed(name)
			if err != nil {
				f = intake.Feed{Address: name} // one that is not followed can be looked at as well
			}
			all = append(all, f)
		}
		return nil
	})
	if err != nil {
		return err
	}
	polite := feed.NewPolite(c.fetcher(), time.Second, 1)
	bad := 0
	for _, f := range all {
		var list feed.List
		answer, err := polite.FetchList(ctx, f.Address, feed.Seen{})
		if err == nil {
			if list, err = feed.Parse(answer.Body, answer.ContentType, answer.URL, time.Now()); err != nil {
				err = fmt.Errorf("%s: %w", f.Address, err)
			}
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			fmt.Fprintln(streams.Err, "hearsay: "+present.OneLine(err.Error()))
			bad++
			continue
		}
		if err := writeList(streams, f.Address, list); err != nil {
			return explainOutput(err)
		}
	}
	return outcome(nil, bad)
}

// writeList shows a list: what it is and the first that it leads to.
func writeList(streams Streams, address string, list feed.List) error {
	const most = 5
	out := bufio.NewWriter(streams.Out)
	fmt.Fprintf(out, "%s  %s, %s\n", address, list.Kind, leadsTo(list))
	for _, note := range list.Notes {
		fmt.Fprintf(out, "    note: %s\n", note)
	}
	items := slices.Concat(list.Items, list.Sitemaps)
	for _, it := range items[:min(len(items), most)] {
		line := present.OneLine(it.Title)
		if it.Relay.Name != "" {
			line += " [from " + present.OneLine(it.Relay.Name) + "]"
		}
		date := "no date"
		if !it.Published.IsZero() {
			date = it.Published.Format("2006-01-02 15:04")
		}
		fmt.Fprintf(out, "    %-16s  %s  %s\n", date, line, it.Address)
	}
	return out.Flush()
}
