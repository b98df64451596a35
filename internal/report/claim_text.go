package report

import (
	"fmt"
	"slices"
	"strings"

	"hearsay"
)

// How much of a part is shown unless everything is wanted.
const (
	mostPositions   = 4 // of a source
	mostLinks       = 8 // of a step on the way of a claim
	mostSources     = 12
	mostSuggestions = 5
	mostVoices      = 5
	mostNames       = 4 // in an enumeration
)

// dot stands between facts on one line.
const dot = " · "

func (c *Claim) text(p *pen) {
	year := c.First.UTC().Year()
	p.line("", "", title(c.Text))
	p.blank()
	p.line("", "", status(c.Status), text(dot+origins(len(c.Origins))+dot+plural(c.Articles, "article")+" of "+plural(c.Outlets, "outlet")))
	when := "first " + whole(c.First)
	if c.Moved.After(c.First.Time) {
		when += ", last change " + whole(c.Moved)
	}
	p.line("", "", faint(when+" UTC"+dot+"claim "+c.ID))
	if !c.AsOf.IsZero() {
		p.line("", "", run{"as it was known on " + whole(c.AsOf), style{italic: true}})
	}
	if len(c.Wholes) > 1 {
		p.line("", "", text("Its statements were on "+plural(len(c.Wholes), "claim")+" then: "+strings.Join(c.Wholes, ", ")))
	}
	c.originsText(p, year)
	c.historyText(p, year)
	c.positionsText(p, year)
	c.silentText(p, year)
	c.voicesText(p, year)
	c.suggestionsText(p)
}

func origins(n int) string {
	if n == 0 {
		return "no known origin"
	}
	return plural(n, "independent origin")
}

// originsText draws where the claim comes from and the way it went.
func (c *Claim) originsText(p *pen, year int) {
	p.heading("Where it comes from")
	for i, o := range c.Origins {
		number := fmt.Sprintf("%2d  ", i+1)
		p.line(number, "    ", title(o.Source.name()), o.Source.title(), text(dot), faint(plural(len(o.Articles), "article")))
		drawing{p, year, "quotes " + o.Source.name()}.links("    ", o.Chain)
	}
	if c.Unknown != nil {
		p.line(" ?  ", "    ", title("lineage unknown"), text(dot), faint(plural(len(c.Unknown.Articles), "article")+", counted as no origin"))
		drawing{p, year, ""}.links("    ", c.Unknown.Chain)
	}
	if len(c.Origins) == 0 && c.Unknown == nil {
		p.line("    ", "    ", text("Nobody puts it forward."))
	}
}

// drawing draws the way of a claim as a tree.
type drawing struct {
	*pen
	year    int
	obvious string // a reason that goes without saying
}

func (p drawing) links(indent string, links []*Link) {
	for i, l := range links {
		if !p.All && i == mostLinks && len(links) > mostLinks+1 {
			p.line(indent+"└─ ", indent+"   ", faint("… and "+plural(len(links)-i, "more article")+"; --all shows every one"))
			return
		}
		branch, trunk := "├─ ", "│  "
		if i == len(links)-1 {
			branch, trunk = "└─ ", "   "
		}
		under := trunk
		if len(l.Next) > 0 || len(l.Copies) > 0 {
			under += "│  "
		} else {
			under += "   "
		}
		if l.Through != nil {
			p.line(indent+branch, indent+under, words(l.Through.name()), gap(), faint(l.Through.passing()))
		} else {
			runs := []run{words(l.outlet()), gap(), faint(short(l.At, p.year))}
			if l.Reason != p.obvious {
				runs = append(runs, gap(), faint(l.Reason))
			}
			p.line(indent+branch, indent+under, runs...)
		}
		if len(l.Copies) > 0 {
			end := map[bool]string{true: "└─ ", false: "├─ "}[len(l.Next) == 0]
			p.line(indent+trunk+end, indent+trunk+"   ", faint("copied by "+p.names(outlets(l.Copies))))
		}
		p.links(indent+trunk, l.Next)
	}
}

// passing says of somebody through whom a claim came why there is no article.
func (s *Source) passing() string {
	if s.Kind == hearsay.Media {
		return "no article of it here"
	}
	return "passes it on"
}

// names enumerates, unless everything is wanted only the first few.
func (p *pen) names(all []string) string {
	if p.All {
		return list(all)
	}
	return some(all, mostNames)
}

