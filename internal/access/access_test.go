package access

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"hearsay/internal/ledger"
	"hearsay/internal/ledger/sqlledger"
)

const password = "correct horse"

// book opens an empty book with a clock that stands still until it is moved.
func book(t *testing.T) (*Book, *time.Time) {
	t.Helper()
	l, err := sqlledger.Open(t.Context(), filepath.Join(t.TempDir(), "ledger"), sqlledger.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	clock := time.Date(2031, 5, 1, 9, 0, 0, 0, time.UTC)
	b := New(l)
	b.now = func() time.Time { return clock }
	return b, &clock
}

func add(t *testing.T, b *Book, name string, role ledger.Role) {
	t.Helper()
	if err := b.AddUser(t.Context(), name, password, role); err != nil {
		t.Fatal(err)
	}
}

func TestLogIn(t *testing.T) {
	b, clock := book(t)
	ctx := t.Context()
	add(t, b, "Ada", ledger.MayEdit)
	s, err := b.LogIn(ctx, " ADA ", password, "192.0.2.1")
	if err != nil {
		t.Fatal(err)
	}
	if v, err := b.Session(ctx, s.Secret); err != nil || v != (Visitor{"ada", ledger.MayEdit}) || !v.MayEdit() {
		t.Errorf("the session is of %+v (%v)", v, err)
	}
	for _, wrong := range [][2]string{{"ada", "wrong horse"}, {"ada", ""}, {"bo", password}, {"", ""}, {"ada", strings.Repeat("x", 5000)}} {
		if _, err := b.LogIn(ctx, wrong[0], wrong[1], "192.0.2.1"); !errors.Is(err, ErrWrong) {
			t.Errorf("%q with %.20q gives %v", wrong[0], wrong[1], err)
		}
	}
	for _, forged := range []string{"", "x", hash(s.Secret), s.Secret + "x", strings.ToUpper(s.Secret), "' OR 1=1 --"} {
		if _, err := b.Session(ctx, forged); !errors.Is(err, ErrUnknown) {
			t.Errorf("the forged session %q gives %v", forged, err)
		}
	}
	if err := b.SetRole(ctx, "ada", ledger.MayRead); err != nil {
		t.Fatal(err)
	}
	if v, err := b.Session(ctx, s.Secret); err != nil || v.MayEdit() {
		t.Errorf("with a lesser role the session is of %+v (%v)", v, err)
	}
	*clock = clock.Add(lifetime)
	if _, err := b.Session(ctx, s.Secret); !errors.Is(err, ErrUnknown) {
		t.Errorf("a session that has ended gives %v", err)
	}
}

func TestSessionsEnd(t *testing.T) {
	b, _ := book(t)
	ctx := t.Context()
	for name, end := range map[string]func(Session) error{
		"log-out":  func(s Session) error { return b.LogOut(ctx, s.Secret) },
		"password": func(Session) error { return b.SetPassword(ctx, "password", "another horse") },
		"removal":  func(Session) error { return b.RemoveUser(ctx, "removal") },
	} {
		add(t, b, name, ledger.MayRead)
		s, err := b.LogIn(ctx, name, password, "192.0.2.1")
		if err != nil {
			t.Fatal(err)
		}
		if err := end(s); err != nil {
			t.Fatal(err)
		}
		if v, err := b.Session(ctx, s.Secret); !errors.Is(err, ErrUnknown) {
			t.Errorf("after %s the session is of %+v (%v)", name, v, err)
		}
	}
	if _, err := b.LogIn(ctx, "password", password, "192.0.2.1"); !errors.Is(err, ErrWrong) {
		t.Errorf("the old password gives %v", err)
	}
}

func TestSecretsAreNotKept(t *testing.T) {
	b, _ := book(t)
	ctx := t.Context()
	add(t, b, "ada", ledger.MayRead)
	secret, err := b.AddToken(ctx, "wall", ledger.MayRead)
	if err != nil || !strings.HasPrefix(secret, "hearsay_") || len(secret) != len("hearsay_")+43 {
		t.Fatalf("the token is %q (%v)", secret, err)
	}
	users, err := b.Users(ctx)
	if err != nil || !strings.HasPrefix(users[0].Password, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the users are %+v (%v)", users, err)
	}
	tokens, err := b.Tokens(ctx)
	if err != nil || strings.Contains(fmt.Sprint(tokens, users), secret) || strings.Contains(fmt.Sprint(tokens, users), password) {
		t.Errorf("a secret is kept: %+v %+v (%v)", tokens, users, err)
	}
	if v, err := b.Token(ctx, secret); err != nil || v != (Visitor{"wall", ledger.MayRead}) {
		t.Errorf("the token is of %+v (%v)", v, err)
	}
	if _, err := b.Session(ctx, secret); !errors.Is(err, ErrUnknown) {
		t.Errorf("a token as a session gives %v", err)
	}
	if err := b.RemoveToken(ctx, "wall"); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Token(ctx, secret); !errors.Is(err, ErrUnknown) {
		t.Errorf("a removed token gives %v", err)
	}
}

func TestTriesAreCounted(t *testing.T) {
	b, clock := book(t)
	ctx := t.Context()
	add(t, b, "ada", ledger.MayRead)
	var slow *TooOften
	for i := range usersBurst {
		if _, err := b.LogIn(ctx, "ada", "wrong horse", fmt.Sprintf("192.0.2.%d", i)); !errors.Is(err, ErrWrong) {
			t.Fatalf("try %d gives %v", i, err)
		}
	}
	if _, err := b.LogIn(ctx, "Ada", password, "198.51.100.1"); !errors.As(err, &slow) || slow.Wait <= 0 || slow.Wait > perUser {
		t.Errorf("after too many tries the right password gives %v", err)
	}
	*clock = clock.Add(perUser)
	if _, err := b.LogIn(ctx, "ada", password, "198.51.100.1"); err != nil {
		t.Errorf("after a wait: %v", err)
	}
	if _, err := b.LogIn(ctx, "ada", strings.Repeat("x", 2000), "198.51.100.1"); !errors.As(err, &slow) {
		t.Errorf("right after it: %v", err)
	}
}

// TestTriesFromAnAddress: one who guesses many names is stopped, and that is held against no name.
func TestTriesFromAnAddress(t *testing.T) {
	b, _ := book(t)
	for i := range addressBurst {
		if wait := b.from.take(network(fmt.Sprintf("2001:db8::%x", i)), b.now()); wait != 0 {
			t.Fatalf("try %d must wait %s", i, wait)
		}
	}
	var slow *TooOften
	for range 2 * usersBurst {
		if _, err := b.LogIn(t.Context(), "ada", password, "2001:db8::ffff"); !errors.As(err, &slow) {
			t.Fatal(err)
		}
	}
	if _, err := b.LogIn(t.Context(), "ada", password, "2001:db8:0:1::1"); !errors.Is(err, ErrWrong) {
		t.Errorf("from elsewhere: %v", err)
	}
}

// TestCountingIsBounded: however many names somebody tries, memory does not grow, and nobody gets more tries by it than the address has.
func TestCountingIsBounded(t *testing.T) {
	l := newLimits(time.Minute, 3)
	now := time.Unix(0, 0)
	for i := range 3 * remembered {
		l.take(fmt.Sprint(i), now)
		if len(l.of) > remembered {
			t.Fatalf("%d are remembered", len(l.of))
		}
	}
	now = now.Add(time.Hour)
	for range 4 {
		l.take("known", now)
	}
	for i := range remembered { // the others have long been forgiven, and are forgotten first
		l.take(fmt.Sprint("later", i), now.Add(time.Second))
		if len(l.of) < remembered && l.of["known"] == nil {
			t.Fatal("somebody who tried lately was forgotten before those who did not")
		}
		if i > remembered/4 {
			break
		}
	}
}

func TestBadNamesAndPasswords(t *testing.T) {
	b, _ := book(t)
	ctx := t.Context()
	for _, name := range []string{"", " ", "-a", "a b", "a\x00", "a\u202eb", "<b>", strings.Repeat("a", 65), "a/b", "a\nb"} {
		if err := b.AddUser(ctx, name, password, ledger.MayRead); err == nil {
			t.Errorf("the name %q passes", name)
		}
		if _, err := b.AddToken(ctx, name, ledger.MayRead); err == nil {
			t.Errorf("the token's name %q passes", name)
		}
	}
	for _, bad := range []string{"", "short", strings.Repeat("é", 9), strings.Repeat("x", 1025), "not \xff valid at all"} {
		if err := b.AddUser(ctx, "ada", bad, ledger.MayRead); err == nil {
			t.Errorf("the password %.20q passes", bad)
		}
	}
	add(t, b, "Zoe\u0308", ledger.MayRead)
	if err := b.AddUser(ctx, "zo\u00eb", password, ledger.MayEdit); err == nil {
		t.Error("a name written otherwise is another user")
	}
	for _, err := range []error{b.SetPassword(ctx, "nobody", password), b.RemoveUser(ctx, "nobody"), b.SetRole(ctx, "nobody", ledger.MayEdit), b.RemoveToken(ctx, "nothing")} {
		if err == nil || errors.Is(err, ledger.ErrNotFound) {
			t.Errorf("what is not there gives %v", err)
		}
	}
}
