package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"hearsay/internal/article"
	"hearsay/internal/eval"
)

type evalExtraction struct {
	Dir         string `arg:"" help:"Folder with ground-truth.json and html/ID.html.gz or html/ID.html, as Scrapinghub's article extraction benchmark has them."`
	Worst       int    `default:"10" placeholder:"N" help:"How many of the worst pages to list (default: 10)."`
	Predictions string `placeholder:"FILE" help:"Also write what was found, as the benchmark's own evaluator reads it."`
}

// Run finds the article in each page, and prints how well.
func (c *evalExtraction) Run(ctx context.Context, streams Streams) error {
	gold, err := readFile(filepath.Join(c.Dir, "ground-truth.json"), eval.ReadBodies)
	if err != nil {
		return err
	}
	texts, bodies := map[string]string{}, map[string]eval.Body{}
	for id, page := range gold {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if texts[id], err = c.find(id, page.URL); err != nil {
			return err
		}
		bodies[id] = eval.Body{ArticleBody: texts[id], URL: page.URL}
	}
	if c.Predictions != "" {
		if err := writePredictions(c.Predictions, bodies); err != nil {
			return err
		}
	}
	report := eval.CompareExtraction(gold, texts)
	if err := report.Write(streams.Out); err != nil {
		return explainOutput(err)
	}
	return explainOutput(report.WriteWorst(streams.Out, c.Worst))
}

// find finds the article in a page; "" where there is none.
func (c *evalExtraction) find(id, address string) (string, error) {
	path := filepath.Join(c.Dir, "html", id+".html.gz")
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		path = filepath.Join(c.Dir, "html", id+".html")
	}
	return readFile(path, func(r io.Reader) (string, error) {
		plain, err := article.Unpack(r)
		if err != nil {
			return "", err
		}
		defer plain.Close()
		raw, err := io.ReadAll(io.LimitReader(plain, maxFile))
		if err != nil {
			return "", err
		}
		text, err := article.PageText(raw, article.Hint{URL: address, ContentType: "text/html; charset=utf-8"})
		if err != nil { // it has no article, says the page, and that is what is scored
			return "", nil
		}
		return text, nil
	})
}

func writePredictions(path string, bodies map[string]eval.Body) error {
	out, err := json.MarshalIndent(bodies, "", " ")
	if err == nil {
		err = os.WriteFile(path, out, 0o666)
	}
	if err != nil {
		return fmt.Errorf("the predictions cannot be written: %w", err)
	}
	return nil
}
