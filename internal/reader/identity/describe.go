package identity

import (
	"slices"
	"strings"

	"hearsay"
)

// apposition looks at what follows a name that ends before token at: ", the deputy governor of the bank,". It returns the head noun, a role, and the
// phrase's tokens; the head is -1 if there is none.
func (c *cast) apposition(at int) (head, lo, hi int) {
	t := c.p.toks
	i := at
	if i < len(t) && t[i].low == "(" { // a party or an abbreviation
		for i < len(t) && i < at+6 && t[i].low != ")" {
			i++
		}
		i++
	}
	if i+1 >= len(t) || t[i].low != "," {
		return -1, at, at
	}
	i++
	if digit(t[i].low) && i+2 < len(t) && t[i+1].low == "," { // an age
		i += 2
	}
	if i+2 < len(t) && (t[i].low == "who") && (t[i+1].low == "is" || t[i+1].low == "was") {
		i += 2
	}
	lo = i
	if i >= len(t) || !t[i].word || t[i].class&(pronoun|preposition|relative) != 0 && t[i].class&determiner == 0 {
		return -1, at, at
	}
	bare := t[i].class&determiner == 0
	head = -1
	for ; i < len(t) && i < lo+14 && t[i].sent == t[lo].sent; i++ {
		if !t[i].word && t[i].low != "-" && t[i].low != "’" || t[i].class&relative != 0 || t[i].low == "and" && head >= 0 {
			break
		}
		if t[i].class&preposition != 0 && head >= 0 {
			break
		}
		if t[i].class&(saying|function) != 0 && t[i].class&(determiner|preposition|role|number) == 0 {
			break
		}
		if t[i].class&nounClass != 0 && !t[i].possessive {
			head = i
		}
	}
	if head < 0 && !bare && i > lo+1 && i <= lo+8 && lowerNoun(&t[i-1]) { // a noun that no table knows
		head = i - 1
	}
	if head < 0 || bare && head > lo+5 {
		return -1, at, at
	}
	hi = i
	for hi < len(t) && hi < lo+24 && t[hi].sent == t[lo].sent && (t[hi].word || t[hi].low == "&" || t[hi].low == "'") && t[hi].class&(relative|saying) == 0 {
		hi++
	}
	return head, lo, hi
}

func digit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// lowerNoun reports whether a word may be a noun that the tables do not know.
func lowerNoun(t *token) bool {
	return t.word && !t.upper && t.class&(function|saying) == 0 && !strings.HasSuffix(t.low, "ed") && !strings.HasSuffix(t.low, "ing") && !strings.HasSuffix(t.low, "ly")
}

// describe adds to the entity what stands around one place where it is named: titles, apposition, age, pronoun.
func (c *cast) describe(n *name) {
	t := c.p.toks
	e := &c.entities[n.entity]
	if e.kind == hearsay.Country {
		return
	}
	if n.from == n.lo && n.lo > 0 && t[n.lo-1].possessive {
		if k := c.nameFrom(n.lo - 1); k < len(c.names) && c.names[k].hi == n.lo && c.entities[c.names[k].entity].kind == hearsay.Media {
			e.reports = true
		}
	}
	lo := n.from
	for k := n.from; k < n.lo; k++ {
		c.title(e, k)
	}
	for lo > 0 && titleWord(&t[lo-1]) && t[lo-1].sent == t[n.lo].sent {
		lo--
	}
	head := n.lo - 1
	if lo < n.lo && t[head].class&(role|honorific|maleTitle|femaleTitle) != 0 || lo < n.from && e.kind != person && t[head].class&nounClass != 0 || lo < n.from && lowerNoun(&t[head]) && e.kind == person {
		for k := lo; k < n.from; k++ {
			c.title(e, k)
		}
		c.setRole(e, lo, n.lo, head)
	} else if k := c.commaBefore(n); k > 0 && (e.kind == person || e.kind == "") {
		c.apposedBefore(e, k)
	}
	if head, lo, hi := c.apposition(n.hi); head >= 0 && agrees(&t[head], e.kind) {
		c.title(e, head)
		c.setRole(e, lo, hi, head)
	}
}

// commaBefore returns the comma before a name and its titles, "His Excellency" among them; -1 if there is none.
func (c *cast) commaBefore(n *name) int {
	t := c.p.toks
	k := n.from - 1
	for k > 0 && k > n.from-4 && (titleWord(&t[k]) || t[k].class&honorific != 0 || t[k].class&determiner != 0 && t[k+1].class&honorific != 0) {
		k--
	}
	if k > 0 && t[k].low == "," {
		return k
	}
	return -1
}

// agrees reports whether a noun may describe something of that kind.
func agrees(t *token, k kind) bool {
	if k == person {
		return t.class&nounClass == 0 || t.class&role != 0
	}
	return k == "" || t.class&(nounClass&^role) != 0
}

