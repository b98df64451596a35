package identity_test

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/reader/identity"
)

// mark reads a text in which [n ...] marks a source's mention: mentions with the same number are one source's.
func mark(t *testing.T, marked string) (art hearsay.Article, attrs []hearsay.Attribution, want []string) {
	t.Helper()
	var b strings.Builder
	for {
		i := strings.IndexByte(marked, '[')
		if i < 0 {
			break
		}
		b.WriteString(marked[:i])
		number, rest, _ := strings.Cut(marked[i+1:], " ")
		words, after, ok := strings.Cut(rest, "]")
		if !ok {
			t.Fatalf("a mark is not closed: %q", marked)
		}
		start := b.Len()
		b.WriteString(words)
		attrs = append(attrs, hearsay.Attribution{Source: []hearsay.Span{{Start: start, End: b.Len()}}})
		want = append(want, number)
		marked = after
	}
	b.WriteString(marked)
	art.Text = b.String()
	art.Outlet = "The Quayside Dispatch"
	return art, attrs, want
}

func TestMentionsOfOneSource(t *testing.T) {
	r := identity.New()
	for _, c := range []struct{ name, text, first string }{
		{"name, surname, pronoun, role", "[1 Jonas Abelard, deputy spokesman for the Harbour Ministry], said on Monday that it was over. [1 Abelard] said so twice. " +
			"Tessa Okafor objected. [1 The spokesman] said that [1 he] was sure.", "Jonas Abelard"},
		{"sex", "[1 Mary Hallett, a farmer from Goss], said it rained. [2 Peter Dunne, her neighbour], said it did not. [1 She] said he lied.", "Mary Hallett"},
		{"a role before the name", "[1 The sports minister] said no. [1 Minister Lena Sandoval] added nothing.", "Lena Sandoval"},
		{"initials", "[1 The Coastal Safety Agency (CSA)] said so. Later [1 the CSA] said it again, and [1 the agency] repeated it.", "Coastal Safety Agency"},
		{"one of a group", "[1 Two officials familiar with the talks] said so. [1 One of them] said more. [1 The officials] asked for silence.",
			"Two officials familiar with the talks"},
	} {
		art, attrs, want := mark(t, c.text)
		sources, of, _ := r.Resolve(art, attrs, nil)
		ids := map[string]string{}
		for i, id := range of {
			if known, ok := ids[want[i]]; ok && known != id {
				t.Errorf("%s: mention %d %q is %s, not %s", c.name, i+1, attrs[i].Source[0].In(art.Text), id, known)
			} else if !ok {
				for other, used := range ids {
					if used == id {
						t.Errorf("%s: mention %d of source %s has the id of %s", c.name, i+1, want[i], other)
					}
				}
				ids[want[i]] = id
			}
		}
		if sources[0].Name != c.first {
			t.Errorf("%s: the first source is named %q, not %q", c.name, sources[0].Name, c.first)
		}
	}
}