func outlets(places []Place) []string {
	var names []string
	for _, place := range places {
		if name := place.outlet(); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// historyText lists how the status changed.
func (c *Claim) historyText(p *pen, year int) {
	if len(c.History) == 0 {
		return
	}
	p.heading("How its status changed")
	wide := 0
	for _, change := range c.History {
		wide = max(wide, len(short(change.At, year)))
	}
	for _, change := range c.History {
		first := fmt.Sprintf("%-*s  ", wide, short(change.At, year))
		cause := []run{status(change.Status), text(strings.Repeat(" ", max(1, 13-len(statusName(change.Status)))))}
		if by := change.Cause; by != nil {
			cause = append(cause, words(by.Source.name()), text(" "), stance(by.Stance), text(" ("), words(by.outlet()), text(")"))
		}
		p.line(first, strings.Repeat(" ", wide+15), cause...)
	}
}

// BySource groups positions by source, in order of the first of each.
func BySource(positions []Position) [][]Position {
	var groups [][]Position
	for _, pos := range positions {
		i := slices.IndexFunc(groups, func(g []Position) bool { return g[0].Source.same(pos.Source) })
		if i < 0 {
			groups = append(groups, []Position{pos})
		} else {
			groups[i] = append(groups[i], pos)
		}
	}
	return groups
}

// positionsText shows what each source said, copies folded.
func (c *Claim) positionsText(p *pen, year int) {
	p.heading("Who says what")
	groups := BySource(c.Positions)
	shown := groups
	if !p.All && len(groups) > mostSources {
		shown = groups[:mostSources]
	}
	for _, group := range shown {
		positionsOf(p, group, year)
	}
	if left := len(groups) - len(shown); left > 0 {
		p.line("", "", faint("… and "+plural(left, "more source")+"; --all shows every one"))
	}
}

// positionsOf shows what one source said.
func positionsOf(p *pen, group []Position, year int) {
	src := group[0].Source
	head := []run{title(src.name())}
	if src != nil {
		head = append(head, src.title())
	}
	head = append(head, gap())
	p.line("", "  ", append(head, path(group)...)...)
	told, copied := Unfold(group)
	before := ""
	for i, pos := range told {
		if !p.All && i == mostPositions {
			p.line("  ", "  ", faint("… and "+plural(len(told)-i, "more statement")))
			break
		}
		where := []run{faint(short(pos.At, year)), gap(), words(pos.outlet())}
		if via := passed(pos); via != "" {
			where = append(where, text(", "), faint("through "+via))
		}
		if others := copied[pos.Statement]; len(others) > 0 {
			where = append(where, text(", "), faint("copied by "+p.names(others)))
		}
		if here := fmt.Sprint(pos.Place, where); here != before { // where the one before stands goes without saying
			p.line("  ", "    ", where...)
			before = here
		}
		p.said("    ", pos.Words.String(), hueOf(pos.Stance))
	}
}

// path is how a source's stance went: "asserts → denies"; what was told at the same time stands beside each other: "asserts, judges".
func path(group []Position) []run {
	var runs []run
	var last Position
	for _, pos := range group {
		if pos.Stance == last.Stance || pos.Past || pos.CopyOf != "" {
			continue
		}
		switch {
		case len(runs) == 0:
		case pos.At.After(last.At.Time):
			runs = append(runs, text(" → "))
		default:
			runs = append(runs, text(", "))
		}
		runs = append(runs, stance(pos.Stance))
		last = pos
	}
	if len(runs) == 0 {
		runs = append(runs, stance(group[0].Stance))
	}
	return runs
}

// Unfold parts what was said from what only repeats it: statements of copies of an article in which the same source says something.
func Unfold(group []Position) (told []Position, copied map[string][]string) {
	copied = map[string][]string{}
	for _, pos := range group {
		i := slices.IndexFunc(told, func(t Position) bool { return pos.CopyOf != "" && (t.Article == pos.CopyOf || t.CopyOf == pos.CopyOf) })
		if i < 0 {
			told = append(told, pos)
		} else if key := told[i].Statement; !slices.Contains(copied[key], pos.outlet()) {
			copied[key] = append(copied[key], pos.outlet())
		}
	}
	return told, copied
}

// passed names through whom a statement came.
func passed(pos Position) string {
	var names []string
	for _, via := range pos.Relay {
		names = append(names, via.name())
	}
	return strings.Join(names, ", then ")
}

func (c *Claim) silentText(p *pen, year int) {
	if len(c.Silent) == 0 {
		return
	}
	p.heading("Asked, and no answer")
	for _, pos := range c.Silent {
		p.line("", "  ", title(pos.Source.name()), pos.Source.title(), gap(), faint(short(pos.At, year)), gap(), faint(pos.outlet()))
		p.said("    ", strings.TrimSpace(pos.Words.Cue+" "+pos.Words.Content), silence)
	}
}

func (c *Claim) voicesText(p *pen, year int) {
	if len(c.Voices) == 0 {
		return
	}
	p.heading("Stated as fact, in an outlet’s own voice")
	for i, v := range c.Voices {
		if !p.All && i == mostVoices {
			p.line("", "", faint("… and "+plural(len(c.Voices)-i, "more sentence")+"; --all shows every one"))
			return
		}
		p.line("", "  ", words(v.outlet()), gap(), faint(short(v.At, year)))
		p.said("    ", v.Words, plain)
	}
}

func (c *Claim) suggestionsText(p *pen) {
	if len(c.Suggestions) == 0 {
		return
	}
	p.heading("May be the same claim")
	for i, s := range c.Suggestions {
		if !p.All && i == mostSuggestions {
			p.line("", "", faint(fmt.Sprintf("… and %d weaker; --all shows every one", len(c.Suggestions)-i)))
			return
		}
		id := s.Claim
		if id == "" {
			id = s.There
		}
		p.line(id+"  ", strings.Repeat(" ", len(id)+2), words(orNoWords(s.Text)))
		p.line(strings.Repeat(" ", len(id)+2), strings.Repeat(" ", len(id)+2), faint(s.Reason))
	}
}
