package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"hearsay"

	"hearsay/internal/ledger"
)

// corrects sends a form that must lead somewhere, and returns where.
func (s site) corrects(t *testing.T, kind string, form url.Values) string {
	t.Helper()
	answer := s.post("/edits/"+kind, form)
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusSeeOther {
		t.Fatalf("to %s answers %d", kind, answer.StatusCode)
	}
	return answer.Header.Get("Location")
}

func (s site) view(t *testing.T, f func(context.Context, ledger.View) error) {
	t.Helper()
	if err := s.ledger.View(t.Context(), func(v ledger.View) error { return f(t.Context(), v) }); err != nil {
		t.Fatal(err)
	}
}

// TestCorrectAndUndo sets a stance from the page of a claim, finds what the page says about it, and takes it back with the form that the page has.
func TestCorrectAndUndo(t *testing.T) {
	s := newSite(t, "Kim", story()...)
	c := s.claimOf(t, "tanker")
	to := s.corrects(t, "stance", url.Values{"claim": {c.ID}, "statement": {c.Positions[1].Statement, c.Positions[2].Statement}, "value": {"doubts"}, "note": {"read closely"}})
	if !strings.HasPrefix(to, "/claims/"+c.ID+"?done=e") {
		t.Fatalf("it leads to %s", to)
	}
	_, body := s.get(t, to)
	for _, want := range []string{`role="status"`, "Corrected: <bdi>A statement doubts", "read closely", `name="token" value="tok&lt;en"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the page does not say %q", want)
		}
	}
	if strings.Count(body, `<span class="stance reject">doubts</span>`) < 2 {
		t.Error("the statements do not show their new stance")
	}
	_, id, _ := strings.Cut(to, "done=")
	to = s.corrects(t, "undo", url.Values{"edit": {id}, "back": {"/claims/" + c.ID}})
	if _, body = s.get(t, to); !strings.Contains(body, "Undone:") {
		t.Error("the page does not say that it was undone")
	}
	s.view(t, func(ctx context.Context, v ledger.View) error {
		page, err := v.Edits(ctx, ledger.EditFilter{})
		if len(page.Items) != 2 || page.Items[0].By != "Kim" || page.Items[1].Note != "read closely" || page.Items[0].Stands() == page.Items[1].Stands() {
			t.Errorf("the log has %+v", page.Items)
		}
		return err
	})
	if back := s.corrects(t, "undo", url.Values{"edit": {id}, "back": {"/edits"}}); !strings.HasPrefix(back, "/edits?done=") {
		t.Errorf("from the list of corrections it leads to %s", back)
	}
	if back := s.corrects(t, "undo", url.Values{"edit": {id}, "back": {"https://evil.example/"}}); !strings.HasPrefix(back, "/claims/") {
		t.Errorf("a form from elsewhere leads to %s", back)
	}
}

func TestEveryCorrection(t *testing.T) {
	s := newSite(t, "Kim", story()...)
	c, other := s.claimOf(t, "tanker"), s.claimOf(t, "premiums")
	position := func(id string) (p ledger.Position) {
		s.view(t, func(ctx context.Context, v ledger.View) (err error) { p, err = v.Position(ctx, id); return err })
		return p
	}
	denial := c.Positions[1].Statement
	s.corrects(t, "split", url.Values{"claim": {c.ID}, "statement": {denial}})
	if p := position(denial); p.Claim == c.ID || p.Claim == "" {
		t.Errorf("after the split the denial is on %q", p.Claim)
	}
	s.corrects(t, "move", url.Values{"statement": {denial}, "to": {"http://127.0.0.1:8080/claims/" + other.ID + "?as-of=2031#stand"}})
	if p := position(denial); p.Claim != position(other.Positions[0].Statement).Claim {
		t.Errorf("after the move the denial is on %q", p.Claim)
	}
	to := s.corrects(t, "merge", url.Values{"claim": {c.ID}, "to": {position(denial).Claim}})
	if page, _, _ := strings.Cut(to, "?"); page != "/claims/"+position(denial).Claim {
		t.Errorf("the merge leads to %s, and the claim is %s", to, position(denial).Claim)
	}
	src := position(denial).Source
	if to := s.corrects(t, "rename", url.Values{"source": {src}, "value": {"Dr Salim Harthy"}}); !strings.HasPrefix(to, "/sources/"+src) {
		t.Errorf("the new name leads to %s", to)
	}
	if p := position(denial); p.Name != "Dr Salim Harthy" {
		t.Errorf("the source is called %q", p.Name)
	}
	s.corrects(t, "join-sources", url.Values{"source": {src}, "to": {"Nordic Hull"}})
	joined := position(denial).Source
	if joined != position(c.Positions[2].Statement).Source {
		t.Error("the sources are two")
	}
	s.corrects(t, "part-sources", url.Values{"source": {joined}, "article": {c.Positions[2].Article}})
	if position(denial).Source == position(c.Positions[2].Statement).Source {
		t.Error("the sources are one")
	}
}

func TestCorrectionsThatMakeNoSense(t *testing.T) {
	s := newSite(t, "Kim", story()...)
	c := s.claimOf(t, "tanker")
	for name, test := range map[string]struct {
		kind string
		form url.Values
		want int
	}{
		"nothing chosen":     {"stance", url.Values{"claim": {c.ID}, "value": {"denies"}}, 422},
		"no stance":          {"stance", url.Values{"statement": {c.Positions[0].Statement}, "value": {"shouts"}}, 422},
		"no other claim":     {"merge", url.Values{"claim": {c.ID}}, 422},
		"the same claim":     {"merge", url.Values{"claim": {c.ID}, "to": {c.ID}}, 422},
		"an unknown claim":   {"merge", url.Values{"claim": {c.ID}, "to": {"kzzzzzzzzzzz"}}, 404},
		"all statements":     {"split", url.Values{"claim": {c.ID}, "statement": {c.Positions[0].Statement, c.Positions[1].Statement, c.Positions[2].Statement}}, 422},
		"an unknown kind":    {"burn", url.Values{}, 404},
		"an unknown edit":    {"undo", url.Values{"edit": {"ezzzzzzzzzzz"}}, 404},
		"a name too long":    {"rename", url.Values{"source": {"x"}, "value": {strings.Repeat("x", 301)}}, 400},
		"a name of no text":  {"rename", url.Values{"source": {"x"}, "value": {"\xff"}}, 400},
		"too many at once":   {"split", url.Values{"claim": {c.ID}, "statement": make([]string, 201)}, 400},
		"too large a form":   {"rename", url.Values{"value": {strings.Repeat("x", 300_000)}}, 413},
		"no such suggestion": {"accept", url.Values{"claim": {c.ID}, "to": {"nzzzzzzzzzzz"}}, 422},
	} {
		answer := s.post("/edits/"+test.kind, test.form)
		if answer.StatusCode != test.want {
			t.Errorf("%s answers %d, not %d", name, answer.StatusCode, test.want)
		}
		_ = answer.Body.Close()
	}
	s.view(t, func(ctx context.Context, v ledger.View) error {
		page, err := v.Edits(ctx, ledger.EditFilter{})
		if len(page.Items) > 0 {
			t.Errorf("the log has %+v", page.Items)
		}
		return err
	})
}

func TestReadersCorrectNothing(t *testing.T) {
	s := newSite(t, "", story()...)
	c := s.claimOf(t, "tanker")
	answer := s.post("/edits/stance", url.Values{"statement": {c.Positions[0].Statement}, "value": {string(hearsay.Denies)}})
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusForbidden {
		t.Errorf("it answers %d", answer.StatusCode)
	}
}
