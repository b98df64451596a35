package cli

import (
	"context"
	"fmt"
	"strings"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
	"hearsay/internal/report"
)

type verifyCommand struct {
	Format string `enum:"text,json" default:"text" short:"f" placeholder:"FORMAT" help:"text (the default) or json."`
	inLedger
}

// checked is what a check found, for programs.
type checked struct {
	Articles   int     `json:"articles"`
	Revisions  int     `json:"revisions"`
	Statements int     `json:"statements"`
	Spans      int     `json:"spans"`
	Claims     int     `json:"claims"`
	Sources    int     `json:"sources"`
	Faults     []fault `json:"faults"`
}

type fault struct {
	Sort string `json:"sort"`
	ID   string `json:"id"`
	Text string `json:"text"`
}

// mostFaults is how many faults are kept to be told.
const mostFaults = 10_000

// Run checks everything and tells what is wrong.
func (c *verifyCommand) Run(ctx context.Context, streams Streams) error {
	found := checked{Faults: []fault{}}
	n := 0
	err := c.view(ctx, func(view ledger.View) error {
		seen, err := ledger.Verify(ctx, view, func(f ledger.Fault) {
			if n++; len(found.Faults) < mostFaults {
				found.Faults = append(found.Faults, fault(f))
			}
		})
		found.Articles, found.Revisions, found.Statements = seen.Articles, seen.Revisions, seen.Statements
		found.Spans, found.Claims, found.Sources = seen.Spans, seen.Claims, seen.Sources
		return err
	})
	if err != nil {
		return err
	}
	if c.Format == "json" {
		err = report.JSON(streams.Out, found)
	} else {
		_, err = fmt.Fprint(streams.Out, found)
	}
	if err == nil && n > 0 {
		return fmt.Errorf("%s in the ledger; the articles can be read again with hearsay reread, or put back a copy of the file", plural(n, "fault"))
	}
	return explainOutput(err)
}

// String tells every fault on a line, and what was looked at.
func (c checked) String() string {
	var out strings.Builder
	for _, f := range c.Faults {
		fmt.Fprintf(&out, "%s %s: %s\n", f.Sort, f.ID, present.OneLine(f.Text))
	}
	what := fmt.Sprintf("%s with %s, %s with %s, %s, %s checked", plural(c.Articles, "article"), plural(c.Revisions, "text"),
		plural(c.Statements, "statement"), plural(c.Spans, "span"), plural(c.Claims, "claim"), plural(c.Sources, "source"))
	if len(c.Faults) == 0 {
		what += ": nothing is wrong"
	}
	out.WriteString(what + "\n")
	return out.String()
}
