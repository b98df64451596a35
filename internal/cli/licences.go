package cli

import (
	"fmt"

	"hearsay/internal/licences"
	"hearsay/models"
)

type licencesCommand struct{}

// Of the reader as its model card has it, for those who have the program only.
const ofItsOwn = `hearsay is licensed under the Apache License 2.0, which stands below at "hearsay (LICENSE)".

The weights and wordpieces of its reader, which are built in, come under the same licence. They are those of all-MiniLM-L6-v2
(https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2, Apache License 2.0), trained further and made smaller. PolNeAR, with which
among others they were trained, states no licence; none of its text is built in.

The rest of what is built in was made by others: Go modules, Go itself, and ONNX Runtime.

Go and its modules, each text once below all that it is for
`

// Run prints the licences that must travel with the program.
func (licencesCommand) Run(streams Streams) error {
	lib := models.Runtime()
	_, err := fmt.Fprintf(streams.Out, "%s\n%s\nONNX Runtime\n\n%s\n\nIts third-party notices\n\n%s\n",
		ofItsOwn, licences.Modules(), lib.Licence, lib.Notices)
	return explainOutput(err)
}
