package feed

import (
	"context"
	"errors"
	"net/http"
	"net/netip"
	"strings"
	"testing"

	"code.dny.dev/ssrf"
)

func TestFetchRefusesRedirects(t *testing.T) {
	targets := map[string]string{
		"/loop":              "(redirected to ADDR/loop): the site redirects more than 5 times; open it in a browser and give the address where it ends up",
		"file:///etc/passwd": "(redirected to file:///etc/passwd): refused, hearsay fetches only http and https addresses",
		"ftp://example.com/": "(redirected to ftp://example.com/): refused, hearsay fetches only http and https addresses",
		"http://u:p@x.org/":  "(redirected to http://u:xxxxx@x.org/): refused, there is a user name or password in the address; take it out",
	}
	for target, sentence := range targets {
		t.Run(target, func(t *testing.T) {
			address := serve(t, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Location", target)
				w.WriteHeader(http.StatusFound)
			})
			_, err := open(t).Fetch(context.Background(), address)
			wantError(t, err, address, "ADDR "+sentence, nil)
		})
	}
}

func TestFetchRefusesRedirectToPrivateAddress(t *testing.T) {
	address := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "http://10.0.0.1/admin", http.StatusFound)
	})
	// 127.0.0.1 plays the public host here: everything else is as without AllowPrivate.
	guard := ssrf.New(ssrf.WithAnyPort(), ssrf.WithAllowedV4Prefixes(netip.MustParsePrefix("127.0.0.1/32")))
	f := New(Options{})
	f.client = newClient(guard.Safe, f.checkAddress)
	f.allowPrivate = true // only lets the test server's port through
	_, err := f.Fetch(context.Background(), address)
	wantError(t, err, address, "ADDR (redirected to http://10.0.0.1/admin): refused, the address is private; use --allow-private to read it anyway", ErrRefused)
}

func TestFetchNeverAsksMachinesHowTheyAre(t *testing.T) {
	for _, allowed := range []bool{true, false} {
		f := New(Options{AllowPrivate: allowed})
		for _, address := range []string{
			"http://169.254.169.254/latest/meta-data/", "http://[fe80::1]/", "http://[::ffff:169.254.169.254]/", "http://[fd00:ec2::254]/", "http://100.100.100.200/",
		} {
			_, err := f.Fetch(context.Background(), address)
			wantError(t, err, address, "ADDR: refused, machines manage themselves by this address, and no news is there", ErrRefused)
		}
	}
}

func TestFetchRefusesAddresses(t *testing.T) {
	private := ": refused, the address is private; use --allow-private to read it anyway"
	cases := map[string]string{
		"http://127.0.0.1/":                 private,
		"http://localhost/":                 private,
		"http://10.0.0.1/":                  private,
		"http://192.168.1.1:443/":           private,
		"http://100.64.0.1/":                private,
		"http://0.0.0.0/":                   private,
		"http://[::ffff:127.0.0.1]/":        private,
		"http://127.0.0.1:8080/":            ": refused, news is not read from port 8080; use --allow-private to read it anyway",
		"https://example.com:22/":           ": refused, news is not read from port 22; use --allow-private to read it anyway",
		"file:///etc/passwd":                ": refused, hearsay fetches only http and https addresses",
		"gopher://example.com/":             ": refused, hearsay fetches only http and https addresses",
		"example.com/story":                 ": refused, the address does not start with http:// or https://",
		"":                                  ": refused, the address does not start with http:// or https://",
		"http:///story":                     `"http:///story": refused, the address has no host; give one such as https://example.com/story.html`,
		"http://":                           `"http://": refused, the address has no host; give one such as https://example.com/story.html`,
		"http://:80/story":                  "http://:80/story: refused, the address has no host; give one such as https://example.com/story.html",
		"https://joe@example.com/":          ": refused, there is a user name or password in the address; take it out",
		"mailto:joe@example.com":            ": refused, hearsay fetches only http and https addresses",
		"javascript:alert(1)":               ": refused, hearsay fetches only http and https addresses",
		"HTTP://127.0.0.1/":                 private,
		"http://127.0.0.1/?" + long:         private,
		"data:text/html,<p>Fire.</p>":       ": refused, hearsay fetches only http and https addresses",
		"http://127.0.0.1/#" + "fragment":   private,
		"https://127.0.0.1:443/story?a=b&c": private,
	}
	f := New(Options{})
	for address, sentence := range cases {
		_, err := f.Fetch(context.Background(), address)
		if err == nil {
			t.Errorf("%s: no error", address)
			continue
		}
		if !strings.HasSuffix(err.Error(), sentence) || !errors.Is(err, ErrRefused) {
			t.Errorf("%q:\n%v\nwant\n%s", address, err, sentence)
		}
		if len(err.Error()) > 400 {
			t.Errorf("%q: the sentence has %d bytes", address, len(err.Error()))
		}
	}
}

var long = strings.Repeat("x", 1000)

func TestFetchHidesPassword(t *testing.T) {
	_, err := New(Options{}).Fetch(context.Background(), "http://joe:secret@example.com/")
	wantError(t, err, "-", "http://joe:xxxxx@example.com/: refused, there is a user name or password in the address; take it out", ErrRefused)
}

func TestFetchRefusesWhatIsNoAddress(t *testing.T) {
	_, err := New(Options{}).Fetch(context.Background(), "http://exa mple/\x1b[31m")
	wantError(t, err, "-", `"http://exa mple/\x1b[31m" is not an address: refused; give one such as https://example.com/story.html`, ErrRefused)
}

func TestFetcherIgnoresProxies(t *testing.T) {
	transport := New(Options{}).client.Transport.(*http.Transport)
	if transport.Proxy != nil {
		t.Error("a proxy would walk round the check of addresses")
	}
}
