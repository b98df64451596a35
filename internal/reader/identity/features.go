package identity

import (
	"slices"

	"hearsay"
)

// feature is something that speaks for or against an entity as the one that a mention means. Each is there or not.
type feature = uint8

const (
	sameSentence feature = iota // how far back the entity was last mentioned
	back1
	back2
	back3
	back5
	back9
	backMore
	sameParagraph
	para1
	para2
	paraMore
	aheadSentence // it is only mentioned later
	aheadNext
	aheadParagraph
	aheadMore
	nearest // of those that fit by sex and number
	nearest2
	nearest3
	nearestNone
	lastSpeaker
	lastSpeaker2
	lastSpeaker3
	spokeHere // in this paragraph
	spokeNever
	spokeOnce
	spokeSome
	spokeOften
	namedNever
	namedOnce
	namedSome
	namedOften
	wasSubject
	wasQuoted
	wasPossessive
	wasPronoun
	enclosingDirect // is the speaker of the quotation in which the mention stands
	enclosingIndirect
	inOwnContent // was last mentioned in what this very mention is said to have said
	sexFits
	sexOpen
	sexDiffers
	isPerson
	isOffice
	isOrganisation
	isCountry
	isOutlet
	isDocument
	isAnonymous
	isGroup
	isOpen
	isOwnOutlet
	numberFits
	numberDiffers
	headFits
	headFitsOnly // and no other's
	headDiffers
	headUnknown
	classFits
	wordsAll
	wordsSome
	wordsNone
	sameText
	ownerSame
	ownerDiffers
	theHeadFits
	aHeadFits
	bareHeadFits
	otherHeadFits
	theNamed
	aNamed
	bareNamed
	manyHeadFits
	partPlural
	partAnonymous
	partHeadFits
	wholeOfMention // has several members
	newAny
	newThe
	newThis
	newA
	newOther
	newBare
	newPossessive
	newQuantity
	newPlural
	newHeadKnown // another entity has the same noun
	newHeadKnownThe
	newRole
	newUnnamed
	newGroup
	newDocument
	newOutlet
	newOffice
	newOrganisation
	newElse
	newDescribed // a relative clause or preposition follows
	newModified
	describedNamed
	describedHeadFits
	spokesmanOwner
	headFitsBack // the noun fits and the entity was mentioned before
	headFitsSoon // or is soon to be
	headFitsLate
	classFitsBack
	classFitsSoon
	classFitsLate
	aClassFits
	theClassFits
	onlyOfClass // no other speaker with a name is of the noun's class
	onlyAOfClass
	onlyTheOfClass
	leadHeadFits // in the first line
	leadClassFits
	isPlace
	headInWords // the noun is among the words that describe the entity
	theClassSpeaker
	theOpenSpeaker
	theHeadSpeaker
	headUnknownSpeaker
	kinFits // the noun is of the same sort as one of the entity's
	theKinFits
	leadKinFits
	leadBare // a bare singular in the first line, as in headlines
	oneOfMany
	newBareSingular
	classOpen // what the entity is remains open
	theClassOpen
	features // how many there are
)

// view is how the entity stands to a mention: where it was last spoken of before and is first spoken of after.
type view struct {
	before, after int  // tokens, -1 if none
	pronoun       bool // the last mention was a pronoun
}

// look finds the entity's mentions nearest to token i.
func (e *entity) look(i int) view {
	v := view{before: -1, after: -1}
	k, _ := slices.BinarySearch(e.occ, i)
	if k > 0 {
		v.before = e.occ[k-1]
	}
	if k < len(e.occ) {
		v.after = e.occ[k]
		if v.after == i && k+1 < len(e.occ) {
			v.after = e.occ[k+1]
		}
	}
	if e.at >= 0 && e.at < i && e.at > v.before {
		v.before, v.pronoun = e.at, true
	}
	return v
}

// sexFit is 1 if what is known of the entity fits the mention's sex, -1 if it differs, 0 if nothing is known.
func (e *entity) sexFit(m *mention) int {
	if !m.male && !m.female || e.male == e.female {
		return 0
	}
	if (e.male > e.female) == m.male {
		return 1
	}
	return -1
}

// bucket returns the feature for a count of none, one, two or three, and more.
func bucket(n int, first feature) feature {
	switch {
	case n == 0:
		return first
	case n == 1:
		return first + 1
	case n <= 3:
		return first + 2
	}
	return first + 3
}

