package cli

import (
	"context"
	"fmt"
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
)

// statement holds on to a statement.
func statement(ctx context.Context, view ledger.View, id string) (ledger.Anchor, error) {
	p, err := view.Position(ctx, id)
	if err != nil {
		return ledger.Anchor{}, explainID("statement", id, "hearsay claim --format json and hearsay search show their ids", err)
	}
	return statementOf(ctx, view, p)
}

func statementOf(ctx context.Context, view ledger.View, p ledger.Position) (ledger.Anchor, error) {
	r, err := view.Revision(ctx, p.Revision)
	if err != nil {
		return ledger.Anchor{}, err
	}
	return ledger.AnchorStatement(p.Statement, p.Ref.Article, r.Text), nil
}

func claimNamed(ctx context.Context, view ledger.View, id string) (ledger.Claim, error) {
	c, err := view.Claim(ctx, id)
	if err != nil {
		return c, explainID("claim", id, "hearsay claims lists them", err)
	}
	return c, nil
}

// onClaim holds on to a claim, by the statement that words it.
func onClaim(ctx context.Context, view ledger.View, id string) (ledger.Anchor, error) {
	c, err := claimNamed(ctx, view, id)
	if err != nil {
		return ledger.Anchor{}, err
	}
	wording := c.Wording.Statement
	if wording == "" {
		wording = c.Positions[0].Statement
	}
	return statement(ctx, view, wording)
}

// both finds two anchors, each in its way.
func both(a, b string, findA, findB func(context.Context, ledger.View, string) (ledger.Anchor, error)) anchored {
	return func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		first, err := findA(ctx, view, a)
		if err != nil {
			return nil, err
		}
		second, err := findB(ctx, view, b)
		return []ledger.Anchor{first, second}, err
	}
}

type editMerge struct {
	Claim string `arg:"" help:"Id of a claim."`
	Other string `arg:"" help:"Id of the claim that is the same."`
	correction
}

// Run merges two claims.
func (c *editMerge) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Merge, "", func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		one, err := claimNamed(ctx, view, c.Claim)
		if err != nil {
			return nil, err
		}
		other, err := claimNamed(ctx, view, c.Other)
		if err == nil && one.ID == other.ID {
			err = fmt.Errorf("both are the claim %s; name two", one.ID)
		}
		if err != nil {
			return nil, err
		}
		return both(one.ID, other.ID, onClaim, onClaim)(ctx, view)
	})
}

type editSplit struct {
	Claim      string   `arg:"" help:"Id of the claim."`
	Statements []string `arg:"" help:"Ids of the statements that leave it."`
	correction
}

// Run splits a claim. What stays is named by a statement that does not leave.
func (c *editSplit) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Split, "", func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		claim, err := claimNamed(ctx, view, c.Claim)
		if err != nil {
			return nil, err
		}
		leaving := map[string]bool{}
		var anchors []ledger.Anchor
		for _, id := range c.Statements {
			p, err := view.Position(ctx, id)
			if err != nil {
				return nil, explainID("statement", id, "hearsay claim --format json shows their ids", err)
			}
			if p.Claim != claim.ID {
				return nil, fmt.Errorf("the statement %s is not on the claim %s; name statements that are", p.Ref.Statement, claim.ID)
			}
			anchor, err := statementOf(ctx, view, p)
			if err != nil {
				return nil, err
			}
			leaving[p.Ref.Statement] = true
			anchors = append(anchors, anchor)
		}
		stays := claim.Wording
		if leaving[stays.Statement] || stays.Statement == "" {
			i := slices.IndexFunc(claim.Positions, func(ref hearsay.Ref) bool { return !leaving[ref.Statement] })
			if i < 0 {
				return nil, fmt.Errorf("these are all the statements of the claim %s; leave one where it is", claim.ID)
			}
			stays = claim.Positions[i]
		}
		first, err := statement(ctx, view, stays.Statement)
		return append([]ledger.Anchor{first}, anchors...), err
	})
}

type editMove struct {
	Statement string `arg:"" help:"Id of the statement."`
	Claim     string `arg:"" help:"Id of the claim that it is about."`
	correction
}

// Run moves a statement.
func (c *editMove) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Move, "", both(c.Statement, c.Claim, statement, onClaim))
}

type editStance struct {
	Statement string `arg:"" help:"Id of the statement."`
	Stance    string `arg:"" enum:"asserts,confirms,denies,doubts,withholds,judges,commits,urges,asks" help:"asserts, confirms, denies, doubts, withholds, judges, commits, urges or asks."`
	correction
}

// Run sets the stance of a statement.
func (c *editStance) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.SetStance, c.Stance, func(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
		a, err := statement(ctx, view, c.Statement)
		return []ledger.Anchor{a}, err
	})
}

type editAccept struct {
	suggested
}

// Run accepts a suggestion.
func (c *editAccept) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Accept, "", c.find)
}

type editReject struct {
	suggested
}

// Run rejects a suggestion.
func (c *editReject) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Reject, "", c.find)
}

// suggested is a suggestion that people decide on.
type suggested struct {
	Claim string `arg:"" help:"Id of the claim."`
	Other string `arg:"" help:"Id of the claim, or statement, that hearsay claim says may be the same."`
	correction
}

// find holds on to the strongest link between both.
func (s *suggested) find(ctx context.Context, view ledger.View) ([]ledger.Anchor, error) {
	claim, err := claimNamed(ctx, view, s.Claim)
	if err != nil {
		return nil, err
	}
	other := s.Other
	if c, err := view.Claim(ctx, s.Other); err == nil {
		other = c.ID
	}
	all, err := view.Suggestions(ctx, claim.ID)
	if err != nil {
		return nil, err
	}
	for _, su := range all {
		if su.ClaimA == other || su.ClaimB == other || su.A.Statement == other || su.B.Statement == other {
			return both(su.A.Statement, su.B.Statement, statement, statement)(ctx, view)
		}
	}
	return nil, fmt.Errorf("there is no suggestion between %[1]s and %[2]s; hearsay claim %[1]s shows those that there are, and hearsay edit merge needs none",
		claim.ID, s.Other)
}
