package present

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// fragment is a step of a marked text in a page: exactly one of its fields is set.
type fragment struct {
	Words string
	Open  string // the classes of an element that begins
	ID    string // with Open: the element's anchor, on the first piece of a statement
	Link  int    // the number of a statement, as a link to the list
	Close bool   // the innermost element ends
	Break string // the paragraph ends, with this space between it and the next
}

// fragmenter collects the fragments of a text. Elements do not reach across paragraphs: they close at its end and open again after.
type fragmenter struct {
	out   []fragment
	stack []mark
	begun map[int]bool
	last  map[int]mark // the piece of each statement that its link follows
}

// fragments breaks an article into what the page shows. Their words and breaks together are the clean text.
func fragments(reading hearsay.Reading) []fragment {
	marks := marksOf(reading.Statements)
	f := &fragmenter{begun: map[int]bool{}, last: map[int]mark{}}
	for _, m := range marks {
		if old, ok := f.last[m.n]; !ok || m.End > old.End || m.End == old.End && m.Start < old.Start {
			f.last[m.n] = m
		}
	}
	weave(reading.Article.Text, marks, f)
	return f.out
}

func (f *fragmenter) words(text string) {
	for text = clean(text); text != ""; {
		line, rest, found := strings.Cut(text, "\n")
		if line != "" {
			f.put(fragment{Words: line})
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
	f.put(fragment{Break: space})
	for _, m := range f.stack {
		f.put(fragment{Open: classes(m)})
	}
}

func (f *fragmenter) open(m mark, again bool) {
	o := fragment{Open: classes(m)}
	if !again && !f.begun[m.n] {
		f.begun[m.n] = true
		o.ID = fmt.Sprint(m.n)
	}
	f.put(o)
	f.stack = append(f.stack, m)
}

func (f *fragmenter) close(m mark, more bool) {
	if !more && f.last[m.n] == m {
		f.put(fragment{Link: m.n})
	}
	f.shut()
	f.stack = slices.Delete(f.stack, len(f.stack)-1, len(f.stack))
}

// shut ends the innermost element, or takes it back if there is nothing in it and nothing leads to it.
func (f *fragmenter) shut() {
	last := len(f.out) - 1
	if last >= 0 && f.out[last].Open != "" && f.out[last].ID == "" {
		f.out = f.out[:last]
		return
	}
	f.put(fragment{Close: true})
}

func (f *fragmenter) put(frag fragment) { f.out = append(f.out, frag) }

func classes(m mark) string { return fmt.Sprintf("%s n%d", m.role, m.n) }
