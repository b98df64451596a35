package circumstance

import (
	"slices"
	"strings"
)

func isDeterminer(low string) bool {
	switch low {
	case "a", "an", "the", "any", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "some", "both", "all",
		"another", "one", "two", "three", "four", "five", "several", "many", "no", "each", "such", "other", "fellow":
		return true
	}
	return false
}

// isSubject knows pronouns that begin a clause.
func isSubject(low string) bool {
	switch low {
	case "i", "he", "she", "it", "they", "we", "you", "there", "that", "this", "nobody", "anyone", "somebody", "someone":
		return true
	}
	return false
}

func isObject(low string) bool {
	switch low {
	case "me", "us", "him", "her", "them", "you", "it":
		return true
	}
	return false
}

func isModal(low string) bool {
	switch low {
	case "will", "would", "shall", "can", "could", "must", "should", "may", "might", "won't", "wouldn't", "cannot", "can't", "couldn't",
		"'ll":
		return true
	}
	return strings.HasSuffix(low, "'ll")
}

// isBe knows the forms of "be" that a passive or a progressive is made with.
func isBe(low string) bool { return oneOf(low, "is", "are", "was", "were", "be", "been", "being") }

func isAuxiliary(low string) bool {
	switch low {
	case "have", "has", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "did", "does", "do", "not", "never",
		"also", "already", "just", "reportedly", "repeatedly", "previously", "only", "then", "later", "once", "earlier", "even", "indeed",
		"now", "'s", "first", "since", "long", "recently", "again":
		return true
	}
	return false
}

// endsPhrase knows the words at which a noun phrase ends at the latest.
func endsPhrase(low string) bool {
	switch low {
	case "that", "to", "in", "on", "at", "by", "from", "with", "about", "after", "before", "during", "for", "last", "yesterday", "today",
		"tonight", "via", "over", "as", "and", "or", "but", "who", "which", "whose", "whom", "whether", "if", "how", "what", "why", "when",
		"where", "he", "she", "they", "it", "we", "i", "you", "not", "is", "are", "was", "were", "has", "have", "had", "will", "would",
		"said", "says", "told", "there", "nothing", "through", "while", "because", "since", "under", "into", "against", "without",
		"outside", "inside", "behind", "earlier", "later", "late", "early", "again", "here", "then", "so", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday", "sunday", "this", "these", "those", "be", "been", "being", "can", "could", "should",
		"must", "may", "might", "only", "also", "directly", "separately", "privately", "repeatedly", "recently", "according", "citing",
		"quoting":
		return true
	}
	return false
}

// isTelling knows verbs whose object is the one who is told.
func isTelling(low string) bool {
	switch low {
	case "tell", "tells", "told", "telling", "inform", "informs", "informed", "informing", "notify", "notifies", "notified", "notifying",
		"assure", "assures", "assured", "assuring", "reassured", "text", "texts", "texted", "email", "emails", "emailed", "briefed",
		"alert", "alerted", "cautioned", "convinced", "persuaded":
		return true
	}
	return isAsking(low)
}

// isAsking knows verbs whose object is the one of whom something is wanted.
func isAsking(low string) bool {
	switch low {
	case "remind", "reminds", "reminded", "reminding", "warn", "warns", "warned", "warning", "advise", "advises", "advised", "advising",
		"ask", "asks", "asked", "asking", "urge", "urges", "urged", "urging", "instruct", "instructs", "instructed", "instructing",
		"order", "orders", "ordered", "ordering", "encourage", "encourages", "encouraged", "encouraging", "beg", "begs", "begged",
		"begging", "implore", "implores", "implored", "invite", "invited", "press", "pressed", "pressing", "lobbied", "petitioned",
		"direct", "directed", "request", "requested", "requests", "requesting", "challenged", "exhorted", "admonished", "commanded":
		return true
	}
	return false
}

// isGiving knows verbs that take the one who is told as a pronoun, or with "to" behind what they give.
func isGiving(low string) bool {
	switch low {
	case "give", "gives", "gave", "given", "giving", "show", "shows", "showed", "shown", "offer", "offers", "offered", "offering",
		"promise", "promises", "promised", "promising", "read", "out", "leaked", "passed", "presented", "sent", "handed":
		return true
	}
	return false
}

// isAddressing knows verbs that take the one who is told with "to".
func isAddressing(low string) bool {
	switch low {
	case "said", "say", "says", "saying", "write", "writes", "wrote", "written", "writing", "speak", "spoke", "spoken", "speaking",
		"speaks", "reported", "explained", "confirmed", "confirm", "confirms", "admitted", "repeated", "complained", "complaining",
		"acknowledged", "denied", "described", "announced", "appeal", "appealing", "suggested", "stressed", "confided", "conceded",
		"disclosed", "revealed", "mentioned", "insisted", "replied", "responded", "pledged", "vowed", "stated", "testified", "recounted",
		"expressed", "proposed", "recommended":
		return true
	}
	return false
}

