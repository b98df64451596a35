package web

import (
	"embed"
	"net/http"
)

//go:embed static
var files embed.FS

func static() http.Handler { return http.FileServerFS(files) }
