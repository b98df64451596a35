package linking

// functionWord tells whether a folded word carries grammar rather than matter.
func functionWord(w string) bool {
	switch w {
	case "a", "an", "the", "this", "that", "these", "those", "it", "its", "itself", "he", "him", "his", "himself", "she", "her", "hers", "herself",
		"they", "them", "their", "theirs", "themselves", "i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours",
		"who", "whom", "whose", "which", "what", "whatever", "where", "when", "why", "how", "there", "here", "then", "than", "so", "as", "such",
		"is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "doing", "has", "have", "had", "having",
		"will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought", "cannot",
		"not", "no", "nor", "neither", "never", "none", "and", "or", "but", "if", "whether", "because", "while", "although", "though", "since", "until",
		"of", "in", "on", "at", "by", "for", "with", "about", "against", "between", "into", "through", "during", "before", "after", "above", "below",
		"to", "from", "up", "down", "out", "off", "over", "under", "again", "further", "once", "per", "via", "upon", "within", "without", "around",
		"all", "any", "both", "each", "few", "more", "most", "other", "others", "some", "only", "own", "same", "too", "very", "just", "also", "even",
		"one", "ones", "yet", "still", "now", "already", "ever", "much", "many", "yes", "oh", "well", "else", "anything", "something", "nothing",
		"anyone", "anybody", "nobody", "everyone", "everybody", "somebody", "someone", "it'll", "i'm", "i've", "i'd", "i'll", "we're", "we've", "we'll",
		"you're", "they're", "they've", "he'd", "she'd", "don't", "doesn't", "didn't", "isn't", "aren't", "wasn't", "weren't", "hasn't", "haven't", "hadn't",
		"won't", "wouldn't", "can't", "couldn't", "shouldn't", "that'd", "there'd", "what'd", "let", "mr", "mrs", "ms", "dr":
		return true
	}
	return false
}

// pointer tells whether a stem only points at what somebody said: "the report", "these allegations".
func pointer(stem string) bool {
	switch stem {
	case "report", "claim", "alleg", "account", "stori", "statement", "figur", "number", "suggest", "find", "assert", "rumour", "rumor", "accus", "charg",
		"conclus", "version", "denial", "news", "inform", "announc", "articl", "toll", "count", "talk", "specul", "comment", "question", "matter",
		"true", "fals", "untru", "right", "wrong", "correct", "genuin", "exact", "case", "so", "thing", "word", "remark", "say", "said", "call", "baseless",
		"rubbish", "nonsens", "fiction", "lie", "fabric", "idea", "document", "letter", "paper", "evid", "reason", "publish", "publicat", "media", "newspap",
		"foreign", "certain", "mention", "relat", "respond", "request", "repli", "messag", "discuss", "further":
		return true
	}
	return false
}

// refers tells whether a content is too poor to say by itself what it is about.
func refers(own bag) bool {
	var weight float32
	for _, t := range own {
		if !pointer(t.stem) {
			weight += t.weight
		}
	}
	return weight < 6
}
