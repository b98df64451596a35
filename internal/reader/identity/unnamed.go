package identity

import "hearsay"

// unnamed tells what the article lets its readers know of an unnamed source.
func (c *cast) unnamed(e *entity) hearsay.Unnamed {
	var u hearsay.Unnamed
	return u
}
