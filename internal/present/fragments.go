package present

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// Fragment is a step of a marked text in a page: exactly one of Words, Open, Link, Close and Break is set. Statements go by their number in the
// reading, from 1.
type Fragment struct {
	Words string
	Open  string // the classes of an element that begins
	ID    string // with Open: the element's anchor, on the first piece of a statement
	Bears int    // with Open: the statement that the element stands for when it is pointed at, 0 for none
	First bool   // with Bears: the first time that it does
	Link  int    // the number of a statement, as a link to the list
	Close bool   // the innermost element ends
	Break string // the paragraph ends, with this space between it and the next
}

// fragmenter collects the fragments of a text. Elements do not reach across paragraphs: they close at its end and open again after.
type fragmenter struct {
	out          []Fragment
	stack        []mark
	begun, shown map[int]bool
	bears        map[int]role // the role of each statement that shows its card and its link
	last         map[int]mark // the piece of each statement that its link follows
}

// Fragments breaks an article into what a page shows, in an order in which elements nest. Their words and breaks together are the clean text. It fails if a
// span does not fit the text.
func Fragments(reading hearsay.Reading) ([]Fragment, error) {
	if err := check(reading); err != nil {
		return nil, err
	}
	return fragments(reading), nil
}

func fragments(reading hearsay.Reading) []Fragment {
	marks := marksOf(reading.Statements)
	f := &fragmenter{begun: map[int]bool{}, shown: map[int]bool{}, bears: map[int]role{}, last: map[int]mark{}}
	for _, m := range marks {
		if r, ok := f.bears[m.n]; !ok || bearing(m.role) < bearing(r) {
			f.bears[m.n] = m.role
		}
	}
	for _, m := range marks {
		if old, ok := f.last[m.n]; m.role == f.bears[m.n] && (!ok || m.End > old.End || m.End == old.End && m.Start < old.Start) {
			f.last[m.n] = m
		}
	}
	weave(reading.Article.Text, marks, f)
	return f.out
}

// bearing ranks the roles by how well they stand for their statement: content, cue, then others.
func bearing(r role) int { return map[role]int{content: 0, cue: 1, source: 2, deciding: 3}[r] }

func (f *fragmenter) words(text string) {
	for text = clean(text); text != ""; {
		line, rest, found := strings.Cut(text, "\n")
		if line != "" {
			f.put(Fragment{Words: line})
		}
		if !found {
			return
		}
		space := rest[:len(rest)-len(strings.TrimLeft(rest, " \n"))]
		blank := strings.LastIndexByte(space, '\n') + 1 // lines of nothing but space make no paragraph
		f.lineBreak("\n" + rest[:blank])
		text = rest[blank:]
	}
}

// lineBreak ends the paragraph, with all that is open in it.
func (f *fragmenter) lineBreak(space string) {
	for range f.stack {
		f.shut()
	}
	f.put(Fragment{Break: space})
	for _, m := range f.stack {
		f.begin(m, false)
	}
}

func (f *fragmenter) open(m mark, again bool) {
	f.begin(m, !again)
	f.stack = append(f.stack, m)
}

// begin puts the start of a mark's element; fresh is false where the mark only goes on.
func (f *fragmenter) begin(m mark, fresh bool) {
	o := Fragment{Open: classes(m)}
	if fresh && !f.begun[m.n] {
		f.begun[m.n] = true
		o.ID = fmt.Sprint(m.n)
	}
	if m.role == f.bears[m.n] {
		o.Bears, o.First = m.n, !f.shown[m.n]
		o.Open += " bearer"
		f.shown[m.n] = true
	}
	f.put(o)
}

func (f *fragmenter) close(m mark, more bool) {
	if !more && f.last[m.n] == m {
		f.put(Fragment{Link: m.n})
	}
	f.shut()
	f.stack = slices.Delete(f.stack, len(f.stack)-1, len(f.stack))
}

// shut ends the innermost element, or takes it back if there is nothing in it and nothing leads to it.
func (f *fragmenter) shut() {
	last := len(f.out) - 1
	if last >= 0 && f.out[last].Open != "" && f.out[last].ID == "" && !f.out[last].First {
		f.out = f.out[:last]
		return
	}
	f.put(Fragment{Close: true})
}

func (f *fragmenter) put(frag Fragment) { f.out = append(f.out, frag) }

func classes(m mark) string {
	return strings.TrimSpace(fmt.Sprintf("%s n%d %s", m.role, m.n, m.family))
}
