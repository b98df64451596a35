//go:build !linux

package postgrestest

import "os/exec"

// run starts a program and tells of its end.
func run(cmd *exec.Cmd, ended chan<- error) error {
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() { ended <- cmd.Wait() }()
	return nil
}
