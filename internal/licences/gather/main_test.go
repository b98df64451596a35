package main

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"hearsay/internal/licences"
)

// TestAllThatIsLinkedIsThere: a module that is new, or has another version, is not in the text until it is gathered anew.
func TestAllThatIsLinkedIsThere(t *testing.T) {
	// What go list reads is unknown to the cache of tests; what is read here is not.
	if _, err := os.ReadFile(filepath.Join("..", "..", "..", "go.mod")); err != nil {
		t.Fatal(err)
	}
	packages, err := linked(runtime.GOOS + "-" + runtime.GOARCH)
	if err != nil {
		t.Fatal(err)
	}
	found, err := gather(packages)
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 50 {
		t.Errorf("only %d texts were found for %d packages", len(found), len(packages))
	}
	for text, titles := range found {
		for _, title := range titles {
			if !strings.Contains(licences.Modules(), "\n"+title+"\n") {
				t.Errorf("%s is not in modules.txt: make licences gathers it", title)
			}
		}
		if !strings.Contains(licences.Modules(), "\n\n"+text+"\n\n") {
			t.Errorf("the text of %s is another in modules.txt: make licences gathers it", titles[0])
		}
	}
	for _, title := range []string{"Go, its runtime and standard library (LICENSE)", "hearsay (LICENSE)"} {
		if !strings.Contains(licences.Modules(), "\n"+title+"\n") {
			t.Errorf("%s is not in modules.txt", title)
		}
	}
}

// TestGather: a licence counts for the packages beside and below it, and is told once.
func TestGather(t *testing.T) {
	one, two := folder(t, "LICENSE", "Do as you like. \r\n", "a/b/licence.go", "package b", "c/LICENSE", "Don't."), folder(t, "COPYING.md", "\nDo as you like.")
	first := module{Path: "x.example/one", Version: "v1.2.3", Dir: one}
	found, err := gather([]goPackage{
		{Dir: filepath.Join(one, "a", "b"), Module: first}, {Dir: filepath.Join(one, "a"), Module: first},
		{Dir: two, Module: module{Path: "x.example/two", Version: "v2.0.0", Dir: two}},
	})
	if err != nil {
		t.Fatal(err)
	}
	rule := strings.Repeat("-", 80)
	want := rule + "\nx.example/one v1.2.3 (LICENSE)\nx.example/two v2.0.0 (COPYING.md)\n" + rule + "\n\nDo as you like.\n\n"
	if got := page(found); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestNoLicence(t *testing.T) {
	dir := folder(t, "code.go", "package code")
	_, err := gather([]goPackage{{Dir: dir, Module: module{Path: "x.example/one", Version: "v1.2.3", Dir: dir}}})
	if err == nil || err.Error() != "x.example/one v1.2.3 has no licence; see whether hearsay may have it inside" {
		t.Errorf("got %v", err)
	}
}

// folder makes a folder of files, given as their names and texts.
func folder(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		path := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
