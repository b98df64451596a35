package sources_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"hearsay"
	"hearsay/internal/linking/sources"
)

func dayOf(n int) hearsay.Date {
	return hearsay.Date{Time: time.Date(2031, 5, n, 6, 0, 0, 0, time.UTC), Precision: hearsay.Second}
}

// harbour is the text of an article of one story, fair that of one of another.
const (
	harbour = "The Alma Grace lay off Kelder. The owners of the Alma Grace, Morrow Lines, said that Kelder pilots had left the Alma Grace. In Kelder, Morrow said nothing."
	fair    = "The fair at Oxley drew Ridley and Tarn. At Oxley the Tarn Players sang for Ridley, and Oxley sang with Ridley and Tarn."
)

// entry makes an entry of a source in an article about the harbour, unless the text is another.
func entry(article int, outlet, text string, src hearsay.Source, stmts ...hearsay.Statement) sources.Entry {
	src.ID = "s"
	reading := hearsay.Reading{
		Article: hearsay.Article{ID: fmt.Sprint("a", article), Outlet: outlet, Published: dayOf(article), Text: text}, Sources: []hearsay.Source{src}, Statements: stmts,
	}
	return sources.Entries(reading)[0]
}

func TestCompare(t *testing.T) {
	person := func(name, role, of string) hearsay.Source {
		return hearsay.Source{Name: name, Kind: hearsay.Person, Role: role, Affiliation: of}
	}
	office := func(name string) hearsay.Source { return hearsay.Source{Name: name, Kind: hearsay.Office} }
	company := func(name string) hearsay.Source { return hearsay.Source{Name: name, Kind: hearsay.Organisation} }
	outlet := func(name string) hearsay.Source { return hearsay.Source{Name: name, Kind: hearsay.Media} }
	anonymous := func(name, count string) hearsay.Source {
		return hearsay.Source{Name: name, Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{Count: count}}
	}
	for _, c := range []struct {
		name   string
		a, b   hearsay.Source
		second string // the text of the second article, harbour if ""
		want   sources.Verdict
	}{
		{"one name", person("Ida Moss", "", ""), person("Ida Moss", "", ""), fair, sources.Same},
		{"a name that one article takes for a company's", person("Ida Moss", "", ""), company("Ida Moss"), fair, sources.Same},
		{"an outlet that one takes for a company, in one story", outlet("The Foghorn"), company("Foghorn"), "", sources.Same},
		{"an outlet and a company of one word in two stories", outlet("The Foghorn"), company("Foghorn"), fair, sources.Unsure},
		{"a surname and a company", person("Moss", "", ""), company("Moss"), "", sources.Unsure},
		{"an outlet and a company that are only described", outlet("the company"), company("the company"), "", sources.Unsure},
		{"middle name, title, accent", person("Ida B. Moss", "", ""), person("Dr. Ída Moss", "", ""), fair, sources.Same},
		{"a short first name", person("Robert Hale", "", ""), person("Bob Hale", "", ""), "", sources.Same},
		{"two people of one surname", person("Ida Moss", "", ""), person("Karl Moss", "", ""), "", sources.Different},
		{"a surname with the same role in one story", person("Ida Moss", "harbour master", ""), person("Moss", "harbour master", ""), "", sources.Same},
		{"a surname in another story", person("Ida Moss", "harbour master", ""), person("Moss", "baker", ""), fair, sources.Unsure},
		{"one name with two trades in two stories", person("Ida Moss", "harbour master", ""), person("Ida Moss", "baker", ""), fair, sources.Unsure},
		{"a role in one story", person("Ida Moss", "harbour master", ""), person("the harbour master", "", ""), "", sources.Same},
		{"the same role in another story", person("Ida Moss", "harbour master", ""), person("the harbour master", "", ""), fair, sources.Unsure},
		{"a ministry, worded otherwise", office("Germany's foreign ministry"), office("the German Foreign Ministry"), fair, sources.Same},
		{"two countries' ministries", office("the German foreign ministry"), office("the French foreign ministry"), "", sources.Different},
		{"two ministries of one country", office("the German foreign ministry"), office("the German health ministry"), "", sources.Unsure},
		{"a ministry without its country", office("the foreign ministry"), office("the German foreign ministry"), "", sources.Same},
		{"initials", office("the ICS"), office("Inland Canal Service"), fair, sources.Same},
		{"the police of two towns", office("the police"), office("the police"), fair, sources.Unsure},
		{"an institution's short name in one story", office("Morrow"), office("Morrow Lines"), "", sources.Same},
		{"a capital speaks for its country", hearsay.Source{Name: "Berlin", Kind: hearsay.Country}, hearsay.Source{Name: "Germany", Kind: hearsay.Country}, fair, sources.Same},
		{"an outlet's short name", hearsay.Source{Name: "The Solent Dispatch", Kind: hearsay.Media}, hearsay.Source{Name: "the Dispatch", Kind: hearsay.Media}, "", sources.Same},
		{"two outlets", hearsay.Source{Name: "The Solent Dispatch", Kind: hearsay.Media}, hearsay.Source{Name: "The Lanark Courier", Kind: hearsay.Media}, "", sources.Different},
		{"two officials of two papers", anonymous("two officials", "two"), anonymous("two officials", "two"), "", sources.Unsure},
		{"kinds that cannot be one", person("Berlin", "", ""), hearsay.Source{Name: "Berlin", Kind: hearsay.Country}, "", sources.Unsure},
	} {
		text := c.second
		if text == "" {
			text = harbour
		}
		a, b := entry(1, "The Kelder Post", harbour, c.a), entry(2, "The Quay Gazette", text, c.b)
		got := sources.Compare(a, b, sources.Context{})
		if got.Verdict != c.want || got.Verdict != sources.Unsure && got.Reason == "" {
			t.Errorf("%s: %+v, not %v", c.name, got, c.want)
		}
		if back := sources.Compare(b, a, sources.Context{}); back.Verdict != got.Verdict || back.Score != got.Score {
			t.Errorf("%s: the other way round it is %+v", c.name, back)
		}
	}
}

