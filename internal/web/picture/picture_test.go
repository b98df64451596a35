package picture_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay/internal/web/picture"
)

func TestCutFits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words, width := rapid.String().Draw(t, "words"), rapid.Float64Range(20, 300).Draw(t, "width")
		got := picture.Cut(words, 13, width)
		if picture.Width(got, 13) > width {
			t.Fatalf("%q is %f wide, more than %f", got, picture.Width(got, 13), width)
		}
		whole := strings.Join(strings.Fields(words), " ")
		if kept, cut := strings.CutSuffix(got, "…"); got != whole && (!cut || !strings.HasPrefix(whole, kept)) {
			t.Fatalf("%q becomes %q", words, got)
		}
	})
}

// tree draws any chain.
func tree(depth int) *rapid.Generator[picture.Node] {
	return rapid.Custom(func(t *rapid.T) picture.Node {
		n := picture.Node{Sort: picture.Article, Label: rapid.StringN(0, 40, -1).Draw(t, "label"), Link: rapid.SampledFrom([]string{"", "/a", "/b", "/c"}).Draw(t, "link")}
		if depth > 0 {
			n.Next = rapid.SliceOfN(tree(depth-1), 0, 9).Draw(t, "next")
		}
		return n
	})
}

// TestBoxesKeepApart: whatever the chain, no box lies on another or outside the picture, and what follows stands to the right.
func TestBoxesKeepApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := picture.LayChain(rapid.SliceOfN(tree(3), 1, 6).Draw(t, "roots"))
		for i, a := range c.Boxes {
			if a.X < 0 || a.Y < 0 || a.X+a.W > c.Width || a.Y+a.H > c.Height {
				t.Fatalf("the box %+v lies outside of %f × %f", a, c.Width, c.Height)
			}
			for _, b := range c.Boxes[:i] {
				if a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H {
					t.Fatalf("the boxes %+v and %+v lie on each other", a, b)
				}
			}
		}
	})
}

// TestSixtyArticlesFitAWindow: what quotes the same source and leads nowhere is folded, and named where it is.
func TestSixtyArticlesFitAWindow(t *testing.T) {
	root := picture.Node{Sort: picture.Root, Label: "officials"}
	for i := range 60 {
		root.Next = append(root.Next, picture.Node{Sort: picture.Article, Label: fmt.Sprint("Outlet ", i)})
	}
	c := picture.LayChain([]picture.Node{root})
	if c.Height > 400 || len(c.Boxes) != 7 {
		t.Errorf("it has %d boxes and is %f high", len(c.Boxes), c.Height)
	}
	last := c.Boxes[len(c.Boxes)-1]
	if last.Sort != picture.Fold || last.Label != "and 55 more" || !strings.HasPrefix(last.Title, "Outlet 5, ") || !strings.HasSuffix(last.Title, "Outlet 59") {
		t.Errorf("the last box is %+v", last)
	}
	if small := picture.LayChain([]picture.Node{{Sort: picture.Root, Next: root.Next[:3]}}); len(small.Boxes) != 4 {
		t.Errorf("of three articles there are %d boxes", len(small.Boxes))
	}
}

// TestRootsShareWhatTheyLeadTo: one article that has two sources is drawn once.
func TestRootsShareWhatTheyLeadTo(t *testing.T) {
	article := picture.Node{Sort: picture.Article, Label: "The Post", Link: "/articles/a"}
	c := picture.LayChain([]picture.Node{{Sort: picture.Root, Label: "one", Next: []picture.Node{article}}, {Sort: picture.Root, Label: "two", Next: []picture.Node{article}}})
	if len(c.Boxes) != 3 || len(c.Lines) != 2 {
		t.Errorf("there are %d boxes and %d lines", len(c.Boxes), len(c.Lines))
	}
}

func lanes() []picture.Lane {
	return []picture.Lane{{Name: "assert", Class: "affirm"}, {Name: "deny", Class: "reject"}}
}

// TestDotsKeepApart: whatever the times, dots stand in order, beside or above each other, within the picture, and none is lost.
func TestDotsKeepApart(t *testing.T) {
	begun := time.Date(2031, 3, 4, 6, 0, 0, 0, time.UTC)
	rapid.Check(t, func(t *rapid.T) {
		var events []picture.Event
		for range rapid.IntRange(0, 60).Draw(t, "events") {
			after := time.Duration(rapid.Int64Range(0, int64(400*24*time.Hour)).Draw(t, "after"))
			events = append(events, picture.Event{At: begun.Add(after.Truncate(rapid.SampledFrom([]time.Duration{1, time.Hour, 24 * time.Hour}).Draw(t, "step"))), Lane: rapid.IntRange(0, 1).Draw(t, "lane")})
		}
		line := picture.LayTimeline(lanes(), []picture.Stretch{{From: begun, Name: "reported"}}, events)
		count := 0
		for i, a := range line.Dots {
			count += a.Count
			if a.X < line.Left || a.X > line.Right || a.Y < 0 || a.Y > line.Axis {
				t.Fatalf("the dot %+v lies outside", a)
			}
			for _, b := range line.Dots[:i] {
				if dx, dy := a.X-b.X, a.Y-b.Y; dx*dx+dy*dy < 100 {
					t.Fatalf("the dots %+v and %+v lie on each other", a, b)
				}
			}
		}
		if count != len(events) {
			t.Fatalf("of %d events %d are shown", len(events), count)
		}
		for i, tick := range line.Ticks {
			if i > 0 && tick.X-line.Ticks[i-1].X < 40 || len(line.Ticks) > 14 {
				t.Fatalf("the ticks are %+v", line.Ticks)
			}
		}
	})
}

func TestTimelineTellsTheDay(t *testing.T) {
	at := time.Date(2031, 3, 4, 6, 10, 0, 0, time.UTC)
	line := picture.LayTimeline(lanes(), nil, []picture.Event{{At: at}, {}})
	if len(line.Dots) != 1 || len(line.Ticks) != 1 || line.Ticks[0].Label != "4 Mar 2031, 06:10" {
		t.Errorf("it has the dots %+v and the ticks %+v", line.Dots, line.Ticks)
	}
	if nothing := picture.LayTimeline(lanes(), nil, []picture.Event{{}}); nothing.Height != 0 {
		t.Errorf("without dates there is %+v", nothing)
	}
}
