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
		"neg":  "not/never/no/neither/nor/without/hardly/nothing/nobody/none/barely",
		"be":   "is/are/was/were/be/been/being/am/'s",
		"self": speaker,
		"if":   condition,
		"will": "will/would/shall",
		"talk": `
			comment comments commenting say saying discuss answer respond reply confirm deny elaborate specify speculate disclose reveal identify name
			address provide speak talk repeat share explain weigh interviewed interview interviews concur guess detail characterize characterise
			describe predict verify expand corroborate tell clarify divulge drawn`,
		"claim": `
			claim claims accusation accusations allegation allegations charge charges report reports rumour rumours rumor rumors suggestion
			suggestions speculation notion idea story account assertion assertions figure insinuation insinuations version conclusion findings finding
			information news fabrications talk posts theory theories insistence criticism`,
		"act": `
			bill offer plan plans proposal proposals request requests call calls appeal motion deal bid application invitation demand demands
			legislation treaty agreement candidate candidates politics ceasefire petition settlement term`,
		"false": `
			false untrue lie lies fiction hoax baseless nonsense rubbish fabrication fabrications fabricated meritless invention fake wrong inaccurate
			misleading unfounded groundless bogus tosh malarkey bunkum propaganda smear fantasy fairytale myth untruths slander libel incorrect
			mistaken invented concocted ludicrous defamatory padding`,
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
		{hearsay.Asserts, inCue, 3.5, `cite*/quote*`},
		{hearsay.Asserts, inCue, 2.5, `
			report*/find*/show*/show*/estimate*/predict*/reveal*/indicate*/note*/explain*/recall* | stand* by | cast* .. as | point* to/out
			on the word/basis/faith of | identify*`},
		{hearsay.Asserts, inCue, 2, `according to | confident/confidence`},
		{hearsay.Asserts, inCue, 1.5, `describe*/characterise*/characterize*/portray* | warn* that`},
		{hearsay.Asserts, inCue, 1, `believe*/think* | accuse*/blame*/claim*/allege*/argue*/contend*/maintain*/insist*/assert* | put*`},
		{hearsay.Asserts, inContent, 2.5, `made up .. mind/minds | take/takes ... very/extremely seriously`},
		{hearsay.Asserts, inContent, 2, `
			no question/doubt/secret/certainty that/about/i/it/but/{self}/, | would have | if you will | {self} would say/argue/add`},
		{hearsay.Asserts, inContent, 1, `in 2010/2011/2012/2013/2014/2015/2016`},
		{hearsay.Asserts, inContent, 0.5, `{be} {neg} just/only/necessarily/the/exactly | percent`},
	}
}

func confirmations() []cue {
	return []cue{
		{hearsay.Confirms, inCue, 6, `confirm*/acknowledge*/admit*/concede*/confess*/corroborate*/acknowledgement/acknowledgment/admission/confirmation`},
		{hearsay.Confirms, inCue, 5, `bear* out | vouch* for | own* up`},
		{hearsay.Confirms, inCue, 3.5, `agree* with/that | allow* that`},
		{hearsay.Confirms, inCue, 3, `{neg} contest/dispute/doubt | {neg} .. contest/dispute/doubt`},
		{hearsay.Confirms, inCue, 2.5, `recognize*/recognise*/grant* that`},
		{hearsay.Confirms, inContent, 3.5, `{neg} contest/dispute | indeed`},
		{hearsay.Confirms, inContent, 3, `{be} genuine/authentic/accurate | did advise/meet/speak/write/receive/happen/send/take/talk/ask`},
		{hearsay.Confirms, inContent, 1.5, `she/he 's/is right`},
		{hearsay.Confirms, atStart, 4, `it/{self} 's/is true | {self} have known`},
		{hearsay.Confirms, atStart, 3.5, `that/this is/'s true/right/correct/so | that/this/it/{self} 's/is genuine`},
		{hearsay.Confirms, atStart, 3, `yes ,`},
		{hearsay.Confirms, atStart, 2.5, `yes | {self} read/knew`},
		{hearsay.Confirms, atStart, 2, `{self}/it/he/she did`},
	}
}

