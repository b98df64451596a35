package api_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestAnswersAreAsDescribed asks for everything that the document describes, rightly and wrongly, and holds each answer to it.
func TestAnswersAreAsDescribed(t *testing.T) {
	c := newClient(t, append(story(), told{"The Mail", "2031-03-08", [][4]string{{"Nordic Hull", "confirmed", "confirms", seized}, {"", "said", "asserts", seized}}},
		told{"The Valley", "2031-03-09", [][4]string{{"Ivo Lind", "said", "asserts", "bus fares will rise by a tenth in the autumn"}}})...)
	d := describedBy(c)
	claims, _ := c.get("/api/v1/claims")["claims"].([]any)
	claim, other := first(c.get("/api/v1/claims?words=tanker"), "claims", "id"), ""
	for _, one := range claims {
		if id := first(one, "id"); id != claim {
			other = id
		}
	}
	page := c.get("/api/v1/claims/" + claim)
	positions, _ := page["positions"].([]any)
	statement, article, source := first(positions[0], "statement"), first(positions[0], "article"), first(positions[1], "source", "id")
	last := positions[len(positions)-1]
	edit := `"` + statement + `"`
	asks := map[string][]string{ // by operation: paths, and the bodies of those that take one
		"list-moves":   {"/api/v1/moved?all=true&until=2031-03-09", "/api/v1/moved?limit=0", "/api/v1/moved?after=x"},
		"list-claims":  {"/api/v1/claims", "/api/v1/claims?as_of=2031-03-05", "/api/v1/claims?limit=1&status=denied,disputed&several=true", "/api/v1/claims?since=x"},
		"show-claim":   {"/api/v1/claims/" + claim, "/api/v1/claims/" + claim + "?as_of=2031-03-05", "/api/v1/claims/nosuch", "/api/v1/claims/" + claim + "?as_of=2001-01-01"},
		"show-article": {"/api/v1/articles/" + article, "/api/v1/articles/" + url.PathEscape("https://example.com/Coast Wire"), "/api/v1/articles/x"},
		"compare-revisions": {
			"/api/v1/articles/" + article + "/revisions", "/api/v1/articles/" + article + "/revisions?from=x", "/api/v1/articles/x/revisions",
		},
		"show-outlet":  {"/api/v1/outlets/coast%20wire", "/api/v1/outlets/Coast%20Wire?limit=1", "/api/v1/outlets/nosuch", "/api/v1/outlets/Coast%20Wire?after=x"},
		"list-sources": {"/api/v1/sources", "/api/v1/sources?name=Hull&kind=person", "/api/v1/sources?kind=x"},
		"show-source":  {"/api/v1/sources/" + source, "/api/v1/sources/Mara%20Quill", "/api/v1/sources/nobody"},
		"search":       {"/api/v1/search?q=tanker", "/api/v1/search?q=tanker&in=claim,article&since=2031-03-05&until=2031-03-06", "/api/v1/search"},
		"show-counts":  {"/api/v1/counts"},
		"show-me":      {"/api/v1/me"},
		"merge-edit":   {`{"claim":"` + claim + `","other":"` + other + `"}`, `{"claim":"` + claim + `"}`, `{"claim":"x","other":"y"}`, `{`},
		"split-edit":   {`{"claim":"` + claim + `","statements":["` + first(last, "statement") + `"]}`, `{"claim":"` + claim + `","statements":[]}`},
		"move-edit":    {`{"statement":"` + first(last, "statement") + `","claim":"` + claim + `"}`, `{"statement":"x","claim":"x"}`},
		"stance-edit":  {`{"statement":` + edit + `,"stance":"doubts"}`, `{"statement":` + edit + `,"stance":"x"}`},
		"accept-edit":  {`{"claim":"` + claim + `","other":"x"}`},
		"reject-edit":  {`{"claim":"` + claim + `","other":"x"}`},
		"rename-edit":  {`{"source":"` + source + `","name":"Another Name"}`, `{"source":"nobody","name":"x"}`},
		"join-edit":    {`{"source":"` + source + `","other":"Nordic Hull"}`, `{"source":"` + source + `","other":"` + source + `"}`},
		"part-edit":    {`{"source":"Nordic Hull","article":"` + first(last, "article") + `"}`, `{"source":"Nordic Hull","article":"x"}`},
		"part-articles-edit": {
			`{"article":"` + article + `","other":"` + first(last, "article") + `"}`, `{"article":"` + article + `","other":"x"}`,
		},
		"list-edits": {"/api/v1/edits", "/api/v1/edits?limit=1", "/api/v1/edits?article=" + article, "/api/v1/edits?claim=x"},
		"show-edit":  nil,
		"undo-edit":  nil,
	}
	for path, methods := range d.Paths {
		for method, op := range methods {
			for _, part := range strings.Split(path, "/") {
				if name := strings.Trim(part, "{}"); name != part && !slices.Contains(op.Parameters, parameter{name, "path"}) {
					t.Errorf("%s does not describe what %s is", op.ID, part)
				}
			}
			list, known := asks[op.ID]
			if !known {
				t.Errorf("nothing asks for the operation %s %s", method, path)
			}
			for i, ask := range list {
				answer := func() *http.Response {
					if method == "post" {
						return c.ask(http.MethodPost, path, ask)
					}
					return c.ask(http.MethodGet, ask, "")
				}()
				if i == 0 && method == "get" && answer.StatusCode != http.StatusOK {
					t.Errorf("%s is asked rightly for %s and answers %s", op.ID, ask, answer.Status)
				}
				d.hold(t, op, answer)
			}
		}
	}
	id := first(c.get("/api/v1/edits"), "edits", "id")
	show, undo := d.Paths["/api/v1/edits/{id}"]["get"], d.Paths["/api/v1/edits/{id}/undo"]["post"]
	answer := c.ask(http.MethodGet, "/api/v1/edits/"+id, "")
	d.hold(t, show, c.ask(http.MethodGet, "/api/v1/edits/"+id, "", "If-None-Match", answer.Header.Get("ETag")))
	d.hold(t, show, answer)
	d.hold(t, show, c.ask(http.MethodGet, "/api/v1/edits/x", ""))
	d.hold(t, undo, c.ask(http.MethodPost, "/api/v1/edits/"+id+"/undo", ""))
	d.hold(t, undo, c.ask(http.MethodPost, "/api/v1/edits/x/undo", ""))
	for path, kind := range map[string]string{"/api/openapi.yaml": "application/openapi+yaml", "/api/docs": "text/html; charset=utf-8"} {
		answer := c.ask(http.MethodGet, path, "")
		if body, _ := io.ReadAll(answer.Body); answer.Header.Get("Content-Type") != kind || !strings.Contains(string(body), "show-claim") || strings.Contains(string(body), "<script") {
			t.Errorf("%s answers %s", path, answer.Header.Get("Content-Type"))
		}
	}
}

