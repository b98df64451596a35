// Package licences holds the licences of the Go modules that are linked into hearsay, and of Go itself; `make licences` gathers them.
package licences

import _ "embed"

//go:embed modules.txt
var modules string

// Modules are the texts, each once, below the modules and files in which it was found.
func Modules() string { return modules }
