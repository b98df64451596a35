package identity

import (
	"slices"

	"hearsay"
)

// comparison is one mention and one entity that it may mean, with the features collected so far.
type comparison struct {
	r    *run
	m    *mention
	e    *entity
	i    int // the entity's index
	v    view
	det  determination
	when feature // 0 for an entity that was mentioned before, 1 for one that soon will be, 2 for one that is later
	fs   []feature
}

// determination sorts determiners.
type determination int

const (
	definite determination = iota
	indefinitely
	bareNoun
	otherwise
)

func determine(det string) determination {
	switch det {
	case "the", "this", "that", "these", "those", "both":
		return definite
	case "a", "an":
		return indefinitely
	case "":
		return bareNoun
	}
	return otherwise
}

// compare lists what speaks for and against entity i as the meaning of the mention. It appends to fs.
func (r *run) compare(fs []feature, m *mention, i int, v view, rank int) []feature {
	x := &comparison{r: r, m: m, e: &r.c.entities[i], i: i, v: v, det: determine(m.det), when: r.when(m, v), fs: fs}
	x.distance()
	x.add(nearest + feature(min(rank, 3)))
	x.salience()
	x.add(sexOpen-feature(x.e.sexFit(m)), kindFeature(x.e))
	x.addIf(x.e.outlet, isOwnOutlet)
	x.addIf(x.e.plural == m.plural, numberFits)
	x.addIf(x.e.plural != m.plural, numberDiffers)
	x.addIf(len(x.e.members) > 0, wholeOfMention)
	if m.form == noun {
		x.noun()
		x.class()
		x.wording()
	}
	return x.fs
}

func (x *comparison) add(fs ...feature) { x.fs = append(x.fs, fs...) }

func (x *comparison) addIf(holds bool, f feature) {
	if holds {
		x.fs = append(x.fs, f)
	}
}

// when tells a feature of entities mentioned before from one of those mentioned soon or late.
func (r *run) when(m *mention, v view) feature {
	switch {
	case v.before >= 0:
		return 0
	case v.after >= 0 && r.c.p.toks[v.after].para <= r.c.p.toks[m.lo].para+1:
		return 1
	}
	return 2
}

// bucket returns the feature for a count of none, one, two or three, and more.
func bucket(n int, first feature) feature {
	switch {
	case n <= 1:
		return first + feature(n)
	case n <= 3:
		return first + 2
	}
	return first + 3
}

// distance adds how far the entity is.
func (x *comparison) distance() {
	t := x.r.c.p.toks
	here := &t[x.m.lo]
	switch {
	case x.v.before >= 0:
		x.before(&t[x.v.before], here)
	case x.v.after >= 0:
		next := &t[x.v.after]
		switch {
		case next.sent == here.sent:
			x.add(aheadSentence)
		case next.sent == here.sent+1:
			x.add(aheadNext)
		case next.para <= here.para+1:
			x.add(aheadParagraph)
		default:
			x.add(aheadMore)
		}
	}
}

// before adds how the entity stood where it was last mentioned.
func (x *comparison) before(last, here *token) {
	switch d := here.sent - last.sent; {
	case d <= 3:
		x.add(sameSentence + feature(max(d, 0)))
	case d <= 5:
		x.add(back5)
	case d <= 9:
		x.add(back9)
	default:
		x.add(backMore)
	}
	x.add(sameParagraph + feature(min(here.para-last.para, 3)))
	x.addIf(x.subject(last), wasSubject)
	x.addIf(last.quoted && !here.quoted, wasQuoted)
	x.addIf(last.possessive, wasPossessive)
	x.addIf(x.v.resolved, wasPronoun)
	x.addIf(x.m.attr >= 0 && x.r.inContent(x.m.attr, x.v.before), inOwnContent)
}

// subject reports whether the last mention looks like a subject: at the beginning of its sentence, after a title or comma, or before a word of saying.
func (x *comparison) subject(last *token) bool {
	before, after := x.r.c.p.tok(x.v.before-1), x.r.c.p.tok(x.v.before+1)
	return last.first || before.is(title) || before.low == "," || before.is(determiner) && before.first || after.is(saying)
}

// salience adds how often the entity is named and speaks, and whether it spoke last or is the speaker of the very quotation.
func (x *comparison) salience() {
	m, r := x.m, x.r
	if k := slices.Index(r.speakers[:], x.i); k >= 0 {
		x.add(lastSpeaker + feature(k))
		x.addIf(k == 0 && r.speakerPara == r.c.p.toks[m.lo].para, spokeHere)
	}
	x.add(bucket(len(x.e.said), spokeNever), bucket(len(x.e.occ), namedNever))
	if m.within >= 0 && r.of[m.within] == x.i {
		quoted := r.c.p.toks[m.lo].quoted
		x.addIf(quoted, enclosingDirect)
		x.addIf(!quoted, enclosingIndirect)
	}
	x.addIf(x.e.place(), isPlace)
}

func kindFeature(e *entity) feature {
	switch e.kind {
	case hearsay.Person:
		return isPerson
	case hearsay.Office:
		return isOffice
	case hearsay.Organisation:
		return isOrganisation
	case hearsay.Country:
		return isCountry
	case hearsay.Media:
		return isOutlet
	case hearsay.Document:
		return isDocument
	case hearsay.Anonymous:
		return isAnonymous
	case hearsay.Group:
		return isGroup
	}
	return isOpen
}

