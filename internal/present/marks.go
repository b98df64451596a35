package present

import (
	"cmp"
	"slices"

	"hearsay"
)

// role is what a marked piece of text is in its statement.
type role int

// The roles, widest first: of two marks on the same words, the earlier is the outer one.
const (
	content role = iota
	source
	cue
	deciding // words outside the cue that decided the stance
)

func (r role) String() string { return [...]string{"content", "source", "cue", "deciding"}[r] }

// mark is one piece of one statement in the text.
type mark struct {
	hearsay.Span
	role   role
	n      int // the statement's number, from 1
	family family
}

// marksOf lists the pieces of all statements as their ends must nest: by start, and the longer first. Empty spans mark nothing.
func marksOf(stmts []hearsay.Statement) []mark {
	var marks []mark
	for i, stmt := range stmts {
		for r, spans := range map[role][]hearsay.Span{
			source: stmt.Spans.Source, cue: stmt.Spans.Cue, content: stmt.Spans.Content, deciding: stmt.DecidedBeside(),
		} {
			for _, sp := range spans {
				if sp.Len() > 0 {
					marks = append(marks, mark{sp, r, i + 1, familyOf(stmt.Stance)})
				}
			}
		}
	}
	sortMarks(marks)
	return marks
}

func sortMarks(marks []mark) {
	slices.SortFunc(marks, func(a, b mark) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(b.End, a.End), cmp.Compare(a.role, b.role), cmp.Compare(a.n, b.n))
	})
}

// visitor takes a text that is being woven together with its marks.
type visitor interface {
	// words takes text between two ends of marks; never empty.
	words(text string)
	// open begins a mark; again is true where it only goes on, after another one that crosses it ended.
	open(m mark, again bool)
	// close ends the mark opened last; more is true where it goes on at once.
	close(m mark, more bool)
}

// weave goes through a text once and tells the visitor of words and marks in an order that always nests, as elements in a page must:
// where a mark ends inside another that began later, the later one is closed before and opened again after.
func weave(text string, marks []mark, v visitor) {
	var stack []mark
	for pos := 0; ; {
		next := len(text)
		if len(marks) > 0 {
			next = min(next, marks[0].Start)
		}
		for _, m := range stack {
			next = min(next, m.End)
		}
		if next > pos {
			v.words(text[pos:next])
			pos = next
		}
		stack = closeAt(pos, stack, v)
		for len(marks) > 0 && marks[0].Start == pos {
			v.open(marks[0], false)
			stack, marks = append(stack, marks[0]), marks[1:]
		}
		if pos == len(text) {
			return
		}
	}
}

// closeAt closes the marks that end at a position and returns those still open.
func closeAt(pos int, stack []mark, v visitor) []mark {
	lowest := slices.IndexFunc(stack, func(m mark) bool { return m.End == pos })
	if lowest < 0 {
		return stack
	}
	above := slices.Clone(stack[lowest:])
	for _, m := range slices.Backward(above) {
		v.close(m, m.End > pos)
	}
	stack = stack[:lowest]
	for _, m := range above {
		if m.End > pos {
			v.open(m, true)
			stack = append(stack, m)
		}
	}
	return stack
}
