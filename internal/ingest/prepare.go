package ingest

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"hearsay"

	"hearsay/internal/ledger"
	"hearsay/internal/linking/sources"
	"hearsay/internal/provenance"
)

// Raw is what is known of an article beside what was read in it.
type Raw struct {
	Bytes     []byte    // as they came; nil if not at hand
	Addresses []string  // further ones of the same article
	Fetched   time.Time // when it was fetched, or the file's own time; the zero time if unknown
	Modified  hearsay.Date
	Notes     []ledger.Note // corrections that the page tells of
	Reader    string        // which reader read it: a version
	Reread    bool          // put this reading in the place of the one kept of the same text
}

// Prepare makes an entry of a reading, with everything needed to compare it with others later. It depends on the reading alone.
func (k *Keeper) Prepare(reading hearsay.Reading, raw Raw) (ledger.Entry, error) {
	entry := ledger.NewEntry(reading)
	entry.Raw, entry.Fetched, entry.Modified, entry.Notes = raw.Bytes, raw.Fetched, raw.Modified, raw.Notes
	entry.Reader, entry.Reread = raw.Reader, raw.Reread
	entry.Addresses = addresses(reading.Article, raw)
	for _, f := range k.linker.Describe(entry.Reading) {
		entry.Statements[f.Statement] = ledger.Features{Keys: written(k.linker.Keys(f)), Data: k.linker.Marshal(f)}
	}
	for _, f := range k.linker.Assertions(entry.Reading) {
		features := ledger.Features{Keys: written(k.linker.Keys(f)), Data: k.linker.Marshal(f)}
		entry.Sentences = append(entry.Sentences, ledger.Sentence{Span: f.Span, Features: features})
	}
	signature := provenance.Sign(reading.Article)
	signature.Credit += credited(raw.Notes)
	data, err := signature.MarshalBinary()
	if err != nil {
		return entry, fmt.Errorf("signing %s: %w", reading.Article.ID, err)
	}
	entry.Article = ledger.Features{Keys: signature.Keys(), Data: data}
	for _, e := range sources.Entries(entry.Reading) {
		if e.ID == "" {
			continue // the outlet as such is known from the article
		}
		if data, err = e.MarshalBinary(); err != nil {
			return entry, fmt.Errorf("describing the sources of %s: %w", reading.Article.ID, err)
		}
		entry.Sources[e.ID] = ledger.Features{Keys: e.Keys(), Data: data}
	}
	return entry, nil
}

// credited is whom the feed of an article names as its source: it counts as if the article itself credited them, and so makes no copy of what does not tell
// the same. An address is nobody's name.
func credited(notes []ledger.Note) string {
	var names strings.Builder
	for _, note := range notes {
		if note.Kind != ledger.Via {
			continue
		}
		names.WriteByte('\n')
		for word := range strings.FieldsSeq(note.Text) {
			if !strings.Contains(word, "://") {
				names.WriteString(word + " ")
			}
		}
	}
	return names.String()
}

// written writes keys as text, as the ledger keeps them.
func written(keys []uint64) []string {
	all := make([]string, len(keys))
	for i, key := range keys {
		all[i] = strconv.FormatUint(key, 36)
	}
	return all
}
