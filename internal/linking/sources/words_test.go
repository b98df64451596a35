package sources

import (
	"slices"
	"strings"
	"testing"
)

func TestCountryFindsEveryLine(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(countriesText, "\n"), "\n")
	for _, line := range lines {
		word, name, _ := strings.Cut(line, "|")
		want, capital := strings.CutSuffix(name, "*")
		if got, isCapital := country(word); got != want || isCapital != capital {
			t.Errorf("%q is %q %v, not %q %v", word, got, isCapital, want, capital)
		}
	}
	for _, none := range []string{"", "aaa", "zzz", "germa", "germanyy", "german|"} {
		if name, _ := country(none); name != "" {
			t.Errorf("%q is %q, and no country", none, name)
		}
	}
}

func TestContentFoldsWhatIsOne(t *testing.T) {
	for _, c := range [][2]string{
		{"Germany's foreign ministry", "the German Foreign Ministry"},
		{"the U.S. Defense Department", "United States Defence Ministry"},
		{"Régis Malaucène", "Regis Malaucene"},
		{"a spokeswoman for the Harbour Office", "spokesman of Harbour Office"},
	} {
		a, b := content(c[0]), content(c[1])
		slices.Sort(a)
		slices.Sort(b)
		if !slices.Equal(a, b) {
			t.Errorf("%q gives %q and %q gives %q", c[0], a, c[1], b)
		}
	}
}