// isMessage knows what is written or spoken to somebody.
func isMessage(low string) bool {
	switch low {
	case "letter", "email", "e-mail", "message", "statement", "note", "memo", "memorandum", "response", "reply", "speech", "address",
		"testimony", "report", "submission", "cable", "remarks", "comments", "text", "interview", "post", "tweet":
		return true
	}
	return false
}

// isMatter knows what one replies to that is nobody.
func isMatter(low string) bool {
	switch low {
	case "questions", "question", "requests", "request", "queries", "query", "inquiries", "inquiry", "allegations", "criticism", "report",
		"letter", "email", "pressure", "applause", "cheers", "laughter", "boos", "comments", "remarks", "concerns", "suggestions",
		"attacks", "charges", "claims", "calls":
		return true
	}
	return false
}

// isBody knows nouns for those of whom acts are demanded.
func isBody(low string) bool {
	switch low {
	case "government", "company", "state", "police", "ministry", "minister", "authorities", "court", "president", "parliament", "agency",
		"bank", "board", "union", "party", "council", "committee", "city", "department", "commission", "army", "military",
		"administration", "campaign", "mayor", "governor", "firm", "bureau", "regulator", "owners", "owner", "school", "university",
		"church", "federation", "association", "team", "group":
		return true
	}
	return false
}

// agrees reports whether a pronoun may mean the source that the text gives: they differ neither in number nor in sex, as far as a pronoun or a title tells.
func agrees(pronoun, source string) bool {
	source = strings.ToLower(source)
	switch pronoun {
	case "me", "us", "i", "we", "it", "they":
		return true
	case "them":
		return !oneOf(source, "he", "she", "i")
	case "him", "he":
		return !oneOf(source, "she", "they", "we", "it")
	case "her", "she":
		return !oneOf(source, "he", "they", "we", "it")
	}
	return false
}

// oneOf reports whether a word is one of the others.
func oneOf(low string, words ...string) bool { return slices.Contains(words, low) }

func isPossessive(low string) bool {
	switch low {
	case "my", "our", "your", "his", "her", "its", "their":
		return true
	}
	return false
}

// isPersonal knows the pronouns of the third person as subjects.
func isPersonal(low string) bool {
	return low == "he" || low == "she" || low == "it" || low == "they"
}

// isSpeaker knows nouns for those who are cited by what they are.
func isSpeaker(low string) bool {
	switch low {
	case "official", "officials", "source", "sources", "person", "people", "diplomat", "diplomats", "aide", "aides", "officer", "officers",
		"adviser", "advisers", "advisor", "advisors", "lawyer", "lawyers", "attorney", "attorneys", "executive", "executives", "employee",
		"employees", "worker", "workers", "witness", "witnesses", "eyewitnesses", "resident", "residents", "spokesman", "spokeswoman",
		"spokesperson", "spokespeople", "minister", "ministers", "expert", "experts", "analyst", "analysts", "investigator", "investigators",
		"prosecutor", "prosecutors", "doctor", "doctors", "leader", "leaders", "commander", "commanders", "soldier", "soldiers", "insider",
		"insiders", "lawmaker", "lawmakers", "authorities", "police", "military", "government", "ministry", "agency", "department", "relative",
		"relatives", "colleague", "colleagues", "friend", "friends", "associate", "associates", "captain", "deputy", "engineer", "engineers",
		"representative", "representatives", "whistleblower", "whistleblowers", "negotiator", "negotiators", "envoy",
		"envoys", "scientist", "scientists", "researcher", "researchers", "banker", "bankers", "trader", "traders", "contractor",
		"contractors", "manager", "managers", "director", "directors", "activist", "activists", "pilot", "pilots", "nurse", "nurses", "broker", "brokers",
		"economist", "economists", "observer", "observers", "president", "governor", "mayor", "judge":
		return true
	}
	return false
}

// isRecord knows nouns for what an outlet cites.
func isRecord(low string) bool {
	switch low {
	case "document", "documents", "record", "records", "report", "reports", "letter", "letters", "memo", "memos", "memorandum", "filing",
		"filings", "email", "emails", "e-mail", "e-mails", "transcript", "transcripts", "statement", "statements", "cable", "cables", "complaint",
		"affidavit", "study", "survey", "analysis", "review", "draft", "minutes", "files", "papers", "message", "messages", "interviews",
		"indictment", "testimony", "notes", "assessment", "log", "logs", "list", "footage", "imagery", "video", "images", "recording",
		"recordings":
		return true
	}
	return false
}
