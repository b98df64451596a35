package intake

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"strings"
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/ledger"
)

// FeedState is whether a feed is followed.
type FeedState string

// The states of feeds.
const (
	Active  FeedState = "active"
	Paused  FeedState = "paused"  // by a person
	Retired FeedState = "retired" // by its site, which says that it is gone
)

// Feed is a feed or sitemap that is followed.
type Feed struct {
	ID       string
	Address  string
	Title    string
	Site     string
	State    FeedState
	Since    time.Time
	Due      time.Time     // when it is to be fetched next
	Pause    time.Duration // between two fetches, at present
	Seen     feed.Seen
	Checked  time.Time // last fetched, in vain or not; the zero time if never
	Good     time.Time // last fetched and read without error; the zero time if never
	Failures int       // since Good
	Error    string    // the last one in words, "" if the last fetch was good
	Notes    string    // on what it has wrong, "" if nothing
	Listed   int       // articles that it listed at last
}

// id makes an id of an address.
func id(letter, address string) string {
	sum := sha256.Sum256([]byte(address))
	return letter + base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding).EncodeToString(sum[:])[:19]
}

const feedColumns = "SELECT id, address, title, site, state, since, due, pause, etag, modified, checked, good, failures, error, notes, listed FROM feed"

func feedRow(s scan) (Feed, error) {
	var f Feed
	var since, due, pause, checked, good int64
	err := s(&f.ID, &f.Address, &f.Title, &f.Site, &f.State, &since, &due, &pause, &f.Seen.ETag, &f.Seen.LastModified,
		&checked, &good, &f.Failures, &f.Error, &f.Notes, &f.Listed)
	f.Since, f.Due, f.Checked, f.Good = moment(since), moment(due), moment(checked), moment(good)
	f.Pause = time.Duration(pause) * time.Microsecond
	return f, err
}

// Feeds lists all feeds in order of their addresses.
func (t *Tx) Feeds() ([]Feed, error) {
	return list(t, feedRow, feedColumns+" ORDER BY address")
}

// Feed gives a feed by its id or address, or the beginning of its id (ledger.MinPrefix characters at least); ledger.ErrNotFound, ledger.ErrAmbiguous.
func (t *Tx) Feed(name string) (Feed, error) {
	f, err := one(t, feedRow, feedColumns+" WHERE id = ? OR address = ?", name, name)
	if err == nil || len(name) < ledger.MinPrefix || strings.ContainsAny(name, "%_/") {
		return f, named(name, err)
	}
	all, err := list(t, feedRow, feedColumns+" WHERE id LIKE ? ORDER BY id LIMIT 2", name+"%")
	switch {
	case err != nil:
		return Feed{}, err
	case len(all) == 0:
		return Feed{}, named(name, ledger.ErrNotFound)
	case len(all) > 1:
		return Feed{}, named(name, ledger.ErrAmbiguous)
	}
	return all[0], nil
}

func named(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%q: %w", name, err)
}

// AddFeed follows a feed that is not followed yet, from now on. added is false if it is followed already, or was: then nothing changes.
func (t *Tx) AddFeed(address, title, site string, now time.Time) (id string, added bool, err error) {
	id = FeedID(address)
	n, err := t.exec(`INSERT INTO feed (id, address, title, site, state, since, due, pause, etag, modified, checked, good, failures, error, notes, listed)
		VALUES (?, ?, ?, ?, ?, ?, ?, 0, '', '', 0, 0, 0, '', '', 0) ON CONFLICT DO NOTHING`,
		id, address, clean(title), site, string(Active), micros(now), micros(now))
	return id, n > 0, err
}

// FeedID is the id of a feed.
func FeedID(address string) string { return id("f", address) }

// PutFeed keeps what has changed about a feed; ledger.ErrNotFound if it is not followed any more.
func (t *Tx) PutFeed(f Feed) error {
	n, err := t.exec(`UPDATE feed SET address = ?, title = ?, site = ?, state = ?, due = ?, pause = ?, etag = ?, modified = ?, checked = ?, good = ?,
		failures = ?, error = ?, notes = ?, listed = ? WHERE id = ?`,
		f.Address, clean(f.Title), f.Site, string(f.State), micros(f.Due), f.Pause.Microseconds(), clean(f.Seen.ETag), clean(f.Seen.LastModified),
		micros(f.Checked), micros(f.Good), f.Failures, clean(f.Error), clean(f.Notes), f.Listed, f.ID)
	if err == nil && n == 0 {
		err = ledger.ErrNotFound
	}
	return err
}

// RemoveFeed follows a feed no longer. The articles that came from it stay.
func (t *Tx) RemoveFeed(id string) error {
	_, err := t.exec("DELETE FROM feed WHERE id = ?", id)
	return err
}

// Take gives the active feeds that are due, up to most, and makes them due again after a while, so that no other process takes them as well, and they are not
// lost if this one ends.
func (t *Tx) Take(now time.Time, most int, again time.Duration) ([]Feed, error) {
	due, err := list(t, feedRow, feedColumns+" WHERE state = ? AND due <= ? ORDER BY due LIMIT ?", string(Active), micros(now), most)
	if err != nil {
		return nil, err
	}
	var taken []Feed
	for _, f := range due {
		n, err := t.exec("UPDATE feed SET due = ? WHERE id = ? AND due = ?", micros(now.Add(again)), f.ID, micros(f.Due))
		if err != nil {
			return nil, err
		}
		if n > 0 {
			taken = append(taken, f)
		}
	}
	return taken, nil
}

// clean makes a text such that every database can keep it.
func clean(s string) string {
	return strings.ToValidUTF8(strings.ReplaceAll(s, "\x00", "\uFFFD"), "\uFFFD")
}

// Name is what to call a feed in a list.
func (f Feed) Name() string { return cmp.Or(f.Title, f.Address) }
