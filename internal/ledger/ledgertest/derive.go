package ledgertest

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// deriveSources makes sources of the ledger: all article-level sources of one name are one.
func deriveSources(ctx context.Context, tx ledger.Tx, placed ledger.Placed) error {
	nodes, err := tx.Members(ctx, placed.Sources)
	if err != nil {
		return err
	}
	drop := slices.Clone(placed.Sources)
	names := map[string]bool{}
	for _, n := range nodes {
		names[n.Source.Name] = true
	}
	art, err := tx.Article(ctx, placed.Article)
	if err != nil {
		return err
	}
	reading, err := tx.Reading(ctx, art.Revision)
	if err != nil {
		return err
	}
	for _, src := range reading.Sources {
		names[src.Name] = true
	}
	var put []ledger.Source
	for _, name := range slices.Sorted(maps.Keys(names)) {
		found, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfSource, Keys: []string{name}})
		if err != nil {
			return err
		}
		src := ledger.Source{Name: name, Kind: hearsay.Person, Role: "speaker", Names: []string{strings.ToUpper(name), "Dr " + name}}
		found = slices.DeleteFunc(found, func(c ledger.Candidate) bool { return !c.Current })
		slices.SortFunc(found, func(a, b ledger.Candidate) int {
			return cmp.Or(compareTimes(a.At, b.At), strings.Compare(a.Article, b.Article), strings.Compare(a.ID, b.ID))
		})
		for _, c := range found {
			src.Members = append(src.Members, ledger.Member{Article: c.Article, Source: c.ID})
			if c.Whole != "" {
				drop = append(drop, c.Whole)
			}
		}
		if len(found) > 0 {
			src.ID = ledger.SourceID(src.Members[0])
			put = append(put, src)
		}
	}
	return tx.ReplaceSources(ctx, drop, put)
}

func compareTimes(a, b time.Time) int {
	if a.IsZero() != b.IsZero() {
		if a.IsZero() {
			return 1
		}
		return -1
	}
	return a.Compare(b)
}

// derive derives the claims around seeds anew, as real rules would: edits are heeded, and only those of merging, splitting and rejecting.
func derive(ctx context.Context, tx ledger.Tx, seeds ledger.Seeds) error {
	component, err := tx.Component(ctx, seeds, time.Time{})
	if err != nil {
		return err
	}
	return tx.ReplaceClaims(ctx, component.Claims, deriveClaims(component))
}

// deriveClaims is pure.
func deriveClaims(component ledger.Component) []hearsay.Claim {
	together := map[string]string{} // a forest over statements
	var root func(string) string
	root = func(id string) string {
		if up := together[id]; up != "" && up != id {
			return root(up)
		}
		return id
	}
	apart := map[[2]string]bool{}
	for _, e := range component.Edits {
		for _, other := range e.Anchors[1:] {
			switch e.Kind {
			case ledger.Merge, ledger.Accept:
				together[root(e.Anchors[0].ID)] = root(other.ID)
			case ledger.Split, ledger.Reject:
				apart[[2]string{e.Anchors[0].ID, other.ID}], apart[[2]string{other.ID, e.Anchors[0].ID}] = true, true
			}
		}
	}
	for _, l := range component.Links {
		if l.Verdict == ledger.Sure && !apart[[2]string{l.A.Statement, l.B.Statement}] {
			together[root(l.A.Statement)] = root(l.B.Statement)
		}
	}
	groups := map[string]*hearsay.Claim{}
	var order []string
	for _, node := range component.Statements { // in order of time
		of := root(node.Ref.Statement)
		if groups[of] == nil {
			groups[of] = &hearsay.Claim{ID: ledger.ClaimID(node.Ref), Text: node.Words.Content, Wording: node.Ref}
			order = append(order, of)
		}
		place(groups[of], node)
	}
	var claims []hearsay.Claim
	for _, of := range order {
		claims = append(claims, *groups[of])
	}
	return claims
}

// place gives a statement its place on a claim: its source is an origin, and a denial changes the status.
func place(claim *hearsay.Claim, node ledger.Node) {
	claim.Positions = append(claim.Positions, node.Ref)
	i := slices.IndexFunc(claim.Origins, func(o hearsay.Origin) bool { return o.Source == node.Source })
	if i < 0 {
		i = len(claim.Origins)
		claim.Origins = append(claim.Origins, hearsay.Origin{Source: node.Source})
	}
	o := &claim.Origins[i]
	if !slices.Contains(o.Articles, node.Ref.Article) {
		o.Articles = append(o.Articles, node.Ref.Article)
		o.Reasons = append(o.Reasons, hearsay.Reason{Article: node.Ref.Article, Text: "names " + node.Name})
	}
	status := hearsay.Reported
	if node.Statement.Stance == hearsay.Denies {
		status = hearsay.Denied
	}
	if n := len(claim.History); n == 0 || claim.History[n-1].Status != status {
		at := hearsay.Date{Time: node.At, Precision: hearsay.Second}
		if node.At.IsZero() {
			at = hearsay.Date{}
		}
		claim.History = append(claim.History, hearsay.Change{Status: status, At: at, Cause: node.Ref})
	}
}
