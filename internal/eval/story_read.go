package eval

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"hearsay"

	"hearsay/internal/ledgerjson"
)

// Story is a small world of news whose ledger is known: articles about the same events with every attribution marked, and the gold of them.
type Story struct {
	Name     string         // of its folder
	Articles []StoryArticle // oldest first

	sources    map[string]ledgerjson.Source
	statements map[markKey]storyStatement
	origins    map[string][]storyOrigin // by claim
	status     map[string][]storyChange // by claim
}

// StoryArticle is an article of a story, whose ID is the number that its file's name begins with.
type StoryArticle struct {
	hearsay.Article
	Marks []Mark // in the order in which they end
}

// Mark is an attribution that is marked in the file under a number.
type Mark struct {
	N int
	hearsay.Attribution
}

// markKey names a mark of a story.
type markKey struct {
	article string
	n       int
}

// storyGold is the file gold.json.
type storyGold struct {
	Sources    []ledgerjson.Source      `json:"sources"`
	Statements []storyStatement         `json:"statements"`
	Origins    map[string][]storyOrigin `json:"origins"`
	Status     map[string][]storyChange `json:"status"`
}

type storyStatement struct {
	Article   string          `json:"article"`
	N         int             `json:"n"`
	Source    ledgerjson.Link `json:"source"`
	Stance    hearsay.Stance  `json:"stance"`
	Claim     ledgerjson.Link `json:"claim"`
	Relay     []string        `json:"relay"`
	Condition string          `json:"condition"`
}

type storyOrigin struct {
	Origin   string   `json:"origin"`
	Articles []string `json:"articles"`
}

type storyChange struct {
	From   string         `json:"from"` // the article
	Status hearsay.Status `json:"status"`
}

// ReadStory reads a story set: a folder with a file NN-outlet.txt for each article and with gold.json.
//
// An article file has lines of header ("outlet: ...", "url: ...", "published: ...", "title: ...", "byline: ..."), an empty line, and the
// text, in which {s:N|...}, {q:N|...} and {c:N|...} mark source, cue and content of attribution N. Marks may nest. gold.json says of each
// attribution who speaks, with what stance and on which claim, and of each claim its origins and its status from article to article.
func ReadStory(dir string) (Story, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Story{}, err
	}
	story := Story{Name: filepath.Base(abs), statements: map[markKey]storyStatement{}}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return story, err
	}
	for _, entry := range entries {
		name := entry.Name()
		if !strings.HasSuffix(name, ".txt") || name[0] < '0' || name[0] > '9' {
			continue
		}
		art, err := readStoryArticle(filepath.Join(dir, name))
		if err != nil {
			return story, fmt.Errorf("%s: %w", name, err)
		}
		if slices.ContainsFunc(story.Articles, func(other StoryArticle) bool { return other.ID == art.ID || other.URL == art.URL }) {
			return story, fmt.Errorf("%s: an earlier article has the same number or url", name)
		}
		story.Articles = append(story.Articles, art)
	}
	if len(story.Articles) == 0 {
		return story, errors.New("it is no story: there is no article such as 01-outlet.txt in it")
	}
	slices.SortStableFunc(story.Articles, func(a, b StoryArticle) int {
		return cmp.Or(a.Published.Time.Compare(b.Published.Time), strings.Compare(a.ID, b.ID))
	})
	if err := story.readGold(filepath.Join(dir, "gold.json")); err != nil {
		return story, fmt.Errorf("gold.json: %w", err)
	}
	return story, nil
}

