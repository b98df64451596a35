package intake

import (
	"time"

	"hearsay/internal/feed"
	"hearsay/internal/ledger"
)

// State is how far an article has come.
type State string

// The states of articles, in order.
const (
	Found   State = "found"   // listed by a feed: its page is to be fetched
	Fetched State = "fetched" // its page is here and is to be read
	Read    State = "read"    // what was read is here and is to be compared and kept
	Kept    State = "kept"    // in the ledger
	Aside   State = "aside"   // it failed for a reason that waiting does not mend
)

// Item is an article on its way.
type Item struct {
	ID        string
	Address   string
	Feed      string // id of the first feed that listed it
	Title     string
	Published time.Time // as the feed says; the zero time if it does not
	Updated   time.Time
	Relay     feed.Relay // where the feed says that it has the article from
	State     State
	Reason    string // why it is set aside, or was last tried in vain
	Tries     int    // in vain, in this state
	Found     time.Time
	Changed   time.Time // when it came into this state
	Article   string    // its id in the ledger, "" if it is not kept yet
	Worker    string    // id of the process that is at work on it, or died over it; "" if it only waits
	Deaths    int       // of processes while they were at work on it, in this state
}

// ItemID is the id of the article at an address: all ways of writing the address give the same.
func ItemID(address string) string { return id("i", ledger.CanonicalURL(address)) }

const itemColumns = "SELECT id, address, feed, title, published, updated, relay, relay_address, state, reason, tries, " +
	"found, changed, article, worker, deaths FROM item"

func itemRow(s scan) (Item, error) {
	var it Item
	var published, updated, found, changed int64
	err := s(&it.ID, &it.Address, &it.Feed, &it.Title, &published, &updated, &it.Relay.Name, &it.Relay.Address, &it.State, &it.Reason, &it.Tries,
		&found, &changed, &it.Article, &it.Worker, &it.Deaths)
	it.Published, it.Updated, it.Found, it.Changed = moment(published), moment(updated), moment(found), moment(changed)
	return it, err
}

// Add takes note of articles that a feed lists, and gives the ids of those whose pages are to be fetched: new ones, and those kept or set aside that the
// feed says were changed since. Those under way that were changed wait for Again. It is the address that tells articles apart; ids of feeds are used again for
// others.
func (t *Tx) Add(from string, items []feed.Item, now time.Time) (fetch []string, err error) {
	for _, it := range items {
		id := ItemID(it.Address)
		n, err := t.exec(`INSERT INTO item (id, address, feed, title, published, updated, relay, relay_address, state, reason, tries, found, changed, article)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', 0, ?, ?, '') ON CONFLICT (id) DO NOTHING`,
			id, it.Address, from, clean(it.Title), micros(it.Published), micros(it.Updated), clean(it.Relay.Name), it.Relay.Address,
			string(Found), micros(now), micros(now))
		fresh := n > 0
		if err == nil && !fresh && !it.Updated.IsZero() {
			fresh, err = t.change(id, it.Updated, now)
		}
		if err != nil {
			return nil, err
		}
		if fresh {
			fetch = append(fetch, id)
		}
	}
	return fetch, nil
}

// change takes note of when a feed says that an article was changed, and tells whether its page is to be fetched again now.
func (t *Tx) change(id string, updated, now time.Time) (bool, error) {
	n, err := t.exec("UPDATE item SET updated = ? WHERE id = ? AND updated < ?", micros(updated), id, micros(updated))
	if err != nil || n == 0 {
		return false, err
	}
	return t.Again(id, now)
}

// Asked takes note, before an article moves on from its beginning, of when it was last changed by what was known as its page was asked for. A change of
// which a feed tells later may not be in that page.
func (t *Tx) Asked(id string, updated time.Time) error {
	_, err := t.exec("UPDATE item SET asked = ? WHERE id = ? AND state = 'found'", micros(updated), id)
	return err
}

// Again puts an article that was kept or set aside back to its beginning if it was changed since its page was asked for. Whoever brings an article to its
// end does this in the same transaction, so that no change is lost and none is fetched twice.
func (t *Tx) Again(id string, now time.Time) (bool, error) {
	n, err := t.exec(`UPDATE item SET state = ?, reason = '', tries = 0, worker = '', deaths = 0, changed = ?
		WHERE id = ? AND updated > asked AND state IN ('kept', 'aside')`, string(Found), micros(now), id)
	return n > 0, err
}

// Item gives an article by its id; ledger.ErrNotFound.
func (t *Tx) Item(id string) (Item, error) {
	return one(t, itemRow, itemColumns+" WHERE id = ?", id)
}

