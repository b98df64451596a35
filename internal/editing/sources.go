package editing

import (
	"errors"
	"fmt"
	"slices"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// mostParted is how many articles of a source, or statements of a claim, an edit can name.
const mostParted = 999

// member holds on to a source of an article.
func (f *finder) member(m ledger.Member) (ledger.Anchor, error) {
	art, err := f.view.Article(f.ctx, m.Article)
	if err != nil {
		return ledger.Anchor{}, err
	}
	reading, err := f.view.Reading(f.ctx, art.Revision)
	if err != nil {
		return ledger.Anchor{}, err
	}
	i := slices.IndexFunc(reading.Sources, func(src hearsay.Source) bool { return src.ID == m.Source })
	if i < 0 {
		return ledger.Anchor{}, fmt.Errorf("the article %s no longer has the source %s", m.Article, m.Source)
	}
	return ledger.AnchorSource(reading.Sources[i], art.ID, art.Text), nil
}

func (f *finder) source(given string) (ledger.Source, error) {
	src, _, err := report.FindSource(f.ctx, f.view, given)
	return src, missing("source", given, err)
}

// onSource holds on to a source of the ledger, by the first article that has it.
func (f *finder) onSource(given string) (ledger.Anchor, error) {
	src, err := f.source(given)
	if err != nil {
		return ledger.Anchor{}, err
	}
	return f.member(src.Members[0])
}

func (f *finder) rename(on []string) ([]ledger.Anchor, error) {
	a, err := f.onSource(on[0])
	return []ledger.Anchor{a}, err
}

func (f *finder) join(on []string) ([]ledger.Anchor, error) {
	one, err := f.source(on[0])
	if err != nil {
		return nil, err
	}
	other, err := f.source(on[1])
	if err == nil && one.ID == other.ID {
		err = unfit("both are the source %s; name two", one.ID)
	}
	if err != nil {
		return nil, err
	}
	return both(one.ID, other.ID, f.onSource, f.onSource)
}

// part puts who speaks in an article first, and those whom it was taken for after it; of two sources the first before all that is known of the other.
func (f *finder) part(on []string) ([]ledger.Anchor, error) {
	src, err := f.source(on[0])
	if err != nil {
		return nil, err
	}
	art, err := f.view.Article(f.ctx, on[1])
	if errors.Is(err, ledger.ErrNotFound) {
		if other, err := f.source(on[1]); err == nil {
			return f.apart(src, other)
		}
	}
	if err != nil {
		return nil, missing("article", on[1], err)
	}
	var here, elsewhere []ledger.Anchor
	for _, m := range src.Members[:min(len(src.Members), mostParted)] {
		a, err := f.member(m)
		if err != nil {
			return nil, err
		}
		if m.Article == art.ID {
			here = append(here, a)
		} else {
			elsewhere = append(elsewhere, a)
		}
	}
	switch {
	case len(here) == 0:
		return nil, unfit("the source %s does not speak in the article %s; look where it does", src.ID, art.ID)
	case len(elsewhere) == 0:
		return nil, unfit("the source %s speaks in no other article, so there is nothing to part", src.ID)
	}
	return append(here[:1], elsewhere...), nil
}

// apart holds two sources apart that were taken for one on a claim.
func (f *finder) apart(src, other ledger.Source) ([]ledger.Anchor, error) {
	if src.ID == other.ID {
		return nil, unfit("both are the source %s; name two, or an article in which somebody else speaks", src.ID)
	}
	var anchors []ledger.Anchor
	for _, m := range append(src.Members[:1:1], other.Members[:min(len(other.Members), mostParted-1)]...) {
		a, err := f.member(m)
		if err != nil {
			return nil, err
		}
		anchors = append(anchors, a)
	}
	return anchors, nil
}

func (f *finder) articles(on []string) ([]ledger.Anchor, error) {
	find := func(id string) (ledger.Anchor, error) {
		art, err := f.view.Article(f.ctx, id)
		return ledger.AnchorArticle(art.ID), missing("article", id, err)
	}
	return both(on[0], on[1], find, find)
}
