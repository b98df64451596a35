//go:build !unix

package desk

// runs cannot be told here: a process that ended is noticed by its silence.
func runs(int) bool { return true }
