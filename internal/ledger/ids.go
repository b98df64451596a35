package ledger

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// MinPrefix is how many characters of an id are enough to look it up.
const MinPrefix = 4

// idLength is the length of an id: a letter that says what it names, and 55 bits. Among a million things of a sort two share an id
// with a chance of one in 70,000.
const idLength = 12

// id makes an id of what tells a thing from all others.
func id(letter string, of ...string) string {
	h := sha256.New()
	for _, part := range of {
		h.Write([]byte(strconv.Itoa(len(part)) + ":" + part))
	}
	enc := base32.NewEncoding("0123456789abcdefghjkmnpqrstvwxyz").WithPadding(base32.NoPadding)
	return letter + enc.EncodeToString(h.Sum(nil))[:idLength-1]
}

// Hash is the SHA-256 of bytes in hexadecimal.
func Hash(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// ArticleID is the id of an article with an address, or of one without: by outlet, title, date and text. Of several addresses the first in
// alphabetical order of their canonical forms counts, so an article's id may change as addresses are added; the former ones go on leading to it.
func ArticleID(art hearsay.Article, addresses ...string) string {
	if len(addresses) == 0 {
		return id("a", "text", art.Outlet, art.Title, art.Published.String(), art.Text)
	}
	return id("a", "address", slices.Min(addresses))
}

// RevisionID is the id of a text of an outlet.
func RevisionID(outlet, text string) string { return id("r", outlet, text) }

// ClaimID is the id of a claim, from its earliest statement.
func ClaimID(earliest hearsay.Ref) string { return id("k", earliest.Statement) }

// SourceID is the id of a source of the ledger, from its earliest member.
func SourceID(earliest Member) string { return id("s", earliest.Source) }

// EditID is the id of an edit: by what it does, who made it and when.
func EditID(e Edit) string {
	of := []string{string(e.Kind), e.Value, e.Note, e.By, e.At.UTC().Format(time.RFC3339Nano)}
	for _, a := range e.Anchors {
		of = append(of, string(a.Of), a.Article, a.Words, strconv.Itoa(a.Start))
	}
	return id("e", of...)
}

// CanonicalURL writes an address in one form, so that two ways of writing it are seen as the same: without fragment, tracking parameters
// (utm_…, fbclid, gclid), default port and trailing slash, with host in lower case, and https for http. What is no web address stays as it is.
func CanonicalURL(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return address
	}
	u.Scheme, u.Fragment, u.RawFragment, u.User = "https", "", "", nil
	u.Host = strings.ToLower(u.Host)
	if port := u.Port(); port == "80" || port == "443" {
		u.Host = strings.TrimSuffix(u.Host, ":"+port)
	}
	q := u.Query()
	for name := range q {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			q.Del(name)
		}
	}
	u.RawQuery = q.Encode()
	u.Path, u.RawPath = strings.TrimRight(u.Path, "/"), strings.TrimRight(u.RawPath, "/")
	return u.String()
}

// Outlet is what tells the article's outlet from others: its name in lower case, else the host of its address, "" if neither is known.
func Outlet(art hearsay.Article) string {
	if name := strings.Join(strings.Fields(strings.ToLower(art.Outlet)), " "); name != "" {
		return name
	}
	if u, err := url.Parse(art.URL); err == nil {
		return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	}
	return ""
}