func readStoryArticle(path string) (StoryArticle, error) {
	var art StoryArticle
	raw, err := os.ReadFile(path)
	if err != nil {
		return art, err
	}
	if !utf8.Valid(raw) {
		return art, errors.New("it is not UTF-8")
	}
	head, body, found := strings.Cut(strings.ReplaceAll(string(raw), "\r\n", "\n"), "\n\n")
	if !found {
		return art, errors.New("there is no empty line between header and text")
	}
	header := map[string]string{}
	for line := range strings.Lines(head) {
		if key, value, ok := strings.Cut(strings.TrimSuffix(line, "\n"), ": "); ok {
			header[key] = value
		}
	}
	for _, must := range []string{"url", "outlet", "published", "title"} {
		if header[must] == "" {
			return art, fmt.Errorf("its header has no %q", must)
		}
	}
	published, err := hearsay.ParseDate(header["published"])
	if err != nil {
		return art, err
	}
	id, _, _ := strings.Cut(filepath.Base(path), "-")
	art.Article = hearsay.Article{
		ID: id, URL: header["url"], Outlet: header["outlet"], Published: published, Title: header["title"], Byline: header["byline"],
	}
	art.Text, art.Marks, err = takeMarks(body)
	return art, err
}

// takeMarks takes the marks out of a text.
func takeMarks(body string) (text string, marks []Mark, err error) {
	begin := regexp.MustCompile(`^\{([sqc]):(\d+)\|`)
	type open struct {
		role     string
		n, start int
	}
	var stack []open
	var out strings.Builder
	for len(body) > 0 {
		if m := begin.FindStringSubmatch(body); m != nil {
			n, err := strconv.Atoi(m[2])
			if err != nil {
				return "", nil, err
			}
			stack = append(stack, open{m[1], n, out.Len()})
			body = body[len(m[0]):]
			continue
		}
		if body[0] != '}' {
			out.WriteByte(body[0])
			body = body[1:]
			continue
		}
		if len(stack) == 0 {
			return "", nil, fmt.Errorf("the } after %q ends no mark", lastOf(out.String()))
		}
		last := stack[len(stack)-1]
		stack, body = stack[:len(stack)-1], body[1:]
		marks = addSpan(marks, last.n, last.role, hearsay.Span{Start: last.start, End: out.Len()})
	}
	if len(stack) > 0 {
		return "", nil, fmt.Errorf("the mark {%s:%d| does not end", stack[0].role, stack[0].n)
	}
	return out.String(), marks, nil
}

// lastOf is the end of what was read, to find a place by.
func lastOf(s string) string {
	runes := []rune(s)
	return string(runes[max(0, len(runes)-20):])
}

// addSpan adds a span to the mark n, in order of the text.
func addSpan(marks []Mark, n int, role string, sp hearsay.Span) []Mark {
	i := slices.IndexFunc(marks, func(m Mark) bool { return m.N == n })
	if i < 0 {
		i, marks = len(marks), append(marks, Mark{N: n})
	}
	to := map[string]*[]hearsay.Span{"s": &marks[i].Source, "q": &marks[i].Cue, "c": &marks[i].Content}[role]
	*to = append(*to, sp)
	slices.SortFunc(*to, func(a, b hearsay.Span) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	return marks
}

func (s *Story) readGold(path string) error {
	raw, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return errors.New("there is no such file in the folder, so there is nothing to score against")
	}
	if err != nil {
		return err
	}
	var gold storyGold
	if err := json.Unmarshal(raw, &gold); err != nil {
		return err
	}
	s.sources, s.origins, s.status = sourcesByID(gold.Sources), gold.Origins, gold.Status
	for _, stmt := range gold.Statements {
		for _, id := range append([]string{string(stmt.Source)}, stmt.Relay...) {
			if _, known := s.sources[id]; id != "" && !known {
				return fmt.Errorf(`statement %d of article %s: the source %q is not in "sources"`, stmt.N, stmt.Article, id)
			}
		}
		if !slices.Contains(hearsay.Stances(), stmt.Stance) {
			return fmt.Errorf("statement %d of article %s: %q is no stance", stmt.N, stmt.Article, stmt.Stance)
		}
		s.statements[markKey{stmt.Article, stmt.N}] = stmt
	}
	return nil
}
