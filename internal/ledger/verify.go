package ledger

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"hearsay"
)

// Fault is something in a ledger that is not as it must be.
type Fault struct {
	Sort string // "article", "revision", "statement", "claim" or "source"
	ID   string
	Text string // what is wrong, as a sentence
}

// Checked tells how much Verify looked at.
type Checked struct {
	Articles, Revisions, Statements, Spans, Claims, Sources int
}

// Verify checks a ledger against the texts it keeps: the hash of every text and of all raw bytes, that every span lies inside its text and cuts no character,
// that the words of every statement are those of the text, and that whatever claims and sources name is there. It reports each fault as it finds it. The error
// is that of reading the ledger, which may itself tell of damage.
func Verify(ctx context.Context, v View, report func(Fault)) (Checked, error) {
	c := &check{View: v, report: report, articles: map[string]bool{}, sources: map[string]bool{}}
	for _, step := range []func(context.Context) error{c.revisions, c.statements, c.wholes, c.claims} {
		if err := step(ctx); err != nil {
			return c.n, err
		}
	}
	return c.n, nil
}

type check struct {
	View
	n                 Checked
	report            func(Fault)
	articles, sources map[string]bool
}

func (c *check) fault(sort, id, format string, args ...any) {
	c.report(Fault{sort, id, fmt.Sprintf(format, args...)})
}

func (c *check) revisions(ctx context.Context) error {
	for rev, err := range c.EachRevision(ctx) {
		if err != nil {
			return err
		}
		c.n.Revisions++
		if !c.articles[rev.Article] {
			c.articles[rev.Article] = true
			c.n.Articles++
		}
		if hash := Hash([]byte(rev.Text)); hash != rev.TextHash {
			c.fault("revision", rev.ID, "the SHA-256 of its text is %s, not %s", hash, rev.TextHash)
		}
		if err := c.raw(ctx, rev); err != nil {
			return err
		}
		reading, err := c.Reading(ctx, rev.ID)
		if err != nil {
			return err
		}
		for _, src := range reading.Sources {
			c.spans("source", src.ID, rev.Text, src.Mentions)
		}
		for _, stmt := range reading.Statements {
			c.spans("statement", stmt.ID, rev.Text, stmt.Spans.Source, stmt.Spans.Cue, stmt.Spans.Content, stmt.Deciding, []hearsay.Span{stmt.Condition})
		}
	}
	return nil
}

func (c *check) raw(ctx context.Context, rev Revision) error {
	raw, err := c.Raw(ctx, rev.ID)
	switch {
	case errors.Is(err, ErrCorrupt):
		c.fault("revision", rev.ID, "its raw bytes cannot be read: %v", err)
	case err != nil:
		return err
	case rev.RawHash == "" && raw == nil:
	case Hash(raw) != rev.RawHash:
		c.fault("revision", rev.ID, "the SHA-256 of its raw bytes is %s, not %q", Hash(raw), rev.RawHash)
	}
	return nil
}

// spans checks that spans lie inside a text and cut no character.
func (c *check) spans(sort, id, text string, roles ...[]hearsay.Span) {
	for _, s := range slices.Concat(roles...) {
		c.n.Spans++
		switch {
		case s.Start < 0 || s.End < s.Start || s.End > len(text):
			c.fault(sort, id, "the span [%d, %d) lies outside the text of %d bytes", s.Start, s.End, len(text))
		case !boundary(text, s.Start) || !boundary(text, s.End):
			c.fault(sort, id, "the span [%d, %d) cuts a character", s.Start, s.End)
		}
	}
}

func boundary(text string, at int) bool { return at == len(text) || utf8.RuneStart(text[at]) }

func (c *check) statements(ctx context.Context) error {
	var rev Revision
	for p, err := range c.EachStatement(ctx) {
		if err != nil {
			return err
		}
		if rev.ID != p.Revision {
			if rev, err = c.Revision(ctx, p.Revision); err != nil {
				return err
			}
		}
		c.n.Statements++
		spans := p.Statement.Spans
		for _, role := range []struct {
			name, kept string
			spans      []hearsay.Span
		}{{"source", p.Words.Source, spans.Source}, {"cue", p.Words.Cue, spans.Cue}, {"content", p.Words.Content, spans.Content}} {
			if words, ok := wordsOf(rev.Text, role.spans); ok && words != role.kept {
				c.fault("statement", p.Ref.Statement, "the words of its %s are kept as %q, and the text has %q", role.name, role.kept, words)
			}
		}
	}
	return nil
}

// wordsOf are the words that spans cover; not ok where one lies outside the text, which is reported elsewhere.
func wordsOf(text string, spans []hearsay.Span) (string, bool) {
	pieces := make([]string, len(spans))
	for i, s := range spans {
		if s.Start < 0 || s.End < s.Start || s.End > len(text) {
			return "", false
		}
		pieces[i] = s.In(text)
	}
	return strings.Join(pieces, " … "), true
}

func (c *check) wholes(ctx context.Context) error {
	for src, err := range c.EachSource(ctx) {
		if err != nil {
			return err
		}
		c.n.Sources++
		c.sources[src.ID] = true
		if len(src.Members) == 0 {
			c.fault("source", src.ID, "no article has it")
		}
	}
	return nil
}

func (c *check) claims(ctx context.Context) error {
	for claim, err := range c.EachClaim(ctx) {
		if err != nil {
			return err
		}
		c.n.Claims++
		if len(claim.Positions) == 0 {
			c.fault("claim", claim.ID, "no statement is on it")
		}
		if !slices.Contains(claim.Positions, claim.Wording) {
			c.fault("claim", claim.ID, "its wording is not that of one of its positions")
		}
		for _, o := range claim.Origins {
			if o.Source != "" && !c.sources[o.Source] {
				c.fault("claim", claim.ID, "its origin %q is no source of the ledger", o.Source)
			}
			for _, art := range o.Articles {
				if !c.articles[art] {
					c.fault("claim", claim.ID, "the article %q of an origin is not in the ledger", art)
				}
			}
		}
		for _, change := range claim.History {
			if !slices.Contains(hearsay.Statuses(), change.Status) {
				c.fault("claim", claim.ID, "%q is no status", change.Status)
			}
		}
	}
	return nil
}