// titleWord reports whether a word before a name may belong to a title in small letters: "deputy finance minister".
func titleWord(t *token) bool {
	return t.word && !t.upper && !t.possessive && !digit(t.low) && t.class&(function|saying) == 0 && !strings.HasSuffix(t.low, "ed") && (t.class&(role|modifier|office|organisation|group) != 0 || lowerNoun(t))
}

// title notes what one word of a title tells: sex, role.
func (c *cast) title(e *entity, k int) {
	t := &c.p.toks[k]
	if t.class&(maleTitle|maleRole) != 0 && t.class&femaleRole == 0 {
		e.male += 3
	}
	if t.class&(femaleTitle|femaleRole) != 0 {
		e.female += 3
	}
	if t.class&nounClass != 0 && !(e.kind == person && t.class&role == 0) || lowerNoun(t) && t.class&modifier == 0 {
		e.call(t.low)
		if e.kind != person || t.class&role != 0 {
			e.class |= t.class & (nounClass | spokesman)
		}
		return
	}
	e.word(t.low)
}

// call adds a noun that the entity is called by.
func (e *entity) call(head string) {
	head = canonical(head)
	if !slices.Contains(e.heads, head) {
		e.heads = append(e.heads, head)
	}
}

func (e *entity) word(w string) {
	if !slices.Contains(e.words, w) {
		e.words = append(e.words, w)
	}
}

// apposedBefore reads what stands before a name and a comma: "the union's president,", "the minister of health,". comma is its token.
func (c *cast) apposedBefore(e *entity, comma int) {
	t := c.p.toks
	head, lo := -1, -1
	for i := comma - 1; i >= 0 && i > comma-12 && t[i].sent == t[comma].sent; i-- {
		if !t[i].word && t[i].low != "&" || t[i].class&(relative|saying) != 0 {
			break
		}
		if t[i].class&role != 0 && !t[i].possessive && (i+1 == comma || t[i+1].class&preposition != 0) {
			head = i
		}
		if t[i].class&determiner != 0 || t[i].possessive && (i == 0 || !t[i-1].upper && t[i-1].class&determiner == 0) {
			lo = i
			if head >= 0 {
				break
			}
		}
	}
	if head < 0 || lo < 0 || lo > head || t[head].class&pluralForm != 0 {
		return
	}
	c.title(e, head)
	c.setRole(e, lo, comma, head)
}

// setRole keeps the role and the affiliation that the phrase [lo, hi) gives, if it tells more than what is known; its words describe the entity.
func (c *cast) setRole(e *entity, lo, hi, head int) {
	t := c.p.toks
	for k := lo; k < hi; k++ {
		if t[k].word && t[k].class&(function|saying) == 0 {
			e.word(t[k].low)
		}
	}
	start := lo
	for start < head && t[start].class&determiner != 0 {
		start++
	}
	belongs := ""
	for k := start; k < head; k++ {
		if t[k].possessive {
			belongs = strings.TrimRight(strings.TrimSuffix(strings.TrimSuffix(c.p.words(start, k+1), "'s"), "’s"), "'’")
			start = k + 1
		}
	}
	if belongs == "" && head+2 < hi {
		switch t[head+1].low {
		case "of", "for", "at", "with", "in", "to", "from":
			k := head + 2
			for k < hi && t[k].class&determiner != 0 {
				k++
			}
			if k < hi && t[k].upper {
				belongs = c.p.words(k, hi)
			}
		}
	}
	for start < head && belongs == "" && t[start].upper && t[start].class&(role|modifier|honorific|maleTitle|femaleTitle) == 0 { // "Pentagon spokesman"
		k := start + 1
		for k < head && t[k].upper && t[k].class&(role|modifier|honorific) == 0 {
			k++
		}
		belongs, start = c.p.words(start, k), k
	}
	if t[head].class&role == 0 && t[head].class&(honorific|maleTitle|femaleTitle) != 0 {
		return
	}
	if words := c.p.words(start, head+1); len(words) > len(e.role) && (e.role == "" || t[head].class&spokesman != 0 || e.class&spokesman == 0) {
		e.role = words
	}
	if e.belongs == "" {
		e.belongs = belongs
		if k := c.nameFrom(lo); belongs != "" && k < len(c.names) && c.names[k].hi <= hi && c.entities[c.names[k].entity].kind != person {
			e.owner = c.names[k].entity
		}
	}
}

// settle decides what is left open once all places are read: sex by first name, kind by what the entity is called.
func (c *cast) settle(i int) {
	e := &c.entities[i]
	if e.kind == person || e.kind == "" {
		switch g := c.genderOf(e); {
		case g > 0:
			e.male += 2
		case g < 0:
			e.female += 2
		}
		if len(e.tokens) == 1 && e.kind == person {
			first := c.lex.words[e.tokens[0]]
			e.male += min(1, int(first&maleName))
			e.female += min(1, int(first&femaleName))
		}
	}
	if e.kind == "" {
		e.kind = called(e)
	}
	if e.kind != person && e.kind != "" && e.kind != hearsay.Country {
		c.institution(e)
	}
}

