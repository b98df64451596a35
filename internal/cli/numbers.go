package cli

import (
	"fmt"
	"strconv"

	"github.com/alecthomas/kong"
)

// cores is a number of cores, 0 for all there are.
type cores int

// Decode reads it for kong. Nothing is 0, since an empty variable of the environment means the same as none.
func (c *cores) Decode(ctx *kong.DecodeContext) error {
	text, err := numeral(ctx)
	if err != nil || text == "" {
		return err
	}
	n, err := numberFrom(0, text)
	*c = cores(n)
	return err
}

// count is how many there are to be of something, one at least.
type count int

// Decode reads it for kong.
func (c *count) Decode(ctx *kong.DecodeContext) error {
	text, err := numeral(ctx)
	if err != nil {
		return err
	}
	n, err := numberFrom(1, text)
	*c = count(n)
	return err
}

// numeral takes what stands for a number from the command line. Kong itself would take -3 for a flag.
func numeral(ctx *kong.DecodeContext) (text string, err error) {
	text = ctx.Scan.Peek().String()
	if _, err := strconv.Atoi(text); err == nil {
		ctx.Scan.Pop()
		return text, nil
	}
	err = ctx.Scan.PopValueInto("number", &text)
	return text, err
}

func numberFrom(least int, text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < least {
		return 0, fmt.Errorf("it takes a whole number from %d, not %q", least, text)
	}
	return n, nil
}
