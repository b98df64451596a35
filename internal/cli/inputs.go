package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"time"

	"hearsay"

	"hearsay/internal/article"
	"hearsay/internal/feed"
	"hearsay/internal/ledger"
)

// maxFile bounds one article from a file or standard input, in bytes. JSON lines are bounded a line, not a file.
const maxFile = 64 << 20

// job loads one article. Loading may be slow and is done by a worker.
type job struct {
	name string // of the input, for messages
	err  error  // why there is nothing to load
	load func(ctx context.Context) (loaded, error)
}

// loaded is an article and how it came.
type loaded struct {
	article hearsay.Article
	notes   []string  // on what had to be guessed or repaired
	raw     []byte    // what it was made of
	at      time.Time // when it was fetched, or the file's own time; the zero time for a line of JSON, which may be of any age

	addresses []string      // further ones of the same article
	modified  hearsay.Date  // when the outlet says it was changed
	printed   []ledger.Note // corrections that the page tells of
}

// load is an article as it was parsed.
func load(art article.Parsed, notes []string, at time.Time) loaded {
	in := loaded{article: art.Article, notes: notes, raw: art.Raw, at: at, addresses: art.Addresses, modified: art.Modified}
	for _, c := range art.Corrections {
		in.printed = append(in.printed, ledger.Note{Kind: ledger.NoteKind(c.Kind), Text: c.Text, At: c.At})
	}
	return in
}

// inputs turns the arguments of a command into jobs, in their order.
type inputs struct {
	args    []string
	from    string // auto, text, html, jsonl or warc
	stdin   io.Reader
	fetcher *feed.Fetcher
	taken   atomic.Int64 // bytes taken out of files that hold many articles
}

// each calls yield with every job until it returns false. A folder is walked; a job that cannot be made is yielded with its error.
func (in *inputs) each(ctx context.Context, yield func(job) bool) {
	for _, arg := range in.args {
		if ctx.Err() != nil || !in.one(ctx, arg, yield) {
			return
		}
	}
}

func (in *inputs) one(ctx context.Context, arg string, yield func(job) bool) bool {
	switch {
	case arg == "-":
		return in.standard(ctx, yield)
	case strings.Contains(arg, "://") && (in.from == "jsonl" || in.from == "warc"):
		what := map[string]string{"jsonl": "JSON lines", "warc": "archives"}[in.from]
		return yield(failing(arg, fmt.Errorf("%s: %s are read from files and standard input only; download it and read the file", arg, what)))
	case strings.Contains(arg, "://"):
		return yield(job{name: arg, load: func(ctx context.Context) (loaded, error) { return in.fetch(ctx, arg) }})
	}
	info, err := os.Stat(arg)
	switch {
	case err != nil:
		return yield(failing(arg, explainFile(arg, err)))
	case info.IsDir():
		return in.folder(ctx, arg, yield)
	default:
		return in.file(ctx, arg, yield)
	}
}

func failing(name string, err error) job { return job{name: name, err: err} }

func (in *inputs) standard(ctx context.Context, yield func(job) bool) bool {
	return in.stream(ctx, article.Hint{Path: "standard input", ID: "stdin"}, in.stdin, time.Now(), yield)
}

// folder yields the files under dir in lexical order, hidden ones left out.
func (in *inputs) folder(ctx context.Context, dir string, yield func(job) bool) bool {
	found := false
	more := walkFiles(dir, func(path string, err error) bool {
		found = true
		if err != nil {
			return yield(failing(path, explainFile(path, err)))
		}
		return ctx.Err() == nil && in.file(ctx, path, yield)
	})
	if !found {
		return yield(failing(dir, fmt.Errorf("%s: there are no files in this folder", dir)))
	}
	return more
}

// walkFiles calls each with the regular files under dir, and with what cannot be read, until it returns false. Links to files are files;
// links to folders are not followed, since they may lead in a circle, but dir itself may be one.
func walkFiles(dir string, each func(path string, err error) bool) (more bool) {
	more = true
	root := dir
	if !os.IsPathSeparator(root[len(root)-1]) {
		root += string(filepath.Separator)
	}
	//nolint:errcheck // every error is handed to each
	filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		hidden := path != root && strings.HasPrefix(filepath.Base(path), ".")
		switch {
		case err != nil:
			more = each(path, err)
		case entry.IsDir() && hidden:
			return fs.SkipDir
		case !hidden && isRegular(path, entry):
			more = each(path, nil)
		}
		if !more {
			return fs.SkipAll
		}
		return nil
	})
	return more
}

func isRegular(path string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return entry.Type().IsRegular()
	}
	info, err := os.Stat(path)
	return err != nil || info.Mode().IsRegular() // a broken link is told when it is opened
}

func (in *inputs) file(ctx context.Context, path string, yield func(job) bool) bool {
	if !in.holdsMany(path) {
		return yield(job{name: path, load: func(ctx context.Context) (loaded, error) {
			f, at, err := in.open(path)
			if err != nil {
				return loaded{}, err
			}
			defer f.Close()
			return in.parse(ctx, f, article.Hint{Path: path}, at)
		}})
	}
	f, at, err := in.open(path)
	if err != nil {
		return yield(failing(path, err))
	}
	defer f.Close()
	return in.stream(ctx, article.Hint{Path: path}, f, at, yield)
}

// open opens a file and tells from when it is.
func (in *inputs) open(path string) (*os.File, time.Time, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, time.Time{}, explainFile(path, err)
	}
	at := time.Now()
	if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
		at = info.ModTime()
	}
	return f, at, nil
}

func (in *inputs) parse(ctx context.Context, r io.Reader, hint article.Hint, at time.Time) (loaded, error) {
	plain, err := article.Unpack(r)
	if err != nil {
		return loaded{}, explainFile(hint.Path, err)
	}
	defer plain.Close()
	raw, err := io.ReadAll(io.LimitReader(plain, maxFile+1))
	if err != nil {
		return loaded{}, explainFile(hint.Path, err)
	}
	if len(raw) > maxFile {
		return loaded{}, fmt.Errorf("%s: %w: one article may have %d MiB; for many articles use --from jsonl",
			hint.Path, hearsay.ErrTooLarge, maxFile>>20)
	}
	hint.Kind = in.kind()
	art, notes, err := article.Parse(ctx, raw, hint)
	return load(art, notes, at), err
}

func (in *inputs) kind() article.Kind {
	if in.from == "auto" {
		return article.Guess
	}
	return article.Kind(in.from)
}

func (in *inputs) fetch(ctx context.Context, address string) (loaded, error) {
	page, err := in.fetcher.Fetch(ctx, address)
	if err != nil {
		return loaded{}, err
	}
	art, notes, err := article.Parse(ctx, page.Body, article.Hint{URL: page.URL, ContentType: page.ContentType, Kind: in.kind()})
	return load(art, notes, time.Now()), err
}

// explainFile says what is wrong with a file in a sentence that names it once.
func explainFile(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s: there is no such file; check the name", path)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("%s: you may not read this; change its permissions", path)
	case errors.Is(err, io.ErrUnexpectedEOF): // what is packed tells where it ends
		return fmt.Errorf("%s: it breaks off before its end; get the whole file", path)
	}
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	return fmt.Errorf("%s: it cannot be read: %w", path, err)
}
