package cli

import (
	"fmt"

	"hearsay/models"
)

type licencesCommand struct{}

// Run prints the licences that must travel with the program.
func (licencesCommand) Run(streams Streams) error {
	lib := models.Runtime()
	_, err := fmt.Fprintf(streams.Out, "hearsay is licensed under the Apache License 2.0.\n\nThe reader's weights: models/reader/README.md.\n\n"+
		"ONNX Runtime\n\n%s\n\nIts third-party notices\n\n%s\n", lib.Licence, lib.Notices)
	return explainOutput(err)
}