// TestUnnamedBelongToWhoHadThem: what a paper has from another is the other's source, and the same in that paper's next article.
func TestKindOfNamesakes(t *testing.T) {
	moss := func(article int, k hearsay.Kind) sources.Entry {
		return entry(article, "Gazette", harbour, hearsay.Source{Name: "Ida Moss", Kind: k})
	}
	foghorn := entry(1, "Gazette", harbour, hearsay.Source{Name: "The Foghorn", Kind: hearsay.Organisation})
	own := sources.Entry{Article: "a2", At: dayOf(2), Name: "The Foghorn", Kind: hearsay.Media, Outlet: "The Foghorn", Story: foghorn.Story}
	for _, c := range []struct {
		name    string
		entries []sources.Entry
		want    hearsay.Kind
	}{
		{"what most take it for", []sources.Entry{moss(1, hearsay.Organisation), moss(2, hearsay.Organisation), moss(3, hearsay.Person)}, hearsay.Organisation},
		{"of two rather a person", []sources.Entry{moss(1, hearsay.Organisation), moss(2, hearsay.Person)}, hearsay.Person},
		{"who has articles of its own is an outlet", []sources.Entry{foghorn, own}, hearsay.Media},
	} {
		if got := sources.Cluster(c.entries, sources.Ties{}); len(got) != 1 || got[0].Kind != c.want {
			t.Errorf("%s: %+v, not one %s", c.name, got, c.want)
		}
	}
}

