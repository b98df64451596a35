// Package dateparser stands in for go-dateparser: it has the names that go-htmldate uses and finds no date. See the README above it.
package dateparser

import (
	"errors"
	"time"
)

// ParserType is a way of parsing.
type ParserType int

// The ways that go-htmldate names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// PreferredDateSource is what an incomplete date may mean.
type PreferredDateSource int

// Past is the meaning that go-htmldate names.
const Past PreferredDateSource = 0

// Configuration has the settings that go-htmldate makes.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// Parser has the settings that go-htmldate makes.
type Parser struct{ ParserTypes []ParserType }

// Date is what is found.
type Date struct{ Time time.Time }

// Parse finds nothing.
func (*Parser) Parse(*Configuration, string, ...string) (Date, error) {
	return Date{}, errors.New("go-dateparser is not built in")
}
