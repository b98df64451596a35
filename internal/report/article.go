package report

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/present"
)

// Article is a kept article with what was read in it.
type Article struct {
	ledgerjson.Reading
	Given     string          `json:"given"` // the id that it came under
	Addresses []string        `json:"addresses"`
	Notes     []Note          `json:"notes"` // corrections that the page tells of
	Revisions []Revision      `json:"revisions"`
	RestsOn   []Relation      `json:"rests_on"`
	RestOnIt  []Relation      `json:"rest_on_it"`
	OwnVoice  []Assertion     `json:"own_voice"`
	Claims    []Summary       `json:"claims"` // that its statements are on, in order of the text
	reading   hearsay.Reading // with sources as the ledger has them
	claims    map[string]int  // statement → index into Claims
}

// Note is what a page prints about its own article.
type Note struct {
	Kind ledger.NoteKind `json:"kind"`
	Text string          `json:"text"`
	At   string          `json:"at"`
}

// Revision is one of the texts that an article had.
type Revision struct {
	ID        string `json:"id"`
	Since     Moment `json:"since"`
	Fetched   Moment `json:"fetched"`
	Published string `json:"published"`
	Modified  string `json:"modified"`
	SHA256    string `json:"sha256"` // of the text
	RawSHA256 string `json:"raw_sha256"`
	Reader    string `json:"reader"`
	Current   bool   `json:"current"`
}

// Relation is how an article rests on another.
type Relation struct {
	Place
	Means  ledger.Means `json:"means"`
	Score  float64      `json:"score"`
	Reason string       `json:"reason"`
}

// Assertion is a sentence in which the article states somebody's claim as fact.
type Assertion struct {
	Words   string `json:"words"`
	Claim   string `json:"claim"`
	Reason  string `json:"reason"`
	Article string `json:"article"`
}

// ArticlePage gathers an article by its id, a former one, or one of its addresses.
func ArticlePage(ctx context.Context, view ledger.View, id string) (*Article, error) {
	art, err := view.Article(ctx, id)
	if err != nil {
		return nil, err
	}
	page := &Article{
		Given: art.Given, Addresses: append([]string{}, art.Addresses...), Notes: []Note{}, Revisions: []Revision{}, RestsOn: []Relation{}, RestOnIt: []Relation{},
		OwnVoice: []Assertion{}, Claims: []Summary{}, claims: map[string]int{},
	}
	for _, note := range art.Notes {
		page.Notes = append(page.Notes, Note{cmp.Or(note.Kind, ledger.Corrected), note.Text, note.At.String()})
	}
	for _, step := range []func(context.Context, ledger.View, ledger.Article) error{page.revisions, page.relations, page.read, page.voices} {
		if err := step(ctx, view, art); err != nil {
			return nil, err
		}
	}
	return page, nil
}

func (a *Article) revisions(ctx context.Context, view ledger.View, art ledger.Article) error {
	all, err := view.Revisions(ctx, art.ID)
	for _, r := range all {
		a.Revisions = append(a.Revisions, revisionOf(r, art.Revision))
	}
	return err
}

func revisionOf(r ledger.Revision, current string) Revision {
	return Revision{
		r.ID, Moment{r.Since}, Moment{r.Fetched}, r.Published.String(), r.Modified.String(), r.TextHash, r.RawHash, r.Reader, r.ID == current,
	}
}

func (a *Article) relations(ctx context.Context, view ledger.View, art ledger.Article) error {
	all, err := view.Relations(ctx, art.ID)
	if err != nil {
		return err
	}
	for _, rel := range all {
		other, list := rel.Of, &a.RestsOn
		if other == art.ID {
			other, list = rel.Article, &a.RestOnIt
		}
		its, err := view.Article(ctx, other)
		if err != nil {
			return err
		}
		*list = append(*list, Relation{placeOf(its), rel.Means, rel.Score, rel.Reason})
	}
	return nil
}

