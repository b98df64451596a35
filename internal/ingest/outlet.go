package ingest

import (
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking/sources"
)

// silentOutlet begins the id of an outlet that is no source of the ledger.
const silentOutlet = "outlet:"

// silent reports whether a source is an outlet that is no source of the ledger.
func silent(id string) bool { return strings.HasPrefix(id, silentOutlet) }

// outlets finds for each article the source of the ledger that its outlet is. An outlet that never speaks gets an entry of its own in all, under an id that no
// source of the ledger has.
func outlets(comp ledger.Component, all map[string]hearsay.Source) map[string]string {
	named := map[string]string{} // outlet → source
	for _, art := range comp.Articles {
		name := strings.TrimSpace(art.Outlet)
		if name == "" || named[name] != "" {
			continue
		}
		for _, src := range comp.Sources {
			if isOutlet(name, src) && (named[name] == "" || src.ID < named[name]) {
				named[name] = src.ID
			}
		}
		if named[name] == "" {
			named[name] = silentOutlet + strings.ToLower(name)
			all[named[name]] = hearsay.Source{ID: named[name], Name: name, Kind: hearsay.Media}
		}
	}
	of := map[string]string{}
	for _, art := range comp.Articles {
		if name := strings.TrimSpace(art.Outlet); name != "" {
			of[art.ID] = named[name]
		}
	}
	return of
}

// isOutlet reports whether a source of the ledger is the outlet called so.
func isOutlet(name string, src ledger.Source) bool {
	if src.Kind != hearsay.Media {
		return false
	}
	outlet := sources.Entry{Article: "its own", Name: name, Kind: hearsay.Media, Outlet: name}
	for _, called := range append([]string{src.Name}, src.Names...) {
		d := sources.Compare(outlet, sources.Entry{Article: "another", ID: "source", Name: called, Kind: hearsay.Media}, sources.Context{})
		if d.Verdict == sources.Same {
			return true
		}
	}
	return false
}

// noTime asks for everything that is known.
func noTime() time.Time { return time.Time{} }