func denials() []cue {
	return []cue{
		{hearsay.Denies, inCue, must, `
			deny* | refute* | repudiate*/debunk*/rubbish* | call*/brand*/label*/term*/dub*/describe*/dismiss*/denounce* ... {false}
			refuse*/refusal to acknowledge/admit/concede/accept/recognise/recognize`},
		{hearsay.Denies, inCue, 6, `take* back`},
		{hearsay.Denies, inCue, 5, `rebut*/contradict*/disputes/disputed/disputing/disown*/scotch* | retract*/withdraw* | rule* .. out`},
		{hearsay.Denies, inCue, 4.5, `denial/denials | drop* .. assertion/claim | walk* back`},
		{hearsay.Denies, inCue, 4, `
			dispute that/this/the/any | dispel* | overturn*/disclaim*/discredit*/disprove*/quash* | brush* .. aside/off | exclude*
			{neg} recognise/recognize/accept | reject*/dismiss*/rejection/dismissal ... {claim}`},
		{hearsay.Denies, inCue, 3.5, `
			reject*/rejection/dismiss*/dismissal | shrug* .. off | bat* away | hit* back | push* back | shoot*/shot/knock*/knocked down`},
		{hearsay.Denies, inCue, 1.5, `{neg} believe/think/admit/acknowledge/concede`},
		{hearsay.Denies, inCue, 1, `challenge* | insist*/maintain*/assure*/stress*/protest*/counter*/retort*/reply/replies/replied/responded/shoot* back`},
		{hearsay.Denies, inContent, 4, `no such`},
		{hearsay.Denies, inContent, 3.5, `without .. evidence | mistook/mistaken/misread/misheard/misquoted/otherwise`},
		{hearsay.Denies, inContent, 3, `{be} .. {false} | no .. exists/exist | {neg} correspond`},
		{hearsay.Denies, inContent, 2.5, `
			{be} not true | a lie | nothing of the kind/sort | never said | never had/been/happened | no truth | pure {false} | not .. as the`},
		{hearsay.Denies, inContent, 2, `{be} a {false} | disagree*`},
		{hearsay.Denies, inContent, 1.5, `had/has/have/did/was/were/does/do/is {neg} | never | {be} no`},
		{hearsay.Denies, inContent, 1, `nobody/none | nothing | {neg} any/a/one/ground/grounds`},
		{hearsay.Denies, atStart, 3.5, `{self} withdraw | nothing .. was/is`},
		{hearsay.Denies, atStart, 3, `no ... has/had/have/was/were/did/is/ever`},
		{hearsay.Denies, atStart, 2, `no ,`},
		{hearsay.Denies, atStart, 1.5, `
			nobody | there is/'s/was/were/are/has/have/had .. {neg} | that/this/it/{self} is/'s/was/are {neg} .. true/so | not a/one/even/true/so`},
		{hearsay.Denies, atStart, 1, `no one | that/it/{self} 's/is/was {neg}`},
	}
}

