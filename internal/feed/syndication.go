package feed

import (
	"bytes"
	"errors"
	"fmt"
	"html"
	"time"

	"github.com/mmcdole/gofeed"
	"github.com/mmcdole/gofeed/atom"
	"github.com/mmcdole/gofeed/rss"
)

// relayName and relayAddress are where the translators put an item's source, which gofeed's common form of all feeds has no field for.
const relayName, relayAddress = "hearsay:relay", "hearsay:relay-address"

// rssTranslator keeps an item's source.
type rssTranslator struct{ gofeed.DefaultRSSTranslator }

func (t *rssTranslator) Translate(feed any) (*gofeed.Feed, error) {
	translated, err := t.DefaultRSSTranslator.Translate(feed)
	original, ok := feed.(*rss.Feed)
	if err != nil || !ok || len(original.Items) != len(translated.Items) {
		return translated, err
	}
	for i, it := range original.Items {
		if it.Source != nil {
			setRelay(translated.Items[i], it.Source.Title, it.Source.URL)
		}
	}
	return translated, nil
}

// atomTranslator keeps an entry's source.
type atomTranslator struct{ gofeed.DefaultAtomTranslator }

func (t *atomTranslator) Translate(feed any) (*gofeed.Feed, error) {
	translated, err := t.DefaultAtomTranslator.Translate(feed)
	original, ok := feed.(*atom.Feed)
	if err != nil || !ok || len(original.Entries) != len(translated.Items) {
		return translated, err
	}
	for i, entry := range original.Entries {
		if entry.Source == nil {
			continue
		}
		address := entry.Source.ID
		if len(entry.Source.Links) > 0 {
			address = entry.Source.Links[0].Href
		}
		setRelay(translated.Items[i], html.UnescapeString(entry.Source.Title), address)
	}
	return translated, nil
}

func setRelay(it *gofeed.Item, name, address string) {
	if it.Custom == nil {
		it.Custom = map[string]string{}
	}
	it.Custom[relayName], it.Custom[relayAddress] = name, address
}

// parseFeed reads RSS, Atom or JSON Feed.
func parseFeed(body []byte) (list List, err error) {
	// gofeed is young in its present form; a feed that it falls over is a broken feed, not a reason to stop.
	defer func() {
		if r := recover(); r != nil {
			list, err = List{}, fmt.Errorf("what came cannot be read (%v): %w", r, ErrNoList)
		}
	}()
	p := gofeed.NewParser()
	p.RSSTranslator = &rssTranslator{gofeed.DefaultRSSTranslator{DisableContentImageScan: true}}
	p.AtomTranslator = &atomTranslator{}
	parsed, err := p.Parse(bytes.NewReader(body))
	if errors.Is(err, gofeed.ErrFeedTypeNotDetected) {
		return List{}, fmt.Errorf("what came is no feed that hearsay knows: %w", ErrNoList)
	}
	if err != nil {
		return List{}, fmt.Errorf("what came is broken (%s): %w", shorten(err.Error()), ErrNoList)
	}
	list = List{Kind: Kind(parsed.FeedType), Title: html.UnescapeString(parsed.Title), Site: parsed.Link}
	unread := 0
	for _, it := range parsed.Items {
		item := Item{
			Address: it.Link, ID: it.GUID, Title: html.UnescapeString(it.Title),
			Relay: Relay{html.UnescapeString(it.Custom[relayName]), it.Custom[relayAddress]},
		}
		if item.Published = instant(it.PublishedParsed); it.Published != "" && item.Published.IsZero() {
			unread++
		}
		item.Updated = instant(it.UpdatedParsed)
		list.Items = append(list.Items, item)
	}
	if unread > 0 {
		list.Notes = append(list.Notes, fmt.Sprintf("%d of its dates are in no form that hearsay knows", unread))
	}
	return list, nil
}

func instant(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return t.UTC()
}
