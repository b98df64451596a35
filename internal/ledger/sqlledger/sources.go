package sqlledger

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"hearsay"
	"hearsay/internal/ledger"
)

const speakerColumns = "SELECT sp.id, sp.name, sp.kind, sp.role, sp.affiliation, sp.names, sp.statements, sp.circle FROM speaker sp"

func speakerRow(s scan) (ledger.Source, error) {
	var src ledger.Source
	var names string
	err := s(&src.ID, &src.Name, &src.Kind, &src.Role, &src.Affiliation, &names, &src.Statements, &src.Circle)
	if names != "" {
		src.Names = strings.Split(names, "\n")
	}
	return src, err
}

// Source is as the contract has it.
func (v *view) Source(ctx context.Context, id string) (ledger.Source, error) {
	key, err := v.key(ctx, "speaker", id)
	if err != nil {
		return ledger.Source{}, err
	}
	src, err := one(ctx, v, speakerRow, speakerColumns+" WHERE sp.key = ?", key)
	if err != nil {
		return src, err
	}
	src.Members, err = list(ctx, v, memberRow, `SELECT a.id, so.id FROM source so JOIN revision r ON r.key = so.revision JOIN article a ON a.key = r.article
		WHERE so.speaker = ? ORDER BY a.at, a.id, so.place, so.id`, key)
	return src, err
}

func memberRow(s scan) (ledger.Member, error) {
	var m ledger.Member
	err := s(&m.Article, &m.Source)
	return m, err
}

// Named is as the contract has it.
func (v *view) Named(ctx context.Context, ids []string) ([]ledger.Source, error) {
	return listIn(ctx, v, speakerRow, unique(ids), speakerColumns+" WHERE sp.id IN %s ORDER BY sp.id")
}

// Sources is as the contract has it.
func (v *view) Sources(ctx context.Context, f ledger.SourceFilter) (ledger.Page[ledger.Source], error) {
	var w where
	if f.Name != "" {
		w.words(v, "sp.key", wordsOfSpeakers, f.Name)
	}
	if f.Kind != "" {
		w.add("sp.kind = ?", string(f.Kind))
	}
	at, after, err := placeOf(f.After)
	if err != nil {
		return ledger.Page[ledger.Source]{}, err
	}
	if after {
		w.add("sp.statements <= ? AND (sp.statements < ? OR sp.id > ?)", at.N, at.N, at.ID)
	}
	items, err := list(ctx, v, speakerRow, speakerColumns+w.String()+" ORDER BY sp.statements DESC, sp.id LIMIT ?", append(w.args, f.Size()+1)...)
	return cut(items, f.Size(), func(src ledger.Source) place { return place{N: int64(src.Statements), ID: src.ID} }), err
}

// Members is as the contract has it.
func (v *view) Members(ctx context.Context, sources []string) ([]ledger.SourceNode, error) {
	var all []ledger.SourceNode
	for _, id := range sources {
		found, err := list(ctx, v, func(s scan) (ledger.SourceNode, error) {
			var n ledger.SourceNode
			var at int64
			var name, body string
			if err := s(&n.Member.Article, &n.Member.Source, &name, &body, &n.Outlet, &at, &n.Whole, &n.Data); err != nil {
				return n, err
			}
			src, err := sourceOf(n.Member.Source, name, body)
			n.Source, n.At = src, moment(at)
			return n, err
		}, `SELECT a.id, so.id, so.name, so.body, r.outlet_name, a.at, sp.id, COALESCE(f.data, '') FROM speaker sp JOIN source so ON so.speaker = sp.key
			JOIN revision r ON r.key = so.revision JOIN article a ON a.key = r.article LEFT JOIN feature f ON f.sort = 2 AND f.item = so.key WHERE sp.id = ?`, id)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortFunc(all, func(a, b ledger.SourceNode) int {
		return cmp.Or(cmp.Compare(micros(a.At), micros(b.At)), strings.Compare(a.Article, b.Article),
			cmp.Compare(firstMention(a.Source), firstMention(b.Source)), strings.Compare(a.Member.Source, b.Member.Source))
	})
	return all, nil
}

func firstMention(src hearsay.Source) int {
	if len(src.Mentions) == 0 {
		return -1
	}
	return src.Mentions[0].Start
}

// Counts is as the contract has it.
func (v *view) Counts(ctx context.Context) (ledger.Counts, error) {
	return one(ctx, v, func(s scan) (ledger.Counts, error) {
		var c ledger.Counts
		err := s(&c.Articles, &c.Revisions, &c.Outlets, &c.Statements, &c.Claims, &c.Sources, &c.Suggestions, &c.Voices, &c.Edits)
		return c, err
	}, `SELECT (SELECT count(*) FROM article), (SELECT count(*) FROM revision), (SELECT count(DISTINCT outlet) FROM article),
		(SELECT count(*) FROM statement) - (SELECT count(*) FROM revision r JOIN statement st ON st.revision = r.key WHERE r.counts = 0),
		(SELECT count(*) FROM claim), (SELECT count(*) FROM speaker),
		(SELECT count(*) FROM link l JOIN statement sa ON sa.key = l.a JOIN statement sb ON sb.key = l.b WHERE `+suggested+`),
		(SELECT count(*) FROM voice vo JOIN revision r ON r.key = vo.revision WHERE r.counts = 1), (SELECT count(*) FROM edit)`)
}
