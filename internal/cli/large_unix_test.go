//go:build unix

package cli_test

import (
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// TestParagraphOf50000Words: as long a paragraph as there may be is read whole, in bounded memory.
func TestParagraphOf50000Words(t *testing.T) {
	const sentence = "The mayor of Lowmarsh said that the bridge would open, and two officials denied that it was safe to cross. " // 20 words
	text := strings.Repeat(sentence, 50_000/20)
	got := run(t, text, "read", "--format", "json", "-")
	wantEnd(t, got, 0, "")
	doc := parse(t, got.out)
	checkWords(t, doc)
	last := 0
	for _, stmt := range doc.Statements {
		for _, sp := range stmt.Spans.Cue {
			last = max(last, sp[1])
		}
	}
	if doc.Text != text || last < len(text)-2*len(sentence) {
		t.Errorf("the last cue ends at %d of %d", last, len(text))
	}
	usage := got.state.SysUsage().(*syscall.Rusage)
	most := int64(600 << 20) // bytes; darwin counts them, others count KiB
	if runtime.GOOS != "darwin" {
		most >>= 10
	}
	if usage.Maxrss > most {
		t.Errorf("it took %d of memory, more than %d", usage.Maxrss, most)
	}
}
