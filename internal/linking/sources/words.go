package sources

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// fold writes text in lower case without accents, with plain apostrophes.
func fold(s string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
		case r == '’' || r == '‘':
			b.WriteByte('\'')
		case r == 'ø' || r == 'Ø':
			b.WriteByte('o')
		case r == 'ł' || r == 'Ł':
			b.WriteByte('l')
		case r == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// words cuts folded text into words: without possessive endings, and with the dots of "U.S." taken out.
func words(s string) []string {
	list := strings.FieldsFunc(fold(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '\'' && r != '.' && r != '&'
	})
	out := list[:0]
	for _, w := range list {
		w = strings.ReplaceAll(strings.Trim(w, "'."), ".", "")
		w = strings.TrimSuffix(w, "'s")
		if w = strings.Trim(w, "'"); w != "" {
			out = append(out, w)
		}
	}
	return out
}

// content lists the telling words of a name or description, countries in one form: "German" and "Germany's" both give "germany".
func content(s string) []string {
	list := words(s)
	var out []string
	for i := 0; i < len(list); i++ {
		if i+1 < len(list) {
			if name, capital := country(list[i] + " " + list[i+1]); name != "" && !capital {
				out = append(out, strings.ToLower(name))
				i++
				continue
			}
		}
		if in("little", list[i]) {
			continue
		}
		if name, capital := country(list[i]); name != "" && !capital {
			out = append(out, strings.ToLower(name))
			continue
		}
		out = append(out, stem(list[i]))
	}
	return out
}

// stem folds words for one thing, and plural with singular.
func stem(w string) string {
	if one := canonical("stem", w); one != w {
		return one
	}
	if n := len(w); n > 4 && w[n-1] == 's' && !strings.ContainsRune("suia", rune(w[n-2])) {
		return w[:n-1]
	}
	return w
}

// overlap counts the words of a that are in b.
func overlap(a, b []string) int {
	n := 0
	for _, w := range a {
		if slices.Contains(b, w) {
			n++
		}
	}
	return n
}

// subset reports whether every word of a, of which there is at least one, is in b.
func subset(a, b []string) bool { return len(a) > 0 && overlap(a, b) == len(a) }
