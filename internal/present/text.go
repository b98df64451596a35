package present

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"hearsay"
)

const (
	defaultWidth = 80
	leastWidth   = 40
	mostMeasure  = 84 // longest line of running text, in columns: beyond that the eye loses the next line
)

// textPages writes for a terminal: each article marked, a table of its statements, a summary.
type textPages struct {
	w         *bufio.Writer
	ink       ink
	width     int  // of tables
	begun     bool // an article was written
	explained bool // the marks were explained
	colored   bool // the colours of the stances were explained
}

func newText(w io.Writer, opts Options) *textPages {
	width := opts.Width
	if width <= 0 {
		width = defaultWidth
	}
	return &textPages{w: bufio.NewWriter(w), ink: ink{opts.Color, opts.Dark}, width: max(width, leastWidth)}
}

func (p *textPages) Article(reading hearsay.Reading) error {
	if p.begun {
		p.rule()
	}
	p.begun = true
	p.heading(reading.Article)
	p.legend(reading.Statements)
	for _, par := range typeset(reading, p.ink) {
		p.lines(par)
		p.w.WriteString("\n")
	}
	if len(reading.Statements) > 0 {
		p.painted(statementTable(entries(reading), p.width))
		p.w.WriteString("\n")
	}
	p.lines(p.ink.plain(summary(reading), look{}))
	if len(reading.Statements) > 0 {
		p.w.WriteString("\n")
		p.painted(bySource(shares(reading), p.measure()))
	}
	return p.w.Flush()
}

func (p *textPages) Close() error { return p.w.Flush() }

func (p *textPages) measure() int { return min(p.width, mostMeasure) }

// lines writes one paragraph, wrapped.
func (p *textPages) lines(glyphs []glyph) { p.painted(wrap(glyphs, p.measure())) }

func (p *textPages) painted(lines [][]glyph) {
	for _, line := range lines {
		p.w.WriteString(p.ink.paint(line) + "\n")
	}
}

// legend explains the marks, and the colours of the stances, before they are first met.
func (p *textPages) legend(stmts []hearsay.Statement) {
	marks := len(stmts) > 0 && !p.explained
	colors := p.ink.color && !p.colored && slices.ContainsFunc(stmts, func(s hearsay.Statement) bool { return familyOf(s.Stance) != none })
	if marks {
		p.lines(p.ink.legend())
	}
	if colors {
		p.lines(p.ink.stanceLegend())
	}
	if marks || colors {
		p.w.WriteString("\n")
	}
	p.explained, p.colored = p.explained || marks, p.colored || colors
}

// heading writes the title and the line under it, those that are known.
func (p *textPages) heading(art hearsay.Article) {
	title, line := oneLine(art.Title), byline(art)
	if title != "" {
		p.lines(p.ink.plain(title, look{title: true}))
	}
	if line != "" {
		p.lines(p.ink.plain(line, look{}))
	}
	if title != "" || line != "" {
		p.w.WriteString("\n")
	}
}

// rule separates two articles.
func (p *textPages) rule() {
	rule := strings.Repeat("─", p.measure())
	if p.ink.color {
		rule = ansi.Style{}.Faint().Styled(rule)
	}
	p.w.WriteString("\n" + rule + "\n\n")
}
