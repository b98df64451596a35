//go:build unix

package desk

import (
	"errors"
	"syscall"
)

// runs tells whether there is a process with this number on this machine.
func runs(pid int) bool {
	err := syscall.Kill(pid, 0)
	return err == nil || errors.Is(err, syscall.EPERM)
}
