package article

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	nethtml "golang.org/x/net/html"
)

// linked is the JSON-LD of a page: its objects in the order of the page, so that the same page always reads the same.
type linked struct{ objects []object }

// object is one thing that JSON-LD describes, and all the others to look references up in.
type object struct {
	fields map[string]any
	all    []object
}

// add takes in the text of one script element. What is no JSON is left out: there are better places for complaints than a news page.
func (l *linked) add(script string) {
	script = strings.TrimSpace(script)
	for _, wrapper := range []string{"//", "<!--", "<![CDATA["} {
		script = strings.TrimSpace(strings.TrimPrefix(script, wrapper))
	}
	for _, wrapper := range []string{"//", "-->", "]]>", "//", ";"} {
		script = strings.TrimSpace(strings.TrimSuffix(script, wrapper))
	}
	var value any
	if json.Unmarshal([]byte(script), &value) == nil || json.Unmarshal([]byte(mend(script)), &value) == nil {
		l.walk(value, 0)
	}
}

var trailingComma = regexp.MustCompile(`,\s*([}\]])`)

// mend repairs the usual mistakes in JSON-LD: line breaks within strings, and a comma after the last of a list.
func mend(script string) string {
	return trailingComma.ReplaceAllString(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, script), "$1")
}

// walk keeps the objects of a list, a graph or a page's main entity. Objects deeper down describe other things, such as related articles.
func (l *linked) walk(value any, depth int) {
	if depth > 4 {
		return
	}
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			l.walk(item, depth+1)
		}
	case map[string]any:
		l.objects = append(l.objects, object{fields: v})
		l.walk(v["@graph"], depth+1)
		l.walk(v["mainEntity"], depth+1)
	}
}

// article is the first object that describes an article; one without fields if there is none.
func (l *linked) article() object {
	for _, o := range l.objects {
		if o.is("article", "posting", "report") {
			o.all = l.objects
			return o
		}
	}
	return object{}
}

// number is a field that holds a whole number, 0 if it holds none.
func (o object) number(field string) int {
	switch n := o.fields[field].(type) {
	case float64:
		return int(min(max(n, 0), 1e9))
	case string:
		count, _ := strconv.Atoi(strings.TrimSpace(n)) // what is no number is 0
		return count
	}
	return 0
}

// paid tells whether an article says that one must pay to read all of it.
func (o object) paid() bool {
	switch free := o.fields["isAccessibleForFree"].(type) {
	case bool:
		return !free
	case string:
		return strings.EqualFold(free, "false") || strings.HasSuffix(strings.ToLower(free), "/false")
	}
	return false
}

// corrections are those that an article has in its field of that name (schema.org's CorrectionComment, or a text), and those that stand beside it.
func (o object) corrections(page linked) []Correction {
	var values []any
	for _, field := range []string{"correction", "correctionComment"} {
		if list, isList := o.fields[field].([]any); isList {
			values = append(values, list...)
		} else {
			values = append(values, o.fields[field])
		}
	}
	for _, other := range page.objects {
		if other.is("correctioncomment") {
			values = append(values, other.fields)
		}
	}
	var all []Correction
	for _, value := range values {
		c := Correction{Kind: Corrected}
		switch v := value.(type) {
		case string:
			c.Text = oneLine(stripTags(html.UnescapeString(v)))
		case map[string]any:
			comment := object{fields: v}
			c.Text = oneLine(stripTags(firstOf(comment.text("text"), comment.text("description"), comment.text("commentText"))))
			c.At = firstDate([]string{comment.text("datePublished"), comment.text("dateCreated"), comment.text("dateModified")})
		}
		if c.Text == "" || strings.HasPrefix(c.Text, "http://") || strings.HasPrefix(c.Text, "https://") {
			continue // an address of a page about corrections
		}
		if !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// site is the name of the website that the page belongs to, "" if unknown.
func (l *linked) site() string {
	for _, o := range l.objects {
		if o.is("website", "newsmediaorganization") {
			return o.text("name")
		}
	}
	return ""
}

// is tells whether the type of an object ends in one of the words: "NewsArticle" in "article".
func (o object) is(words ...string) bool {
	kinds, isList := o.fields["@type"].([]any)
	if !isList {
		kinds = []any{o.fields["@type"]}
	}
	for _, kind := range kinds {
		name, _ := kind.(string)
		for _, word := range words {
			if strings.HasSuffix(strings.ToLower(name), word) {
				return true
			}
		}
	}
	return false
}

// text is a field that holds a string, with the entities that many sites leave in it undone; "" if it holds none.
func (o object) text(field string) string {
	s, _ := o.fields[field].(string)
	return html.UnescapeString(s)
}

// names are the names of the people or organisations in a field, as prose: "Ann Lee, Bo Marsh and Cy Dunn".
func (o object) names(field string) string {
	values, isList := o.fields[field].([]any)
	if !isList {
		values = []any{o.fields[field]}
	}
	var names []string
	for _, value := range values {
		if name := o.name(value); name != "" {
			names = append(names, name)
		}
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// name is the name of one person or organisation, which may stand there by its name, as an object or as a reference to one.
func (o object) name(value any) string {
	switch v := value.(type) {
	case string:
		return person(oneLine(html.UnescapeString(v)))
	case map[string]any:
		if name := oneLine((object{fields: v}).text("name")); name != "" {
			return name
		}
		id, _ := v["@id"].(string)
		for _, other := range o.all {
			if otherID, _ := other.fields["@id"].(string); id != "" && id == otherID {
				return oneLine(other.text("name"))
			}
		}
	}
	return ""
}

// stripTags makes text of what may be HTML.
func stripTags(s string) string {
	if !strings.Contains(s, "<") {
		return s
	}
	doc, err := nethtml.Parse(strings.NewReader(s))
	if err != nil {
		return ""
	}
	return render(doc)
}
