package api

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"hearsay"

	"hearsay/internal/editing"
	"hearsay/internal/gate"
	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// Why is what every correction takes.
type Why struct {
	Note string `json:"note,omitempty" maxLength:"2000" doc:"Why; it is kept with the correction."`
}

// What corrections take beside it. The names of the fields are those of the command line.
type (
	pairOrder struct {
		Why
		Claim string `json:"claim" minLength:"1" maxLength:"100" doc:"Id of a claim."`
		Other string `json:"other" minLength:"1" maxLength:"100" doc:"Id of the other claim; where a suggestion is accepted or rejected, maybe that of a statement."`
	}
	splitOrder struct {
		Why
		Claim      string   `json:"claim" minLength:"1" maxLength:"100" doc:"Id of the claim."`
		Statements []string `json:"statements" nullable:"false" minItems:"1" maxItems:"900" doc:"Ids of the statements that leave it."`
	}
	moveOrder struct {
		Why
		Statement string `json:"statement" minLength:"1" maxLength:"100" doc:"Id of the statement."`
		Claim     string `json:"claim" minLength:"1" maxLength:"100" doc:"Id of the claim that it is about."`
	}
	stanceOrder struct {
		Why
		Statement string         `json:"statement" minLength:"1" maxLength:"100" doc:"Id of the statement."`
		Stance    hearsay.Stance `json:"stance" enum:"asserts,confirms,denies,doubts,withholds,judges,commits,urges,asks" doc:"What its source does with what is said."`
	}
	renameOrder struct {
		Why
		Source string `json:"source" minLength:"1" maxLength:"300" doc:"Id of the source, or a name."`
		Name   string `json:"name" minLength:"1" maxLength:"300" doc:"What it is called."`
	}
	joinOrder struct {
		Why
		Source string `json:"source" minLength:"1" maxLength:"300" doc:"Id of a source, or a name."`
		Other  string `json:"other" minLength:"1" maxLength:"300" doc:"Id or name of the source that is the same."`
	}
	partOrder struct {
		Why
		Source  string `json:"source" minLength:"1" maxLength:"300" doc:"Id of the source, or a name."`
		Article string `json:"article" minLength:"1" maxLength:"2000" doc:"Id or address of the article in which somebody else speaks; or id or name of another source that is not this one."`
	}
	partArticlesOrder struct {
		Why
		Article string `json:"article" minLength:"1" maxLength:"2000" doc:"Id or address of the article."`
		Other   string `json:"other" minLength:"1" maxLength:"2000" doc:"Id or address of the article that it does not rest on."`
	}
)

func (b pairOrder) order() editing.Order {
	return editing.Order{On: []string{b.Claim, b.Other}, Note: b.Note}
}
func (b moveOrder) order() editing.Order {
	return editing.Order{On: []string{b.Statement, b.Claim}, Note: b.Note}
}
func (b joinOrder) order() editing.Order {
	return editing.Order{On: []string{b.Source, b.Other}, Note: b.Note}
}
func (b partOrder) order() editing.Order {
	return editing.Order{On: []string{b.Source, b.Article}, Note: b.Note}
}
func (b renameOrder) order() editing.Order {
	return editing.Order{On: []string{b.Source}, Value: b.Name, Note: b.Note}
}

func (b splitOrder) order() editing.Order {
	return editing.Order{On: append([]string{b.Claim}, b.Statements...), Note: b.Note}
}

func (b stanceOrder) order() editing.Order {
	return editing.Order{On: []string{b.Statement}, Value: string(b.Stance), Note: b.Note}
}

func (b partArticlesOrder) order() editing.Order {
	return editing.Order{On: []string{b.Article, b.Other}, Note: b.Note}
}

// ordered is the body of a request for a correction.
type ordered interface{ order() editing.Order }

type correction[T ordered] struct{ Body T }

// made is a correction that was logged and applied.
type made struct {
	Location string `header:"Location" doc:"Where the correction is."`
	Body     *report.Edit
}