// document is the OpenAPI document, as far as answers are held to it.
type document struct {
	OpenAPI string
	Paths   map[string]map[string]operation
	schemas *jsonschema.Compiler
}

type operation struct {
	ID         string `json:"operationId"`
	Parameters []parameter
	Responses  map[string]struct {
		Content map[string]struct{ Schema map[string]any }
	}
}

type parameter struct{ Name, In string }

func describedBy(c client) document {
	c.Helper()
	answer := c.ask(http.MethodGet, "/api/openapi.json", "")
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		c.Fatal(err)
	}
	d := document{schemas: jsonschema.NewCompiler()}
	d.schemas.DefaultDraft(jsonschema.Draft2020)
	d.schemas.AssertFormat()
	whole, err := jsonschema.UnmarshalJSON(strings.NewReader(string(raw)))
	if err == nil {
		err = d.schemas.AddResource("openapi.json", whole)
	}
	if err == nil {
		err = json.Unmarshal(raw, &d)
	}
	if err != nil || d.OpenAPI != "3.1.0" || len(d.Paths) == 0 {
		c.Fatalf("the document of OpenAPI %s has %d paths (%v)", d.OpenAPI, len(d.Paths), err)
	}
	return d
}

// hold compares an answer with what the document says of it.
func (d document) hold(t *testing.T, op operation, answer *http.Response) {
	t.Helper()
	told, known := op.Responses[strconv.Itoa(answer.StatusCode)]
	body, err := io.ReadAll(answer.Body)
	if !known || err != nil || answer.StatusCode >= 500 {
		t.Errorf("%s answers %s, which is not described (%v): %.300s", op.ID, answer.Status, err, body)
		return
	}
	kind := answer.Header.Get("Content-Type")
	described, known := told.Content[kind]
	if len(told.Content) == 0 && len(body) == 0 {
		return
	}
	ref, _ := described.Schema["$ref"].(string)
	if !known || ref == "" {
		t.Errorf("%s answers %s with %q, which is not described", op.ID, answer.Status, kind)
		return
	}
	schema, err := d.schemas.Compile("openapi.json" + ref)
	if err != nil {
		t.Fatal(err)
	}
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(string(body)))
	if err == nil {
		err = schema.Validate(value)
	}
	if err != nil {
		t.Errorf("%s answers %s otherwise than described: %v\n%.1000s", op.ID, answer.Status, err, body)
	}
}
