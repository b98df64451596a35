// Package sources recognises the same source over the whole ledger: a person, office, organisation, country, outlet, document or unnamed group that several
// articles speak of. Everything in it is a pure function, and the order in which things are given does not matter.
package sources
