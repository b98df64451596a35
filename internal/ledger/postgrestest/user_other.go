//go:build !unix

package postgrestest

import "os/exec"

// account is whoever runs the tests.
type account struct{}

func unprivileged() (*account, error) { return nil, nil }

func (*account) give(string) error { return nil }

func (*account) run(*exec.Cmd) {}
