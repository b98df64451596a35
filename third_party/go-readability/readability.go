// Package readability stands in for go-readability: it has the names that go-trafilatura uses and finds no article. See the README above it.
package readability

import (
	"errors"
	"net/url"

	"golang.org/x/net/html"
)

// Article is what is found.
type Article struct{ Node *html.Node }

// FromDocument finds nothing.
func FromDocument(*html.Node, *url.URL) (Article, error) {
	return Article{}, errors.New("go-readability is not built in")
}
