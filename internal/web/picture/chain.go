package picture

import "fmt"

// Sort is what a box of a chain stands for.
type Sort string

// The sorts of boxes.
const (
	Root    Sort = "root"    // whom the claim comes from
	Relay   Sort = "relay"   // through whom it came
	Article Sort = "article" // who prints it
	Fold    Sort = "fold"    // several that are not drawn
)

// Node is a step of a chain.
type Node struct {
	Sort   Sort
	Label  string
	Note   string // under the label
	Title  string // everything there is to say, for who points at it
	Link   string // where it leads, "" if nowhere
	Copies int    // how many repeat it
	Next   []Node
}

// Box is a step in its place.
type Box struct {
	Node
	X, Y, W, H  float64
	Label, Note string // shortened to what fits
}

// Chain is a chain laid out, from roots at the left to the right.
type Chain struct {
	Width, Height float64
	Boxes         []Box
	Lines         []string // paths from box to box
}

// How a chain is drawn.
const (
	boxWidth  = 228.0
	boxHeight = 42.0
	columnGap = 44.0
	rowGap    = 8.0
	rootGap   = 14.0 // more between what has different roots
	inset     = 10.0
	margin    = 4.0
	stacked   = 4.0 // how far the sheets of what has copies stick out
	bend      = 8.0
	bold      = 1.1 // how much wider bold words are
)

// mostEnds is how many steps of one place that lead nowhere are drawn one by one. More are folded into one box, so that a claim of sixty articles
// fits a window.
const mostEnds = 6

// LayChain lays out a chain. A step stands level with the first of those that follow it. Roots that lead to one and the same step, which ends there, share it.
func LayChain(roots []Node) Chain {
	c := &Chain{}
	y := margin
	for i, group := range sharing(roots) {
		if i > 0 {
			y += rootGap
		}
		level := y
		y = c.lay(group[0], 0, y)
		for _, root := range group[1:] {
			at := max(y, level+boxHeight+rowGap)
			root.Next = nil
			y = c.lay(root, 0, at)
			c.Lines = append(c.Lines, elbow(margin+boxWidth, at+boxHeight/2, margin+boxWidth+columnGap, level+boxHeight/2))
		}
	}
	c.Height = y - rowGap + margin + stacked
	return *c
}

// sharing puts roots together that lead to the same single step and no further.
func sharing(roots []Node) [][]Node {
	var groups [][]Node
	at := map[string]int{}
	for _, root := range roots {
		alone := len(root.Next) == 1 && len(root.Next[0].Next) == 0 && root.Next[0].Link != ""
		if alone {
			if i, known := at[root.Next[0].Link]; known {
				groups[i] = append(groups[i], root)
				continue
			}
			at[root.Next[0].Link] = len(groups)
		}
		groups = append(groups, []Node{root})
	}
	return groups
}

// lay puts a step and all that follows it, and returns where the next may begin.
func (c *Chain) lay(n Node, column int, y float64) float64 {
	x := margin + float64(column)*(boxWidth+columnGap)
	room := boxWidth - 2*inset
	labelSize := textSize
	if n.Sort == Root {
		labelSize *= bold
	}
	box := Box{Node: n, X: x, Y: y, W: boxWidth, H: boxHeight, Label: Cut(n.Label, labelSize, room), Note: Cut(n.Note, noteSize, room)}
	c.Boxes = append(c.Boxes, box)
	c.Width = max(c.Width, x+boxWidth+margin+stacked)
	next := y
	for _, child := range folded(n.Next) {
		c.Lines = append(c.Lines, elbow(x+boxWidth, y+boxHeight/2, x+boxWidth+columnGap, next+boxHeight/2))
		next = c.lay(child, column+1, next)
	}
	return max(next, y+boxHeight+rowGap)
}

// elbow is a line that goes right, then up or down, then right, with rounded corners.
func elbow(x1, y1, x2, y2 float64) string {
	mid, turn := (x1+x2)/2, bend
	if y2 < y1 {
		turn = -bend
	}
	if y1 == y2 {
		return fmt.Sprintf("M%g %gH%g", x1, y1, x2)
	}
	return fmt.Sprintf("M%g %gH%gQ%g %g %g %gV%gQ%g %g %g %gH%g", x1, y1, mid-bend, mid, y1, mid, y1+turn, y2-turn, mid, y2, mid+bend, y2, x2)
}

// folded draws the first of many steps that lead nowhere and puts one box in the place of the rest.
func folded(nodes []Node) []Node {
	ends := 0
	for _, n := range nodes {
		if len(n.Next) == 0 {
			ends++
		}
	}
	if ends <= mostEnds {
		return nodes
	}
	var out []Node
	fold := Node{Sort: Fold, Note: "all of them are in the list"}
	left, names := ends-mostEnds+1, ""
	seen := 0
	for _, n := range nodes {
		if len(n.Next) == 0 {
			if seen++; seen > ends-left {
				if names != "" {
					names += ", "
				}
				names += n.Label
				fold.Copies += n.Copies
				continue
			}
		}
		out = append(out, n)
	}
	fold.Label, fold.Title = fmt.Sprintf("and %d more", left), names
	fold.Link = "#chain-list"
	return append(out, fold)
}
