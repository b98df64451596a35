package desk

import (
	"bytes"
	"context"
	"encoding/gob"
	"net/url"
	"strings"
	"time"

	"github.com/klauspost/compress/zstd"
	"github.com/riverqueue/river"

	"hearsay"

	"hearsay/internal/article"
	"hearsay/internal/feed"
	"hearsay/internal/ingest"
	"hearsay/internal/intake"
	"hearsay/internal/ledger"
)

// fetch gets the page of an article.
func (d *Desk) fetch(ctx context.Context, it intake.Item) error {
	if wait, err := d.full(ctx); err != nil || wait {
		if err != nil {
			return err
		}
		return river.JobSnooze(0)
	}
	page, err := d.polite.Fetch(ctx, it.Address)
	if err != nil {
		return judge(err)
	}
	data, err := pack(page)
	if err != nil {
		return err
	}
	return d.store.Update(ctx, func(tx *intake.Tx) error {
		if err := tx.Asked(it.ID, it.Updated); err != nil {
			return err
		}
		moved, err := tx.Move(it.ID, intake.Found, intake.Fetched, data, "", time.Now())
		if err != nil || !moved {
			return err
		}
		_, err = d.client.InsertManyFastTx(ctx, tx.SQL, []river.InsertManyParams{{Args: readJob{it.ID}}})
		return err
	})
}

// full waits while so many pages wait to be read that no more are wanted; wait is true if that lasts too long for a job.
func (d *Desk) full(ctx context.Context) (wait bool, err error) {
	for began := time.Now(); ; {
		waiting := 0
		err := d.store.Update(ctx, func(tx *intake.Tx) (err error) {
			waiting, err = tx.Fetched()
			return err
		})
		if err != nil || waiting < d.Backlog {
			return false, err
		}
		if time.Since(began) > jobTime/3 {
			return true, nil
		}
		select {
		case <-time.After(500 * time.Millisecond):
		case <-ctx.Done():
			return false, ctx.Err()
		case <-d.ending.Done():
			return true, nil
		}
	}
}

// read has a page read. What is read is handed on without a place among those that read, so that others go on while the database is busy.
func (d *Desk) read(ctx context.Context, it intake.Item) error {
	var page feed.Page
	return d.work(ctx, it, &page, func() error {
		data, err := d.readPage(ctx, it, page)
		if err != nil {
			return err
		}
		return d.store.Update(ctx, func(tx *intake.Tx) error {
			moved, err := tx.Move(it.ID, intake.Fetched, intake.Read, data, "", time.Now())
			if err != nil || !moved {
				return err
			}
			_, err = d.client.InsertManyFastTx(ctx, tx.SQL, []river.InsertManyParams{{Args: linkJob{it.ID}}})
			return err
		})
	})
}

// readPage makes of a page what linking needs, packed. It waits until it has its place.
func (d *Desk) readPage(ctx context.Context, it intake.Item, page feed.Page) ([]byte, error) {
	select {
	case d.reading <- struct{}{}:
		defer func() { <-d.reading }()
	case <-d.ending.Done():
		return nil, river.JobSnooze(0)
	}
	art, _, err := article.Parse(ctx, page.Body, article.Hint{URL: page.URL, ContentType: page.ContentType})
	if err != nil {
		return nil, fault(ctx, err)
	}
	if art.Published.Precision == hearsay.Unknown && !it.Published.IsZero() {
		art.Published = hearsay.Date{Time: it.Published, Precision: hearsay.Second}
	}
	rd, err := d.reader()
	if err != nil {
		return nil, err
	}
	reading, err := rd.Read(ctx, art.Article)
	if err != nil {
		return nil, fault(ctx, err)
	}
	entry, err := d.Keeper.Prepare(reading, ingest.Raw{
		Bytes: art.Raw, Addresses: art.Addresses, Fetched: page.Fetched, Modified: art.Modified,
		Notes: append(printed(art.Corrections), via(it.Relay, art.Article)...), Reader: d.Version,
	})
	if err != nil {
		return nil, fault(ctx, err)
	}
	return pack(entry)
}

// printed are the corrections of a page as the ledger keeps them.
func printed(all []article.Correction) []ledger.Note {
	var notes []ledger.Note
	for _, c := range all {
		notes = append(notes, ledger.Note{Kind: ledger.NoteKind(c.Kind), Text: c.Text, At: c.At})
	}
	return notes
}

// via is what the feed says about where it has an article from, as the ledger keeps it: nothing if that is the article's own outlet, as in feeds that gather
// those of many.
func via(relay feed.Relay, art hearsay.Article) []ledger.Note {
	named := strings.Join(strings.Fields(relay.Name), " ")
	from, err := url.Parse(relay.Address)
	own := ledger.Outlet(art)
	switch {
	case named == "" && relay.Address == "", strings.EqualFold(named, own):
		return nil
	case err == nil && from.Host != "" && own == ledger.Outlet(hearsay.Article{URL: relay.Address}):
		return nil
	}
	return []ledger.Note{{Kind: ledger.Via, Text: strings.TrimSpace(named + " " + relay.Address)}}
}

// fault makes of an error in reading what an article is set aside for, unless it was only stopped.
func fault(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return err
	}
	return poison{err}
}

// maxParcel bounds a parcel when it is unpacked, in bytes.
const maxParcel = 256 << 20

// pack writes a value for the next step, compressed.
func pack(value any) ([]byte, error) {
	var plain bytes.Buffer
	if err := gob.NewEncoder(&plain).Encode(value); err != nil {
		return nil, err
	}
	enc, err := zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest))
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(plain.Bytes(), nil), nil
}

// unpack reads what pack wrote.
func unpack(data []byte, into any) error {
	dec, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxParcel))
	if err != nil {
		return err
	}
	defer dec.Close()
	plain, err := dec.DecodeAll(data, nil)
	if err != nil {
		return err
	}
	return gob.NewDecoder(bytes.NewReader(plain)).Decode(into)
}
