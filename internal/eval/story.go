package eval

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// StoryReport is how a ledger scored against a story.
type StoryReport struct {
	Name                     string
	Gold, Predicted, Matched int      // statements: of the story, of the ledger on the story's articles, in both
	Missing                  []string // articles of the story that the ledger lacks, by id; their statements count as not found
	Figures                  []Figure // in the order of the reference scorer
	Stances                  Confusion
}

// storyPair is a statement of the gold and the one of the ledger that was matched with it.
type storyPair struct {
	gold storyStatement
	read ledgerjson.Statement
	n    int // from 0, over all articles
}

// storyScore is what a report is worked out from.
type storyScore struct {
	story   *Story
	doc     *ledgerjson.Document
	number  map[string]string // an article of the ledger → the same of the story
	by      sides
	tally   Tally
	pairs   []storyPair
	sources map[string]string // a source of the gold → the ledger's source that it corresponds to
	claims  map[string]string // the same of claims
}

// ScoreStory scores a ledger that read the story's articles and nothing else. Articles are told by their addresses, statements matched by
// their content, sources and claims by the statements that they share. Text that differs from the story's is an error, since offsets would
// not fit.
func ScoreStory(story Story, doc ledgerjson.Document) (StoryReport, error) {
	s := storyScore{story: &story, doc: &doc, number: map[string]string{}, by: sides{story.sources, sourcesByID(doc.Sources)}}
	rep := StoryReport{Name: story.Name, Stances: Confusion{}}
	if err := s.findArticles(); err != nil {
		return rep, err
	}
	for _, art := range story.Articles {
		read := s.statementsOf(art.ID)
		if err := s.article(art, read); err != nil {
			return rep, fmt.Errorf("article %s: %w", art.ID, err)
		}
		if !s.has(art.ID) {
			rep.Missing = append(rep.Missing, art.ID)
		}
		rep.Predicted += len(read)
	}
	slices.Sort(rep.Missing)
	rep.Gold, rep.Matched = s.tally.Found.Gold, len(s.pairs)
	for _, p := range s.pairs {
		rep.Stances[StancePair{p.gold.Stance, p.read.Stance}]++
	}
	rep.Figures = s.figures(rep)
	return rep, nil
}

// findArticles maps the ledger's articles to the story's.
func (s *storyScore) findArticles() error {
	for _, art := range s.doc.Articles {
		i := slices.IndexFunc(s.story.Articles, func(own StoryArticle) bool { return own.URL == art.URL })
		if i < 0 {
			continue
		}
		own := s.story.Articles[i]
		if !sameText(art.Text, own.Text) {
			return fmt.Errorf("the text of %s differs from that of article %s, so the offsets do not fit", art.URL, own.ID)
		}
		s.number[art.ID] = own.ID
	}
	return nil
}

func (s *storyScore) has(article string) bool {
	for _, own := range s.number {
		if own == article {
			return true
		}
	}
	return false
}

// statementsOf lists the ledger's statements in an article of the story.
func (s *storyScore) statementsOf(article string) []ledgerjson.Statement {
	var read []ledgerjson.Statement
	for _, stmt := range s.doc.Statements {
		if s.number[stmt.Article] == article {
			read = append(read, stmt)
		}
	}
	return read
}

// article scores the spans of one article and matches its statements. Marks that the gold says nothing of are left out.
func (s *storyScore) article(art StoryArticle, read []ledgerjson.Statement) error {
	marks := slices.DeleteFunc(slices.Clone(art.Marks), func(m Mark) bool {
		_, known := s.story.statements[markKey{art.ID, m.N}]
		return !known
	})
	toks := tokens(art.Text)
	spans, err := inBytes(spansOf(read), art.Text)
	if err != nil {
		return err
	}
	s.tally.Add(art.Text, attributionsOf(marks), spans)
	slices.SortFunc(marks, func(a, b Mark) int { return cmp.Compare(a.N, b.N) })
	for _, m := range matchReaches(reaches(attributionsOf(marks), toks), reaches(spans, toks)) {
		s.pairs = append(s.pairs, storyPair{s.story.statements[markKey{art.ID, marks[m.gold].N}], read[m.pred], len(s.pairs)})
	}
	return nil
}

func attributionsOf(marks []Mark) []hearsay.Attribution {
	all := make([]hearsay.Attribution, len(marks))
	for i, m := range marks {
		all[i] = m.Attribution
	}
	return all
}

// Mean averages the figures of several stories, each counting the same.
func Mean(reports []StoryReport) []Figure {
	var mean []Figure
	for _, rep := range reports {
		for i, f := range rep.Figures {
			if i == len(mean) {
				mean = append(mean, Figure{Name: f.Name})
			}
			mean[i].Share += f.Share / float64(len(reports))
		}
	}
	return mean
}

// Write prints the figures in per cent as the reference scorer does.
func (r *StoryReport) Write(w io.Writer) error {
	buf := bufio.NewWriter(w)
	if len(r.Missing) > 0 {
		fmt.Fprintf(buf, "articles missing from the ledger: ['%s']\n", strings.Join(r.Missing, "', '"))
	}
	fmt.Fprintf(buf, "%s: %d gold statements, %d in the ledger, %d matched\n", r.Name, r.Gold, r.Predicted, r.Matched)
	writeFigures(buf, r.Figures)
	return buf.Flush()
}

// WriteMean prints the mean of several stories.
func WriteMean(w io.Writer, reports []StoryReport) error {
	buf := bufio.NewWriter(w)
	fmt.Fprintf(buf, "mean of %d stories\n", len(reports))
	writeFigures(buf, Mean(reports))
	return buf.Flush()
}

func writeFigures(buf *bufio.Writer, figures []Figure) {
	for _, f := range figures {
		fmt.Fprintf(buf, "  %-60s %5.1f\n", f.Name, 100*f.Share)
	}
}
