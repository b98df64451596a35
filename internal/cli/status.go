package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/alecthomas/kong"

	"hearsay/internal/desk"
	"hearsay/internal/intake"
	"hearsay/internal/present"
)

type statusCommand struct {
	JSON bool `name:"json" help:"As JSON."`
	inIntake
}

// Run shows how things stand, as the ledger's database tells; whoever runs need not be on this machine.
func (c *statusCommand) Run(ctx context.Context, streams Streams) error {
	where, err := c.path()
	if err != nil {
		return err
	}
	var s intake.Status
	if err := c.look(ctx, func(tx *intake.Tx) (err error) {
		s, err = tx.Status(time.Now())
		return err
	}); err != nil {
		return err
	}
	out := bufio.NewWriter(streams.Out)
	if c.JSON {
		enc := json.NewEncoder(out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(jsonStatus(s)); err != nil {
			return explainOutput(err)
		}
		return explainOutput(out.Flush())
	}
	writeStatus(out, s)
	if free, known := freeSpace(where); known && free < scarce {
		fmt.Fprintf(out, "disk    %d MB left where the ledger is: free some space\n", free>>20)
	}
	return explainOutput(out.Flush())
}

// scarce is how little free space is worth a warning, in bytes; late is after how long a process that says nothing is worth one.
const (
	scarce = 200 << 20
	late   = 30 * time.Second
)

func writeStatus(out *bufio.Writer, s intake.Status) {
	if len(s.Processes) == 0 {
		fmt.Fprintln(out, "run     nothing runs; hearsay run starts it")
	}
	for _, p := range s.Processes {
		fmt.Fprintf(out, "run     %s on %s, process %d, for %s%s\n", p.Roles, p.Host, p.PID, ago(s.Now.Sub(p.Since)), condition(p, s.Now))
	}
	fmt.Fprintf(out, "queue   %d to fetch, %d to read, %d to link%s\n", s.Waiting[intake.Found], s.Waiting[intake.Fetched], s.Waiting[intake.Read], oldest(s))
	fmt.Fprintf(out, "kept    %d in the last minute, %d in the last hour, %d in the last day", s.Kept[time.Minute], s.Kept[time.Hour], s.Kept[24*time.Hour])
	if s.Lag > 0 {
		fmt.Fprintf(out, "; lately %s from feed to ledger", brief(s.Lag))
	}
	fmt.Fprintln(out)
	for _, r := range s.Trying {
		fmt.Fprintf(out, "again   %s to be tried again: %s\n        such as %s\n", plural(r.Count, "article"), present.OneLine(r.Words), present.OneLine(r.Example))
	}
	if s.SetAside > 0 {
		fmt.Fprintf(out, "aside   %s set aside; hearsay retry queues them again\n", plural(s.SetAside, "article"))
	}
	for _, r := range s.Reasons {
		fmt.Fprintf(out, "        %d × %s\n            such as %s\n", r.Count, present.OneLine(r.Words), present.OneLine(r.Example))
	}
	fmt.Fprintf(out, "feeds   %s\n", feedCounts(s.Feeds))
	for _, f := range s.Feeds {
		if f.Error != "" || f.Notes != "" {
			fmt.Fprintf(out, "        %s  %s\n            %s\n", f.ID[:8], present.OneLine(f.Address), present.OneLine(health(f, s.Now)))
		}
	}
}

// condition says whether a process is as it should be.
func condition(p intake.Process, now time.Time) string {
	switch silent := now.Sub(p.Beat); {
	case p.Trouble != "":
		return ": " + p.Trouble
	case silent > late:
		return fmt.Sprintf(": not heard of for %s; it ended without a word, or cannot write to the ledger", ago(silent))
	}
	return ""
}

// brief is a span of time that may be short.
func brief(d time.Duration) string {
	if d < 10*time.Second {
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return ago(d)
}

// oldest says how long the first article waits that something can be done about.
func oldest(s intake.Status) string {
	var at time.Time
	for _, t := range s.Oldest {
		if at.IsZero() || t.Before(at) {
			at = t
		}
	}
	if at.IsZero() {
		return ""
	}
	return fmt.Sprintf("; the oldest for %s", brief(s.Now.Sub(at)))
}

func feedCounts(all []intake.Feed) string {
	n := map[intake.FeedState]int{}
	failing := 0
	for _, f := range all {
		n[f.State]++
		if f.State == intake.Active && f.Failures > 0 {
			failing++
		}
	}
	said := fmt.Sprintf("%d active", n[intake.Active])
	if failing > 0 {
		said += fmt.Sprintf(", of which %d fail", failing)
	}
	return said + fmt.Sprintf(", %d paused, %d retired", n[intake.Paused], n[intake.Retired])
}

// statusJSON is the status for programs.
type statusJSON struct {
	Processes []processJSON  `json:"processes"`
	Waiting   map[string]int `json:"waiting"` // fetch, read, link
	Kept      map[string]int `json:"kept"`    // minute, hour, day
	Lag       float64        `json:"lagSeconds"`
	Oldest    float64        `json:"oldestSeconds"`
	SetAside  int            `json:"setAside"`
	Reasons   []reasonJSON   `json:"reasons"`
	Trying    []reasonJSON   `json:"tryingAgain"`
	Feeds     []feedJSON     `json:"feeds"`
}

type processJSON struct {
	Host    string `json:"host"`
	PID     int    `json:"pid"`
	Roles   string `json:"roles"`
	Since   string `json:"since"`
	Beat    string `json:"beat"`
	Trouble string `json:"trouble"`
}

type reasonJSON struct {
	Words   string `json:"words"`
	Example string `json:"example"`
	Count   int    `json:"count"`
}

func jsonStatus(s intake.Status) statusJSON {
	j := statusJSON{
		Processes: []processJSON{}, Reasons: jsonReasons(s.Reasons), Trying: jsonReasons(s.Trying), Feeds: []feedJSON{}, Lag: s.Lag.Seconds(), SetAside: s.SetAside,
		Waiting: map[string]int{"fetch": s.Waiting[intake.Found], "read": s.Waiting[intake.Fetched], "link": s.Waiting[intake.Read]},
		Kept:    map[string]int{"minute": s.Kept[time.Minute], "hour": s.Kept[time.Hour], "day": s.Kept[24*time.Hour]},
	}
	for _, p := range s.Processes {
		j.Processes = append(j.Processes, processJSON{p.Host, p.PID, p.Roles, jsonTime(p.Since), jsonTime(p.Beat), p.Trouble})
	}
	for _, f := range s.Feeds {
		j.Feeds = append(j.Feeds, jsonFeed(f))
	}
	for _, t := range s.Oldest {
		j.Oldest = max(j.Oldest, s.Now.Sub(t).Seconds())
	}
	return j
}

func jsonReasons(all []intake.Reason) []reasonJSON {
	listed := []reasonJSON{}
	for _, r := range all {
		listed = append(listed, reasonJSON{r.Words, r.Example, r.Count})
	}
	return listed
}

type retryCommand struct {
	Articles []string `arg:"" optional:"" name:"article" help:"Addresses of articles that were set aside."`
	All      bool     `help:"All that were set aside."`
	List     bool     `help:"Only list them, with the reasons."`
	inIntake
}

func (c *retryCommand) check(*kong.Context) error {
	if !c.List && (len(c.Articles) > 0) == c.All {
		return errors.New("say which articles to try again, or --all; hearsay retry --list shows those that were set aside")
	}
	return nil
}

// Run queues the articles again.
func (c *retryCommand) Run(ctx context.Context, streams Streams) error {
	if c.List {
		return c.list(ctx, streams)
	}
	names := c.Articles
	if c.All {
		names = []string{""}
	}
	store, err := c.openExisting(ctx)
	if err != nil {
		return err
	}
	defer store.Close() //nolint:errcheck // what was done is committed
	total := 0
	for _, name := range names {
		n, err := desk.Retry(ctx, store, name, time.Second)
		if err != nil {
			return explainLedger(err)
		}
		if n == 0 && name != "" {
			return fmt.Errorf("no article was set aside that is called %q; hearsay retry --list shows those that were", name)
		}
		total += n
	}
	_, err = fmt.Fprintf(streams.Out, "%s queued again\n", plural(total, "article"))
	return explainOutput(err)
}

func (c *retryCommand) list(ctx context.Context, streams Streams) error {
	const most = 10_000
	var all []intake.Item
	if err := c.look(ctx, func(tx *intake.Tx) (err error) {
		all, err = tx.SetAsideItems(most)
		return err
	}); err != nil {
		return err
	}
	out := bufio.NewWriter(streams.Out)
	for _, it := range all {
		fmt.Fprintf(out, "%s  %s\n    %s\n", it.Changed.Format("2006-01-02 15:04"), present.OneLine(it.Address), present.OneLine(it.Reason))
	}
	return explainOutput(out.Flush())
}
