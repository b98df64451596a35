package feed

import (
	"bytes"
	"reflect"
	"strings"
	"testing"
)

func TestOPMLComesBackAsItWent(t *testing.T) {
	want := []Subscription{
		{"https://paper.example/rss?a=1&b=2", `The "Paper" <daily>`, "https://paper.example/"},
		{"https://wire.example/atom", "https://wire.example/atom", ""},
	}
	var file bytes.Buffer
	if err := WriteOPML(&file, []Subscription{want[0], {Address: want[1].Address}}, today); err != nil {
		t.Fatal(err)
	}
	got, _, err := ReadOPML(&file)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadOPMLFindsFeedsInFolders(t *testing.T) {
	got, left, err := ReadOPML(strings.NewReader(`<opml version="1.0"><body><outline text="News"><outline text="A" xmlUrl="https://a.example/rss"/>
		<outline text="not a feed" htmlUrl="https://b.example/"/><outline text="C" title="Sea" xmlUrl="HTTPS://c.example/rss"/></outline>
		<outline text="bad" xmlUrl="javascript:alert(1)"/></body></opml>`))
	want := []Subscription{{"https://a.example/rss", "A", ""}, {"https://c.example/rss", "Sea", ""}}
	if err != nil || left != 1 || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestReadOPMLRefuses(t *testing.T) {
	for name, c := range map[string]struct{ body, sentence string }{
		"page":   {"<html></html>", "it is no OPML file"},
		"broken": {`<opml><body><outline xmlUrl="https://a.example/"`, "its XML is broken"},
		"nested": {"<opml>" + strings.Repeat("<outline>", 300), "nested over 200 deep: it is too large; export it again"},
	} {
		if _, _, err := ReadOPML(strings.NewReader(c.body)); err == nil || !strings.Contains(err.Error(), c.sentence) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzReadOPML(f *testing.F) {
	f.Add([]byte(`<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/rss"/></body></opml>`))
	f.Fuzz(func(t *testing.T, body []byte) {
		all, _, err := ReadOPML(bytes.NewReader(body))
		if err != nil {
			return
		}
		for _, s := range all {
			if !strings.HasPrefix(s.Address, "http") {
				t.Errorf("%+v", s)
			}
		}
	})
}
