package provenance_test

import (
	"testing"

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
