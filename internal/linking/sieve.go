package linking

// passes tells whether two statements are worth a look after a glance, and how likely they are about one claim if they are not: a small model, fitted to
// what the large one makes of pairs, lets less than half of them through, and all but one in a hundred of those that get a link (training/linking/fit.py
// tells how many). So the measures that cost most are not taken of the others. Statements without vectors are rare, and all of them are looked at.
func (c *Comparer) passes(a, b *Features) (float64, bool) {
	if !withVectors(a.vector, b.vector) {
		return 1, true
	}
	score := c.model.Sieve.of(a, b).scoreFrom(c.x[:], logit(c.model.Sieved))
	return score, score >= c.model.Sieved
}

// withVectors reports whether there are two vectors of one length.
func withVectors(a, b []int8) bool { return len(a) > 0 && len(a) == len(b) }
