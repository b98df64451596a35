package cli

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"

	"hearsay"

	"hearsay/internal/eval"
	"hearsay/internal/export"
	"hearsay/internal/ingest"
	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/reader"
)

// keptOf takes the articles of a story into a ledger that lives no longer than the call, and gives it as it is exported.
func (all *commands) keptOf() (ledgerOf, error) {
	rd, err := all.openReader()
	if err != nil {
		return nil, err
	}
	return func(ctx context.Context, story eval.Story) (doc ledgerjson.Document, err error) {
		dir, err := os.MkdirTemp("", "hearsay-*")
		if err != nil {
			return doc, err
		}
		defer os.RemoveAll(dir) //nolint:errcheck // it is in the folder for what may be removed
		l, err := sqlledger.Open(ctx, filepath.Join(dir, "ledger.db"), sqlledger.Options{})
		if err != nil {
			return doc, err
		}
		defer func() { err = errors.Join(err, l.Close()) }()
		if err := all.keepStory(ctx, rd, l, story); err != nil {
			return doc, err
		}
		var whole bytes.Buffer
		if err := l.View(ctx, func(view ledger.View) error { return export.Ledger(ctx, view, &whole) }); err != nil {
			return doc, err
		}
		return ledgerjson.Decode(&whole)
	}, nil
}

func (all *commands) keepStory(ctx context.Context, rd *reader.Reader, l ledger.Ledger, story eval.Story) error {
	k, err := keeper(l)
	if err != nil {
		return err
	}
	in := &preloaded{make([]hearsay.Article, len(story.Articles))}
	for i, art := range story.Articles {
		in.arts[i] = art.Article
	}
	open := func() (worker[ledger.Entry], error) {
		return func(ctx context.Context, in loaded) (ledger.Entry, error) {
			reading, err := rd.Read(ctx, in.article)
			if err != nil {
				return ledger.Entry{}, err
			}
			return k.Prepare(reading, ingest.Raw{Reader: readerVersion()})
		}, nil
	}
	return readAll(ctx, in, all.workers(), open, func(r result[ledger.Entry]) error {
		if r.err != nil {
			return r.err
		}
		_, err := k.Keep(ctx, r.value)
		return err
	})
}
