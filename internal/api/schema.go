package api

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/ledgerjson"
	"hearsay/internal/report"
)

const schemas = "#/components/schemas/"

// newRegistry makes what turns types into schemas. Types of the same name in different packages get different ones.
func newRegistry() huma.Registry {
	r := huma.NewMapRegistry(schemas, func(t reflect.Type, hint string) string {
		name := huma.DefaultSchemaNamer(t, hint)
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.PkgPath() == reflect.TypeFor[ledgerjson.Reading]().PkgPath() {
			name = "Text" + name
		}
		return name
	})
	r.RegisterTypeAlias(reflect.TypeFor[report.Moment](), reflect.TypeFor[writtenMoment]())
	r.RegisterTypeAlias(reflect.TypeFor[ledgerjson.Link](), reflect.TypeFor[writtenLink]())
	return r
}

// writtenMoment is how report.Moment is written.
type writtenMoment string

// Schema is a time to the second in UTC, or nothing.
func (writtenMoment) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{
		Type: huma.TypeString, Pattern: `^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)?$`, Description: "RFC 3339 in UTC, or an empty string if it is unknown.",
		Examples: []any{"2026-11-25T09:30:00Z"},
	}
}

// writtenLink is how ledgerjson.Link is written.
type writtenLink string

// Schema is an id or null.
func (writtenLink) Schema(huma.Registry) *huma.Schema {
	return &huma.Schema{Type: huma.TypeString, Nullable: true, Description: "An id, or null where there is none."}
}

// settle makes the schemas say what the answers are like where huma cannot know: lists are never null, things that are pointed to may be, and words
// of our own are those that there are.
func settle(r huma.Registry) error {
	words := map[reflect.Type][]any{
		reflect.TypeFor[hearsay.Stance](): among(hearsay.Stances()), reflect.TypeFor[hearsay.Status](): among(hearsay.Statuses()),
		reflect.TypeFor[hearsay.Kind](): among(hearsay.Kinds()),
		reflect.TypeFor[ledger.Role]():  {ledger.MayRead, ledger.MayEdit},
		reflect.TypeFor[ledger.Means](): among([]ledger.Means{ledger.Copy, ledger.Rewrite, ledger.Relay}),
		reflect.TypeFor[ledger.Found](): {ledger.InStatement, ledger.InClaim, ledger.InArticle},
		reflect.TypeFor[report.How]():   {report.Kept, report.Added, report.Removed},
	}
	for name, schema := range r.Map() {
		t := r.TypeFromRef(schemas + name)
		if t == nil || t.Kind() != reflect.Struct || t == reflect.TypeFor[huma.ErrorModel]() || t == reflect.TypeFor[huma.ErrorDetail]() {
			continue
		}
		for _, field := range reflect.VisibleFields(t) {
			if err := settleField(schema, field, words); err != nil {
				return fmt.Errorf("%s.%s %w", name, field.Name, err)
			}
		}
	}
	return nil
}

func settleField(schema *huma.Schema, field reflect.StructField, words map[reflect.Type][]any) error {
	property := schema.Properties[jsonName(field)]
	if property == nil || field.Anonymous {
		return nil
	}
	switch own := words[field.Type]; {
	case own != nil && property.Enum == nil:
		property.Enum = own
	case field.Type.Kind() == reflect.Slice:
		property.Nullable = false
		if own := words[field.Type.Elem()]; own != nil {
			property.Items.Enum = own
		}
	case field.Type.Kind() == reflect.Pointer && property.Ref != "":
		schema.Properties[jsonName(field)] = &huma.Schema{AnyOf: []*huma.Schema{{Ref: property.Ref}, {Type: "null"}}}
	case field.Type.Kind() == reflect.Pointer:
		return errors.New("points to something that has no schema of its own")
	}
	return nil
}

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// among lists words of our own, and none, which an empty string means.
func among[T ~string](words []T) []any {
	all := []any{T("")}
	for _, w := range words {
		all = append(all, w)
	}
	return all
}
