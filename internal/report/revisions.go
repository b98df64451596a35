package report

import (
	"context"
	"regexp"
	"slices"
	"time"

	"github.com/sergi/go-diff/diffmatchpatch"

	"hearsay/internal/ledger"
)

// Difference is how the text of an article changed from one revision to another.
type Difference struct {
	Place
	Revisions []Revision `json:"revisions"`
	From      string     `json:"from"` // the earlier revision
	To        string     `json:"to"`   // the later one
	Pieces    []Changed  `json:"pieces"`
}

// Changed is a stretch of text that two revisions share, or that only one of them has.
type Changed struct {
	Words string `json:"words"`
	How   How    `json:"how"`
}

// How a stretch of text changed.
type How string

// The ways in which a stretch of text changed.
const (
	Kept    How = "kept"
	Added   How = "added"
	Removed How = "removed"
)

// diffTime is how long two texts are compared at most; a longer comparison gives coarser differences.
const diffTime = 500 * time.Millisecond

// DifferencePage compares two revisions of an article word by word: from and to are their ids; "" are the one before the last, and the last. ErrNotFound if
// the article has no such revision.
func DifferencePage(ctx context.Context, view ledger.View, article, from, to string) (*Difference, error) {
	art, err := view.Article(ctx, article)
	if err != nil {
		return nil, err
	}
	page := &Difference{Place: placeOf(art), Pieces: []Changed{}}
	all, err := view.Revisions(ctx, art.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range all {
		page.Revisions = append(page.Revisions, revisionOf(r, art.Revision))
	}
	if to == "" {
		to = all[len(all)-1].ID
	}
	last := slices.IndexFunc(all, func(r ledger.Revision) bool { return r.ID == to })
	if from == "" {
		from = all[max(last-1, 0)].ID
	}
	first := slices.IndexFunc(all, func(r ledger.Revision) bool { return r.ID == from })
	if first < 0 || last < 0 {
		return nil, ledger.ErrNotFound
	}
	if first > last {
		from, to = to, from
	}
	before, err := view.Revision(ctx, from)
	if err != nil {
		return nil, err
	}
	after, err := view.Revision(ctx, to)
	if err != nil {
		return nil, err
	}
	page.From, page.To, page.Pieces = from, to, difference(before.Text, after.Text)
	return page, nil
}

// difference compares two texts word by word.
func difference(before, after string) []Changed {
	words := regexp.MustCompile(`[\pL\pN]+|\s+|.`)
	runes, tokens := map[string]rune{}, []string{}
	encode := func(text string) []rune {
		var out []rune
		for _, token := range words.FindAllString(text, -1) {
			r, known := runes[token]
			if !known {
				if r = rune(len(tokens) + 1); r >= 0xd800 { // no surrogates
					r += 0x800
				}
				runes[token] = r
				tokens = append(tokens, token)
			}
			out = append(out, r)
		}
		return out
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = diffTime
	diffs := dmp.DiffCleanupSemantic(dmp.DiffMainRunes(encode(before), encode(after), false))
	hows := map[diffmatchpatch.Operation]How{diffmatchpatch.DiffEqual: Kept, diffmatchpatch.DiffInsert: Added, diffmatchpatch.DiffDelete: Removed}
	var out []Changed
	for _, d := range diffs {
		piece := Changed{How: hows[d.Type]}
		for _, r := range d.Text {
			if r >= 0xe000 {
				r -= 0x800
			}
			piece.Words += tokens[r-1]
		}
		out = append(out, piece)
	}
	return out
}
