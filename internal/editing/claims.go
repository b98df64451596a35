package editing

import (
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
)

// statement holds on to a statement.
func (f *finder) statement(id string) (ledger.Anchor, error) {
	p, err := f.view.Position(f.ctx, id)
	if err != nil {
		return ledger.Anchor{}, missing("statement", id, err)
	}
	return f.held(p)
}

func (f *finder) held(p ledger.Position) (ledger.Anchor, error) {
	r, err := f.view.Revision(f.ctx, p.Revision)
	if err != nil {
		return ledger.Anchor{}, err
	}
	return ledger.AnchorStatement(p.Statement, p.Ref.Article, r.Text), nil
}

func (f *finder) claim(id string) (ledger.Claim, error) {
	c, err := f.view.Claim(f.ctx, id)
	return c, missing("claim", id, err)
}

// onClaim holds on to a claim, by the statement that words it.
func (f *finder) onClaim(id string) (ledger.Anchor, error) {
	c, err := f.claim(id)
	if err != nil {
		return ledger.Anchor{}, err
	}
	wording := c.Wording.Statement
	if wording == "" {
		wording = c.Positions[0].Statement
	}
	return f.statement(wording)
}

// both finds two anchors, each in its way.
func both(a, b string, findA, findB func(string) (ledger.Anchor, error)) ([]ledger.Anchor, error) {
	first, err := findA(a)
	if err != nil {
		return nil, err
	}
	second, err := findB(b)
	return []ledger.Anchor{first, second}, err
}

func (f *finder) merge(on []string) ([]ledger.Anchor, error) {
	one, err := f.claim(on[0])
	if err != nil {
		return nil, err
	}
	other, err := f.claim(on[1])
	if err == nil && one.ID == other.ID {
		err = unfit("both are the claim %s; name two", one.ID)
	}
	if err != nil {
		return nil, err
	}
	return both(one.ID, other.ID, f.onClaim, f.onClaim)
}

// split names what stays by a statement that does not leave.
func (f *finder) split(on []string) ([]ledger.Anchor, error) {
	claim, err := f.claim(on[0])
	if err != nil {
		return nil, err
	}
	leaving := map[string]bool{}
	var anchors []ledger.Anchor
	for _, id := range on[1:] {
		p, err := f.view.Position(f.ctx, id)
		if err != nil {
			return nil, missing("statement", id, err)
		}
		if p.Claim != claim.ID {
			return nil, unfit("the statement %s is not on the claim %s; name statements that are", p.Ref.Statement, claim.ID)
		}
		anchor, err := f.held(p)
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
			return nil, unfit("these are all the statements of the claim %s; leave one where it is", claim.ID)
		}
		stays = claim.Positions[i]
	}
	first, err := f.statement(stays.Statement)
	return append([]ledger.Anchor{first}, anchors...), err
}

func (f *finder) move(on []string) ([]ledger.Anchor, error) {
	return both(on[0], on[1], f.statement, f.onClaim)
}

func (f *finder) one(on []string) ([]ledger.Anchor, error) {
	a, err := f.statement(on[0])
	return []ledger.Anchor{a}, err
}

// suggestion holds on to the strongest link between both.
func (f *finder) suggestion(on []string) ([]ledger.Anchor, error) {
	claim, err := f.claim(on[0])
	if err != nil {
		return nil, err
	}
	other := on[1]
	if c, err := f.view.Claim(f.ctx, other); err == nil {
		other = c.ID
	}
	all, err := f.view.Suggestions(f.ctx, claim.ID, 0)
	if err != nil {
		return nil, err
	}
	for _, su := range all {
		if su.ClaimA == other || su.ClaimB == other || su.A.Statement == other || su.B.Statement == other {
			return both(su.A.Statement, su.B.Statement, f.statement, f.statement)
		}
	}
	return nil, unfit("there is no suggestion between %s and %s; look at those that the claim has, or merge them, which needs none", claim.ID, on[1])
}
