package api_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
)

func standing(w io.Writer, address, token, status string) error {
	for after := ""; ; {
		query := url.Values{"status": {status}, "after": {after}}
		r, err := http.NewRequest(http.MethodGet, address+"/api/v1/claims?"+query.Encode(), nil)
		if err != nil {
			return err
		}
		r.Header.Set("Authorization", "Bearer "+token)
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			return err
		}
		defer answer.Body.Close()
		var page struct {
			Detail string // of a problem
			Claims []struct{ ID, Text string }
			Next   string
		}
		if err := json.NewDecoder(answer.Body).Decode(&page); err != nil {
			return err
		}
		if answer.StatusCode != http.StatusOK {
			return errors.New(page.Detail)
		}
		for _, claim := range page.Claims {
			fmt.Fprintln(w, claim.Text)
		}
		if after = page.Next; after == "" {
			return nil
		}
	}
}

// TestClientOfTheDocs: the client that docs/api.md shows is the one above, and works.
func TestClientOfTheDocs(t *testing.T) {
	docs, err := os.ReadFile("../../docs/api.md")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("client_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(docs), "```go\n")
	if code, _, found := strings.Cut(rest, "```"); !found || !strings.Contains(string(own), code) {
		t.Error("docs/api.md shows another client than client_test.go")
	}
	c := newClient(t, story()...)
	server := httptest.NewServer(c.Handler)
	defer server.Close()
	var out strings.Builder
	if err := standing(&out, server.URL, "none is needed here", "reported"); err != nil || !strings.Contains(out.String(), "premiums") {
		t.Errorf("it writes %q (%v)", out.String(), err)
	}
	if err := standing(&out, server.URL, "none is needed here", "burnt"); err == nil {
		t.Error("a wrong status is no error to it")
	}
}
