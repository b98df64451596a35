package ledgerjson

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"unicode/utf8"

	"hearsay"
)

// Decode reads a ledger and checks it: ids are given and used once, every reference leads somewhere, spans lie inside their article's text,
// stances, kinds and statuses are known ones. Fields that it does not know are passed over. The error says which entry is wrong and how.
func Decode(r io.Reader) (Document, error) {
	var doc Document
	raw, err := io.ReadAll(r)
	switch {
	case err != nil:
		return doc, err
	case !utf8.Valid(raw):
		return doc, errors.New("it is not UTF-8")
	}
	if err := json.Unmarshal(raw, &doc); err != nil {
		return doc, fmt.Errorf("it is no ledger in JSON: %w", err)
	}
	return doc, doc.check()
}

// index holds the ids of a document.
type index struct{ articles, sources, claims map[string]bool }

func (d *Document) check() error {
	articles, err := ids("article", d.Articles, func(a Article) string { return a.ID })
	if err != nil {
		return err
	}
	sources, err := ids("source", d.Sources, func(s Source) string { return s.ID })
	if err != nil {
		return err
	}
	claims, err := ids("claim", d.Claims, func(c Claim) string { return c.ID })
	if err != nil {
		return err
	}
	if _, err := ids("statement", d.Statements, Statement.key); err != nil {
		return err
	}
	known := index{articles, sources, claims}
	for _, art := range d.Articles {
		if !known.has(known.articles, art.CopyOf) {
			return fmt.Errorf(`article %s is a copy of %q, which is not in "articles"`, art.ID, art.CopyOf)
		}
	}
	for _, src := range d.Sources {
		if err := src.Check(); err != nil {
			return err
		}
	}
	for _, claim := range d.Claims {
		if err := claim.check(known); err != nil {
			return fmt.Errorf("claim %s: %w", claim.ID, err)
		}
	}
	return d.checkStatements(known)
}

// key tells statements apart, whose ids may be unique only within their article.
func (s Statement) key() string {
	if s.ID == "" {
		return ""
	}
	return s.Article + "\x00" + s.ID
}

// ids collects the ids of a list, in which each has one of its own.
func ids[T any](what string, list []T, id func(T) string) (map[string]bool, error) {
	seen := make(map[string]bool, len(list))
	for i, item := range list {
		switch key := id(item); {
		case key == "":
			return nil, fmt.Errorf("%s %d has no id", what, i+1)
		case seen[key]:
			return nil, fmt.Errorf("%s %d has the id of an earlier one", what, i+1)
		default:
			seen[key] = true
		}
	}
	return seen, nil
}

func (index) has(known map[string]bool, to Link) bool { return to == "" || known[string(to)] }

// Check tells whether the kind is one of hearsay.Kinds, or unknown.
func (s Source) Check() error {
	if s.Kind != "" && !slices.Contains(hearsay.Kinds(), s.Kind) {
		return fmt.Errorf("source %s: %q is no kind of source", s.ID, s.Kind)
	}
	return nil
}

func (c Claim) check(known index) error {
	for _, o := range c.Origins {
		if !known.sources[o.Source] {
			return fmt.Errorf(`its origin %q is not in "sources"`, o.Source)
		}
		for _, art := range o.Articles {
			if !known.articles[art] {
				return fmt.Errorf(`the article %q of its origin %s is not in "articles"`, art, o.Source)
			}
		}
	}
	for _, change := range c.Status {
		if !known.articles[change.Article] {
			return fmt.Errorf(`the article %q that changed its status is not in "articles"`, change.Article)
		}
		if !slices.Contains(hearsay.Statuses(), change.Status) {
			return fmt.Errorf("%q is no status", change.Status)
		}
	}
	return nil
}

func (d *Document) checkStatements(known index) error {
	offsets := make(map[string][]int, len(d.Articles))
	for _, art := range d.Articles {
		offsets[art.ID] = Offsets(art.Text)
	}
	for _, stmt := range d.Statements {
		if !known.articles[stmt.Article] {
			return fmt.Errorf(`statement %s: its article %q is not in "articles"`, stmt.ID, stmt.Article)
		}
		if !known.has(known.claims, stmt.Claim) {
			return fmt.Errorf(`statement %s of article %s: its claim %q is not in "claims"`, stmt.ID, stmt.Article, stmt.Claim)
		}
		if err := stmt.Check(offsets[stmt.Article], known.sources); err != nil {
			return fmt.Errorf("statement %s of article %s: %w", stmt.ID, stmt.Article, err)
		}
	}
	return nil
}

// Check tells whether a statement goes with its article and its sources: spans inside the text whose Offsets are at, a stance that is known
// or none, and ids of sources that there are.
func (s Statement) Check(at []int, sources map[string]bool) error {
	if _, err := s.Spans.In(at); err != nil {
		return err
	}
	if s.Stance != "" && !slices.Contains(hearsay.Stances(), s.Stance) {
		return fmt.Errorf("%q is no stance", s.Stance)
	}
	for _, id := range append([]string{string(s.Source), string(s.To)}, s.Relay...) {
		if id != "" && !sources[id] {
			return fmt.Errorf(`the source %q is not in "sources"`, id)
		}
	}
	return nil
}
