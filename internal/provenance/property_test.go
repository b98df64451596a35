package provenance_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"hearsay"
	"hearsay/internal/provenance"
)

// anyCase draws a case of up to eight articles of five outlets on one claim.
func anyCase(t *rapid.T) provenance.Case {
	c := provenance.Case{Sources: map[string]hearsay.Source{}, Outlets: map[string]string{}}
	for _, spec := range []string{
		"officials:anonymous", "clerk:anonymous", "eva:person:welder", "kurt:person:chief executive:yard", "yard:organisation", "Norland:country", "ida:person:harbour minister:Norland",
		"letter:document::yard", "log:document::yard", "press:group", "critics:group", "post:outlet", "gazette:outlet", "courier:outlet",
	} {
		src := sourceOf(spec)
		c.Sources[src.ID] = src
	}
	ids := []string{"", "officials", "clerk", "eva", "kurt", "yard", "Norland", "ida", "letter", "log", "press", "critics", "post", "gazette", "courier"}
	articles := rapid.IntRange(1, 8).Draw(t, "articles")
	for a := range articles {
		id := fmt.Sprint("a", a)
		c.Outlets[id] = rapid.SampledFrom([]string{"", "post", "gazette", "courier"}).Draw(t, "outlet")
		at := hearsay.Date{}
		if day := rapid.IntRange(0, 9).Draw(t, "day"); day > 0 {
			at = dayOf(day)
		}
		for n := range rapid.IntRange(1, 4).Draw(t, "positions") {
			c.Positions = append(c.Positions, provenance.Position{
				Ref: hearsay.Ref{Article: id, Statement: fmt.Sprint(id, "n", n)}, At: at, Place: rapid.IntRange(0, 3).Draw(t, "place"),
				Source: rapid.SampledFrom(ids).Draw(t, "source"), Relay: rapid.SliceOfN(rapid.SampledFrom(ids[1:]), 0, 2).Draw(t, "relay"),
				Stance: rapid.SampledFrom(hearsay.Stances()).Draw(t, "stance"), Past: rapid.Bool().Draw(t, "past"),
				Cue: rapid.SampledFrom([]string{"said", "had said", "reports"}).Draw(t, "cue"),
			})
		}
	}
	for range rapid.IntRange(0, 3).Draw(t, "relations") {
		a, b := rapid.IntRange(0, articles-1).Draw(t, "by"), rapid.IntRange(0, articles-1).Draw(t, "of")
		if a > b { // no circle
			c.Relations = append(c.Relations, provenance.Relation{Article: fmt.Sprint("a", a), Of: fmt.Sprint("a", b), Means: provenance.Copy, Score: 0.9, Reason: "a copy"})
		}
	}
	return c
}

func TestOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		origins, history := provenance.Origins(c), provenance.History(c)
		shuffled := c
		shuffled.Positions = rapid.Permutation(c.Positions).Draw(t, "order")
		shuffled.Relations = slices.Clone(c.Relations)
		slices.Reverse(shuffled.Relations)
		if got := provenance.Origins(shuffled); !reflect.DeepEqual(got, origins) {
			t.Fatalf("origins in another order are %+v, not %+v", got, origins)
		}
		if got := provenance.History(shuffled); !reflect.DeepEqual(got, history) {
			t.Fatalf("history in another order is %+v, not %+v", got, history)
		}
	})
}

// TestCopyAddsNoOrigin: a copy of an article, by another outlet and later, leaves the number of origins and the last status as they were.
func TestCopyAddsNoOrigin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		of := rapid.SampledFrom(c.Positions).Draw(t, "of").Article
		more := c
		more.Positions = slices.Clone(c.Positions)
		more.Outlets = map[string]string{"copy": "herald"}
		for art, outlet := range c.Outlets {
			more.Outlets[art] = outlet
		}
		for _, p := range c.Positions {
			if p.Article == of {
				p.Ref = hearsay.Ref{Article: "copy", Statement: "copy" + p.Statement}
				more.Positions = append(more.Positions, p)
			}
		}
		more.Relations = append(slices.Clone(c.Relations), provenance.Relation{Article: "copy", Of: of, Means: provenance.Copy, Score: 1, Reason: "a copy"})
		if a, b := names(provenance.Origins(c)), names(provenance.Origins(more)); a != b {
			t.Fatalf("with a copy of %s the origins are %s, not %s", of, b, a)
		}
	})
}

func names(origins []hearsay.Origin) string {
	list := make([]string, len(origins))
	for i, o := range origins {
		list[i] = o.Source
	}
	slices.Sort(list)
	return strings.Join(list, " ")
}

// TestOriginsAreSources: every origin is a source of the case or unknown, rests on articles of the case, each once, with a reason.
func TestOriginsAreSources(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		seen := map[string]bool{}
		for _, o := range provenance.Origins(c) {
			if _, known := c.Sources[o.Source]; !known && o.Source != "" {
				t.Fatalf("%q is no source", o.Source)
			}
			if seen[o.Source] || len(o.Articles) == 0 || len(o.Reasons) != len(o.Articles) {
				t.Fatalf("%+v", o)
			}
			seen[o.Source] = true
			for _, art := range o.Articles {
				if seen[o.Source+art] || !slices.ContainsFunc(c.Positions, func(p provenance.Position) bool { return p.Article == art }) {
					t.Fatalf("%q rests on %s", o.Source, art)
				}
				seen[o.Source+art] = true
			}
		}
	})
}

