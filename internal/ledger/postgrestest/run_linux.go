package postgrestest

import (
	"os/exec"
	"runtime"
	"syscall"
)

// run starts a program that ends with this one, however that ends, and tells of its end.
func run(cmd *exec.Cmd, ended chan<- error) error {
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGQUIT // PostgreSQL's immediate shutdown
	started := make(chan error)
	go func() {
		// The signal comes with the end of the thread that started the program.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			ended <- cmd.Wait()
		}
	}()
	return <-started
}
