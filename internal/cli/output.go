package cli

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// output is where readings go: standard output, a device or a pipe as they come, a file when it is whole.
type output struct {
	io.Writer
	path   string      // as it was given, "" for standard output
	target string      // where the path's links lead
	file   *os.File    // nil for standard output
	part   string      // its name until it is whole, "" if it is no regular file
	mode   fs.FileMode // of the file that it replaces, 0 if there is none
	keep   func() bool // calls off the removal of the part when ctx is done; false if that has begun
}

// openOutput opens the output at path; "" and "-" mean standard output. Nothing is at path, or what was there before, until finish.
func openOutput(ctx context.Context, path string, standard io.Writer) (*output, error) {
	if path == "" || path == "-" {
		return &output{Writer: standard}, nil
	}
	o := &output{path: path, target: path}
	switch info, err := os.Stat(path); {
	case err != nil: // there is nothing yet
	case info.IsDir():
		return nil, fmt.Errorf("%s: it is a folder; name a file in it", path)
	case !info.Mode().IsRegular():
		f, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return nil, o.explain(err)
		}
		o.Writer, o.file = f, f
		return o, nil
	default:
		o.mode = info.Mode().Perm()
		if o.target, err = filepath.EvalSymlinks(path); err != nil {
			return nil, o.explain(err)
		}
	}
	o.part = filepath.Join(filepath.Dir(o.target), "."+filepath.Base(o.target)+"."+rand.Text()+".part")
	f, err := os.OpenFile(o.part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, o.explain(err)
	}
	o.Writer, o.file = f, f
	o.keep = context.AfterFunc(ctx, func() { os.Remove(o.part) }) //nolint:errcheck // finish tries again
	return o, nil
}

// finish closes the output and gives the file its name, unless err says that it is not whole. It returns err or what else went wrong.
func (o *output) finish(err error) error {
	if o.file == nil {
		return err
	}
	whole := err == nil || errors.Is(err, errReported)
	if whole {
		failure := o.complete()
		if failure == nil {
			return err
		}
		err = o.explain(failure)
	}
	o.file.Close()
	if o.part != "" {
		os.Remove(o.part) //nolint:errcheck // the error that counts is being returned
	}
	return err
}

func (o *output) complete() error {
	if o.part == "" {
		return o.file.Close()
	}
	if o.mode != 0 {
		if err := o.file.Chmod(o.mode); err != nil {
			return err
		}
	}
	if err := o.file.Sync(); err != nil {
		return err
	}
	if err := o.file.Close(); err != nil {
		return err
	}
	if !o.keep() {
		return context.Canceled
	}
	return os.Rename(o.part, o.target)
}

// written explains an error of writing to the output.
func (o *output) written(err error) error {
	if o.path == "" || err == nil {
		return explainOutput(err)
	}
	return o.explain(err)
}

func (o *output) explain(err error) error {
	var pathError *fs.PathError
	var linkError *os.LinkError
	switch {
	case errors.Is(err, context.Canceled):
		return err
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s: it was not written, since the disk is full; free some space and run again", o.path)
	case errors.As(err, &pathError):
		err = pathError.Err
	case errors.As(err, &linkError):
		err = linkError.Err
	}
	return fmt.Errorf("%s: it cannot be written: %w; choose another place", o.path, err)
}

// explainOutput adds to an error of writing to standard output what to do about it.
func explainOutput(err error) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return errors.New("the output is not whole, since the disk is full; free some space and run again")
	case errors.Is(err, syscall.EPIPE):
		return errors.New("the output is not whole, since whoever was reading it has stopped")
	default:
		return err
	}
}