// read takes what was read, with the sources of the ledger in the place of the article's own.
func (a *Article) read(ctx context.Context, view ledger.View, art ledger.Article) error {
	reading, err := view.Reading(ctx, art.Revision)
	if err != nil {
		return err
	}
	sources, err := newDirectory(ctx, view, time.Time{})
	if err != nil {
		return err
	}
	reading.Article = art.Article
	for i := range reading.Statements {
		reading.Statements[i].Stance = sources.stance(reading.Statements[i])
	}
	a.reading, a.Reading = reading, ledgerjson.Of(reading)
	a.Reading.Sources = []ledgerjson.Source{}
	at := map[string]int{}
	for i, stmt := range a.Reading.Statements {
		at[stmt.ID] = i
	}
	f := ledger.PositionFilter{Article: art.ID, Paging: ledger.Paging{Limit: ledger.MaxLimit}}
	for {
		found, err := view.Positions(ctx, f)
		if err != nil {
			return err
		}
		sources.meetAll(found.Items)
		for _, p := range found.Items {
			a.put(&a.Reading.Statements[at[p.Ref.Statement]], p, sources)
			if err := a.claim(ctx, view, p); err != nil {
				return err
			}
		}
		if f.After = found.Next; f.After == "" {
			break
		}
	}
	for _, rel := range a.RestsOn {
		if rel.Means == ledger.Copy {
			a.CopyOf = ledgerjson.Link(rel.Article)
		}
	}
	return sources.err
}

// Read is the article as it was read: its text, with what each statement covers and the stance that holds.
func (a *Article) Read() hearsay.Reading { return a.reading }

// ClaimOf is the claim that a statement is on, nil if it is on none.
func (a *Article) ClaimOf(statement string) *Summary {
	if i, on := a.claims[statement]; on {
		return &a.Claims[i]
	}
	return nil
}

// SourceOf is who said a statement, nil where nobody known is named.
func (a *Article) SourceOf(stmt ledgerjson.Statement) *Source {
	for _, src := range a.Reading.Sources {
		if src.ID == string(stmt.Source) && src.ID != "" {
			return &Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
		}
	}
	return nil
}

// put says of a statement what the ledger knows of it.
func (a *Article) put(stmt *ledgerjson.Statement, p ledger.Position, sources *directory) {
	stmt.Source, stmt.To = a.named(sources.find(p.Source, p.Name)), a.named(sources.find(p.Addressee, ""))
	stmt.Claim, stmt.Relay = ledgerjson.Link(p.Claim), []string{}
	for _, via := range p.Relay {
		stmt.Relay = append(stmt.Relay, string(a.named(sources.find(via, ""))))
	}
}

// named lists a source, once, and gives its id.
func (a *Article) named(src *Source) ledgerjson.Link {
	if src == nil || src.ID == "" {
		return ""
	}
	listed := ledgerjson.Source{ID: src.ID, Name: src.Name, Kind: src.Kind, Role: src.Role, Affiliation: src.Affiliation}
	if !slices.Contains(a.Reading.Sources, listed) {
		a.Reading.Sources = append(a.Reading.Sources, listed)
	}
	return ledgerjson.Link(src.ID)
}

// claim lists the claim that a statement is on.
func (a *Article) claim(ctx context.Context, view ledger.View, p ledger.Position) error {
	if p.Claim == "" {
		return nil
	}
	for i, known := range a.Claims {
		if known.ID == p.Claim {
			a.claims[p.Ref.Statement] = i
			return nil
		}
	}
	c, err := view.Claim(ctx, p.Claim)
	if err != nil {
		return err
	}
	s := Summary{ID: c.ID, Text: c.Text, Status: c.Status, First: Moment{c.First}, Moved: Moment{c.Moved}, Positions: len(c.Positions)}
	for _, o := range c.Origins {
		if o.Source != "" {
			s.Origins++
		}
	}
	articles := map[string]bool{}
	for _, ref := range c.Positions {
		articles[ref.Article] = true
	}
	s.Articles = len(articles)
	a.claims[p.Ref.Statement] = len(a.Claims)
	a.Claims = append(a.Claims, s)
	return nil
}

