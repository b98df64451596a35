package ledgertest

import (
	"errors"
	"testing"
	"time"

	"hearsay/internal/ledger"
)

// accounts are those of a ledger that has some; the test ends where it has none.
func accounts(t *testing.T, l ledger.Ledger) ledger.Accounts {
	t.Helper()
	a, ok := l.(ledger.Accounts)
	if !ok {
		t.Fatal("the ledger keeps no accounts")
	}
	return a
}

func keepsUsers(t *testing.T, l ledger.Ledger) {
	ctx, a := t.Context(), accounts(t, l)
	ada := ledger.User{Name: "ada", Role: ledger.MayEdit, Password: "$hash$1", Since: day(1)}
	bo := ledger.User{Name: "bo", Role: ledger.MayRead, Password: "$hash$2", Since: day(2)}
	for _, u := range []ledger.User{bo, ada, bo} {
		if err := a.PutUser(ctx, u); err != nil {
			t.Fatal(err)
		}
	}
	all, err := a.Users(ctx)
	if err != nil || len(all) != 2 || all[0] != ada || all[1] != bo {
		t.Errorf("the users are %+v (%v)", all, err)
	}
	until := day(3)
	for _, s := range []ledger.Session{{Hash: "one", User: "ada", Until: until}, {Hash: "two", User: "bo", Until: until}} {
		if err := a.PutSession(ctx, s, day(2)); err != nil {
			t.Fatal(err)
		}
	}
	if s, u, err := a.Session(ctx, "one", day(2)); err != nil || u != ada || s.User != "ada" || !s.Until.Equal(until) {
		t.Errorf("the session is %+v of %+v (%v)", s, u, err)
	}
	if err := a.PutSession(ctx, ledger.Session{Hash: "three", User: "nobody", Until: until}, day(2)); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("a session of nobody gives %v", err)
	}
	bo.Role = ledger.MayEdit
	if err := a.PutUser(ctx, bo); err != nil {
		t.Fatal(err)
	}
	if _, u, err := a.Session(ctx, "two", day(2)); err != nil || u.Role != ledger.MayEdit {
		t.Errorf("with another role the session is of %+v (%v)", u, err)
	}
	bo.Password = "$hash$3"
	if err := a.PutUser(ctx, bo); err != nil {
		t.Fatal(err)
	}
	wantGone(t, a, "two", day(2), "after another password")
	wantGone(t, a, "one", until, "when it has ended")
	if err := a.RemoveUser(ctx, "ada"); err != nil {
		t.Fatal(err)
	}
	wantGone(t, a, "one", day(2), "without its user")
	if err := a.RemoveUser(ctx, "ada"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("removing nobody gives %v", err)
	}
	if _, err := a.User(ctx, "Bo"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("another name gives %v", err)
	}
}

func keepsSessions(t *testing.T, l ledger.Ledger) {
	ctx, a := t.Context(), accounts(t, l)
	if err := a.PutUser(ctx, ledger.User{Name: "ada", Role: ledger.MayEdit, Password: "x", Since: day(1)}); err != nil {
		t.Fatal(err)
	}
	for hash, until := range map[string]time.Time{"old": day(2), "young": day(9)} {
		if err := a.PutSession(ctx, ledger.Session{Hash: hash, User: "ada", Until: until}, day(1)); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.PutSession(ctx, ledger.Session{Hash: "new", User: "ada", Until: day(9)}, day(3)); err != nil {
		t.Fatal(err)
	}
	wantGone(t, a, "old", day(1), "once it has been dropped")
	for range 2 {
		if err := a.RemoveSession(ctx, "young"); err != nil {
			t.Fatal(err)
		}
	}
	wantGone(t, a, "young", day(3), "after its end")
	if _, _, err := a.Session(ctx, "new", day(3)); err != nil {
		t.Error(err)
	}
}

func wantGone(t *testing.T, a ledger.Accounts, hash string, now time.Time, when string) {
	t.Helper()
	if _, u, err := a.Session(t.Context(), hash, now); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("%s the session %s is of %+v (%v)", when, hash, u, err)
	}
}

func keepsTokens(t *testing.T, l ledger.Ledger) {
	ctx, a := t.Context(), accounts(t, l)
	feed := ledger.Token{Hash: "h1", Name: "wall", Role: ledger.MayRead, Since: day(1)}
	desk := ledger.Token{Hash: "h2", Name: "desk", Role: ledger.MayEdit, Since: day(2)}
	for _, token := range []ledger.Token{feed, desk} {
		if err := a.PutToken(ctx, token); err != nil {
			t.Fatal(err)
		}
	}
	if err := a.PutToken(ctx, ledger.Token{Hash: "h3", Name: "wall", Role: ledger.MayEdit, Since: day(3)}); !errors.Is(err, ledger.ErrTaken) {
		t.Errorf("a name that is taken gives %v", err)
	}
	if got, err := a.Token(ctx, "h1"); err != nil || got != feed {
		t.Errorf("the token is %+v (%v)", got, err)
	}
	if all, err := a.Tokens(ctx); err != nil || len(all) != 2 || all[0] != desk || all[1] != feed {
		t.Errorf("the tokens are %+v (%v)", all, err)
	}
	if err := a.RemoveToken(ctx, "wall"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Token(ctx, "h1"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("a removed token gives %v", err)
	}
	if err := a.RemoveToken(ctx, "wall"); !errors.Is(err, ledger.ErrNotFound) {
		t.Errorf("removing it again gives %v", err)
	}
}
