package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

// moment is a date or time that somebody gives.
type moment string

// Schema is what may be given.
func (moment) Schema(huma.Registry) *huma.Schema {
	text := func(format string, most *int) *huma.Schema {
		return &huma.Schema{Type: huma.TypeString, Format: format, MaxLength: most}
	}
	return &huma.Schema{
		Type: huma.TypeString, AnyOf: []*huma.Schema{text("date", nil), text("date-time", nil), text("", new(int))}, // an empty string is as if it were left out
		Examples: []any{"2026-11-25", "2026-11-25T09:30:00Z"},
	}
}

// date reads it; what the schema lets through and is no date after all is a 422.
func (m moment) date(name string) (hearsay.Date, error) {
	d, err := hearsay.ParseDate(string(m))
	if err != nil {
		err = huma.NewError(http.StatusUnprocessableEntity, name+": "+err.Error())
	}
	return d, err
}

// span is from one moment to the end of another.
func span(since, until moment) (ledger.Period, error) {
	from, err := since.date("since")
	if err != nil {
		return ledger.Period{}, err
	}
	to, err := until.date("until")
	return ledger.Period{Since: from.Time, Until: to.Last()}, err
}

// claimID is a claim in a path.
type claimID struct {
	ID   string `path:"id" maxLength:"100" doc:"Id of the claim."`
	AsOf moment `query:"as_of" doc:"Show it as it was known then."`
}

// ClaimFilter is which claims somebody wants.
type ClaimFilter struct {
	Listing
	Words  string           `query:"words" maxLength:"300" doc:"Only claims with all of these words, in any form."`
	Status []hearsay.Status `query:"status" enum:"reported,unconfirmed,confirmed,denied,disputed,retracted" doc:"Only claims that stand so; several with commas."`
	Source string           `query:"source" maxLength:"300" doc:"Only claims on which this source says something: an id, or a name."`
	Outlet string           `query:"outlet" maxLength:"300" doc:"Only claims that this outlet has something on."`
	Since  moment           `query:"since" doc:"Only claims that moved then or later."`
	Until  moment           `query:"until" doc:"Only claims that moved by then."`
}

func (f ClaimFilter) of(ctx context.Context, v ledger.View) (ledger.ClaimFilter, error) {
	period, err := span(f.Since, f.Until)
	if err != nil {
		return ledger.ClaimFilter{}, err
	}
	out := ledger.ClaimFilter{Paging: f.paging(), Words: f.Words, Status: f.Status, Outlet: f.Outlet, Since: period.Since, Until: period.Until}
	if name := strings.TrimSpace(f.Source); name != "" {
		src, _, err := report.FindSource(ctx, v, name)
		if err != nil {
			return out, missing("source", name, err)
		}
		out.Source = src.ID
	}
	return out, nil
}

func (s *service) claims(api huma.API) {
	moved := reading("list-moves", "/api/v1/moved", "What moved",
		"Claims with what moved each last: a change of status, or a new independent origin; the newest first.", http.StatusNotFound)
	type moves struct {
		ClaimFilter
		All bool `query:"all" doc:"Also claims that nothing has moved since they came up."`
	}
	huma.Register(api, moved, func(ctx context.Context, in *moves) (*answer[report.Moves], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Moves, error) {
			f, err := in.of(ctx, v)
			if err != nil {
				return nil, err
			}
			f.Moving = !in.All
			return report.MovesPage(ctx, v, f)
		})
	})
	list := reading("list-claims", "/api/v1/claims", "Claims",
		"The newest change first. With as_of each is shown as it was known then: a page may then hold fewer than limit, or none, though next tells that "+
			"more follow, and what were one claim then may come on two pages.", http.StatusNotFound)
	type filter struct {
		ClaimFilter
		AsOf    moment `query:"as_of" doc:"Show claims as they were known then."`
		Several bool   `query:"several" doc:"Only claims that several articles speak of."`
	}
	huma.Register(api, list, func(ctx context.Context, in *filter) (*answer[report.Claims], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Claims, error) {
			f, err := in.of(ctx, v)
			if err != nil {
				return nil, err
			}
			at, err := in.AsOf.date("as_of")
			if err != nil {
				return nil, err
			}
			f.AsOf, f.Several = at.Last(), in.Several
			return report.ClaimsPart(ctx, v, f, s.Derive)
		})
	})
	one := reading("show-claim", "/api/v1/claims/{id}", "A claim",
		"Who stands where, its origins and why, how its status changed, who has not answered, what may belong to it.", http.StatusNotFound)
	huma.Register(api, one, func(ctx context.Context, in *claimID) (*answer[report.Claim], error) {
		return read(ctx, s, func(ctx context.Context, v ledger.View) (*report.Claim, error) {
			at, err := in.AsOf.date("as_of")
			if err != nil {
				return nil, err
			}
			page, err := report.ClaimPage(ctx, v, in.ID, at.Last(), s.Derive)
			return page, missing("claim", in.ID, err)
		})
	})
}
