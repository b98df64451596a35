package cli

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

var update = flag.Bool("update", false, "write docs/commands.md anew")

// TestCommandsPage: docs/commands.md says what the program says.
func TestCommandsPage(t *testing.T) {
	t.Setenv("COLUMNS", "100")
	path := filepath.Join("..", "..", "docs", "commands.md")
	want := commandsPage(t)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(path)
	if err != nil || string(got) != want {
		t.Errorf("docs/commands.md is stale (%v); write it anew with: go test ./internal/cli -run TestCommandsPage -update", err)
	}
}

func commandsPage(t *testing.T) string {
	t.Helper()
	var cmd commands
	parser, err := newParser(&cmd, Streams{})
	if err != nil {
		t.Fatal(err)
	}
	var page strings.Builder
	page.WriteString("# Commands\n\nWritten by `go test ./internal/cli -run TestCommandsPage -update`; a test fails when it is stale.\n\n")
	describe(t, &page, parser.Model.Node)
	page.WriteString("## Environment variables\n\n| variable | what it does |\n|---|---|\n")
	variables(&page, parser.Model.Node)
	page.WriteString("| `NO_COLOR` | Set to anything, it turns colours off; `--color` decides before it. |\n")
	fmt.Fprintf(&page, "\n## Exit codes\n\n| code | what it means |\n|---|---|\n"+
		"| %d | Everything was read and written, or `hearsay serve` was asked to end with SIGTERM, or `hearsay run` with SIGTERM or Ctrl-C. |\n"+
		"| %d | Some input could not be read, or the output not be written; a sentence on standard error says which and why. The other inputs were read. |\n"+
		"| %d | The command line is wrong; nothing was done. |\n"+
		"| %d | It was stopped with Ctrl-C, or what is no service with SIGTERM. |\n", ok, failed, misused, interrupted)
	return page.String()
}

// describe writes the help of a command and of those under it.
func describe(t *testing.T, page *strings.Builder, node *kong.Node) {
	t.Helper()
	args := strings.Fields(node.FullPath() + " --help")[1:]
	var out, said bytes.Buffer
	if code := Run(context.Background(), args, Streams{Out: &out, Err: &said}); code != ok || said.Len() > 0 {
		t.Fatalf("%q ends with %d and %q", args, code, said.String())
	}
	fmt.Fprintf(page, "## %s\n\n```\n%s\n```\n\n", node.FullPath(), strings.TrimSpace(out.String()))
	for _, child := range node.Children {
		describe(t, page, child)
	}
}

// variables lists the variables that stand in for flags.
func variables(page *strings.Builder, node *kong.Node) {
	for _, f := range node.Flags {
		for _, env := range f.Envs {
			fmt.Fprintf(page, "| `%s` | As `--%s`, which decides before it. |\n", env, f.Name)
		}
	}
	for _, child := range node.Children {
		variables(page, child)
	}
}
