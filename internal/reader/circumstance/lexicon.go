package circumstance

import "strings"

func isDeterminer(low string) bool {
	switch low {
	case "a", "an", "the", "any", "its", "their", "his", "her", "our", "my", "your", "this", "these", "those", "some", "both", "all", "another", "one", "two", "three",
		"four", "five", "several", "many", "no", "each", "such", "other", "fellow":
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
	case "will", "would", "shall", "can", "could", "must", "should", "may", "might", "won't", "wouldn't", "cannot", "can't", "couldn't", "'ll":
		return true
	}
	return strings.HasSuffix(low, "'ll")
}

func isAuxiliary(low string) bool {
	switch low {
	case "have", "has", "had", "is", "are", "was", "were", "be", "been", "being", "will", "would", "did", "does", "do", "not", "never", "also", "already", "just",
		"reportedly", "repeatedly", "previously", "only", "then", "later", "once", "earlier", "even", "indeed", "now", "'s", "first", "since", "long", "recently", "again":
		return true
	}
	return false
}

// endsPhrase knows the words at which a noun phrase ends at the latest.
func endsPhrase(low string) bool {
	switch low {
	case "that", "to", "in", "on", "at", "by", "from", "with", "about", "after", "before", "during", "for", "last", "yesterday", "today", "tonight", "via", "over", "as",
		"and", "or", "but", "who", "which", "whose", "whom", "whether", "if", "how", "what", "why", "when", "where", "he", "she", "they", "it", "we", "i", "you", "not", "is", "are",
		"was", "were", "has", "have", "had", "will", "would", "said", "says", "told", "there", "nothing", "through", "while", "because", "since", "under", "into",
		"against", "without", "outside", "inside", "behind", "earlier", "later", "late", "early", "again", "here", "then", "so", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
		"sunday", "this", "these", "those", "be", "been", "being", "can", "could", "should", "must", "may", "might", "only", "also", "directly", "separately", "privately", "repeatedly", "recently", "according", "citing", "quoting":
		return true
	}
	return false
}

// isTelling knows verbs whose object is the one who is told.
func isTelling(low string) bool {
	switch low {
	case "tell", "tells", "told", "telling", "inform", "informs", "informed", "informing", "notify", "notifies", "notified", "notifying", "assure", "assures", "assured",
		"assuring", "reassured", "remind", "reminds", "reminded", "reminding", "warn", "warns", "warned", "warning", "advise", "advises", "advised", "advising",
		"ask", "asks", "asked", "asking", "urge", "urges", "urged", "urging", "instruct", "instructs", "instructed", "instructing", "order", "orders", "ordered", "ordering",
		"encourage", "encourages", "encouraged", "encouraging", "beg", "begs", "begged", "begging", "implore", "implored", "promise", "promises", "promised", "promising",
		"offer", "offers", "offered", "offering", "invite", "invited", "press", "pressed", "pressing", "lobbied", "text", "texts", "texted", "email", "emailed", "briefed", "alert", "alerted", "petitioned",
		"direct", "directed", "request", "requested", "requests", "requesting", "persuaded", "challenged", "exhorted", "appealed", "cautioned", "admonished", "commanded", "convinced", "given", "gave", "give", "show", "showed", "shown":
		return true
	}
	return false
}

// isAddressing knows verbs that take the one who is told with "to".
func isAddressing(low string) bool {
	switch low {
	case "said", "say", "says", "saying", "write", "writes", "wrote", "written", "writing", "speak", "spoke", "spoken", "speaking", "speaks", "reported", "explained", "confirmed", "confirm", "confirms", "admitted", "repeated",
		"complained", "complaining", "acknowledged", "denied", "described", "given", "gave", "read", "announced", "appealed", "appeal", "appealing", "suggested", "stressed", "confided", "conceded", "disclosed", "revealed", "mentioned", "insisted",
		"out", "replied", "responded", "pledged", "vowed", "promised", "stated", "testified", "recounted", "expressed", "proposed", "recommended", "offered":
		return true
	}
	return false
}
