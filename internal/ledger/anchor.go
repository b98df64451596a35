package ledger

import (
	"strings"
	"unicode/utf8"

	"hearsay"
)

// Anchor is where an edit holds on to an article: words at a place. Make one with AnchorStatement, AnchorSource or AnchorArticle.
type Anchor struct {
	Of      Sort // OfStatement, OfSource or OfArticle
	Article string
	Words   string // of a statement: from the first piece of its content, else of its cue, to the last; of a source: its first mention, else its name
	Start   int    // where they stood, in bytes
	ID      string // the statement or article-level source that they mean in the current revision; "" if that holds none any more; given by the ledger
	Whole   string // the claim or the source of the ledger that ID is on now, "" if none; given by the ledger
}

// AnchorArticle makes an anchor on an article.
func AnchorArticle(article string) Anchor { return Anchor{Of: OfArticle, Article: article} }

// AnchorStatement makes an anchor on a statement of an article with this id and text.
func AnchorStatement(stmt hearsay.Statement, article, text string) Anchor {
	held := hull(stmt)
	return Anchor{Of: OfStatement, Article: article, Words: held.In(text), Start: held.Start, ID: stmt.ID}
}

// AnchorSource makes an anchor on an article-level source of an article with this id and text.
func AnchorSource(src hearsay.Source, article, text string) Anchor {
	anchor := Anchor{Of: OfSource, Article: article, Words: src.Name, ID: src.ID}
	if len(src.Mentions) > 0 {
		anchor.Words, anchor.Start = src.Mentions[0].In(text), src.Mentions[0].Start
	}
	return anchor
}

// hull is the stretch from the first piece of a statement's content, else of its cue, to the last.
func hull(stmt hearsay.Statement) hearsay.Span {
	pieces := stmt.Spans.Content
	if len(pieces) == 0 {
		pieces = stmt.Spans.Cue
	}
	if len(pieces) == 0 {
		return hearsay.Span{}
	}
	return hearsay.Span{Start: pieces[0].Start, End: pieces[len(pieces)-1].End}
}

// Find looks for what an anchor means in a reading of its article, maybe by another reader or of another revision: the id of a statement or article-level
// source, "" if there is nothing like it. The words are looked for where they stood, else at the nearest place that has them. A statement is meant
// if no other shares more with these words and it shares half of what the two cover together; a source, if one of its mentions does, or if it has the name.
func (a Anchor) Find(reading hearsay.Reading) string {
	found, share := "", 0.5
	consider := func(id string, span, at hearsay.Span) {
		if s := overlap(span, at); s >= share && (found == "" || s > share) {
			found, share = id, s
		}
	}
	at, ok := place(reading.Article.Text, a.Words, a.Start)
	switch {
	case ok && a.Of == OfStatement:
		for _, stmt := range reading.Statements {
			consider(stmt.ID, hull(stmt), at)
		}
	case a.Of == OfSource:
		for _, src := range reading.Sources {
			for _, mention := range src.Mentions {
				consider(src.ID, mention, at)
			}
		}
		for _, src := range reading.Sources {
			if found == "" && src.Name == a.Words {
				found = src.ID
			}
		}
	}
	return found
}

// overlap is what two spans share, as a part of what they cover together.
func overlap(a, b hearsay.Span) float64 {
	shared := min(a.End, b.End) - max(a.Start, b.Start)
	if shared <= 0 {
		return 0
	}
	return float64(shared) / float64(a.Len()+b.Len()-shared)
}

// place finds where words stand in a text, at start or as near to it as can be; not ok if nowhere.
func place(text, words string, start int) (hearsay.Span, bool) {
	best, found := hearsay.Span{}, false
	for from := 0; words != "" && from <= len(text); {
		i := strings.Index(text[from:], words)
		if i < 0 {
			break
		}
		at := from + i
		if !found || distance(at, start) < distance(best.Start, start) {
			best, found = hearsay.Span{Start: at, End: at + len(words)}, true
		}
		_, size := utf8.DecodeRuneInString(text[at:])
		from = at + size
	}
	return best, found
}

func distance(a, b int) int { return max(a-b, b-a) }
