package cli_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"unsafe"

	"golang.org/x/sys/unix"
)

// The test program, called with this variable set, becomes hearsay in a process that the kernel kills as soon as it opens a socket of any kind.
const withoutSockets = "HEARSAY_TEST_WITHOUT_SOCKETS"

// homeOfHearsay holds the settings of the program itself; the test program before it keeps its own.
const homeOfHearsay = "HEARSAY_TEST_HOME"

// TestWithoutSockets is that process when the variable is set, and does nothing otherwise.
func TestWithoutSockets(t *testing.T) {
	args, set := os.LookupEnv(withoutSockets)
	if !set {
		t.Skip("this is a helper of TestNoNetworkAndNoFiles")
	}
	os.Unsetenv(withoutSockets)
	hearsay, err := exec.LookPath("hearsay")
	if err == nil {
		runtime.LockOSThread()
		if err = forbidSockets(); err == nil {
			err = syscall.Exec(hearsay, append([]string{hearsay}, strings.Split(args, "\n")...),
				append(strings.Split(os.Getenv(homeOfHearsay), "\n"), os.Environ()...)) // of two settings the first counts
		}
	}
	fmt.Fprintln(os.Stderr, "cannot forbid sockets:", err)
	os.Exit(99)
}

// forbidSockets has the kernel kill this thread's process, and whatever it becomes, at a call of socket or io_uring_setup.
func forbidSockets() error {
	const number = 0 // of the call, at the start of what a filter sees
	load := unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: number}
	is := func(call uint32, skip uint8) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_JMP | unix.BPF_JEQ | unix.BPF_K, K: call, Jt: skip}
	}
	end := func(with uint32) unix.SockFilter {
		return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: with}
	}
	filter := []unix.SockFilter{load, is(unix.SYS_SOCKET, 2), is(unix.SYS_IO_URING_SETUP, 1), end(unix.SECCOMP_RET_ALLOW), end(unix.SECCOMP_RET_KILL_PROCESS)}
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return err
	}
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.Syscall(unix.SYS_SECCOMP, unix.SECCOMP_SET_MODE_FILTER, 0, uintptr(unsafe.Pointer(&program)))
	runtime.KeepAlive(filter)
	if errno != 0 {
		return errno
	}
	return nil
}

func TestNoNetworkAndNoFiles(t *testing.T) {
	start := func(stdin string, args ...string) (string, ended) {
		root, settings := elsewhere(t)
		cmd := exec.Command(os.Args[0], "-test.run=^TestWithoutSockets$")
		cmd.Dir = root
		cmd.Env = append(slices.Clone(os.Environ()), withoutSockets+"="+strings.Join(args, "\n"), homeOfHearsay+"="+strings.Join(settings, "\n"))
		cmd.Stdin = strings.NewReader(stdin)
		got := finish(t, cmd)
		if got.code == 99 {
			t.Skipf("this system does not let a process give up sockets: %s", got.err)
		}
		return root, got
	}
	// First that the trap works: a fetch must fall into it.
	_, got := start("", "read", "http://192.0.2.1/story")
	if status, ok := got.state.Sys().(syscall.WaitStatus); !ok || !status.Signaled() || status.Signal() != syscall.SIGSYS {
		t.Fatalf("a fetch was not caught: %v, %s", got.state, got.err)
	}
	root, got := start(fire, "read", "--format", "html", "-")
	wantEnd(t, got, 0, "")
	wantLibraryOnly(t, root)
}

// TestFullDisk: a file on a disk that is full is not there at all.
func TestFullDisk(t *testing.T) {
	disk, files := t.TempDir(), t.TempDir()
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=16k")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skipf("a small disk to fill cannot be mounted here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	writeFile(t, disk+"/old.html", "what was there before")
	writeFile(t, files+"/fire.txt", fire)
	for _, name := range []string{"new.html", "old.html"} {
		got := run(t, "", "read", "--format", "html", "--output", disk+"/"+name, files+"/fire.txt")
		wantEnd(t, got, 1, "hearsay: "+disk+"/"+name+": it was not written, since the disk is full; free some space and run again\n")
	}
	if left := filesUnder(t, disk); len(left) != 1 {
		t.Errorf("on the disk are %q", left)
	}
	if old, err := os.ReadFile(disk + "/old.html"); err != nil || string(old) != "what was there before" {
		t.Errorf("the old file has %q, %v", old, err)
	}
	root, settings := elsewhere(t)
	cmd := command(root, append(settings, "HEARSAY_RUNTIME_DIR="+disk+"/runtime"), "read", "-")
	cmd.Stdin = strings.NewReader(fire)
	wantEnd(t, finish(t, cmd), 1, "hearsay: unpacking ONNX Runtime into "+disk+"/runtime: it was not written, since the disk is full; free some space and run again, or set HEARSAY_RUNTIME_DIR to a folder elsewhere\n")
	if left := filesUnder(t, disk); len(left) != 1 {
		t.Errorf("on the disk are %q", left)
	}
}

// TestLedgerOnFullDisk: what does not fit is refused in a sentence, and what was kept until then stays.
func TestLedgerOnFullDisk(t *testing.T) {
	disk := t.TempDir()
	err := syscall.Mount("tmpfs", disk, "tmpfs", 0, "size=2m")
	if errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EACCES) {
		t.Skipf("a small disk to fill cannot be mounted here: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { syscall.Unmount(disk, syscall.MNT_DETACH) })
	path := disk + "/ledger.db"
	wantEnd(t, run(t, fire, "add", "--ledger", path, "-"), 0, "")
	if err := os.WriteFile(disk+"/rest", make([]byte, 2<<20), 0o600); !errors.Is(err, syscall.ENOSPC) {
		t.Fatalf("the disk has room left: %v", err)
	}
	wantEnd(t, run(t, "", "status", "--ledger", path), 1, "hearsay: the ledger "+path+": the disk is full (disk I/O error (4874)); free some space and run again; what was kept until then stays\n")
	if err := os.Remove(disk + "/rest"); err != nil {
		t.Fatal(err)
	}
	got := run(t, "", "add", "--ledger", path, "../../testdata/stories")
	if got.code != 1 || !strings.Contains(got.err, "the ledger "+path+": the disk is full") || !strings.HasSuffix(got.err, "; free some space and run again; what was kept until then stays\n") {
		t.Errorf("exit code %d with %q", got.code, got.err)
	}
	got = run(t, "", "verify", "--ledger", path)
	wantEnd(t, got, 0, "")
	if !strings.HasSuffix(got.out, ": nothing is wrong\n") {
		t.Errorf("afterwards it has %q", got.out)
	}
}
