package api

import (
	_ "embed"
	"html/template"
	"net/http"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"
)

//go:embed docs.html.tmpl
var docsPage string

// describe serves the document that describes the API, as JSON, as YAML, and as a page for people that needs nothing from elsewhere.
func describe(mux *http.ServeMux, doc *huma.OpenAPI) error {
	if err := settle(doc.Components.Schemas); err != nil {
		return err
	}
	asJSON, err := doc.MarshalJSON()
	if err != nil {
		return err
	}
	asYAML, err := doc.YAML()
	if err != nil {
		return err
	}
	page, err := template.New("docs").Parse(docsPage)
	if err != nil {
		return err
	}
	var asHTML strings.Builder
	if err := page.Execute(&asHTML, operations(doc)); err != nil {
		return err
	}
	give := func(kind, content string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write([]byte(content)) // who asked is gone if it fails
		}
	}
	mux.HandleFunc("GET /api/openapi.json", give("application/openapi+json", string(asJSON)))
	mux.HandleFunc("GET /api/openapi.yaml", give("application/openapi+yaml", string(asYAML)))
	mux.HandleFunc("GET /api/docs", give("text/html; charset=utf-8", asHTML.String()))
	return nil
}

// operations lists what the API can do, in order of paths.
func operations(doc *huma.OpenAPI) []*huma.Operation {
	var all []*huma.Operation
	for _, path := range doc.Paths {
		for _, op := range []*huma.Operation{path.Get, path.Post} {
			if op != nil {
				all = append(all, op)
			}
		}
	}
	slices.SortFunc(all, func(a, b *huma.Operation) int { return strings.Compare(a.Path+a.Method, b.Path+b.Method) })
	return all
}
