package stance

import "hearsay"

// scope is where a cue of the table is looked for.
type scope int

const (
	inCue     scope = iota // from a word of the cue on, not after a negation; it may run on into the content
	inContent              // anywhere in the content
	atStart                // where a sentence or quotation of the content begins
	within                 // in the content, but not where a sentence or quotation begins
)

// must is the weight of cues that decide alone, whatever else is said and whatever the network thinks.
const must = 100

// cue is a row of the table: words that speak for a stance, as log odds. Patterns are separated by " | ".
type cue struct {
	stance   hearsay.Stance
	scope    scope
	weight   float32
	patterns string
}

// classes are the words that patterns name in braces.
func classes() map[string]string {
	return map[string]string{
		"neg":      "not/never/no/neither/nor/without/hardly/nothing/nobody/none/barely",
		"be":       "is/are/was/were/be/been/being/am/'s",
		"self":     speaker,
		"will":     "will/would/shall",
		"talk":     "comment/comments/commenting/say/saying/discuss/answer/respond/reply/confirm/deny/elaborate/specify/speculate/disclose/reveal/identify/name/address/provide/speak/talk/repeat/share/explain/weigh/interviewed/interview/interviews/concur/guess/detail/characterize/characterise/describe/predict/verify/expand/corroborate/participate/tell/clarify/divulge/engage/be/make/take",
		"claim":    "claim/claims/accusation/accusations/allegation/allegations/charge/charges/report/reports/rumour/rumours/rumor/rumors/suggestion/suggestions/speculation/notion/idea/story/account/assertion/assertions/figure/insinuation/insinuations/insinuation/version/conclusion/findings/finding/information/news/fabrications/talk/posts/theory/theories/insistence/criticism",
		"act":      "bill/offer/plan/plans/proposal/proposals/request/requests/call/calls/appeal/motion/deal/bid/application/invitation/demand/demands/legislation/treaty/agreement/candidate/candidates/politics/ceasefire/petition/settlement/term",
		"false":    "false/untrue/lie/lies/fiction/hoax/baseless/nonsense/rubbish/fabrication/fabrications/fabricated/meritless/invention/fake/wrong/inaccurate/misleading/unfounded/groundless/bogus/tosh/malarkey/bunkum/propaganda/smear/fantasy/fairytale/myth/untruths/slander/libel/incorrect/mistaken/invented/concocted/ludicrous/defamatory/padding",
		"question": "whether/if/what/why/how/who/whom/when/where/which/about",
	}
}

// table lists the cues, stance by stance. What it does not decide is an assertion.
func table() []cue {
	var all []cue
	for _, rows := range [][]cue{
		assertions(), confirmations(), denials(), doubts(), refusals(), judgements(), commitments(), demands(), questions(),
	} {
		all = append(all, rows...)
	}
	return all
}

func assertions() []cue {
	return []cue{
		{hearsay.Asserts, inCue, 1.5, `according to | report*/find*/show*/show*/estimate*/predict*/reveal*/indicate*/note*/explain*/recall* | believe*/think*`},
		{hearsay.Asserts, inCue, 2, `
			accuse*/blame*/claim*/allege*/argue*/contend*/maintain*/insist*/assert* | stand* by | cite*/quote* | cast* .. as | point* to/out
			confident/confidence | describe*/characterise*/characterize*/portray* | on the word/basis/faith of | put* | warn* that | identify*`},
		{hearsay.Asserts, inContent, 2, `
			no question/doubt/secret/certainty that/about/i/it/but/{self}/, | {be} {neg} just/only/necessarily/the/exactly | would have | if you will
			made up .. mind/minds | {self} would say/argue/add`},
		{hearsay.Asserts, inContent, 0.5, `percent | in 2010/2011/2012/2013/2014/2015/2016`},
	}
}

func confirmations() []cue {
	return []cue{
		{hearsay.Confirms, inCue, 4, `
			confirm*/acknowledge*/admit*/concede*/confess*/corroborate*/acknowledgement/acknowledgment/admission/confirmation | bear* out | vouch* for
			own* up`},
		{hearsay.Confirms, inCue, 2.5, `agree* with/that | recognize*/recognise*/grant* that | allow* that | {neg} contest/dispute/doubt | {neg} .. contest/dispute/doubt`},
		{hearsay.Confirms, atStart, 2.5, `
			yes | it/{self} 's/is true | that/this is/'s true/right/correct/so | {self} read/knew | {self} have known | {self}/it/he/she did
			that/this/it/{self} 's/is genuine`},
		{hearsay.Confirms, inContent, 2, `
			{be} genuine/authentic/accurate | {neg} contest/dispute | indeed
			did advise/meet/speak/write/receive/happen/send/take/talk/ask | she/he 's/is right`},
	}
}

