package report

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"hearsay"

	"hearsay/internal/present"
)

const (
	defaultWidth = 80
	leastWidth   = 40
	mostMeasure  = 100 // longest line, in columns: beyond that the eye loses the next
)

// hue is what a colour stands for.
type hue int

// The hues: families of stances, and of status.
const (
	plain hue = iota
	affirming
	rejecting
	silence
	judging
	acting
)

// style is how words look.
type style struct {
	bold, italic, underline, faint bool
	hue                            hue
}

// run is words in one style.
type run struct {
	text  string
	style style
}

// pen writes lines of a page, wrapped to its width.
type pen struct {
	strings.Builder
	Options
}

func newPen(opts Options) *pen {
	if opts.Width <= 0 {
		opts.Width = defaultWidth
	}
	opts.Width = min(max(opts.Width, leastWidth), mostMeasure)
	return &pen{Options: opts}
}

// What words of the ledger are shown with. All that comes from outside goes through words, which makes it harmless.
func words(s string) run          { return run{text: present.OneLine(s)} }
func title(s string) run          { return run{present.OneLine(s), style{bold: true}} }
func faint(s string) run          { return run{present.OneLine(s), style{faint: true}} }
func stance(s hearsay.Stance) run { return run{string(s), style{italic: true, hue: hueOf(s)}} }
func status(s hearsay.Status) run { return run{statusName(s), style{bold: true, hue: statusHue(s)}} }
func gap() run                    { return run{text: "  "} }
func text(s string) run           { return run{text: s} }
func statusName(s hearsay.Status) string {
	if s == "" {
		return "no status"
	}
	return string(s)
}

// hueOf has the families of present.
func hueOf(s hearsay.Stance) hue {
	switch s {
	case hearsay.Asserts, hearsay.Confirms:
		return affirming
	case hearsay.Denies, hearsay.Doubts:
		return rejecting
	case hearsay.Withholds:
		return silence
	case hearsay.Judges:
		return judging
	case hearsay.Commits, hearsay.Urges, hearsay.Asks:
		return acting
	default:
		return plain
	}
}

func statusHue(s hearsay.Status) hue {
	switch s {
	case hearsay.Confirmed:
		return affirming
	case hearsay.Denied, hearsay.Retracted:
		return rejecting
	case hearsay.Unconfirmed:
		return silence
	case hearsay.Disputed:
		return judging
	case hearsay.Reported:
		return acting
	default:
		return plain
	}
}

func (p *pen) color(h hue) (ansi.BasicColor, bool) {
	light := map[hue]ansi.BasicColor{affirming: ansi.Green, rejecting: ansi.Red, silence: ansi.BrightBlack, judging: ansi.Magenta, acting: ansi.Blue}
	dark := map[hue]ansi.BasicColor{affirming: ansi.Green, rejecting: ansi.BrightRed, silence: ansi.Yellow, judging: ansi.BrightMagenta, acting: ansi.Cyan}
	if p.Dark {
		c, ok := dark[h]
		return c, ok
	}
	c, ok := light[h]
	return c, ok
}

// paint is a run with its style; a run without one as it is.
func (p *pen) paint(r run) string {
	if !p.Color || r.style == (style{}) || strings.TrimSpace(r.text) == "" {
		return r.text
	}
	var s ansi.Style
	if r.style.bold {
		s = s.Bold()
	}
	if r.style.italic {
		s = s.Italic(true)
	}
	if r.style.underline {
		s = s.Underline(true)
	}
	if r.style.faint {
		s = s.Faint()
	}
	if c, ok := p.color(r.style.hue); ok {
		s = s.ForegroundColor(c)
	}
	return s.Styled(r.text)
}

// blank ends a part of the page.
func (p *pen) blank() { p.WriteString("\n") }

// heading begins a part of the page.
func (p *pen) heading(s string) {
	p.blank()
	p.line("", "", run{s, style{bold: true}})
}

// said writes somebody's exact words: underlined, or where there are no colours in the marks that hearsay read has for them.
func (p *pen) said(indent, words string, h hue) {
	words = present.OneLine(words)
	if words == "" {
		return
	}
	if !p.Color {
		words = "«" + words + "»"
	}
	p.line(indent, indent, run{words, style{underline: true, hue: h}})
}

// line writes runs one after the other, wrapped: the first line after one prefix, the others after another. Prefixes are of the same width.
func (p *pen) line(first, next string, runs ...run) {
	prefix, room := first, p.Width-columns(first)
	for _, row := range fold(runs, max(room, leastWidth/2)) {
		var painted strings.Builder
		for _, r := range row {
			painted.WriteString(p.paint(r))
		}
		p.WriteString(strings.TrimRight(prefix+painted.String(), " ") + "\n")
		prefix = next
	}
}

// fold breaks runs into rows of at most so many columns, at spaces; a word that is wider yet is cut.
func fold(runs []run, width int) [][]run {
	var rows [][]run
	var row []run
	used := 0
	put := func(r run) {
		if n := len(row); n > 0 && row[n-1].style == r.style {
			row[n-1].text += r.text
		} else {
			row = append(row, r)
		}
	}
	end := func() {
		if n := len(row); n > 0 {
			row[n-1].text = strings.TrimRight(row[n-1].text, " ")
		}
		rows = append(rows, row)
		row, used = nil, 0
	}
	for _, word := range wordsOf(runs) {
		wide := 0
		for _, r := range word {
			wide += columns(strings.TrimRight(r.text, " "))
		}
		if used > 0 && used+wide > width {
			end()
		}
		for _, r := range word {
			for columns(strings.TrimRight(r.text, " ")) > width {
				head := ansi.Truncate(r.text, width, "")
				put(run{head, r.style})
				end()
				r.text = r.text[len(head):]
			}
			put(r)
			used += columns(r.text)
		}
	}
	if len(row) > 0 || len(rows) == 0 {
		end()
	}
	return rows
}

// wordsOf splits runs after their spaces. A word may be of several runs.
func wordsOf(runs []run) [][]run {
	var out [][]run
	open := false
	for _, r := range runs {
		for _, part := range strings.SplitAfter(r.text, " ") {
			if part == "" {
				continue
			}
			if open {
				out[len(out)-1] = append(out[len(out)-1], run{part, r.style})
			} else {
				out = append(out, []run{{part, r.style}})
			}
			open = !strings.HasSuffix(part, " ")
		}
	}
	return out
}

// columns is how wide a line is.
func columns(s string) int { return ansi.StringWidth(s) }