// distance appends how far the entity is.
func (r *run) distance(fs []feature, m *mention, v view) []feature {
	t := r.c.p.toks
	here := &t[m.lo]
	if v.before >= 0 {
		last := &t[v.before]
		switch d := here.sent - last.sent; {
		case d <= 3:
			fs = append(fs, sameSentence+feature(max(d, 0)))
		case d <= 5:
			fs = append(fs, back5)
		case d <= 9:
			fs = append(fs, back9)
		default:
			fs = append(fs, backMore)
		}
		fs = append(fs, sameParagraph+feature(min(here.para-last.para, 3)))
		if last.first || v.before > 0 && (t[v.before-1].class&title != 0 || t[v.before-1].low == "," || t[v.before-1].class&determiner != 0 && t[v.before-1].first) || v.before+1 < len(t) && t[v.before+1].class&saying != 0 {
			fs = append(fs, wasSubject)
		}
		if last.quoted && !here.quoted {
			fs = append(fs, wasQuoted)
		}
		if last.possessive {
			fs = append(fs, wasPossessive)
		}
		if v.pronoun {
			fs = append(fs, wasPronoun)
		}
		if m.attr >= 0 && r.inContent(m.attr, v.before) {
			fs = append(fs, inOwnContent)
		}
		return fs
	}
	if v.after >= 0 {
		next := &t[v.after]
		switch {
		case next.sent == here.sent:
			fs = append(fs, aheadSentence)
		case next.sent == here.sent+1:
			fs = append(fs, aheadNext)
		case next.para <= here.para+1:
			fs = append(fs, aheadParagraph)
		default:
			fs = append(fs, aheadMore)
		}
	}
	return fs
}