func denials() []cue {
	return []cue{
		{hearsay.Denies, inCue, must, `deny* | refute* | repudiate*/debunk*/rubbish* | call*/brand*/label*/term*/dub*/describe*/dismiss*/denounce* ... {false}`},
		{hearsay.Denies, inCue, must, `refuse*/refusal to acknowledge/admit/concede/accept/recognise/recognize`},
		{hearsay.Denies, inCue, 4, `
			denial/denials | rebut*/contradict*/disputes/disputed/disputing/disown*/scotch* | dispute that/this/the/any | drop* .. assertion/claim
			dispel* | retract*/withdraw* | take* back | walk* back | rule* .. out`},
		{hearsay.Denies, inCue, 3.5, `
			reject*/rejection/dismiss*/dismissal | brush* .. aside/off | shrug* .. off | exclude* | bat* away | hit* back
			{neg} recognise/recognize/accept`},
		{hearsay.Denies, inCue, 2, `reject*/dismiss*/rejection/dismissal ... {claim} | challenge*`},
		{hearsay.Denies, inCue, 1.5, `{neg} believe/think/admit/acknowledge/concede`},
		{hearsay.Denies, inCue, 1, `insist*/maintain*/assure*/stress*/protest*/counter*/retort*/reply/replies/replied/responded/shoot* back`},
		{hearsay.Denies, atStart, 3, `
			no , | no one | nobody | there is/'s/was/were/are/has/have/had .. {neg} | that/this/it/{self} is/'s/was/are {neg} .. true/so
			that/it/{self} 's/is/was {neg} | no ... has/had/have/was/were/did/is/ever | {self} withdraw | nothing .. was/is`},
		{hearsay.Denies, inContent, 2.5, `
			{be} .. {false} | {be} a {false} | {be} not true | a lie | nothing of the kind/sort | {self} .. never | disagree* | never said | no such
			never had/been/happened | no truth | pure {false} | without .. evidence`},
		{hearsay.Denies, inContent, 1.5, `
			had/has/have/did/was/were/does/do/is {neg} | nobody/none | no one | nothing | never | {be} no | {neg} .. been
			{neg} any/a/one/ground/grounds | no .. exists/exist`},
		{hearsay.Denies, inContent, 1.5, `
			mistook/mistaken/misread/misheard/misquoted/otherwise | {neg} correspond
			not .. as the`},
	}
}

func doubts() []cue {
	return []cue{
		{hearsay.Doubts, inCue, 4.5, `
			doubt* | cast* .. doubt | sceptical*/skeptical*/scepticism/skepticism/skeptically/sceptically/dubious/unconvinced/suspicious
			pour* cold water | pour* scorn | sow* .. doubt* | {neg} .. convinced/persuaded/sure/certain/buying/buy/having/see | find* .. no evidence
			hard to .. square/believe/credit/swallow | less sure | uncertainty/uncertainties | raise* doubts`},
		{hearsay.Doubts, inCue, 3, `question* | raise* .. questions | scoff* | mounting questions | mistrust*/distrust*`},
		{hearsay.Doubts, inContent, 3, `
			{neg} .. convinced/persuaded/sure/certain | hard to .. credit/believe/square/swallow/say/see/imagine/make | prove* nothing | no evidence
			{neg} .. evidence | no proof | {neg} see how | serious questions | {self} doubt | {self} will believe | {neg} .. credible | unlikely
			far from clear | premature | {neg} .. add up | open to question | can hardly | remain* to be | unverified | {neg} be verified
			{neg} show who/what/that/whether | conjecture | {neg} .. established
			 | what does .. know | makes no sense`},
		{hearsay.Doubts, atStart, 1.5, `{self} would like to see | not a`},
	}
}

func refusals() []cue {
	return []cue{
		{hearsay.Withholds, inCue, must, `decline*/refuse*/refusal .. {talk} | decline* , | {will} say only | {will} only say | {neg} confirm nor deny`},
		{hearsay.Withholds, inCue, must, `
			{neg} .. comment/respond/reply/answer/elaborate/commenting/talking/drawn/reached/reachable | {neg} .. return* | unavailable for comment
			no comment`},
		{hearsay.Withholds, inCue, must, `{neg} .. confirm/confirmed/say/disclose/specify/discuss/discussing/identify/reveal/divulge/tell/speculate/verify/vouch`},
		{hearsay.Withholds, inCue, 4, `
			unable | admit*/concede*/confess* ... unable/dark | admit*/concede*/confess* ... {neg} .. explain/confirm/say | stop* short
			yet to decide/comment/respond/say/confirm | remain* silent | keep* .. silent/mum/quiet | stay* silent/mum
			sidestep*/deflect*/evade*/dodge*/duck* | unclear/unknown/undecided | {neg} .. clear/known/decided/established/determined
			remain* to be seen | leave* .. unanswered/open | {neg} .. forthcoming`},
		{hearsay.Withholds, inCue, 4, `
			{neg} .. know/knows/recall/explain/provide/name/address/show/go/talked/notified/informed/told
			{neg} .. told/informed/notified/shown ... nothing | told/tell nothing | scarcely/hardly/little more forthcoming | {neg} .. aware
			has/have/had/been/was/were told ... nothing | refer*/referred .. question* | refer*/referred .. to the | decline*`},
		{hearsay.Withholds, inContent, 4.5, `
			{neg} .. confirm/vouch | unable to .. confirm/say/verify | {neg} .. able to .. say/confirm/comment/tell | no comment | nothing to add/say
			{neg} confirm nor | {neg} going to .. discuss/guess/speculate/comment/get | {neg} .. comment | too early/soon to | no means of
			no way of knowing | in the dark | undecided | {neg} .. made up .. mind/minds | no decision | {neg} .. decided | {neg} discuss
			can {neg} say/tell/swear/prove/explain/speak | {neg} .. swear | know no more | not one we can | {self} would want to see
			discuss/comment on that`},
		{hearsay.Withholds, inContent, 2.5, `{neg} .. know/recall | have {neg} .. seen | {neg} allow .. speak | {neg} remember | no memory | {neg} say | could {neg} say`},
	}
}
