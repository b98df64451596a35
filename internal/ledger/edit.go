package ledger

import (
	"fmt"
	"slices"
	"time"

	"hearsay"
)

// EditKind is what an edit does.
type EditKind string

// The kinds of edit, with their anchors and value.
const (
	Merge       EditKind = "merge"        // two statements: their claims are one
	Split       EditKind = "split"        // statements: the first stays where it is, the others leave its claim and make one of their own
	Move        EditKind = "move"         // two statements: the first leaves its claim for that of the second
	SetStance   EditKind = "stance"       // a statement; Value is the stance
	Accept      EditKind = "accept"       // two statements: the suggested link holds
	Reject      EditKind = "reject"       // two statements: the suggested link does not hold
	JoinSources EditKind = "join-sources" // two sources are one
	PartSources EditKind = "part-sources" // sources: the first is another than the rest
	Rename      EditKind = "rename"       // a source; Value is the name
	PartArticle EditKind = "part-article" // two articles: the first does not rest on the second
)

// anchors tells what an edit of each kind must have: of what its anchors are, how many at least and at most, and whether there is a value.
func (k EditKind) anchors() (of Sort, least, most int, value, known bool) {
	switch k {
	case Merge, Move, Accept, Reject:
		return OfStatement, 2, 2, false, true
	case Split:
		return OfStatement, 2, 1000, false, true
	case SetStance:
		return OfStatement, 1, 1, true, true
	case JoinSources:
		return OfSource, 2, 2, false, true
	case PartSources:
		return OfSource, 2, 1000, false, true
	case Rename:
		return OfSource, 1, 1, true, true
	case PartArticle:
		return OfArticle, 2, 2, false, true
	default:
		return "", 0, 0, false, false
	}
}

// Edit is a correction by a person. It is kept as what that person meant, in words of the articles, and not as ids that a new reader would change.
type Edit struct {
	ID      string // given by the ledger
	Kind    EditKind
	Anchors []Anchor
	Value   string
	Note    string // why, in the person's words
	By      string // who
	At      time.Time
	Undone  Undone
}

// Undone is who took an edit back and when; the zero value if it stands.
type Undone struct {
	By string
	At time.Time
}

// Stands reports whether the edit has not been undone.
func (e Edit) Stands() bool { return e.Undone.At.IsZero() }

// Check tells whether an edit is complete: kind, who, when, anchors and value that go with the kind. The error says what is wrong.
func (e Edit) Check() error {
	of, least, most, value, known := e.Kind.anchors()
	switch {
	case !known:
		return fmt.Errorf("%q is no kind of edit", e.Kind)
	case e.By == "" || e.At.IsZero():
		return fmt.Errorf("an edit (%s) needs somebody who makes it, and a time", e.Kind)
	case len(e.Anchors) < least || len(e.Anchors) > most:
		return fmt.Errorf("an edit (%s) with %d anchors, which must be %d to %d", e.Kind, len(e.Anchors), least, most)
	case value != (e.Value != ""):
		return fmt.Errorf("an edit (%s) with the value %q", e.Kind, e.Value)
	}
	for _, anchor := range e.Anchors {
		if anchor.Of != of {
			return fmt.Errorf("an edit (%s) of an anchor on a %s, which must be on a %s", e.Kind, anchor.Of, of)
		}
	}
	if e.Kind == SetStance && !slices.Contains(hearsay.Stances(), hearsay.Stance(e.Value)) {
		return fmt.Errorf("%q is no stance", e.Value)
	}
	return nil
}

// Seeds are what must be derived anew when the edit is made or undone.
func (e Edit) Seeds() Seeds {
	var seeds Seeds
	for _, anchor := range e.Anchors {
		switch {
		case anchor.Of == OfArticle:
			seeds.Articles = append(seeds.Articles, anchor.Article)
		case anchor.Of == OfStatement && anchor.ID != "":
			seeds.Statements = append(seeds.Statements, hearsay.Ref{Article: anchor.Article, Statement: anchor.ID})
		case anchor.Of == OfSource && anchor.Whole != "":
			seeds.Sources = append(seeds.Sources, anchor.Whole)
		}
	}
	return seeds
}
