package stance

import (
	"testing"

	"hearsay"
)

func TestCondition(t *testing.T) {
	cases := []struct {
		stance   hearsay.Stance
		in, want string
	}{
		{hearsay.Commits, "{s1|She} {q1|vowed} {c1|to resign if the audit finds a gap}.", "if the audit finds a gap"},
		{hearsay.Commits, "{s1|The port} {q1|said} {c1|it would close unless wages rose}.", "unless wages rose"},
		{hearsay.Commits, "{c1|“If the report is right, we will act,”} {s1|he} {q1|said}.", "If the report is right"},
		{hearsay.Commits, "{c1|“If the report, or any part of it, is right, we will act,”} {s1|he} {q1|said}.", "If the report, or any part of it, is right"},
		{hearsay.Commits, "{c1|“If I lose I will go home,”} {s1|he} {q1|said}.", "If I lose"},
		{hearsay.Commits, "{s1|He} {q1|promised} {c1|that should the dam break, he would pay}.", "should the dam break"},
		{hearsay.Commits, "{s1|The board} {q1|will pay}{c1|, but only when the papers are signed}.", "only when the papers are signed"},
		{hearsay.Commits, "{s1|They} {q1|agreed} {c1|to talks, provided that both sides disarm}.", "provided that both sides disarm"},
		{hearsay.Commits, "{s1|He} {q1|promised} {c1|to stay as long as he is needed}.", "as long as he is needed"},
		{hearsay.Urges, "{s1|The union} {q1|demanded} {c1|that he be dismissed if he lied}.", "if he lied"},
		{hearsay.Urges, "{s1|She} {q1|urged} {c1|them to leave} if the river rises.", "if the river rises"},
		{hearsay.Commits, "{s1|She} {q1|vowed} {c1|to find out if the audit was done}.", ""},
		{hearsay.Commits, "{s1|She} {q1|promised} {c1|to pay when she gets home}.", ""},
		{hearsay.Urges, "{s1|He} {q1|said} {c1|the town should act}.", ""},
		{hearsay.Commits, "{s1|He} {q1|vowed} {c1|to act as if nothing had happened}.", ""},
		{hearsay.Asserts, "{s1|He} {q1|said} {c1|it floods if it rains}.", ""},
	}
	for _, c := range cases {
		text, attrs := marked(t, c.in)
		got := Condition(text, attrs[0], c.stance)
		if got.In(text) != c.want {
			t.Errorf("%s\ngot %q, want %q", text, got.In(text), c.want)
		}
	}
}
