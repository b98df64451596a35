package eval

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// references is the folder of the scorers that this package must equal, seen from this folder.
var references = filepath.Join("..", "..", "..", "shared", "score")

// python runs a reference scorer, or skips the test where there is none.
func python(t *testing.T, script string, args ...string) string {
	t.Helper()
	interpreter, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("there is no python3 to run the reference scorer with")
	}
	if _, err := os.Stat(script); err != nil {
		t.Skipf("the reference scorer is not at %s", script)
	}
	cmd := exec.Command(interpreter, append([]string{script}, args...)...)
	cmd.Env = append(os.Environ(), "PYTHONDONTWRITEBYTECODE=1", "PYTHONIOENCODING=utf-8")
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// mendedStories is a copy of the reference's stories.py that takes right and wrong entries for 1 and 0; it would stop at those that come out as None.
func mendedStories(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"stories.py", "spans.py"} {
		raw, err := os.ReadFile(filepath.Join(references, name))
		if err != nil {
			t.Skipf("the reference scorer is not at %s", references)
		}
		mended := strings.NewReplacer(
			"whole = sum((not g['source']", "whole = sum(bool((not g['source']",
			"not in cmap.values()) for g, p in matched)", "not in cmap.values())) for g, p in matched)",
		).Replace(string(raw))
		writeFile(t, filepath.Join(dir, name), []byte(mended))
	}
	return filepath.Join(dir, "stories.py")
}

func writeFile(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func writeJSON(t *testing.T, path string, v any) {
	t.Helper()
	raw, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, path, append(raw, '\n'))
}

func open(t *testing.T, path string) *os.File {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}
