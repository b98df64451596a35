package cli

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"html"
	"net"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"time"

	"hearsay"
)

// storyServer serves a feed of n articles.
type storyServer struct {
	address string
	at      func(n int) hearsay.Article
	n       int
	server  *http.Server
}

// newStoryServer starts a server of n articles on a loopback address; at gives them.
func newStoryServer(ctx context.Context, at func(n int) hearsay.Article, n int) (*storyServer, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	s := &storyServer{address: "http://" + listener.Addr().String(), at: at, n: n}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /feed.xml", s.feed)
	mux.HandleFunc("GET /article/{n}", s.article)
	s.server = &http.Server{Handler: mux, ReadHeaderTimeout: headerTime}
	go func() {
		if err := s.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			panic(err) // nobody else closes it
		}
	}()
	return s, nil
}

func (s *storyServer) close() { _ = s.server.Close() } // nobody asks it any more

func (s *storyServer) feed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml")
	fmt.Fprint(w, `<rss version="2.0"><channel><title>Stories</title>`) //nolint:errcheck // the other end tells
	for n := range s.n {
		fmt.Fprintf(w, "<item><link>%s/article/%d</link></item>", s.address, n) //nolint:errcheck // as above
	}
	fmt.Fprint(w, "</channel></rss>") //nolint:errcheck // as above
}

func (s *storyServer) article(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(r.PathValue("n"))
	if err != nil || n < 0 || n >= s.n {
		http.NotFound(w, r)
		return
	}
	art := s.at(n)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	//nolint:errcheck // as above
	fmt.Fprintf(w, `<!doctype html><html lang="en"><head><title>%s</title><meta property="og:site_name" content="%s">
<meta property="article:published_time" content="%s"></head><body><article><h1>%[1]s</h1>
`, html.EscapeString(art.Title), html.EscapeString(art.Outlet), art.Published.Time.UTC().Format(time.RFC3339))
	for par := range strings.SplitSeq(art.Text, "\n") {
		if par = strings.TrimSpace(par); par != "" {
			fmt.Fprintf(w, "<p>%s</p>\n", html.EscapeString(par)) //nolint:errcheck // as above
		}
	}
	fmt.Fprint(w, "</article></body></html>") //nolint:errcheck // as above
}

// names finds words that look like names: capitalised ones of four letters or more that do not begin a sentence.
var names = regexp.MustCompile(`([a-z,;’] )([A-Z][a-z]{3,})\b`)

// otherNames replaces the names in a text by others, the same by the same; 0 leaves it as it is.
func otherNames(text string, n int) string {
	if n == 0 {
		return text
	}
	replace := map[string]string{}
	for _, m := range names.FindAllStringSubmatch(text, -1) {
		if !inCalendar(m[2]) {
			replace[m[2]] = madeUp(m[2], n)
		}
	}
	return words.ReplaceAllStringFunc(text, func(word string) string {
		if other, found := replace[word]; found {
			return other
		}
		return word
	})
}

var words = regexp.MustCompile(`\b[A-Z][a-z]{3,}\b`)

// inCalendar tells of words that are written like names and are none.
func inCalendar(word string) bool {
	switch word {
	case "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
		"January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December":
		return true
	}
	return false
}

// madeUp is a name that nobody has, made of another and a number.
func madeUp(name string, n int) string {
	syllables := strings.Fields("ba be bo da de di dor fa fen ga gil ha hol ka kel la lin lor " +
		"ma mer mi na nel nor pa pel ra rin ro sa sel tan tor va vel vin wa zel zor")
	h := fnv.New64a()
	fmt.Fprint(h, name, n) //nolint:errcheck // it never fails
	sum := h.Sum64()
	var made strings.Builder
	for range 3 {
		made.WriteString(syllables[sum%uint64(len(syllables))])
		sum /= uint64(len(syllables))
	}
	return strings.ToUpper(made.String()[:1]) + made.String()[1:]
}
