package ledgertest

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"
	"hearsay/internal/ledger"
)

// This file is a small world for the tests: a reader that understands one kind of sentence, and rules of linking and deriving that are as simple as can be, but
// pure, as the real ones are: what they make follows from the kept facts alone.

// piece is an article of the small world. Each line of the text is "WHO said WHAT." or something in the article's own voice.
type piece struct {
	url, outlet, title, text string
	published                string
	modified                 string
	fetched                  time.Time
	notes                    []ledger.Note
	raw                      []byte
	version                  string // of the reader; "2" reads "WHO added WHAT." as well
	reread                   bool
}

// read makes an entry of a piece.
func read(p piece) ledger.Entry {
	published, err := hearsay.ParseDate(p.published)
	if err != nil {
		panic(err)
	}
	reading := hearsay.Reading{Article: hearsay.Article{ID: p.title, URL: p.url, Outlet: p.outlet, Published: published, Title: p.title, Text: p.text}}
	cues := []string{" said "}
	if p.version == "2" {
		cues = append(cues, " added ")
	}
	start := 0
	var own []hearsay.Span
	for line := range strings.Lines(p.text) {
		if !understand(&reading, line, start, cues) {
			own = append(own, hearsay.Span{Start: start, End: start + len(strings.TrimSpace(line))})
		}
		start += len(line)
	}
	entry := ledger.NewEntry(reading)
	entry.Notes, entry.Raw, entry.Fetched, entry.Reader, entry.Reread = p.notes, p.raw, p.fetched, "reader "+p.version, p.reread
	if entry.Modified, err = hearsay.ParseDate(p.modified); err != nil {
		panic(err)
	}
	entry.Article = ledger.Features{Keys: []string{p.text}, Data: []byte(p.text)}
	for _, src := range entry.Reading.Sources {
		entry.Sources[src.ID] = ledger.Features{Keys: []string{src.Name}, Data: []byte(src.Name)}
	}
	for _, stmt := range entry.Reading.Statements {
		said := stmt.Spans.Content[0].In(p.text)
		entry.Statements[stmt.ID] = ledger.Features{Keys: strings.Fields(said), Data: []byte(said)}
	}
	for _, span := range own {
		said := strings.TrimSuffix(span.In(p.text), ".")
		entry.Sentences = append(entry.Sentences, ledger.Sentence{Span: span, Features: ledger.Features{Keys: strings.Fields(said), Data: []byte(said)}})
	}
	return entry
}

// understand reads a line that begins at start of the text, and tells whether somebody speaks in it.
func understand(reading *hearsay.Reading, line string, start int, cues []string) bool {
	for _, cue := range cues {
		who, what, found := strings.Cut(strings.TrimRight(line, ".\n"), cue)
		if !found {
			continue
		}
		mention := hearsay.Span{Start: start, End: start + len(who)}
		i := slices.IndexFunc(reading.Sources, func(src hearsay.Source) bool { return src.Name == who })
		if i < 0 {
			i = len(reading.Sources)
			src := hearsay.Source{ID: fmt.Sprint("s", i), Name: who, Kind: hearsay.Person, Role: "speaker", Unnamed: hearsay.Unnamed{Count: "two"}}
			reading.Sources = append(reading.Sources, src)
		}
		src := &reading.Sources[i]
		src.Mentions = append(src.Mentions, mention)
		at := mention.End
		content := hearsay.Span{Start: at + len(cue), End: at + len(cue) + len(what)}
		stmt := hearsay.Statement{
			ID: fmt.Sprint("n", len(reading.Statements)), Source: src.ID, Quotation: hearsay.Indirect, Stance: hearsay.Asserts,
			Spans:  hearsay.Attribution{Source: []hearsay.Span{mention}, Cue: []hearsay.Span{{Start: at + 1, End: at + len(cue) - 1}}, Content: []hearsay.Span{content}},
			Vector: []float32{1, 0, -1, 0.5},
		}
		stmt.Deciding = stmt.Spans.Cue
		if strings.HasPrefix(what, "not ") {
			stmt.Stance = hearsay.Denies
		}
		if relay := reading.Sources[0].ID; relay != src.ID {
			stmt.Relay, stmt.Addressee, stmt.Past = []string{relay}, relay, true
		}
		reading.Statements = append(reading.Statements, stmt)
		return true
	}
	return false
}

// add puts a piece into a ledger, links it and derives what it touches, in one transaction.
func add(ctx context.Context, l ledger.Ledger, p piece) (ledger.Placed, error) {
	var placed ledger.Placed
	err := l.Update(ctx, func(tx ledger.Tx) error {
		var err error
		placed, err = addIn(ctx, tx, read(p))
		return err
	})
	return placed, err
}

