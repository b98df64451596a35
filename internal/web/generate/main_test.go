package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestCodeIsThatOfTheTemplates holds the Go code that is kept to the templates that it is made of.
func TestCodeIsThatOfTheTemplates(t *testing.T) {
	templates, err := filepath.Glob("../*.templ")
	if err != nil || len(templates) == 0 {
		t.Fatalf("there are no templates: %v", err)
	}
	for _, file := range templates {
		want, err := generate(file)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := os.ReadFile(target(file)); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is not what %s makes: run go generate ./internal/web", target(file), file)
		}
	}
}
