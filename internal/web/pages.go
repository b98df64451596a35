package web

import (
	"net/http"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/report"
)

const perPage = 25

func (s *site) home(w http.ResponseWriter, r *http.Request) {
	var page *report.Claims
	err := s.view(r.Context(), func(v ledger.View) (err error) {
		page, err = report.ClaimsPage(r.Context(), v, ledger.ClaimFilter{}, perPage, s.Derive)
		return err
	})
	if err != nil {
		http.Error(w, "The ledger cannot be read.", http.StatusInternalServerError)
		return
	}
	_ = homePage(page).Render(r.Context(), w)
}

func (s *site) claim(w http.ResponseWriter, r *http.Request) {
	var page *report.Claim
	err := s.view(r.Context(), func(v ledger.View) (err error) {
		page, err = report.ClaimPage(r.Context(), v, r.PathValue("id"), time.Time{}, s.Derive)
		return err
	})
	if err != nil {
		http.Error(w, "There is no such claim.", http.StatusNotFound)
		return
	}
	_ = claimPage(page).Render(r.Context(), w)
}
