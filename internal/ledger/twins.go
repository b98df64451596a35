package ledger

import (
	"net/url"
	"slices"
	"strings"
)

// Twins gives further addresses that lead to the same article: without what asks for its form for telephones (AMP) or printers, and on the host for
// larger screens. There are none for most addresses. Pages that name their canonical address do not need this; many AMP and print pages of old sites
// do not.
func Twins(address string) []string {
	u, err := url.Parse(CanonicalURL(address))
	if err != nil || u.Host == "" {
		return nil
	}
	plain := *u
	plain.Path, plain.RawPath = plainPath(u.Path), ""
	q := u.Query()
	for name, values := range q {
		if len(values) == 1 && asksForForm(name, values[0]) {
			q.Del(name)
		}
	}
	plain.RawQuery = q.Encode()
	var twins []string
	for _, host := range hosts(u.Host) {
		plain.Host = host
		if twin := CanonicalURL(plain.String()); twin != CanonicalURL(address) && !slices.Contains(twins, twin) {
			twins = append(twins, twin)
		}
	}
	return twins
}

// hosts are a host and, where it is for telephones, those for larger screens.
func hosts(host string) []string {
	all := []string{host}
	for _, prefix := range []string{"m.", "mobile.", "amp."} {
		if rest, found := strings.CutPrefix(host, prefix); found && strings.Contains(rest, ".") {
			all = append(all, rest, "www."+rest)
		}
	}
	return all
}

// plainPath takes away what asks for AMP or print: as the first or last part of a path, or before its ending. A path of nothing else stays.
func plainPath(path string) string {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	if len(parts) > 1 {
		switch last := len(parts) - 1; {
		case parts[last] == "amp" || parts[last] == "print" || parts[last] == "amp.html":
			parts = parts[:last]
		case parts[0] == "amp":
			parts = parts[1:]
		}
	}
	last := len(parts) - 1
	for _, ending := range []string{".html", ".htm", ".php"} {
		if name, found := strings.CutSuffix(parts[last], ".amp"+ending); found && name != "" {
			parts[last] = name + ending
		}
	}
	return "/" + strings.Join(parts, "/")
}

// asksForForm tells whether a parameter asks for an article's form for telephones or printers.
func asksForForm(name, value string) bool {
	yes := value == "" || value == "1" || value == "true" || value == "yes" || value == "y"
	switch strings.ToLower(name) {
	case "amp", "print", "printable", "printerfriendly", "printmode":
		return yes
	case "outputtype", "output", "view", "format", "mode":
		return value == "amp" || value == "print"
	}
	return false
}
