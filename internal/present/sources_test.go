package present

import (
	"slices"
	"strings"
	"testing"

	"hearsay"
)

func TestVoice(t *testing.T) {
	for _, c := range []struct {
		src         hearsay.Source
		name, known string
	}{
		{hearsay.Source{Name: "Lena Koch", Role: "deputy foreign minister", Affiliation: "Germany"}, "Lena Koch, deputy foreign minister (Germany)", ""},
		{hearsay.Source{Name: "Lena Koch", Role: "minister"}, "Lena Koch, minister", ""},
		{hearsay.Source{Name: "Lena Koch", Affiliation: "Germany"}, "Lena Koch (Germany)", ""},
		{hearsay.Source{Name: "a customs spokesman", Role: "spokesman", Affiliation: "German customs"}, "a customs spokesman (German customs)", ""},
		{hearsay.Source{Name: "Greece's shipping ministry", Affiliation: "Greece"}, "Greece's shipping ministry", ""},
		{hearsay.Source{Name: "Germanys", Affiliation: "Germany"}, "Germanys (Germany)", ""},
		{hearsay.Source{Name: "manor and man", Role: "man"}, "manor and man", ""},
		{hearsay.Source{Name: "two officials", Unnamed: hearsay.Unnamed{Count: "two", What: "officials", Of: "Treasury"}}, "two officials", "Treasury"},
		{hearsay.Source{Name: "the source", Unnamed: hearsay.Unnamed{Count: "two", What: "officials", Of: "Treasury", Reason: "the talks\nwere private"}},
			"the source", "two officials, Treasury; not named: “the talks were private”"},
		{hearsay.Source{}, "", ""},
	} {
		v := voiceOf(c.src)
		if got := v.Name + v.Rest(); got != c.name || v.Known != c.known {
			t.Errorf("%+v is %q with %q, want %q with %q", c.src, got, v.Known, c.name, c.known)
		}
	}
}

// TestBySource is the summary of an article in which some pass on what others said, and some are only told.
func TestBySource(t *testing.T) {
	out := present(t, Text, Options{Width: 100}, readStory(t, "06-kontor.txt"))
	for _, want := range []string{
		"organisation  Wesermark Energie, refiner: 1 asserts, 1 commits\n",
		"outlet        The Potomac Standard: 1 asserts; passes on 2\n",
		"outlet        Kontor Daily: is told 2\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if out := present(t, Text, Options{}, bare(readStory(t, "06-kontor.txt"))); !strings.Contains(out, "\nDespina Korvanis: 5 statements\n") {
		t.Errorf("without stances the summary is\n%s", out)
	}
}

// TestColumns: the table has columns for what there is and for what the terminal can hold; the rest stands under what is said.
func TestColumns(t *testing.T) {
	jonub, lanark, solent := readStory(t, "10-jonub.txt"), readStory(t, "11-lanark.txt"), readStory(t, "01-solent.txt")
	for _, c := range []struct {
		reading hearsay.Reading
		width   int
		want    string
		under   string
	}{
		{lanark, 120, "# source stance what via condition", ""},
		{lanark, 80, "# source stance what", "(via Jonub News Agency; condition: if a court"},
		{jonub, 120, "# source stance what condition", "(to Jonub News Agency)"},
		{solent, 120, "# source stance what", "(said on 5 October 2031)"},
		{solent, 59, "# who said what", "(said on 5 October 2031)"},
		{bare(solent), 80, "# source cue what how", ""},
	} {
		out := present(t, Text, Options{Width: c.width}, c.reading)
		if !slices.ContainsFunc(strings.Split(out, "\n"), func(line string) bool { return oneLine(line) == c.want }) || !strings.Contains(out, c.under) {
			t.Errorf("%s in %d columns has no header %q or no %q:\n%s", c.reading.Article.ID, c.width, c.want, c.under, out)
		}
	}
}
