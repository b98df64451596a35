package cli

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"sync/atomic"
	"time"

	"hearsay/internal/article"
)

// content is what a file or a stream holds.
type content int

const (
	oneArticle content = iota
	manyLines          // articles as lines of JSON
	anArchive          // captures in a WARC file
)

// holdsMany tells whether a file holds many articles. Only regular files are looked into, since from others nothing can be read twice.
func (in *inputs) holdsMany(path string) bool { return in.contentOf(path) != oneArticle }

func (in *inputs) contentOf(path string) content {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return in.kindOf(path, nil)
	}
	f, err := os.Open(path)
	if err != nil {
		return in.kindOf(path, nil)
	}
	defer f.Close()
	plain, err := article.Unpack(f)
	if err != nil {
		return in.kindOf(path, nil)
	}
	defer plain.Close()
	return in.kindOf(path, bufio.NewReader(plain))
}

// kindOf tells what is in a stream by what was said of it, its name and, if there is a reader, how it begins.
func (in *inputs) kindOf(path string, r *bufio.Reader) content {
	name := strings.TrimSuffix(strings.TrimSuffix(strings.ToLower(path), ".gz"), ".zst")
	switch {
	case in.from == "jsonl", in.from == "auto" && (strings.HasSuffix(name, ".jsonl") || strings.HasSuffix(name, ".ndjson")):
		return manyLines
	case in.from == "warc", in.from == "auto" && (strings.HasSuffix(name, ".warc") || r != nil && beginsArchive(r)):
		return anArchive
	case in.from == "auto" && r != nil && beginsObject(r):
		return manyLines
	}
	return oneArticle
}

func beginsArchive(r *bufio.Reader) bool {
	const mark = "WARC/1."
	for n := 1; n <= len(mark); n++ { // no more than what is needed is waited for
		if start, err := r.Peek(n); err != nil || start[n-1] != mark[n-1] {
			return false
		}
	}
	return true
}

// beginsObject tells whether what comes begins like a JSON object written on one line. It waits for no more bytes than it needs.
func beginsObject(r *bufio.Reader) bool {
	const mark, most = "\xef\xbb\xbf", 16
	open := false
	for n := 1; n <= most; n++ {
		b, err := r.Peek(n)
		if err != nil {
			return false
		}
		switch c := b[n-1]; {
		case c == '{' && !open:
			open = true
		case c == '"':
			return open
		case c != ' ' && c != '\t' && !strings.HasPrefix(mark, string(b)):
			return false
		}
	}
	return false
}

// stream yields a job for everything that a stream holds. It is read as the jobs are taken, and no more of it is in memory than these need.
func (in *inputs) stream(ctx context.Context, hint article.Hint, r io.Reader, at time.Time, yield func(job) bool) bool {
	counted := &counting{r, &in.taken}
	plain, err := article.Unpack(counted)
	if err != nil {
		return yield(failing(hint.Path, explainFile(hint.Path, err)))
	}
	defer plain.Close()
	start := bufio.NewReader(plain)
	switch in.kindOf(hint.Path, start) {
	case manyLines:
		return in.lines(ctx, hint, start, yield)
	case anArchive:
		return in.archive(ctx, hint, start, yield)
	default:
		return yield(job{name: hint.Path, load: func(ctx context.Context) (loaded, error) { return in.parse(ctx, start, hint, at) }})
	}
}

// counting counts the bytes that are read.
type counting struct {
	io.Reader
	bytes *atomic.Int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.bytes.Add(int64(n))
	return n, err
}

// lines yields a job for every line of JSON; the lines are parsed here, one after the other.
func (in *inputs) lines(ctx context.Context, hint article.Hint, r io.Reader, yield func(job) bool) bool {
	lines := article.NewLines(r, hint)
	for ctx.Err() == nil {
		art, notes, err := lines.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			err = explainPart(hint.Path, err)
		}
		if !yield(job{name: hint.Path, err: err, load: func(context.Context) (loaded, error) { return load(art, notes, time.Time{}), nil }}) {
			return false
		}
	}
	return false
}

// explainPart says what is wrong with one article of a file that holds many, or with the file if what it was packed in breaks off.
func explainPart(path string, err error) error {
	if errors.Is(err, io.ErrUnexpectedEOF) {
		return explainFile(path, err)
	}
	return fmt.Errorf("%s: %w", path, err)
}

// archive yields a job for every page in a WARC file; the pages are parsed by the workers.
func (in *inputs) archive(ctx context.Context, hint article.Hint, r io.Reader, yield func(job) bool) bool {
	pages := article.NewArchive(r)
	for ctx.Err() == nil {
		page, err := pages.Next()
		if errors.Is(err, io.EOF) {
			return true
		}
		if err != nil {
			err = explainPart(hint.Path, err)
		}
		if !yield(job{name: hint.Path + ": " + page.URL, err: err, load: func(ctx context.Context) (loaded, error) {
			art, notes, err := article.Parse(ctx, page.Raw, page.Hint)
			if err != nil {
				err = fmt.Errorf("%s: %w", hint.Path, err)
			}
			return load(art, notes, page.At), err
		}}) {
			return false
		}
	}
	return false
}

// size is how many bytes the files that hold many articles have, and whether all of these can be counted without unpacking them. Standard input has none.
func (in *inputs) size() (bytes int64, countable bool) {
	countable = true
	for _, arg := range in.args {
		in.eachFile(arg, func(path string) {
			info, err := os.Stat(path)
			if err != nil {
				return
			}
			switch in.contentOf(path) {
			case manyLines:
				bytes += info.Size()
				countable = countable && !isPacked(path)
			case anArchive:
				bytes += info.Size()
				countable = false
			case oneArticle:
			}
		})
	}
	return bytes, countable
}

// done is how many of these bytes were taken.
func (in *inputs) done() int64 { return in.taken.Load() }

// eachFile calls f with the files of an argument.
func (in *inputs) eachFile(arg string, f func(path string)) {
	info, err := os.Stat(arg)
	if err != nil || !info.IsDir() {
		f(arg)
		return
	}
	walkFiles(arg, func(path string, _ error) bool { // errors are told when the files are read
		f(path)
		return true
	})
}

func isPacked(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close()
	start := make([]byte, 4)
	n, _ := io.ReadFull(f, start) // a file of less is not packed
	return bytes.HasPrefix(start[:n], []byte{0x1f, 0x8b}) || bytes.Equal(start[:n], []byte{0x28, 0xb5, 0x2f, 0xfd})
}