// Move brings an article from one state into another and leaves the next step what it needs; nil leaves nothing. It changes nothing and gives false if the
// article is not in that state: then somebody else has done it already.
func (t *Tx) Move(id string, from, to State, data []byte, article string, now time.Time) (bool, error) {
	n, err := t.exec(`UPDATE item SET state = ?, reason = '', tries = 0, worker = '', deaths = 0, changed = ?, article = CASE WHEN ? = '' THEN article ELSE ? END
		WHERE id = ? AND state = ?`,
		string(to), micros(now), article, article, id, string(from))
	if err != nil || n == 0 {
		return false, err
	}
	if data == nil {
		_, err = t.exec("DELETE FROM parcel WHERE item = ?", id)
	} else {
		_, err = t.exec("INSERT INTO parcel (item, data) VALUES (?, ?) ON CONFLICT (item) DO UPDATE SET data = excluded.data", id, data)
	}
	return err == nil, err
}

// Suspect tells whether an article may be what ends the program: a process died while it was at work on it, and none has come to an end with it since.
// me is the process that asks, which is alive.
func (it Item) Suspect(me string) bool { return it.Deaths > 0 || it.Worker != "" && it.Worker != me }

// Begin takes note that a process is at work on an article, and tells how many died over it. One that still counts as at work on it has died: it would
// have moved the article, or ended.
func (t *Tx) Begin(id, me string) (deaths int, err error) {
	_, err = t.exec("UPDATE item SET deaths = deaths + CASE WHEN worker = '' OR worker = ? THEN 0 ELSE 1 END, worker = ? WHERE id = ?", me, me, id)
	if err != nil {
		return 0, err
	}
	it, err := t.Item(id)
	return it.Deaths, err
}

// End takes note that a process is no longer at work on an article, though it did not move it; on any, if id is "".
func (t *Tx) End(id, me string) error {
	where, args := " WHERE worker = ? AND state IN ('found', 'fetched', 'read')", []any{me}
	if id != "" {
		where, args = where+" AND id = ?", append(args, id)
	}
	_, err := t.exec("UPDATE item SET worker = ''"+where, args...)
	return err
}

// Fail takes note of why an article could not be dealt with this time; it stays in its state.
func (t *Tx) Fail(id, reason string) error {
	_, err := t.exec("UPDATE item SET reason = ?, tries = tries + 1, worker = '' WHERE id = ?", clean(reason), id)
	return err
}

// SetAside takes an article out of the way, with the reason. It keeps nothing of what was fetched.
func (t *Tx) SetAside(id string, from State, reason string, now time.Time) error {
	n, err := t.exec("UPDATE item SET state = ?, reason = ?, worker = '', changed = ? WHERE id = ? AND state = ?",
		string(Aside), clean(reason), micros(now), id, string(from))
	if err == nil && n > 0 {
		_, err = t.exec("DELETE FROM parcel WHERE item = ?", id)
	}
	return err
}

// Retry puts articles that were set aside back to their beginning and gives them: one, or all of them, up to most, if id is "".
func (t *Tx) Retry(id string, most int, now time.Time) ([]Item, error) {
	where, args := " WHERE state = 'aside'", []any{}
	if id != "" {
		where, args = where+" AND (id = ? OR address = ?)", append(args, id, id)
	}
	all, err := list(t, itemRow, itemColumns+where+" ORDER BY changed, id LIMIT ?", append(args, most)...)
	for _, it := range all {
		_, err := t.exec("UPDATE item SET state = ?, reason = '', tries = 0, worker = '', deaths = 0, changed = ? WHERE id = ?",
			string(Found), micros(now), it.ID)
		if err != nil {
			return nil, err
		}
	}
	return all, err
}

// Parcel gives what the step before left for an article; ledger.ErrNotFound if nothing.
func (t *Tx) Parcel(id string) ([]byte, error) {
	return one(t, func(s scan) (data []byte, err error) { return data, s(&data) }, "SELECT data FROM parcel WHERE item = ?", id)
}

// Forget drops articles that were kept or set aside before a time. A feed that still lists one would bring it again: keep them longer than any feed does.
func (t *Tx) Forget(before time.Time, most int) (int64, error) {
	return t.exec("DELETE FROM item WHERE id IN (SELECT id FROM item WHERE state IN ('kept', 'aside') AND changed < ? ORDER BY changed LIMIT ?)",
		micros(before), most)
}

// Items lists all articles after an id, in order of ids; "" is before the first.
func (t *Tx) Items(after string, most int) ([]Item, error) {
	return list(t, itemRow, itemColumns+" WHERE id > ? ORDER BY id LIMIT ?", after, most)
}

// CopyItem takes note of an article of another intake as it is there, unless it is known, and tells whether it was new. One that is under way begins anew:
// what was left for its next step is not copied.
func (t *Tx) CopyItem(it Item) (bool, error) {
	if it.State != Kept && it.State != Aside {
		it.State, it.Reason, it.Tries = Found, "", 0
	}
	n, err := t.exec(`INSERT INTO item (id, address, feed, title, published, updated, relay, relay_address, state, reason, tries, found, changed, article)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
		it.ID, it.Address, it.Feed, it.Title, micros(it.Published), micros(it.Updated), it.Relay.Name, it.Relay.Address, string(it.State), it.Reason, it.Tries,
		micros(it.Found), micros(it.Changed), it.Article)
	return n > 0, err
}