func addIn(ctx context.Context, tx ledger.Tx, entry ledger.Entry) (ledger.Placed, error) {
	placed, err := tx.Put(ctx, entry)
	if err != nil || placed.Outcome == ledger.Unchanged {
		return placed, err
	}
	reading, err := tx.Reading(ctx, placed.Revision)
	if err != nil {
		return placed, err
	}
	for _, revision := range placed.Relate {
		if err := relate(ctx, tx, placed.Article, revision); err != nil {
			return placed, err
		}
	}
	if placed.Relink {
		if err := hear(ctx, tx, placed, entry); err != nil {
			return placed, err
		}
		for _, stmt := range reading.Statements {
			if err := link(ctx, tx, placed.Article, stmt, entry.Statements[stmt.ID]); err != nil {
				return placed, err
			}
		}
	}
	if err := deriveSources(ctx, tx, placed); err != nil {
		return placed, err
	}
	return placed, derive(ctx, tx, ledger.Seeds{Articles: []string{placed.Article}, Claims: placed.Claims})
}

// relate keeps which articles have the text of a revision, the later resting on the earlier.
func relate(ctx context.Context, tx ledger.Tx, article, revision string) error {
	same, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfArticle, Like: revision})
	if err != nil {
		return err
	}
	art, err := tx.Article(ctx, article)
	if err != nil {
		return err
	}
	for _, c := range same {
		if c.Article == article {
			continue
		}
		r := ledger.Relation{
			Article: article, Revision: revision, Of: c.Article, OfRevision: c.Revision, Means: ledger.Copy, Score: 1, Reason: "the same text as " + c.Article,
		}
		other, err := tx.Article(ctx, c.Article)
		if err != nil {
			return err
		}
		if cmp.Or(compareTimes(art.At, other.At), strings.Compare(art.ID, other.ID)) < 0 {
			r.Article, r.Of, r.Revision, r.OfRevision, r.Reason = r.Of, r.Article, r.OfRevision, r.Revision, "the same text as "+article
		}
		if err := tx.PutRelations(ctx, []ledger.Relation{r}); err != nil {
			return err
		}
	}
	return nil
}

// hear keeps which sentences of a new revision are statements elsewhere.
func hear(ctx context.Context, tx ledger.Tx, placed ledger.Placed, entry ledger.Entry) error {
	for _, sentence := range entry.Sentences {
		found, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: sentence.Keys})
		if err != nil {
			return err
		}
		for _, c := range found {
			if string(c.Data) != string(sentence.Data) {
				continue
			}
			voice := ledger.Voice{
				Revision: placed.Revision, Span: sentence.Span, Statement: hearsay.Ref{Article: c.Article, Statement: c.ID}, Score: 0.9, Reason: "the same words",
			}
			if err := tx.PutVoices(ctx, []ledger.Voice{voice}); err != nil {
				return err
			}
		}
	}
	return nil
}

// link compares a statement with those that share a word: the same words, apart from "not", make a sure link, half of them a suggestion,
// two a weak one.
func link(ctx context.Context, tx ledger.Tx, article string, stmt hearsay.Statement, features ledger.Features) error {
	found, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfStatement, Keys: features.Keys})
	if err != nil {
		return err
	}
	var links []ledger.Link
	for _, c := range found {
		if c.ID == stmt.ID {
			continue
		}
		mine, theirs := strings.TrimPrefix(string(features.Data), "not "), strings.TrimPrefix(string(c.Data), "not ")
		l := ledger.Link{A: hearsay.Ref{Article: article, Statement: stmt.ID}, B: hearsay.Ref{Article: c.Article, Statement: c.ID}, Score: 0.1, Verdict: ledger.Rejected, Reason: "a word in common"}
		switch {
		case mine == theirs:
			l.Score, l.Verdict, l.Reason = 1, ledger.Sure, "the same words"
		case 2*c.Shared >= len(features.Keys) && 2*c.Shared >= len(strings.Fields(string(c.Data))):
			l.Score, l.Verdict, l.Reason = 0.5, ledger.Suggested, "half of the words are the same"
		case c.Shared > 1:
			l.Score, l.Verdict, l.Reason = 0.2, ledger.Weak, ""
		}
		links = append(links, l)
	}
	voices, err := tx.Sharing(ctx, ledger.Sharing{Sort: ledger.OfSentence, Keys: features.Keys})
	if err != nil {
		return err
	}
	for _, c := range voices {
		if string(c.Data) == string(features.Data) {
			voice := ledger.Voice{Revision: c.Revision, Span: c.Span, Statement: hearsay.Ref{Article: article, Statement: stmt.ID}, Score: 0.9, Reason: "the same words"}
			if err := tx.PutVoices(ctx, []ledger.Voice{voice}); err != nil {
				return err
			}
		}
	}
	return tx.PutLinks(ctx, links)
}
