// Command generate makes the Go code of the pages' templates: go generate ./internal/web.
package main

import (
	"bytes"
	"fmt"
	"go/format"
	"os"
	"path/filepath"
	"strings"

	"github.com/a-h/templ/generator"
	"github.com/a-h/templ/parser/v2"
)

func main() {
	templates, err := filepath.Glob("*.templ")
	for _, file := range templates {
		var code []byte
		if code, err = generate(file); err == nil {
			err = os.WriteFile(target(file), code, 0o644)
		}
		if err != nil {
			break
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// target is the file of Go code that a template becomes.
func target(template string) string { return strings.TrimSuffix(template, ".templ") + "_templ.go" }

// generate makes the Go code of a template.
func generate(file string) ([]byte, error) {
	template, err := parser.Parse(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	var code bytes.Buffer
	if _, err := generator.Generate(template, &code, generator.WithFileName(filepath.Base(file))); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	pretty, err := format.Source(code.Bytes())
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return pretty, nil
}
