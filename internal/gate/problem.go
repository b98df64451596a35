package gate

import (
	"encoding/json"
	"fmt"
	"net/http"
)

// Problem answers a program with what is wrong (RFC 9457, problem+json).
func Problem(w http.ResponseWriter, status int, detail string) {
	body, err := json.Marshal(struct {
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{http.StatusText(status), status, detail})
	if err != nil { // three plain values
		panic(err)
	}
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_, _ = w.Write(body) // who asked is gone if it fails
}

func (g *Gate) note(r *http.Request, err error, fault any) {
	if g.Failed != nil {
		g.Failed(fmt.Errorf("%s %q: %w: %v", r.Method, r.URL.Path, err, fault))
	}
}