func doubts() []cue {
	return []cue{
		{hearsay.Doubts, inCue, 7.5, `
			doubt* | cast* .. doubt | pour* cold water | pour* scorn | sow* .. doubt* | {neg} .. convinced/persuaded/sure/certain/buying/buy/having/see
			find* .. no evidence | hard to .. square/believe/credit/swallow | less sure | unsure | uncertainty/uncertainties | raise* doubts`},
		{hearsay.Doubts, inCue, 6.5, `sceptical*/skeptical*/scepticism/skepticism/skeptically/sceptically/dubious/unconvinced/suspicious`},
		{hearsay.Doubts, inCue, 6, `question* | raise* .. questions | scoff* | mounting questions | mistrust*/distrust*`},
		{hearsay.Doubts, inCue, 4.5, `suspects/suspected`},
		{hearsay.Doubts, inContent, 7, `prove* nothing`},
		{hearsay.Doubts, inContent, 6.5, `hard to .. credit/believe/square/swallow/say/see/imagine/make | premature | can hardly | {neg} be verified`},
		{hearsay.Doubts, inContent, 6, `
			{neg} .. convinced/persuaded/sure/certain | no evidence | serious questions | {self} doubt | {self} will believe | {neg} .. credible
			unlikely | far from clear | {neg} everything | {self} doubt*/suspect* | inability to confirm | {neg} .. add up | open to question
			remain* to be | unverified | {neg} always align/correspond/match/square/tally
			{neg} show who/what/that/whether | conjecture | {neg} .. established | what does .. know | makes no sense`},
		{hearsay.Doubts, inContent, 5.5, `no proof | {neg} see how`},
		{hearsay.Doubts, inContent, 5, `{neg} .. evidence`},
		{hearsay.Doubts, atStart, 6, `{self} would like to see`},
		{hearsay.Doubts, atStart, 4, `not a`},
	}
}

func refusals() []cue {
	return []cue{
		{hearsay.Withholds, inCue, must, `
			decline*/refuse*/refusal .. {talk} | decline* .. participate/interviewed/part/available | decline* ,
			{will} say only | {will} only say | {neg} confirm nor deny
			{neg} .. comment/respond/reply/answer/elaborate/commenting/talking/drawn/reached/reachable | {neg} .. return* | unavailable for comment
			no comment | {neg} .. confirm/confirmed/say/disclose/specify/discuss/discussing/identify/reveal/divulge/tell/speculate/verify/vouch`},
		{hearsay.Withholds, inCue, 7.5, `
			admit*/concede*/confess* ... {neg} .. explain/confirm/say
			{neg} .. know/knows/recall/explain/provide/name/address/show/go/talked/notified/informed/told`},
		{hearsay.Withholds, inCue, 7, `
			unable | stop* short | yet to decide/comment/respond/say/confirm | unclear/unknown/undecided
			{neg} .. clear/known/decided/established/determined`},
		{hearsay.Withholds, inCue, 6.5, `
			admit*/concede*/confess* ... unable/dark | remain* silent/tight-lipped/mum | stonewall*/demur* | {neg} received .. confirmation
			keep* .. silent/mum/quiet | stay* silent/mum | sidestep*/deflect*/evade*/dodge*/duck* | remain* to be seen | leave* .. unanswered/open
			{neg} .. forthcoming | {neg} .. told/informed/notified/shown ... nothing | told/tell nothing | scarcely/hardly/little more forthcoming
			{neg} .. aware | has/have/had/been/was/were told ... nothing | refer*/referred .. question* | refer*/referred .. to the | decline*`},
		{hearsay.Withholds, inContent, 8, `{neg} going to .. discuss/guess/speculate/comment/get`},
		{hearsay.Withholds, inContent, 7.5, `
			{neg} .. confirm/vouch | {neg} .. able to .. say/confirm/comment/tell | {neg} .. comment | no decision
			can {neg} say/tell/swear/prove/explain/speak`},
		{hearsay.Withholds, inContent, 7, `
			unable to .. confirm/say/verify | {neg} in a position | {neg} received .. confirmation | no comment | nothing to add/say | {neg} confirm nor
			too early/soon to | no means of | no way of knowing | in the dark | {neg} .. made up .. mind/minds | {neg} .. decided | {neg} discuss
			{neg} .. swear | know no more | not one we can | {self} would want to see | discuss/comment on that`},
		{hearsay.Withholds, inContent, 6.5, `undecided`},
		{hearsay.Withholds, inContent, 5.5, `{neg} allow .. speak`},
		{hearsay.Withholds, inContent, 5, `{neg} remember | could {neg} say`},
		{hearsay.Withholds, inContent, 4.5, `have {neg} .. seen`},
		{hearsay.Withholds, inContent, 4, `{neg} .. know/recall | no memory | {neg} say`},
	}
}
