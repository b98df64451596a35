package ingest

import (
	"fmt"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking"
	"hearsay/internal/provenance"
)

// relate finds the articles that a new one rests on and those that rest on it.
func (d *deriver) relate(entry ledger.Entry, placed ledger.Placed) error {
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfArticle, Keys: entry.Article.Keys})
	if err != nil {
		return err
	}
	art, err := d.tx.Article(d.ctx, placed.Article)
	if err != nil {
		return err
	}
	mine, err := signed(placed.Article, dated(art.At), entry.Article.Data)
	if err != nil {
		return err
	}
	var relations []ledger.Relation
	for _, c := range found {
		if c.Article == placed.Article {
			continue
		}
		other, err := d.tx.Article(d.ctx, c.Article)
		if err != nil {
			return err
		}
		theirs, err := signed(c.Article, dated(other.At), c.Data)
		if err != nil {
			return err
		}
		if rel, is := provenance.Relate(mine, theirs); is {
			relations = append(relations, ledger.Relation{Article: rel.Article, Of: rel.Of, Means: ledger.Means(rel.Means), Score: rel.Score, Reason: rel.Reason})
		}
	}
	return d.tx.PutRelations(d.ctx, relations)
}

func signed(article string, at hearsay.Date, data []byte) (provenance.Signed, error) {
	s := provenance.Signed{Article: article, At: at}
	if err := s.UnmarshalBinary(data); err != nil {
		return s, fmt.Errorf("article %s: %w", article, err)
	}
	return s, nil
}

// link compares the statements of a new revision with each other and with those kept, and its own voice with what others say.
func (d *deriver) link(entry ledger.Entry, placed ledger.Placed) error {
	mine, err := d.own(entry, placed)
	if err != nil {
		return err
	}
	var links []ledger.Link
	var voices []ledger.Voice
	for i, f := range mine {
		for _, g := range mine[:i] {
			links = d.compare(links, f, g)
		}
		found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: entry.Statements[f.Statement].Keys})
		if err != nil {
			return err
		}
		for _, c := range found {
			if c.Article == placed.Article || !c.Current {
				continue
			}
			g, err := d.kept(c)
			if err != nil {
				return err
			}
			links = d.compare(links, f, g)
		}
		if voices, err = d.heard(voices, f, entry.Statements[f.Statement].Keys, placed); err != nil {
			return err
		}
	}
	for _, sent := range entry.Sentences {
		if voices, err = d.voiced(voices, sent, placed); err != nil {
			return err
		}
	}
	if err := d.tx.PutLinks(d.ctx, links); err != nil {
		return err
	}
	return d.tx.PutVoices(d.ctx, voices)
}

// own are the features of a revision's statements, under the ledger's names.
func (d *deriver) own(entry ledger.Entry, placed ledger.Placed) ([]linking.Features, error) {
	all := make([]linking.Features, 0, len(entry.Reading.Statements))
	for _, stmt := range entry.Reading.Statements {
		f, err := d.linker.Unmarshal(entry.Statements[stmt.ID].Data)
		if err != nil {
			return nil, fmt.Errorf("statement %s: %w", stmt.ID, err)
		}
		f.Ref = hearsay.Ref{Article: placed.Article, Statement: stmt.ID}
		all = append(all, f)
	}
	return all, nil
}

// kept are the features of a candidate.
func (d *deriver) kept(c ledger.Candidate) (linking.Features, error) {
	f, err := d.linker.Unmarshal(c.Data)
	if err != nil {
		return f, fmt.Errorf("article %s, %s: %w", c.Article, c.ID, err)
	}
	f.Ref = hearsay.Ref{Article: c.Article, Statement: c.ID}
	return f, nil
}

// compare adds how two statements compare, unless they have nothing to do with each other.
func (d *deriver) compare(links []ledger.Link, a, b linking.Features) []ledger.Link {
	link := d.linker.Compare(a, b)
	if link.Verdict == linking.No {
		return links
	}
	verdict := ledger.Suggested
	if d.linker.Joins(link) {
		verdict = ledger.Sure
	}
	return append(links, ledger.Link{A: a.Ref, B: b.Ref, Score: link.Score, Verdict: verdict, Reason: link.Reason})
}

// heard adds the kept sentences of other articles that state in their own voice what a new statement says.
func (d *deriver) heard(voices []ledger.Voice, f linking.Features, keys []string, placed ledger.Placed) ([]ledger.Voice, error) {
	if !telling(f) {
		return voices, nil
	}
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfSentence, Keys: keys})
	if err != nil {
		return voices, err
	}
	for _, c := range found {
		if c.Article == placed.Article || !c.Current {
			continue
		}
		sent, err := d.kept(c)
		if err != nil {
			return voices, err
		}
		voices = d.voice(voices, sent, f, c.Revision)
	}
	return voices, nil
}

// voiced adds the kept statements of other articles that say what a new sentence states in its article's own voice.
func (d *deriver) voiced(voices []ledger.Voice, sent ledger.Sentence, placed ledger.Placed) ([]ledger.Voice, error) {
	if len(sent.Keys) == 0 {
		return voices, nil
	}
	found, err := d.tx.Sharing(d.ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: sent.Keys})
	if err != nil || len(found) == 0 {
		return voices, err
	}
	mine, err := d.linker.Unmarshal(sent.Data)
	if err != nil {
		return voices, fmt.Errorf("a sentence of article %s: %w", placed.Article, err)
	}
	mine.Ref = hearsay.Ref{Article: placed.Article}
	for _, c := range found {
		if c.Article == placed.Article || !c.Current {
			continue
		}
		f, err := d.kept(c)
		if err != nil {
			return voices, err
		}
		if telling(f) {
			voices = d.voice(voices, mine, f, placed.Revision)
		}
	}
	return voices, nil
}

func (d *deriver) voice(voices []ledger.Voice, sent, f linking.Features, revision string) []ledger.Voice {
	link := d.linker.Voices(sent, f)
	if link.Verdict != linking.Sure {
		return voices
	}
	return append(voices, ledger.Voice{
		Article: sent.Article, Revision: revision, Span: sent.Span, Statement: f.Ref, Score: link.Score, Reason: link.Reason,
	})
}

// telling reports whether a statement puts a claim forward, so that stating it as fact drops a hedge.
func telling(f linking.Features) bool {
	return f.Stance == hearsay.Asserts || f.Stance == hearsay.Confirms
}