func TestNameIsNoSlip(t *testing.T) {
	var entries []sources.Entry
	for i := range 20 {
		name := "Ida Moss"
		if i == 3 {
			name = "WATCH Ida Moss Harbour"
		}
		entries = append(entries, entry(i+1, "Gazette", harbour, hearsay.Source{Name: name, Kind: hearsay.Person}))
	}
	if got := sources.Merge(entries, []sources.Edit{{A: sources.Member{Article: "a4", Source: "s"}, Name: "Ida B. Moss"}}); got.Name != "Ida B. Moss" || len(got.Members) != 20 {
		t.Errorf("named by hand: %+v", got)
	}
	party := func(article int, role string) sources.Entry {
		return entry(article, "Gazette", harbour, hearsay.Source{Name: "Republicans", Kind: hearsay.Group, Role: role})
	}
	if got := sources.Merge([]sources.Entry{party(1, "fellow"), party(2, "subpoena"), party(3, ""), party(4, "House")}, nil); got.Role != "" {
		t.Errorf("its role is %q", got.Role)
	}
	moss := func(s sources.Source) bool { return slices.Contains(s.Names, "Ida Moss") || s.Name == "Ida Moss" }
	all := sources.Cluster(entries, sources.Ties{})
	if i := slices.IndexFunc(all, moss); i < 0 || all[i].Name != "Ida Moss" {
		t.Errorf("%+v", all)
	}
	few := sources.Cluster([]sources.Entry{
		entry(1, "Gazette", harbour, hearsay.Source{Name: "Moss", Kind: hearsay.Person, Role: "harbour master"}),
		entry(2, "Gazette", harbour, hearsay.Source{Name: "Moss", Kind: hearsay.Person, Role: "harbour master"}),
		entry(3, "Gazette", harbour, hearsay.Source{Name: "Ida Moss", Kind: hearsay.Person, Role: "harbour master"}),
	}, sources.Ties{})
	if len(few) != 1 || few[0].Name != "Ida Moss" {
		t.Errorf("of three articles: %+v", few)
	}
}

func TestUnnamedBelongToWhoHadThem(t *testing.T) {
	officials := hearsay.Source{ID: "o", Name: "two officials", Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{Count: "two", What: "officials"}}
	longer := officials
	longer.Name = "two officials familiar with the tow"
	post := hearsay.Source{ID: "p", Name: "the Kelder Post", Kind: hearsay.Media}
	read := func(n int, outlet string, relay []string, srcs ...hearsay.Source) []sources.Entry {
		return sources.Entries(hearsay.Reading{
			Article: hearsay.Article{ID: fmt.Sprint("a", n), Outlet: outlet, Published: dayOf(n), Text: harbour}, Sources: srcs,
			Statements: []hearsay.Statement{{ID: "n1", Source: "o", Relay: relay, Stance: hearsay.Asserts}},
		})
	}
	all := slices.Concat(read(1, "The Kelder Post", nil, longer), read(2, "The Quay Gazette", []string{"p"}, officials, post), read(3, "The Oxley Herald", nil, officials))
	found := map[string]string{}
	for _, src := range sources.Cluster(all, sources.Ties{}) {
		for _, m := range src.Members {
			found[m.Article+m.Source] = src.Name
		}
		if src.Kind == hearsay.Media && src.Name == "The Kelder Post" && !reflect.DeepEqual(src.Outlet, []string{"a1"}) {
			t.Errorf("the Kelder Post is the outlet of %v, not of a1", src.Outlet)
		}
	}
	if found["a1o"] != longer.Name || found["a2o"] != longer.Name || found["a3o"] != officials.Name || found["a2p"] != "The Kelder Post" {
		t.Errorf("the sources are %v", found)
	}
}

func TestRetoldWithTheSameQuotes(t *testing.T) {
	text := harbour + " “They came alongside in three fast boats,” he said."
	quote := hearsay.Span{Start: strings.Index(text, "“"), End: strings.Index(text, " he said")}
	said := hearsay.Statement{Source: "s", Spans: hearsay.Attribution{Content: []hearsay.Span{quote}}}
	a := entry(1, "The Kelder Post", text, hearsay.Source{Name: "a pilot who saw it", Kind: hearsay.Anonymous}, said)
	b := entry(2, "The Quay Gazette", text, hearsay.Source{Name: "an insider", Kind: hearsay.Anonymous}, said)
	if d := sources.Compare(a, b, sources.Context{}); d.Verdict != sources.Same {
		t.Errorf("two papers quote one unnamed source with the same words, and it is %+v", d)
	}
}

