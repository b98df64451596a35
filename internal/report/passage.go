package report

import (
	"slices"

	"hearsay"
)

// Part is what a piece of a passage is in its statement.
type Part string

// The parts of a passage. Words between them have none.
const (
	PartSource   Part = "source"
	PartCue      Part = "cue"
	PartContent  Part = "content"
	PartDeciding Part = "deciding" // words beside the cue that decided the stance, such as a hedge
	PartGap      Part = "gap"      // stands for words that are left out
)

// Piece is a stretch of a passage.
type Piece struct {
	Words string `json:"words"` // exactly as they stand in the article
	Part  Part   `json:"part"`  // source, cue, content, deciding, gap, or "" for words between
}

// How long a passage may be, in bytes.
const (
	mostBetween = 160  // words between two parts
	mostPassage = 1200 // in all
)

// passage is a statement with the words that stand between its parts: what an article says from the first of them to the last.
func passage(text string, stmt hearsay.Statement) []Piece {
	parts := make(map[int]Part) // by where a stretch begins
	var cuts []int
	layers := []struct {
		part  Part
		spans []hearsay.Span
	}{{PartContent, stmt.Spans.Content}, {PartSource, stmt.Spans.Source}, {PartCue, stmt.Spans.Cue}, {PartDeciding, stmt.DecidedBeside()}}
	for _, layer := range layers {
		for _, s := range layer.spans {
			if s.Start < 0 || s.End > len(text) || s.Start >= s.End {
				continue
			}
			cuts = append(cuts, s.Start, s.End)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for _, layer := range layers {
		for _, at := range cuts {
			if slices.ContainsFunc(layer.spans, func(s hearsay.Span) bool { return s.Start <= at && at < s.End }) {
				parts[at] = layer.part
			}
		}
	}
	var pieces []Piece
	length := 0
	for i := 0; i+1 < len(cuts); i++ {
		words, part := text[cuts[i]:cuts[i+1]], parts[cuts[i]]
		if length > mostPassage || part == "" && len(words) > mostBetween {
			words, part = " … ", PartGap
		}
		pieces = lengthened(pieces, Piece{words, part})
		length += len(words)
	}
	return pieces
}

// lengthened are pieces with one more, which becomes one with the last if they are of one part.
func lengthened(pieces []Piece, more Piece) []Piece {
	last := len(pieces) - 1
	if last < 0 || pieces[last].Part != more.Part {
		return append(pieces, more)
	}
	if more.Part != PartGap {
		pieces[last].Words += more.Words
	}
	return pieces
}

// passages fills in the passages of a claim's positions. Each text is read once.
func (g *gathering) passages(page *Claim) error {
	texts := map[string]string{}
	for i, p := range g.positions {
		text, known := texts[p.Revision]
		if !known {
			rev, err := g.view.Revision(g.ctx, p.Revision)
			if err != nil {
				return err
			}
			text = rev.Text
			texts[p.Revision] = text
		}
		page.Positions[i].Passage = passage(text, p.Statement)
	}
	return nil
}
