package cli

import (
	"context"

	"hearsay/internal/ledger"
)

type editMerge struct {
	Claim string `arg:"" help:"Id of a claim."`
	Other string `arg:"" help:"Id of the claim that is the same."`
	correction
}

// Run merges two claims.
func (c *editMerge) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Merge, "", c.Claim, c.Other)
}

type editSplit struct {
	Claim      string   `arg:"" help:"Id of the claim."`
	Statements []string `arg:"" help:"Ids of the statements that leave it."`
	correction
}

// Run splits a claim.
func (c *editSplit) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Split, "", append([]string{c.Claim}, c.Statements...)...)
}

type editMove struct {
	Statement string `arg:"" help:"Id of the statement."`
	Claim     string `arg:"" help:"Id of the claim that it is about."`
	correction
}

// Run moves a statement.
func (c *editMove) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Move, "", c.Statement, c.Claim)
}

type editStance struct {
	Statement string `arg:"" help:"Id of the statement."`
	Stance    string `arg:"" enum:"asserts,confirms,denies,doubts,withholds,judges,commits,urges,asks" help:"asserts, confirms, denies, doubts, withholds, judges, commits, urges or asks."`
	correction
}

// Run sets the stance of a statement.
func (c *editStance) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.SetStance, c.Stance, c.Statement)
}

type editAccept struct {
	suggested
}

// Run accepts a suggestion.
func (c *editAccept) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Accept, "", c.Claim, c.Other)
}

type editReject struct {
	suggested
}

// Run rejects a suggestion.
func (c *editReject) Run(ctx context.Context, streams Streams) error {
	return c.make(ctx, streams, ledger.Reject, "", c.Claim, c.Other)
}

// suggested is a suggestion that people decide on.
type suggested struct {
	Claim string `arg:"" help:"Id of the claim."`
	Other string `arg:"" help:"Id of the claim, or statement, that hearsay claim says may be the same."`
	correction
}
