package provenance_test

import (
	"strings"
	"testing"

	"hearsay"
	"hearsay/internal/provenance"
)

// TestCopiesInStories: every syndicated article of the sets is found, from the wire it copies, and nothing else is called a copy.
func TestCopiesInStories(t *testing.T) {
	for _, name := range []string{"wildfire", "merger", "outbreak", "ceasefire", "custody", "chips", "doping", "tanker", "breach"} {
		st := readStory(t, name)
		for i := range st.articles {
			for j := range i {
				a, b := &st.articles[i], &st.articles[j]
				rel, is := provenance.Relate(signed(a), signed(b))
				gold := a.copyOf == b.ID || b.copyOf == a.ID
				if gold != (is && rel.Means == provenance.Copy) {
					t.Errorf("%s %s %s: copy is %v, found %v %v", name, a.ID, b.ID, gold, is, rel)
				} else if is {
					t.Log(name, rel)
				}
				if gold && is && st.article(rel.Article).copyOf != rel.Of {
					t.Errorf("%s: the wrong way round: %v", name, rel)
				}
				if back, isBack := provenance.Relate(signed(b), signed(a)); back != rel || isBack != is {
					t.Errorf("%s: the other way round it is %v, not %v", name, back, rel)
				}
			}
		}
	}
}

func signed(a *goldArticle) provenance.Signed {
	return provenance.Signed{Article: a.ID, At: a.Published, Signature: provenance.Sign(a.Article)}
}

// TestPhotoCreditIsNoCredit: whose a picture is does not say whose the text is.
func TestPhotoCreditIsNoCredit(t *testing.T) {
	for text, credits := range map[string]bool{
		"Ann Lee/AP Ann Lee/AP The mayor resigned on Monday.":                       false,
		"Bo Dahl/The Harbour Post via AP, Pool The mayor resigned on Monday.":       false,
		"The mayor on Monday. | AP Photos The mayor resigned.":                      false,
		"The mayor on Monday. | Bo Dahl/AP Photo The mayor resigned.":               false,
		"HARBOUR CITY (AP) The mayor resigned on Monday.":                           true,
		"HARBOUR CITY/NORTHPORT (AP) The mayor resigned on Monday.":                 true,
		"The mayor resigned on Monday. The Associated Press, AP, gave this report.": true,
	} {
		if credit := provenance.Sign(hearsay.Article{Text: text}).Credit; strings.Contains(credit, "AP") != credits {
			t.Errorf("%q credits %q", text, credit)
		}
	}
}
