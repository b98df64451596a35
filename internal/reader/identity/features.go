package identity

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
