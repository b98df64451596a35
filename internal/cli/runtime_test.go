package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"hearsay/models"
)

// elsewhere are settings for a home, cache and scratch folder that are new and empty.
func elsewhere(t *testing.T) (root string, settings []string) {
	t.Helper()
	root = t.TempDir()
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "TMPDIR"} {
		dir := filepath.Join(root, name)
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		settings = append(settings, name+"="+dir)
	}
	return root, settings
}

// wantLibraryOnly checks that the unpacked library is the one file under a folder, and gives its path.
func wantLibraryOnly(t *testing.T, root string) string {
	t.Helper()
	left := filesUnder(t, root)
	lib := models.Runtime()
	if len(left) != 1 || !strings.HasSuffix(left[0], filepath.Join("hearsay", "onnxruntime", lib.SHA256[:16], lib.Name)) {
		t.Fatalf("the files are %q, want the library only", left)
	}
	return left[0]
}

func TestFourStartsAtOnce(t *testing.T) {
	root, settings := elsewhere(t)
	var all [4]*exec.Cmd
	var said [4]bytes.Buffer
	for i := range all {
		all[i] = command("", settings, "read", "--format", "json", "-")
		all[i].Stdin, all[i].Stderr = strings.NewReader(fire), &said[i]
		if err := all[i].Start(); err != nil {
			t.Fatal(err)
		}
	}
	for i, cmd := range all {
		if err := cmd.Wait(); err != nil || said[i].Len() > 0 {
			t.Errorf("start %d: %v, %q", i, err, said[i].String())
		}
	}
	wantLibraryOnly(t, root)
}

func TestDamagedLibraryIsReplaced(t *testing.T) {
	root, settings := elsewhere(t)
	start := func() {
		cmd := command("", settings, "read", "--format", "json", "-")
		cmd.Stdin = strings.NewReader(fire)
		wantEnd(t, finish(t, cmd), 0, "")
	}
	start()
	lib := wantLibraryOnly(t, root)
	good, err := os.ReadFile(lib)
	if err != nil {
		t.Fatal(err)
	}
	damaged := bytes.Clone(good)
	damaged[len(damaged)/2] ^= 1
	for _, bad := range [][]byte{damaged, good[:len(good)/2], {}} {
		if err := os.WriteFile(lib, bad, 0o700); err != nil {
			t.Fatal(err)
		}
		start()
		if now, err := os.ReadFile(lib); err != nil || !bytes.Equal(now, good) {
			t.Errorf("a library of %d bytes, %v, is not the right one", len(now), err)
		}
		wantLibraryOnly(t, root)
	}
}

// TestNothingToReadUnpacksNothing: what ends early leaves no library half unpacked, and none at all.
func TestNothingToReadUnpacksNothing(t *testing.T) {
	root, settings := elsewhere(t)
	cmd := command(root, settings, "read", "gone.txt")
	wantEnd(t, finish(t, cmd), 1, "hearsay: gone.txt: there is no such file; check the name\n")
	if left := filesUnder(t, root); len(left) > 0 {
		t.Errorf("there are %q", left)
	}
}

func TestNoPlaceToUnpack(t *testing.T) {
	file := writeFile(t, filepath.Join(t.TempDir(), "file"), "")
	cmd := command("", []string{"HEARSAY_RUNTIME_DIR=" + file}, "read", "-")
	cmd.Stdin = strings.NewReader(fire)
	wantEnd(t, finish(t, cmd), 1, "hearsay: unpacking ONNX Runtime into "+file+": mkdir "+file+": not a directory; "+
		"set HEARSAY_RUNTIME_DIR to a folder that can be written and executed from\n")
	cmd = command("", []string{"HOME=", "XDG_CACHE_HOME="}, "read", "-")
	cmd.Stdin = strings.NewReader(fire)
	wantEnd(t, finish(t, cmd), 1, "hearsay: there is no cache folder to unpack ONNX Runtime into; give one with --runtime-dir DIR or HEARSAY_RUNTIME_DIR\n")
}

// TestRuntimeDir: the library goes where the flag says, before the variable.
func TestRuntimeDir(t *testing.T) {
	root, settings := elsewhere(t)
	dir := t.TempDir()
	cmd := command("", append(settings, "HEARSAY_RUNTIME_DIR="+filepath.Join(root, "variable")), "read", "--runtime-dir", dir, "-")
	cmd.Stdin = strings.NewReader(fire)
	wantEnd(t, finish(t, cmd), 0, "")
	lib := models.Runtime()
	if left := filesUnder(t, dir); len(left) != 1 || left[0] != filepath.Join(dir, lib.SHA256[:16], lib.Name) {
		t.Errorf("the folder of the flag has %q", left)
	}
	if left := filesUnder(t, root); len(left) > 0 {
		t.Errorf("there are %q elsewhere", left)
	}
}