// features appends what speaks for and against entity i as the meaning of the mention.
func (r *run) features(fs []feature, m *mention, i int, v view, rank int) []feature {
	e := &r.c.entities[i]
	r.present = i
	fs = r.distance(fs, m, v)
	fs = append(fs, nearest+feature(min(rank, 3)))
	for k, s := range r.speakers {
		if s == i {
			fs = append(fs, lastSpeaker+feature(k))
			if k == 0 && r.speakerPara == r.c.p.toks[m.lo].para {
				fs = append(fs, spokeHere)
			}
			break
		}
	}
	fs = append(fs, bucket(len(e.said), spokeNever), bucket(e.count, namedNever))
	if m.within >= 0 && r.of[m.within] == i {
		if r.c.p.toks[m.lo].quoted {
			fs = append(fs, enclosingDirect)
		} else {
			fs = append(fs, enclosingIndirect)
		}
	}
	if e.kind == "" && e.placed*2 > e.count {
		fs = append(fs, isPlace)
	}
	fs = append(fs, sexOpen-feature(e.sexFit(m)), kindFeature(e))
	if e.outlet {
		fs = append(fs, isOwnOutlet)
	}
	if e.plural == m.plural {
		fs = append(fs, numberFits)
	} else {
		fs = append(fs, numberDiffers)
	}
	if len(e.members) > 0 {
		fs = append(fs, wholeOfMention)
	}
	if m.form == noun {
		fs = r.nounFeatures(fs, m, e, v)
	}
	return fs
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

// nounFeatures compares a description with what the entity is called.
func (r *run) nounFeatures(fs []feature, m *mention, e *entity, v view) []feature {
	head := canonical(r.c.p.toks[m.head].low)
	fits := slices.Contains(e.heads, head)
	switch {
	case fits && r.headCount == 1:
		fs = append(fs, headFits, headFitsOnly)
	case fits:
		fs = append(fs, headFits)
	case len(e.heads) == 0:
		fs = append(fs, headUnknown)
	default:
		fs = append(fs, headDiffers)
	}
	d := r.determiner(m)
	lead := r.c.p.toks[m.lo].para == 0
	if k := kin(head); k != "" && !fits && slices.ContainsFunc(e.heads, func(h string) bool { return kin(h) == k }) {
		fs = append(fs, kinFits)
		if d == 0 {
			fs = append(fs, theKinFits)
		}
		if lead {
			fs = append(fs, leadKinFits)
		}
	}
	if lead && m.det == "" && !m.plural && e.tokens != nil && classFit(m.class, e) {
		fs = append(fs, leadBare)
	}
	if m.det == "one" && e.plural {
		fs = append(fs, oneOfMany)
	}
	if fits {
		fs = append(fs, theHeadFits+feature(d))
		if m.quantity {
			fs = append(fs, manyHeadFits)
		}
		if m.hi > m.end {
			fs = append(fs, describedHeadFits)
		}
	}
	if e.tokens != nil && d < 3 {
		fs = append(fs, theNamed+feature(d))
		if m.hi > m.end {
			fs = append(fs, describedNamed)
		}
	}
	if !fits && slices.Contains(e.words, r.c.p.toks[m.head].low) {
		fs = append(fs, headInWords)
	}
	if d == 0 && slices.Contains(r.speakers[:], r.present) {
		switch {
		case fits:
			fs = append(fs, theHeadSpeaker)
		case classFit(m.class, e):
			fs = append(fs, theClassSpeaker)
			if len(e.heads) == 0 {
				fs = append(fs, headUnknownSpeaker)
			}
		case e.kind == "" && m.class&(organisation|office|outlet) != 0:
			fs = append(fs, theOpenSpeaker)
		}
	}
	when := r.when(m, v)
	if fits {
		fs = append(fs, headFitsBack+when)
		if r.c.p.toks[m.lo].para == 0 {
			fs = append(fs, leadHeadFits)
		}
	}
	switch {
	case classFit(m.class, e):
		fs = append(fs, classFits, classFitsBack+when)
		if d < 2 {
			fs = append(fs, theClassFits-feature(d))
		}
		if r.classCount == 1 && e.tokens != nil && e.speaks && !e.outlet {
			fs = append(fs, onlyOfClass)
			if d < 2 {
				fs = append(fs, onlyTheOfClass-feature(d))
			}
		}
		if r.c.p.toks[m.lo].para == 0 {
			fs = append(fs, leadClassFits)
		}
	case e.kind == "" && m.class&(organisation|office|outlet) != 0:
		fs = append(fs, classOpen)
		if d == 0 {
			fs = append(fs, theClassOpen)
		}
	}
	all, some := 0, 0
	for _, w := range m.words {
		all++
		if slices.Contains(e.words, w) || slices.Contains(e.tokens, w) || slices.Contains(e.heads, canonical(w)) {
			some++
		}
	}
	switch {
	case all == 0:
	case some == all:
		fs = append(fs, wordsAll)
	case some > 0:
		fs = append(fs, wordsSome)
	default:
		fs = append(fs, wordsNone)
	}
	if m.text == e.text && m.text != "" {
		fs = append(fs, sameText)
	}
	if m.owner >= 0 && e.owner >= 0 {
		if m.owner == e.owner {
			fs = append(fs, ownerSame)
		} else {
			fs = append(fs, ownerDiffers)
		}
	}
	if m.part != "" {
		if e.plural {
			fs = append(fs, partPlural)
		}
		if e.kind == hearsay.Anonymous {
			fs = append(fs, partAnonymous)
		}
		if slices.Contains(e.heads, m.part) {
			fs = append(fs, partHeadFits)
		}
	}
	return fs
}

// when is 0 for an entity that was mentioned before, 1 for one that is within a paragraph, 2 for one that is later.
func (r *run) when(m *mention, v view) feature {
	switch {
	case v.before >= 0:
		return 0
	case v.after >= 0 && r.c.p.toks[v.after].para <= r.c.p.toks[m.lo].para+1:
		return 1
	}
	return 2
}

// classFit reports whether the noun is one that such an entity may be called by.
func classFit(c class, e *entity) bool {
	switch e.kind {
	case hearsay.Person:
		return c&role != 0
	case hearsay.Office:
		return c&office != 0
	case hearsay.Organisation:
		return c&organisation != 0
	case hearsay.Media:
		return c&outlet != 0
	case hearsay.Document:
		return c&document != 0
	case hearsay.Anonymous:
		return c&unnamed != 0
	case hearsay.Group:
		return c&group != 0
	}
	return false
}

// determiner is 0 for "the" and "this", 1 for "a" and "an", 2 for none, 3 for others.
func (r *run) determiner(m *mention) int {
	switch m.det {
	case "the", "this", "that", "these", "those", "both":
		return 0
	case "a", "an":
		return 1
	case "":
		return 2
	}
	return 3
}

// newFeatures appends what speaks for a mention being of a source that was not mentioned before.
func (r *run) newFeatures(fs []feature, m *mention) []feature {
	fs = append(fs, newAny)
	if m.form != noun {
		return fs
	}
	switch m.det {
	case "the", "both":
		fs = append(fs, newThe)
	case "this", "that", "these", "those":
		fs = append(fs, newThis)
	case "a", "an":
		fs = append(fs, newA)
	case "another", "other":
		fs = append(fs, newOther)
	case "its", "his", "her", "their", "my", "our", "your":
		fs = append(fs, newPossessive)
	case "":
		fs = append(fs, newBare)
	}
	for _, b := range [...]struct {
		holds bool
		f     feature
	}{
		{m.quantity, newQuantity}, {m.plural, newPlural}, {r.headCount > 0, newHeadKnown}, {r.headCount > 0 && r.determiner(m) == 0, newHeadKnownThe},
		{m.class&role != 0, newRole}, {m.class&unnamed != 0, newUnnamed}, {m.class&group != 0, newGroup}, {m.class&document != 0, newDocument},
		{m.class&outlet != 0, newOutlet}, {m.class&office != 0, newOffice}, {m.class&organisation != 0, newOrganisation},
		{m.class&(role|unnamed|group|document|outlet|office|organisation) == 0, newElse}, {m.hi > m.end, newDescribed}, {len(m.words) > 0, newModified},
		{m.det == "" && !m.plural && r.c.p.toks[m.lo].para == 0, newBareSingular},
		{m.part != "", partPlural}, {m.class&spokesman != 0 && m.owner >= 0, spokesmanOwner},
	} {
		if b.holds {
			fs = append(fs, b.f)
		}
	}
	return fs
}