func (a *Article) voices(ctx context.Context, view ledger.View, art ledger.Article) error {
	all, err := view.Voices(ctx, art.ID)
	seen := map[string]bool{}
	for _, v := range all {
		if key := v.Words + v.Claim; !seen[key] {
			seen[key] = true
			a.OwnVoice = append(a.OwnVoice, Assertion{v.Words, v.Claim, v.Reason, v.Article})
		}
	}
	return err
}

// Label says what a note is, and of which day.
func (n Note) Label() string {
	label := map[ledger.NoteKind]string{ledger.EditorNote: "editors’ note", ledger.Stub: "only the beginning", ledger.Via: "its feed has it from"}[n.Kind]
	if label == "" {
		label = string(n.Kind)
	}
	if n.At != "" {
		label += " of " + n.At
	}
	return label
}

func (a *Article) text(p *pen) {
	shown, err := present.New(present.Text, p, present.Options{Color: p.Color, Dark: p.Dark, Width: p.Width})
	if err == nil {
		err = shown.Article(a.reading)
	}
	if err != nil { // spans that do not fit: what is wrong is told in the place of the text
		p.line("", "", text(err.Error()))
	}
	p.heading("In the ledger")
	p.line("", "", text("article "+a.ID+dot+plural(len(a.Revisions), "revision")))
	for _, address := range a.Addresses {
		p.line("", "  ", words(address))
	}
	for _, note := range a.Notes {
		p.line("", "  ", text(note.Label()+": "), words(note.Text))
	}
	if len(a.Revisions) > 1 {
		for _, r := range a.Revisions {
			p.line("  ", "    ", text(r.ID), gap(), faint("since "+whole(r.Since)), gap(), faint(map[bool]string{true: "current"}[r.Current]))
		}
	}
	facts := func(rel Relation) []run {
		return []run{gap(), faint(whole(rel.At)), gap(), faint(rel.Article), gap(), faint(rel.Reason)}
	}
	for _, rel := range a.RestsOn {
		p.line("", "  ", append([]run{text("it is a " + string(rel.Means) + " of "), words(rel.outlet())}, facts(rel)...)...)
	}
	for _, rel := range a.RestOnIt {
		p.line("", "  ", append([]run{words(rel.outlet()), text(" has a " + string(rel.Means) + " of it")}, facts(rel)...)...)
	}
	a.claimsText(p)
	a.voicesText(p)
}

// claimsText says which statements are on which claims, by the numbers that they have in the text.
func (a *Article) claimsText(p *pen) {
	if len(a.Claims) == 0 {
		return
	}
	numbers := make([][]string, len(a.Claims))
	for i, stmt := range a.Reading.Statements {
		if at, on := a.claims[stmt.ID]; on {
			numbers[at] = append(numbers[at], fmt.Sprint(i+1))
		}
	}
	p.heading("Claims, and the statements on them")
	for i, c := range a.Claims {
		indent := strings.Repeat(" ", len(c.ID)+2)
		p.line(c.ID+"  ", indent, words(orNoWords(c.Text)))
		p.line(indent, indent, text(strings.Join(numbers[i], ", ")+dot), status(c.Status), text(dot+origins(c.Origins)+dot+plural(c.Articles, "article")))
	}
}

func (a *Article) voicesText(p *pen) {
	if len(a.OwnVoice) == 0 {
		return
	}
	p.heading("Stated as fact, in the outlet’s own voice")
	for _, v := range a.OwnVoice {
		p.said("", v.Words, plain)
		p.line("  ", "  ", faint("claim "+v.Claim))
	}
}