// edits are the corrections: their list, each of them, and one operation for each kind.
func (s *service) edits(api huma.API) {
	s.history(api)
	correct[pairOrder](s, api, "merge", ledger.Merge, "Make one claim of two")
	correct[splitOrder](s, api, "split", ledger.Split, "Make a claim of its own of some statements of a claim")
	correct[moveOrder](s, api, "move", ledger.Move, "Move a statement to another claim")
	correct[stanceOrder](s, api, "stance", ledger.SetStance, "Say what stance a statement takes")
	correct[pairOrder](s, api, "accept", ledger.Accept, "Accept that two claims are one, as the ledger suggests")
	correct[pairOrder](s, api, "reject", ledger.Reject, "Reject that two claims are one, as the ledger suggests")
	correct[renameOrder](s, api, "rename", ledger.Rename, "Name a source")
	correct[joinOrder](s, api, "join", ledger.JoinSources, "Make one source of two")
	correct[partOrder](s, api, "part", ledger.PartSources, "Say that who speaks in an article is another than the source it was taken for")
	correct[partArticlesOrder](s, api, "part-articles", ledger.PartArticle, "Say that an article does not rest on another")
	undo := writing("undo-edit", "/api/v1/edits/{id}/undo", "Take a correction back", "One that was taken back already stays so.")
	huma.Register(api, undo, func(ctx context.Context, in *editID) (*answer[report.Edit], error) {
		ctx, cancel := context.WithTimeout(ctx, editTime)
		defer cancel()
		edit, err := s.Editor.Undo(ctx, in.ID, gate.Visitor(ctx).Name)
		if err != nil {
			return nil, s.problem(err)
		}
		return &answer[report.Edit]{report.EditOf(edit)}, nil
	})
}

type editID struct {
	ID string `path:"id" maxLength:"100" doc:"Id of the correction."`
}

// writing is an operation that changes something.
func writing(id, path, summary, description string) huma.Operation {
	return huma.Operation{
		OperationID: id, Method: http.MethodPost, Path: path, Summary: summary, Description: description, MaxBodyBytes: mostBody,
		Errors: []int{
			http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusNotFound, http.StatusRequestTimeout, http.StatusConflict,
			http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity, http.StatusServiceUnavailable,
		},
	}
}

// correct registers the operation of a kind of correction.
func correct[T ordered](s *service, api huma.API, name string, kind ledger.EditKind, summary string) {
	op := writing(name+"-edit", "/api/v1/edits/"+name, summary, "It is logged under the name of the user or token that asks, and can be undone.")
	op.DefaultStatus = http.StatusCreated
	huma.Register(api, op, func(ctx context.Context, in *correction[T]) (*made, error) {
		ctx, cancel := context.WithTimeout(ctx, editTime)
		defer cancel()
		order := in.Body.order()
		order.Kind, order.By = kind, gate.Visitor(ctx).Name
		edit, err := s.Editor.Make(ctx, order)
		if err != nil {
			return nil, s.problem(err)
		}
		return &made{"/api/v1/edits/" + edit.ID, report.EditOf(edit)}, nil
	})
}

// history registers what tells of corrections.
func (s *service) history(api huma.API) {
	list := reading("list-edits", "/api/v1/edits", "Corrections", "The newest first, undone ones included.", http.StatusNotFound)
	type filter struct {
		Listing
		Claim    string `query:"claim" maxLength:"100" doc:"Only corrections of this claim."`
		Source   string `query:"source" maxLength:"300" doc:"Only corrections of this source: an id, or a name."`
		Article  string `query:"article" maxLength:"2000" doc:"Only corrections in this article: an id, or an address."`
		Standing bool   `query:"standing" doc:"Only corrections that have not been undone."`
	}
	huma.Register(api, list, func(ctx context.Context, in *filter) (*answer[report.Edits], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Edits, error) {
			f := ledger.EditFilter{Paging: in.paging(), Standing: in.Standing, Claim: in.Claim, Article: in.Article}
			if in.Source != "" {
				src, _, err := report.FindSource(ctx, v, in.Source)
				if err != nil {
					return nil, missing("source", in.Source, err)
				}
				f.Source = src.ID
			}
			return report.EditsPage(ctx, v, f, in.Limit)
		})
	})
	one := reading("show-edit", "/api/v1/edits/{id}", "A correction", "", http.StatusNotFound)
	huma.Register(api, one, func(ctx context.Context, in *editID) (*answer[report.Edit], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Edit, error) {
			edit, err := v.Edit(ctx, in.ID)
			if err != nil {
				return nil, missing("correction", in.ID, err)
			}
			return report.EditOf(edit), nil
		})
	})
}
