package onnxruntime

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/klauspost/compress/zstd"
)

func packed(t *testing.T, content string) Packed {
	t.Helper()
	w, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(content))
	return Packed{Name: "libtest.so", Zstd: w.EncodeAll([]byte(content), nil), SHA256: hex.EncodeToString(sum[:])}
}

func files(t *testing.T, dir string) []string {
	t.Helper()
	var found []string
	err := filepath.Walk(dir, func(path string, info os.FileInfo, err error) error {
		if err == nil && !info.IsDir() {
			found = append(found, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestUnpackOnce(t *testing.T) {
	dir, p := t.TempDir(), packed(t, strings.Repeat("library ", 1000))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, err := Unpack(p, dir); err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	want := filepath.Join(dir, p.SHA256[:16], "libtest.so")
	if found := files(t, dir); len(found) != 1 || found[0] != want {
		t.Errorf("there are %q, want only %q", found, want)
	}
}

func TestUnpackMendsADamagedFile(t *testing.T) {
	dir, p := t.TempDir(), packed(t, "whole")
	path, err := Unpack(p, dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte("damaged"), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Unpack(p, dir); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(path); err != nil || string(b) != "whole" {
		t.Errorf("the file holds %q, %v", b, err)
	}
}

// TestUnpackRemovesWhatWasLeft: a part that nobody writes any more goes, one that somebody may be writing stays.
func TestUnpackRemovesWhatWasLeft(t *testing.T) {
	dir, p := t.TempDir(), packed(t, "whole")
	path, err := Unpack(p, dir)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // without and with something to unpack
		stale, live := path+".1.part", path+".2.part"
		for name, age := range map[string]time.Duration{stale: 11 * time.Minute, live: time.Minute} {
			if err := os.WriteFile(name, []byte("wh"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chtimes(name, time.Time{}, time.Now().Add(-age)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := Unpack(p, dir); err != nil {
			t.Fatal(err)
		}
		if found := files(t, dir); len(found) != 2 || found[0] != path || found[1] != live {
			t.Errorf("there are %q, want %q and %q", found, path, live)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
}

func TestUnpackSaysWhatToDo(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Unpack(packed(t, "x"), filepath.Join(file, "below"))
	if err == nil || !strings.Contains(err.Error(), DirVariable) || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %v", err)
	}
}

func TestUnpackRefusesADamagedProgram(t *testing.T) {
	dir, p := t.TempDir(), packed(t, "x")
	p.SHA256 = strings.Repeat("0", 64)
	_, err := Unpack(p, dir)
	if err == nil || !strings.Contains(err.Error(), "damaged") || strings.Contains(err.Error(), "\n") {
		t.Errorf("the error is %v", err)
	}
	if found := files(t, dir); len(found) != 0 {
		t.Errorf("left behind: %q", found)
	}
}

func TestLoadRefusesWhatIsNoLibrary(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lib.so")
	if err := os.WriteFile(path, []byte("no library"), 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := Load(path)
	if !errors.Is(err, ErrNoLibrary) || !strings.Contains(err.Error(), "libstdc++6") {
		t.Errorf("the error is %v", err)
	}
}