// noun compares a description's noun with those that the entity is called by.
func (x *comparison) noun() {
	m, e := x.m, x.e
	fits := slices.Contains(e.heads, m.canon)
	lead := x.r.c.p.toks[m.lo].para == 0
	x.addIf(fits, headFits)
	x.addIf(fits && x.r.headCount == 1, headFitsOnly)
	x.addIf(!fits && len(e.heads) == 0, headUnknown)
	x.addIf(!fits && len(e.heads) > 0, headDiffers)
	if fits {
		x.add(theHeadFits+feature(x.det), headFitsBack+x.when)
		x.addIf(m.quantity, manyHeadFits)
		x.addIf(m.described(), describedHeadFits)
		x.addIf(lead, leadHeadFits)
		x.addIf(x.det == definite && slices.Contains(x.r.speakers[:], x.i), theHeadSpeaker)
	} else {
		x.addIf(slices.Contains(e.words, x.r.c.p.toks[m.head].low), headInWords)
		if x.kin() {
			x.add(kinFits)
			x.addIf(x.det == definite, theKinFits)
			x.addIf(lead, leadKinFits)
		}
	}
	x.addIf(m.det == "one" && e.plural, oneOfMany)
	if e.tokens != nil && x.det < otherwise {
		x.add(theNamed + feature(x.det))
		x.addIf(m.described(), describedNamed)
	}
}

// kin reports whether the description's noun is of the same sort as one that the entity is called by.
func (x *comparison) kin() bool {
	kin := x.r.c.lex.kin
	k := kin[x.m.canon]
	return k != "" && slices.ContainsFunc(x.e.heads, func(h string) bool { return kin[h] == k })
}

// class compares what the noun may be with what the entity is.
func (x *comparison) class() {
	m, e := x.m, x.e
	lead := x.r.c.p.toks[m.lo].para == 0
	speaker := x.det == definite && slices.Contains(x.r.speakers[:], x.i)
	switch {
	case m.class&callable(e.kind) != 0:
		x.add(classFits, classFitsBack+x.when)
		x.addIf(x.det == definite, theClassFits)
		x.addIf(x.det == indefinitely, aClassFits)
		x.addIf(lead, leadClassFits)
		x.addIf(lead && m.det == "" && !m.plural && e.tokens != nil, leadBare)
		if x.r.classCount == 1 && e.nameSpeaks() {
			x.add(onlyOfClass)
			x.addIf(x.det == definite, onlyTheOfClass)
			x.addIf(x.det == indefinitely, onlyAOfClass)
		}
		if speaker && !slices.Contains(e.heads, m.canon) {
			x.add(theClassSpeaker)
			x.addIf(len(e.heads) == 0, headUnknownSpeaker)
		}
	case e.kind == "" && m.class&(body|outlet) != 0:
		x.add(classOpen)
		x.addIf(x.det == definite, theClassOpen)
		x.addIf(speaker, theOpenSpeaker)
	}
}

// nameSpeaks reports whether the entity is named as a source and is not the article's own outlet.
func (e *entity) nameSpeaks() bool { return e.tokens != nil && e.speaks && !e.outlet }

// wording compares the other words of a description, its owner, and the whole that a part is of.
func (x *comparison) wording() {
	m, e := x.m, x.e
	known := 0
	for _, w := range m.words {
		if slices.Contains(e.words, w) || slices.Contains(e.tokens, w) || slices.Contains(e.heads, x.r.c.lex.canonical(w)) {
			known++
		}
	}
	switch {
	case len(m.words) == 0:
	case known == len(m.words):
		x.add(wordsAll)
	case known > 0:
		x.add(wordsSome)
	default:
		x.add(wordsNone)
	}
	x.addIf(m.text == e.text && m.text != "", sameText)
	if m.owner >= 0 && e.owner >= 0 {
		x.addIf(m.owner == e.owner, ownerSame)
		x.addIf(m.owner != e.owner, ownerDiffers)
	}
	if m.part != "" {
		x.addIf(e.plural, partPlural)
		x.addIf(e.kind == hearsay.Anonymous, partAnonymous)
		x.addIf(slices.Contains(e.heads, m.part), partHeadFits)
	}
}

// compareNew lists what speaks for a mention being of a source that was not mentioned before. It appends to fs.
func (r *run) compareNew(fs []feature, m *mention) []feature {
	x := &comparison{r: r, m: m, fs: fs}
	x.add(newAny)
	if m.form != noun {
		return x.fs
	}
	switch m.det {
	case "the", "both":
		x.add(newThe)
	case "this", "that", "these", "those":
		x.add(newThis)
	case "a", "an":
		x.add(newA)
	case "another", "other":
		x.add(newOther)
	case "its", "his", "her", "their", "my", "our", "your":
		x.add(newPossessive)
	case "":
		x.add(newBare)
	}
	x.addIf(m.quantity, newQuantity)
	x.addIf(m.plural, newPlural)
	x.addIf(r.headCount > 0, newHeadKnown)
	x.addIf(r.headCount > 0 && determine(m.det) == definite, newHeadKnownThe)
	for k, c := range [...]class{role, unnamed, group, document, outlet, office, organisation} {
		x.addIf(m.class&c != 0, newRole+feature(k))
	}
	x.addIf(m.class&nounClass == 0, newElse)
	x.addIf(m.described(), newDescribed)
	x.addIf(len(m.words) > 0, newModified)
	x.addIf(m.det == "" && !m.plural && r.c.p.toks[m.lo].para == 0, newBareSingular)
	x.addIf(m.part != "", partPlural)
	x.addIf(m.class&spokesman != 0 && m.owner >= 0, spokesmanOwner)
	return x.fs
}