// anyEntries draws entries of a dozen articles.
func anyEntries(t *rapid.T) []sources.Entry {
	pool := []hearsay.Source{
		{Name: "Ida Moss", Kind: hearsay.Person, Role: "harbour master"}, {Name: "Moss", Kind: hearsay.Person}, {Name: "Karl Moss", Kind: hearsay.Person, Role: "pilot"},
		{Name: "the harbour master", Kind: hearsay.Person}, {Name: "two officials", Kind: hearsay.Anonymous, Unnamed: hearsay.Unnamed{Count: "two"}},
		{Name: "officials", Kind: hearsay.Anonymous}, {Name: "the police", Kind: hearsay.Office}, {Name: "Kelder police", Kind: hearsay.Office},
		{Name: "the foreign ministry", Kind: hearsay.Office}, {Name: "the German foreign ministry", Kind: hearsay.Office}, {Name: "French Foreign Ministry", Kind: hearsay.Office},
		{Name: "the Kelder Post", Kind: hearsay.Media}, {Name: "a newspaper", Kind: hearsay.Media}, {Name: "Morrow Lines", Kind: hearsay.Organisation},
		{Name: "Morrow", Kind: hearsay.Organisation}, {Name: "a leaked log", Kind: hearsay.Document}, {Name: "the log of the Alma Grace", Kind: hearsay.Document},
	}
	var all []sources.Entry
	for n := range rapid.IntRange(1, 8).Draw(t, "articles") {
		srcs := rapid.SliceOfNDistinct(rapid.SampledFrom(pool), 1, 4, func(s hearsay.Source) string { return s.Name }).Draw(t, "sources")
		for i := range srcs {
			srcs[i].ID = fmt.Sprint("s", i)
		}
		all = append(all, sources.Entries(hearsay.Reading{
			Article: hearsay.Article{
				ID: fmt.Sprint("a", n), Published: dayOf(rapid.IntRange(1, 4).Draw(t, "day")), Text: rapid.SampledFrom([]string{harbour, fair}).Draw(t, "text"),
				Outlet: rapid.SampledFrom([]string{"The Kelder Post", "The Quay Gazette", ""}).Draw(t, "outlet"),
			}, Sources: srcs,
		})...)
	}
	return all
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := anyEntries(t)
		want := sources.Cluster(entries, sources.Ties{})
		if got := sources.Cluster(rapid.Permutation(entries).Draw(t, "order"), sources.Ties{}); !reflect.DeepEqual(got, want) {
			t.Fatalf("in another order the sources are %+v, not %+v", got, want)
		}
		seen := map[sources.Member]bool{}
		for _, src := range want {
			for _, m := range src.Members {
				if seen[m] {
					t.Fatalf("%v is a member of two sources", m)
				}
				seen[m] = true
			}
		}
	})
}

// TestPeopleDecide: what people joined is one and what they kept apart is not, unless a later edit says otherwise; and a name given by hand stays.
func TestPeopleDecide(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entries := anyEntries(t)
		var members []sources.Member
		for _, e := range entries {
			if e.ID != "" {
				members = append(members, sources.Member{Article: e.Article, Source: e.ID})
			}
		}
		a, b := rapid.SampledFrom(members).Draw(t, "a"), rapid.SampledFrom(members).Draw(t, "b")
		if a == b {
			t.Skip("one and the same")
		}
		join, part, name := sources.Edit{Together: true, A: a, B: b}, sources.Edit{A: a, B: b}, sources.Edit{A: a, Name: "Somebody Else"}
		one := func(edits ...sources.Edit) (joined bool, called string) {
			of := map[sources.Member]int{}
			list := sources.Cluster(entries, sources.Ties{Edits: edits})
			for i, src := range list {
				for _, m := range src.Members {
					of[m] = i
				}
			}
			return of[a] == of[b], list[of[a]].Name
		}
		if joined, called := one(name, join); !joined || called != "Somebody Else" {
			t.Fatalf("joined by hand and named: %v %q", joined, called)
		}
		if joined, _ := one(part); joined {
			t.Fatal("kept apart by hand, and joined")
		}
		if joined, _ := one(join, part); joined {
			t.Fatal("kept apart after a join, and joined")
		}
		if joined, _ := one(part, join); !joined {
			t.Fatal("joined after having been kept apart, and not joined")
		}
	})
}

