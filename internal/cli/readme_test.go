package cli_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"testing"
)

// TestReadmeReading: the reading that README.md shows is what the program makes of that text.
func TestReadmeReading(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	shown := regexp.MustCompile("(?s)```json\n(.*?)```").FindSubmatch(readme)
	if shown == nil {
		t.Fatal("README.md shows no reading")
	}
	var want, got map[string]any
	if err := json.Unmarshal(shown[1], &want); err != nil {
		t.Fatalf("what README.md shows is no JSON: %v", err)
	}
	dir := t.TempDir()
	id, text := want["id"].(string), want["text"].(string)
	writeFile(t, filepath.Join(dir, id), text)
	cmd := command(dir, nil, "read", "--format", "json", id)
	end := finish(t, cmd)
	wantEnd(t, end, 0, "")
	if err := json.Unmarshal([]byte(end.out), &got); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("README.md shows\n%s\nthe program writes\n%s", shown[1], end.out)
	}
}