func words() []string {
	return strings.Fields("harbour pilot crane storm cargo night ferry quay signal rope captain engine anchor light tide crew fog hull lock mast sail deck winch chart buoy wave")
}

// anyText draws an article of paragraphs with names and numbers.
func anyText(t *rapid.T) []string {
	paragraphs := make([]string, rapid.IntRange(6, 14).Draw(t, "paragraphs"))
	for i := range paragraphs {
		w := rapid.SliceOfN(rapid.SampledFrom(words()), 25, 45).Draw(t, "words")
		w[3] = strings.ToUpper(w[3][:1]) + w[3][1:]
		w[7] = fmt.Sprint(rapid.IntRange(2, 9999).Draw(t, "number"))
		paragraphs[i] = "The " + strings.Join(w, " ") + "."
	}
	return paragraphs
}

// TestCutCopiesAreFound: a text that lost a paragraph in seven is still a copy, shares a key, and is found from either side.
func TestCutCopiesAreFound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := anyText(t)
		cut := slices.Delete(slices.Clone(text), 2, 2+len(text)/7)
		a := provenance.Signed{Article: "wire", At: dayOf(1), Signature: provenance.Sign(hearsay.Article{Outlet: "Fathom Newswire", Text: strings.Join(text, "\n\n")})}
		b := provenance.Signed{Article: "copy", At: dayOf(1), Signature: provenance.Sign(hearsay.Article{Outlet: "The Quay Post", Byline: "Ida Moss, Fathom", Text: strings.Join(cut, "\n\n")})}
		rel, is := provenance.Relate(b, a)
		if back, isBack := provenance.Relate(a, b); back != rel || is != isBack {
			t.Fatalf("one way %+v, the other %+v", rel, back)
		}
		if !is || rel.Article != "copy" || rel.Of != "wire" || rel.Means != provenance.Copy {
			t.Fatalf("it is %v %+v", is, rel)
		}
		if keys := b.Keys(); !slices.ContainsFunc(a.Keys(), func(k string) bool { return slices.Contains(keys, k) }) {
			t.Fatal("they share no key")
		}
		var read provenance.Signature
		if blob, err := a.MarshalBinary(); err != nil || read.UnmarshalBinary(blob) != nil || !reflect.DeepEqual(read, a.Signature) {
			t.Fatalf("a signature comes back as %+v, not %+v: %v", read, a.Signature, err)
		}
	})
}

// TestTemplatesAreNoCopies: two market reports of one template, with other names and numbers, are two.
func TestTemplatesAreNoCopies(t *testing.T) {
	sign := func(id string, day int, of ...any) provenance.Signed {
		line := "Shares of %s closed at %d on the Norland exchange on Monday, after %d in the morning, while those of %s rose to %d, traders in the harbour district said in the evening. " +
			"Of the companies in the index the yard %s fared worst, with a loss of %d points, and the mill %s best, with a gain of %d.\n\n"
		text := fmt.Sprintf(strings.Repeat(line, 3), slices.Concat(of, of, of)...)
		return provenance.Signed{Article: id, At: dayOf(day), Signature: provenance.Sign(hearsay.Article{Outlet: "Fathom Newswire", Text: text})}
	}
	a, b := sign("a", 1, "Morrow", 12, 17, "Hale", 240, "Sandbar", 31, "Oxley", 8), sign("b", 2, "Tarn", 45, 52, "Moss", 118, "Kelder", 77, "Ridley", 66)
	if rel, is := provenance.Relate(a, b); is {
		t.Errorf("two reports of one template are called %+v", rel)
	}
}

func TestBoilerplateMakesNoCopy(t *testing.T) {
	legal := "All rights reserved. This material may not be published, broadcast, rewritten or redistributed without permission of the owner of the rights, whoever that is at the time.\n\n"
	sign := func(id, news string) provenance.Signed {
		return provenance.Signed{Article: id, At: dayOf(1), Signature: provenance.Sign(hearsay.Article{Outlet: id, Text: news + strings.Repeat("\n\n"+legal, 4)})}
	}
	a, b := sign("a", "The harbour was closed by fog on Tuesday and nobody knew when it would open again."), sign("b", "A mill burnt down near Oxley in the night, and the fire brigade came late.")
	if rel, is := provenance.Relate(a, b); is {
		t.Errorf("two articles with one legal note are called %+v", rel)
	}
}

func TestSignatureRefusesOtherBytes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var s provenance.Signature
		b := rapid.SliceOf(rapid.Byte()).Draw(t, "bytes")
		if err := s.UnmarshalBinary(b); err == nil {
			if again, _ := s.MarshalBinary(); len(again) < len(b) {
				t.Fatalf("%d bytes were read as a signature of %d", len(b), len(again))
			}
		}
	})
}
