package web

import (
	"embed"
	"fmt"
	"mime"
	"net/http"
	"path"

	"hearsay/internal/ledger"
	"hearsay/internal/present"
)

//go:embed static
var static embed.FS

// assets are the style sheet and the scripts. Their addresses change with their content, so that browsers need not ask again.
type assets map[string][]byte

func newAssets() (assets, error) {
	a := assets{}
	entries, err := static.ReadDir("static")
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		content, err := static.ReadFile(path.Join("static", e.Name()))
		if err != nil {
			return nil, err
		}
		if e.Name() == "style.css" {
			content = append([]byte(present.Palette()), content...)
		}
		a[e.Name()] = content
	}
	return a, nil
}

func (a assets) address(name string) string {
	return fmt.Sprintf("/static/%s?v=%s", name, ledger.Hash(a[name])[:12])
}

// ServeHTTP gives one of them.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	content, known := a[r.PathValue("file")]
	if !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(r.PathValue("file"))))
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(content) // who asked is gone if it fails
}
