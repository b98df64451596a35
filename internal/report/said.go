package report

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
)

// Said is a source with a part of what it said, the newest first: what a page shows of a source that may have said much.
type Said struct {
	Source
	Names      []string      `json:"names"`      // other names that it goes by
	Statements int           `json:"statements"` // in all
	Lately     int           `json:"lately"`     // so many of the latest statements are what roles, outlets and changes are worked out from
	Roles      []Role        `json:"roles"`      // in order of time
	Outlets    []Share       `json:"outlets"`    // that had it speak, those with most statements first
	Changes    []Turn        `json:"changes"`    // claims on which it took another position than before
	Positions  []Position    `json:"positions"`  // the newest first
	Next       ledger.Cursor `json:"next"`       // to go on from; "" if nothing follows
}

// Role is what a source was called in articles, and when.
type Role struct {
	Words string `json:"words"` // role and affiliation
	From  Moment `json:"from"`
	To    Moment `json:"to"`
	Times int    `json:"times"`
}

// Share is a part of something, by name.
type Share struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// How far back a source's page looks, in statements and in articles.
const (
	mostLately  = 400
	mostMembers = 2000
)

// SaidPage gathers a source by its id or name, with a part of what it said.
func SaidPage(ctx context.Context, view ledger.View, given string, paging ledger.Paging) (*Said, error) {
	src, err := speaker(ctx, view, given)
	if err != nil {
		return nil, err
	}
	page := &Said{
		Source: *sourceOf(src), Names: append([]string{}, slices.DeleteFunc(slices.Clone(src.Names), func(n string) bool { return n == src.Name })...),
		Statements: src.Statements,
		Roles:      []Role{}, Outlets: []Share{}, Changes: []Turn{}, Positions: []Position{},
	}
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return nil, err
	}
	part, err := view.Positions(ctx, ledger.PositionFilter{Source: src.ID, NewestFirst: true, Paging: paging})
	if err != nil {
		return nil, err
	}
	page.Next = part.Next
	sources.meetAll(part.Items)
	for _, p := range part.Items {
		page.Positions = append(page.Positions, positionOf(p, sources))
	}
	lately, err := view.Positions(ctx, ledger.PositionFilter{Source: src.ID, NewestFirst: true, Paging: ledger.Paging{Limit: mostLately}})
	if err != nil {
		return nil, err
	}
	if err := page.look(ctx, view, lately.Items, sources); err != nil {
		return nil, err
	}
	if page.Statements <= mostMembers {
		if err := page.roles(ctx, view); err != nil {
			return nil, err
		}
	}
	return page, sources.err
}

// speaker finds a source without its members.
func speaker(ctx context.Context, view ledger.View, given string) (ledger.Source, error) {
	if found, err := view.Named(ctx, []string{given}); err != nil || len(found) == 1 {
		return append(found, ledger.Source{})[0], err
	}
	src, _, err := FindSource(ctx, view, given)
	return src, err
}

// look works out of the latest statements in which outlets they stand and where the source changed its position.
func (s *Said) look(ctx context.Context, view ledger.View, lately []ledger.Position, sources *directory) error {
	sources.meetAll(lately)
	all := Speaker{}
	counts, names := map[string]int{}, map[string]string{}
	for _, p := range slices.Backward(lately) {
		pos := positionOf(p, sources)
		all.Positions = append(all.Positions, pos)
		key := outletKey(pos.outlet())
		counts[key]++
		names[key] = pos.outlet()
	}
	s.Lately = len(lately)
	for key, n := range counts {
		s.Outlets = append(s.Outlets, Share{names[key], n})
	}
	slices.SortFunc(s.Outlets, func(a, b Share) int { return cmp.Or(b.Count-a.Count, strings.Compare(a.Name, b.Name)) })
	err := all.turns(ctx, view)
	s.Changes = append(s.Changes, all.Changes...)
	return err
}

// roles lists what articles called the source, each once, in order of time.
func (s *Said) roles(ctx context.Context, view ledger.View) error {
	members, err := view.Members(ctx, []string{s.ID})
	at := map[string]int{}
	for _, m := range members {
		words := roleOf(m.Source)
		if words == "" {
			continue
		}
		i, known := at[words]
		if !known {
			i = len(s.Roles)
			at[words] = i
			s.Roles = append(s.Roles, Role{Words: words, From: Moment{m.At}})
		}
		s.Roles[i].To = Moment{m.At}
		s.Roles[i].Times++
	}
	return err
}

func roleOf(src hearsay.Source) string {
	switch {
	case src.Role != "" && src.Affiliation != "":
		return src.Role + " (" + src.Affiliation + ")"
	default:
		return src.Role + src.Affiliation
	}
}
