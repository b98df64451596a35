package browsertest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestScreenshots draws the main pages into a folder, if one is named: go test ./internal/browsertest -run Screenshots -screenshots FOLDER.
func TestScreenshots(t *testing.T) {
	if *screenshots == "" {
		t.Skip("make screenshots names the folder for them")
	}
	b := open(t, chromium(t), serve(t, "--ledger", newLedger(t)))
	pages := b.mainPages(t)
	for name, path := range pages {
		b.visit(t, path)
		for _, width := range []int64{1280, 800, 390} {
			for _, scheme := range []string{"light", "dark"} {
				b.look(t, width, scheme)
				b.draw(t, filepath.Join(*screenshots, fmt.Sprintf("%s-%d-%s.png", name, width, scheme)))
			}
		}
	}
}

var screenshots = flag.String("screenshots", "", "folder to draw the main pages into")

// draw draws what the window shows of the open page, without scrolling.
func (b browser) draw(t *testing.T, file string) {
	t.Helper()
	picture, err := chromedp.Run(b.tab, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(file, picture, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}
