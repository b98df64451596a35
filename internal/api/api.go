// Package api is the ledger as JSON over HTTP: every page of it has a twin here, with the same values. It describes itself as OpenAPI 3.1, from the
// same types that it answers with.
package api

import (
	"context"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"hearsay/internal/editing"
	"hearsay/internal/gate"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// Options are what the API needs beside the ledger.
type Options struct {
	Version string
	Derive  report.Derive   // works out claims as they were at a time
	Editor  *editing.Editor // makes corrections
	Failed  func(error)     // takes note of what went wrong here, and not with what was asked; may be nil
}

// How much is done at once, and how long anybody waits.
const (
	atOnce   = 3           // together with the pages fewer than a ledger answers at once: what is kept must not wait for them
	readTime = time.Minute // for an answer, waiting included
	editTime = time.Minute // for a correction, which may have to wait for others that write
	mostBody = 1 << 20     // bytes of a request
)

// service answers requests of programs.
type service struct {
	ledger ledger.Ledger
	Options
	turns chan struct{} // one for each answer that may be worked on at once
}

// New makes the handler of everything below /api/. Who asks is told by a gate.
func New(l ledger.Ledger, opts Options) (http.Handler, error) {
	s := &service{l, opts, make(chan struct{}, atOnce)}
	mux := http.NewServeMux()
	doc := humago.New(mux, config(opts.Version))
	doc.UseMiddleware(func(ctx huma.Context, next func(huma.Context)) {
		if name := emptied(ctx); name != "" {
			_ = huma.WriteErr(doc, ctx, http.StatusUnprocessableEntity, name+" is empty; give it a value or leave it out") // who asked is gone if it fails
			return
		}
		next(ctx)
	})
	s.claims(doc)
	s.things(doc)
	s.search(doc)
	s.edits(doc)
	s.about(doc)
	if err := describe(mux, doc.OpenAPI()); err != nil {
		return nil, err
	}
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { nowhere(w, r, mux) })
	return tagged(mux), nil
}

// config says what the document says in general.
func config(version string) huma.Config {
	c := huma.DefaultConfig("hearsay", version)
	c.Info.Description = "The ledger of who said what, according to whom. Every page has a twin here. Lists come in pages: send `next` of one as `after` to " +
		"get the one that follows; it is empty on the last. Every GET answers with an ETag; send it as If-None-Match, and 304 says that nothing " +
		"has changed. Errors are problem+json (RFC 9457). Dates without a time mean the whole day, in UTC. An id may be cut short to four " +
		"characters or more, as long as only one begins so."
	c.Info.License = &huma.License{Name: "Apache 2.0", Identifier: "Apache-2.0"}
	c.Components.Schemas = newRegistry()
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token":   {Type: "http", Scheme: "bearer", Description: "A token that `hearsay tokens add` made. Where hearsay runs without --auth none is needed."},
		"session": {Type: "apiKey", In: "cookie", Name: "hearsay", Description: "The session of somebody who has logged in; `__Host-hearsay` behind TLS."},
	}
	c.Security = []map[string][]string{{"token": {}}, {"session": {}}, {}}
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.RejectUnknownQueryParameters = true
	return c
}

// reading is an operation that reads. Its id is in words with hyphens.
func reading(id, path, summary, description string, errors ...int) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Summary: summary, Description: description,
		Errors: append([]int{http.StatusUnauthorized, http.StatusUnprocessableEntity, http.StatusServiceUnavailable}, errors...),
		Responses: map[string]*huma.Response{
			"200": {Headers: map[string]*huma.Param{"ETag": {Schema: &huma.Schema{Type: huma.TypeString}, Description: "Changes when the answer does."}}},
			"304": {Description: "Nothing has changed since the answer with the ETag in If-None-Match."},
		},
		Parameters: []*huma.Param{{Name: "If-None-Match", In: "header", Schema: &huma.Schema{Type: huma.TypeString}, Description: "ETag of an earlier answer."}},
	}
}

// read answers with what is gathered in one sight of the ledger, when there is room for one more.
func read[T any](ctx context.Context, s *service, gather func(context.Context, ledger.View) (*T, error)) (*answer[T], error) {
	ctx, cancel := context.WithTimeout(ctx, readTime)
	defer cancel()
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return nil, s.problem(ctx.Err())
	}
	var out answer[T]
	err := s.ledger.View(ctx, func(v ledger.View) (err error) {
		out.Body, err = gather(ctx, v)
		return err
	})
	if err != nil {
		return nil, s.problem(err)
	}
	return &out, nil
}

// answer is a page as huma takes it.
type answer[T any] struct {
	Body *T
}

// Listing is which part of a list somebody wants.
type Listing struct {
	After string `query:"after" maxLength:"1000" doc:"Where to go on: next of the page before."`
	Limit int    `query:"limit" minimum:"1" maximum:"200" default:"50" doc:"How many at most."`
}

func (l Listing) paging() ledger.Paging {
	return ledger.Paging{After: ledger.Cursor(l.After), Limit: l.Limit}
}

// emptied names a parameter of the query that is there without a value, though its schema has no empty one; "" if there is none.
func emptied(ctx huma.Context) string {
	u := ctx.URL()
	query := u.Query()
	for _, p := range ctx.Operation().Parameters {
		values := query[p.Name]
		if p.In == "query" && len(values) > 0 && values[0] == "" && p.Schema.Type != huma.TypeArray && (p.Schema.Type != huma.TypeString || p.Schema.Enum != nil) {
			return p.Name
		}
	}
	return ""
}

// nowhere answers requests that no operation takes: wrong paths, and wrong methods of right ones.
func nowhere(w http.ResponseWriter, r *http.Request, mux *http.ServeMux) {
	allowed := methods(r, mux)
	if len(allowed) == 0 {
		gate.Problem(w, http.StatusNotFound, "There is nothing at "+strconv.Quote(r.URL.Path)+"; /api/openapi.json tells what there is.")
		return
	}
	w.Header().Set("Allow", strings.Join(allowed, ", "))
	gate.Problem(w, http.StatusMethodNotAllowed, "This takes "+strings.Join(allowed, " or ")+", and not "+r.Method+".")
}

// methods lists what a path takes. Where it is a path of its own for one method and an id for another, only the first counts.
func methods(r *http.Request, mux *http.ServeMux) []string {
	var own, all []string
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		other := r.Clone(r.Context())
		other.Method = method
		_, pattern := mux.Handler(other)
		if pattern == "/" || pattern == "" {
			continue
		}
		all = append(all, method)
		if !strings.Contains(pattern, "{") {
			own = append(own, method)
		}
	}
	if len(own) > 0 {
		return own
	}
	return all
}
