package eval

import (
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

// rounding is how far a figure of the page, which has one decimal, may be from what is measured.
const rounding = .1

// figures are the lines between which a section stands on a page.
func figures(section string) (begin, end string) {
	return "<!-- figures: " + section + " -->\n", "\n<!-- /figures -->"
}

// cutSection finds a section on a page: what is before it, its text, what is after.
func cutSection(page, section string) (before, text, after string, err error) {
	begin, end := figures(section)
	before, rest, found := strings.Cut(page, begin)
	if !found {
		return "", "", "", fmt.Errorf("there is no line %q", strings.TrimSpace(begin))
	}
	text, after, found = strings.Cut(rest, end)
	if !found {
		return "", "", "", fmt.Errorf("no line %q follows %q", strings.TrimSpace(end), strings.TrimSpace(begin))
	}
	return before + begin, text, end + after, nil
}

// Rewrite puts the sections on a page, each between the lines <!-- figures: NAME --> and <!-- /figures -->, and leaves the rest as it is.
func Rewrite(page string, sections []Section) (string, error) {
	for _, s := range sections {
		before, _, after, err := cutSection(page, s.Name)
		if err != nil {
			return "", err
		}
		page = before + s.Text + after
	}
	return page, nil
}

// CheckPage compares the sections on a page with what was measured. Figures with decimals may differ by rounding, everything else may not.
// The error shows the first line that differs.
func CheckPage(page string, sections []Section) error {
	for _, s := range sections {
		_, text, _, err := cutSection(page, s.Name)
		if err != nil {
			return err
		}
		said, measured := strings.Split(text, "\n"), strings.Split(s.Text, "\n")
		for i := range max(len(said), len(measured)) {
			if a, b := lineAt(said, i), lineAt(measured, i); !sameFigures(a, b) {
				return fmt.Errorf("under %s it says %q, measured was %q", s.Name, a, b)
			}
		}
	}
	return nil
}

func lineAt(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// sameFigures tells whether two lines say the same but for rounding.
func sameFigures(a, b string) bool {
	number := regexp.MustCompile(`\d+\.\d+`)
	if number.ReplaceAllString(a, "#") != number.ReplaceAllString(b, "#") {
		return false
	}
	inB := number.FindAllString(b, -1)
	for i, s := range number.FindAllString(a, -1) {
		x, errX := strconv.ParseFloat(s, 64)
		y, errY := strconv.ParseFloat(inB[i], 64)
		const slack = 1e-9 // decimals are not exact
		if errX != nil || errY != nil || math.Abs(x-y) > rounding+slack {
			return false
		}
	}
	return true
}