// called tells an entity's kind by the nouns that it is called by and its sex, "" if they do not tell.
func called(e *entity) kind {
	switch {
	case e.class&outlet != 0:
		return hearsay.Media
	case e.class&role != 0 || e.male+e.female > 0:
		return person
	case e.class&office != 0:
		return hearsay.Office
	case e.class&organisation != 0:
		return hearsay.Organisation
	case e.class&document != 0:
		return hearsay.Document
	case e.class&group != 0:
		return hearsay.Group
	}
	return ""
}

// nounClass is what may be the head of a description.
const nounClass = role | organisation | office | outlet | group | document | unnamed

// institution gives an institution's name the nouns that it is called by: "agency" for the Police Review Agency.
func (c *cast) institution(e *entity) {
	for k, w := range e.tokens {
		cl := c.lex.words[w]
		if cl&(office|organisation|outlet|outletName|document|group) != 0 && (k == len(e.tokens)-1 || k == 0 || cl&(office|stateHead|organisation) != 0) {
			e.call(w)
			e.class |= cl & (office | organisation | outlet | document | group)
		} else {
			e.word(w)
		}
	}
}

// canonical folds nouns that name the same role: "spokeswoman" and "spokesman", "attorney" and "lawyer", plural and singular.
func canonical(s string) string {
	switch s {
	case "spokeswoman", "spokesperson", "spokesmen", "spokeswomen", "spokespeople", "spokespersons", "representative":
		return "spokesman"
	case "chairwoman", "chairperson", "chair", "chairmen":
		return "chairman"
	case "attorney", "attorneys", "lawyers", "solicitor", "barrister", "counsel":
		return "lawyer"
	case "advisor", "advisers", "advisors":
		return "adviser"
	case "sen.", "sen", "sens.", "senators":
		return "senator"
	case "gov.", "gov":
		return "governor"
	case "rep.", "rep", "congressman", "congresswoman":
		return "congressman"
	case "gen.", "gen":
		return "general"
	case "sgt.", "sgt":
		return "sergeant"
	case "capt.", "capt":
		return "captain"
	case "lt.", "lt":
		return "lieutenant"
	case "prof.", "prof":
		return "professor"
	case "dr.", "dr":
		return "doctor"
	case "justice", "justices", "magistrate":
		return "judge"
	case "physician", "physicians":
		return "doctor"
	case "councilman", "councilwoman":
		return "councillor"
	case "firms", "firm", "companies", "business", "corporation", "utility", "carmaker", "chipmaker", "maker", "manufacturer", "retailer", "group's", "airline", "operator", "supplier", "giant", "enterprise":
		return "company"
	case "newspaper", "paper", "daily", "tabloid", "broadsheet", "gazette", "weekly":
		return "newspaper"
	case "broadcaster", "station", "channel", "network", "television", "tv", "radio":
		return "broadcaster"
	case "website", "site", "blog", "portal":
		return "site"
	case "ministries":
		return "ministry"
	case "deputies":
		return "deputy"
	case "agencies", "organization", "organisation", "authority", "watchdog", "regulator":
		return "agency"
	case "people", "persons":
		return "person"
	case "women":
		return "woman"
	case "men":
		return "man"
	case "lawsuit", "suit":
		return "suit"
	case "memorandum":
		return "memo"
	}
	if n := len(s); n > 4 && s[n-1] == 's' && s[n-2] != 's' && s[n-2] != 'u' && s[n-2] != 'i' {
		return s[:n-1]
	}
	return s
}

// kin is the sort of role that a noun belongs to, "" if none: somebody called an economist may be called the expert later.
func kin(head string) string {
	switch head {
	case "senator", "congressman", "lawmaker", "legislator", "mp", "mep", "member", "politician", "democrat", "republican", "deputy", "leader", "delegate":
		return "lawmaker"
	case "expert", "analyst", "economist", "professor", "researcher", "scientist", "specialist", "historian", "scholar", "observer", "academic", "lecturer", "fellow", "statistician":
		return "expert"
	case "officer", "policeman", "cop", "constable", "detective", "inspector", "sergeant", "captain", "chief":
		return "police"
	case "official", "minister", "secretary", "commissioner", "ambassador", "diplomat", "envoy", "spokesman", "adviser", "aide", "strategist", "ally", "supporter":
		return "official"
	case "doctor", "surgeon", "pathologist", "virologist", "neurosurgeon", "veterinarian", "epidemiologist":
		return "doctor"
	case "executive", "ceo", "boss", "chairman", "president", "head", "director", "manager", "founder", "owner", "co-founder":
		return "executive"
	case "candidate", "nominee", "contender", "rival", "frontrunner", "front-runner", "challenger", "opponent", "businessman", "billionaire", "tycoon", "mogul":
		return "candidate"
	case "report", "study", "survey", "poll", "audit", "review", "assessment", "analysis", "paper":
		return "report"
	case "document", "memo", "letter", "filing", "complaint", "suit", "email", "note", "statement", "advisory", "notice", "list":
		return "document"
	case "activist", "organizer", "organiser", "protester", "campaigner", "advocate", "demonstrator":
		return "activist"
	}
	return ""
}