func TestEntryTravels(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		for _, e := range anyEntries(t) {
			b, err := e.MarshalBinary()
			if err != nil {
				t.Fatal(err)
			}
			read := sources.Entry{Article: e.Article, ID: e.ID, At: e.At}
			if err := read.UnmarshalBinary(b); err != nil || !reflect.DeepEqual(read, e) {
				t.Fatalf("%+v comes back as %+v: %v", e, read, err)
			}
		}
	})
	var e sources.Entry
	if e.UnmarshalBinary([]byte("{")) == nil {
		t.Error("half an entry is read without an error")
	}
}

func TestBodies(t *testing.T) {
	all := []hearsay.Source{
		{ID: "yard", Name: "Morrow Lines", Kind: hearsay.Organisation},
		{ID: "boss", Name: "Karl Hale", Kind: hearsay.Person, Role: "chief executive", Affiliation: "Morrow"},
		{ID: "former", Name: "Ida Moss", Kind: hearsay.Person, Role: "former chief executive", Affiliation: "Morrow Lines"},
		{ID: "welder", Name: "Eva Tarn", Kind: hearsay.Person, Role: "welder", Affiliation: "Morrow Lines"},
		{ID: "letter", Name: "letter from Morrow Lines to its crews", Kind: hearsay.Document},
		{ID: "log", Name: "internal log", Kind: hearsay.Document, Affiliation: "Morrow Lines"},
		{ID: "germany", Name: "Germany", Kind: hearsay.Country},
		{ID: "minister", Name: "Lena Koch", Kind: hearsay.Person, Role: "foreign minister", Affiliation: "Germany"},
		{ID: "spokesman", Name: "Jan Roth", Kind: hearsay.Person, Role: "spokesman", Affiliation: "German foreign ministry"},
		{ID: "health", Name: "Norway's health ministry", Kind: hearsay.Office},
		{ID: "norwegian", Name: "Siri Dahl", Kind: hearsay.Person, Role: "health minister", Affiliation: "Norway"},
		{ID: "mayor", Name: "Ada Finch", Kind: hearsay.Person, Role: "mayor", Affiliation: "Kelder"},
		{ID: "agency", Name: "Kelder pilots agency", Kind: hearsay.Office},
	}
	want := map[string]string{"boss": "yard", "letter": "yard", "minister": "germany", "spokesman": "germany", "norwegian": "health"}
	if got := sources.Bodies(all); !reflect.DeepEqual(got, want) {
		t.Errorf("who speaks for whom is %v, not %v", got, want)
	}
	slices.Reverse(all)
	if got := sources.Bodies(all); !reflect.DeepEqual(got, want) {
		t.Errorf("in another order who speaks for whom is %v", got)
	}
}

func TestQuotes(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`He said “never again” and “not here”.`, "never again|not here"},
		{`She called it "a scandal", no less.`, "a scandal"},
		{"It was ‘the union’s doing’, he said.", "the union’s doing"},
		{"The pilots' own don't count, 'he said so' did.", "he said so"},
		{"“It goes on to the end", "It goes on to the end"},
		{"no quotes at all", ""},
	} {
		if got := strings.Join(sources.Quotes(c.text), "|"); got != c.want {
			t.Errorf("%s: %q, not %q", c.text, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) { sources.Quotes(rapid.String().Draw(t, "text")) })
	sources.Quotes("broken \xff\xfe “ \xe2")
}
