package stance

import "hearsay"

func judgements() []cue {
	return []cue{
		{hearsay.Judges, inCue, 5.5, `
			condemn*/denounce*/decry*/deplore*/lament*/bemoan*/deride*/blast*/slam*/rip/rips/ripped/lambast*/lambaste*/assail*/castigate*
			chide*/scold*/rebuke*/trash*/bash*/skewer*/knock*
			worry*/worried/worries/fear*/concern*/concerned/alarm*/alarmed/afraid/dread*/anxious/nervous`},
		{hearsay.Judges, inCue, 5, `
			praise*/applaud*/hail*/laud*/salute*/welcome*/celebrate*/commend*/congratulate*
			attack*/mock*/ridicule*/insult*/taunt*/belittle*/disparage* | protest* | {neg} .. support/like/care/mind/trust
			regret*/apologise*/apologize*/apology/sorry`},
		{hearsay.Judges, inCue, 4.5, `
			criticise*/criticize*/criticism/criticisms/critic/critics/critical/critique
			scorn*/savage*/excoriate*/berate*/vilify*/demonise*/demonize*/fault*/heckle*/jeer*/cheer*/mourn*/relish*/abhor*/detest*/seethe*
			sympathise*/sympathize*/disapprove* | rail* against | lash* out | take* .. aim/issue/offense/offence/umbrage | object* to
			support*/supporting/supporters/back/backs/backed/backing/endorse*/endorsement/oppose*/opposition/opponents/favour*/favor*/prefer*
			embrace*/champion*/defend* | defence/defense of | approve*/disapprove* | side* with | promote*
			passionate/incensed/betrayed/livid/dismayed/bitter/jubilant | outcry/backlash/adulation/rhetoric/fury | line* up behind
			thank*/thankful/grateful
			boast*/brag*/tout*/extol*/admire*/admiration/love/loves/loved/hate/hates/hated/loathe*/despise*/like/likes/liked/dislike*/enjoy*
			respect*/appreciate*/resent*/tolerate*/revere*/revile*
			wary/enthusiasm/enthusiastic/satisfied/dissatisfied/displeasure/anger/outrage/dismay | distance* .. from | put off by
			intrigued/enamored/enamoured | critiquing/critiqued/carping/rant/gloat*/idolize*/idolise*/recoil*
			disappointment/disgust/distaste/contempt/disdain/faith/interest/confidence/trust in/at/with/for`},
		{hearsay.Judges, inCue, 4, `
			disagree*/break*/breaks/broke .. with | stance/view/views on
			proud/pleased/glad/happy/delighted/thrilled/excited/relieved/encouraged/surprised/shocked/stunned/impressed/disappointed
			disappointing/upset/angry/furious/outraged/frustrated/horrified/appalled/saddened/unhappy/uneasy/resentful/skittish/optimistic
			pessimistic/hopeful | hope*/wish* | condolence*/condolences/sympathy | for or against | shrug* off | laugh* off | warm* to/up
			shot/aim/swipe/swipes at | bored with/by | poke*/poking fun | come/came/comes out against | align* .. with | on board with | lean*/leaning
			attack ad | regard* .. with | considers | express*/voice*/voicing .. concern* | deeply`},
		{hearsay.Judges, inCue, 3.5, `
			compare*/liken* | downplay*/play* down | vote* for/against | declare* ... as | reassure* | rule* against/for | find* .. too
			reject* .. {act}`},
		{hearsay.Judges, inCue, 3, `complain*/complaint/complaints | call*/brand*/label*/dub*/term*/deem* | describe* ... as | speak* out | dismiss*`},
		{hearsay.Judges, inCue, 2.5, `
			joke*/sneer*/moan*/fume*/quip*/crack* | perceive*/considered/seen as | view*/regard*/consider* .. as | agree* on | grumble*`},
		{hearsay.Judges, inCue, 2, `dismiss*/reject* .. as | suspect*`},
		{hearsay.Judges, inContent, 3.5, `{neg} fun | leaning`},
		{hearsay.Judges, inContent, 3, `
			thoughts/hearts/condolences/sympathies | would love to | look* forward to | in favour/favor of | leaning toward | sick and tired
			bad/good/terrible/great/wonderful idea | {self} backed/opposed/disagree | welcome* | {self} would love/like/rather | {self} regret
			deep/grave concern | deeply/gravely/extremely/profoundly/seriously concerned/worried/troubled/disturbed/disappointed/saddened`},
		{hearsay.Judges, inContent, 2.5, `
			concerned/worried/proud/grateful/sorry/apologise/apologize/apologies/disappointed/frustrated/sad/saddened/angry/outraged/appalled
			glad/happy/pleased/delighted/impressed/satisfied/embarrassed/ashamed/gutted
			{self} .. support/supports/endorse/endorses/oppose/opposes/prefer/prefers/like/likes/love/loves/hate/hates/regret | opposed to | tired of
			{blame}`},
		{hearsay.Judges, inContent, 2, `{self} hope`},
		{hearsay.Judges, inContent, 1.5, `{praise} | most`},
		{hearsay.Judges, inContent, 1, `{mild}`},
		{hearsay.Judges, inContent, 0.5, `so/too/very/really/totally/completely/absolutely`},
	}
}

func commitments() []cue {
	return []cue{
		{hearsay.Commits, inCue, must, `vow*/pledge*`},
		{hearsay.Commits, inCue, 6.5, `promise*/threaten*/threat/threats/undertake*/commit*/commitment/guarantee*`},
		{hearsay.Commits, inCue, 6, `plan/plans/planned/planning | refuse*/refusal/decline*`},
		{hearsay.Commits, inCue, 5.5, `intend*/prepared`},
		{hearsay.Commits, inCue, 5, `
			agree* to | {neg} plan/plans/intention | decide*/decision/opt*/volunteer* .. to | mull*/contemplate* | laid out .. plan | will`},
		{hearsay.Commits, inCue, 4.5, `
			swear* to | intent/intention/willing/ready to | set on/to | dedicated to | reserve* the right | sue*/suing | gear* up | decide* against
			resolve* to | announce* .. plan/plans/intention | going to | about to | determined to | rule* .. out | voting for`},
		{hearsay.Commits, inCue, 4, `want* to | seek*/looking for | impose*/appoint*/pass*/approve*/introduce*/launch* | suggest* .. will`},
		{hearsay.Commits, inCue, 3.5, `seek*/aim*/try* to`},
		{hearsay.Commits, inCue, 3, `offer* | offer* to | agree*/considering/accept*/settle*`},
		{hearsay.Commits, inCue, 2.5, `warn* | agreement`},
		{hearsay.Commits, inCue, 1.5, `announce*/declare*`},
		{hearsay.Commits, inContent, 4, `{self} {be} .. committed | {be} prepared/ready/set to`},
		{hearsay.Commits, inContent, 3.5, `will {neg} .. support`},
		{hearsay.Commits, inContent, 3, `{self} plan*/intend* | {be} {neg} prepared to`},
		{hearsay.Commits, inContent, 2.5, `{self} {be} {neg} going to | commitment to | {if}`},
		{hearsay.Commits, inContent, 1.5, `{self} {will} | will/would | {will} .... {if}`},
		{hearsay.Commits, atStart, 2.5, `{self} {be} .. committed/prepared/going/willing/ready/determined | {self} want* to`},
		{hearsay.Commits, atStart, 2, `{self} plan*/intend*`},
	}
}

func demands() []cue {
	return []cue{
		{hearsay.Urges, inCue, must, `call* on/upon | urge*/implore*/beseech*/exhort*`},
		{hearsay.Urges, inCue, 7.5, `
			demand*/request*/beg*/plead*/appeal*/advise*/recommend*/propose*/encourage*/pressure*/lobby*/petition*/instruct*/order*/command*
			counsel*/invite*/advocate*`},
		{hearsay.Urges, inCue, 7, `call*/calling for`},
		{hearsay.Urges, inCue, 6.5, `ask*/asks for | challenge* .. to`},
		{hearsay.Urges, inCue, 6, `
			push* for | press*/pushes/pushed/pushing for/to | insist* on | warn*/caution* against | ask*/tell* not to | the/a need for | obligate*
			entreat*/prod*/nudge*/cajole*/exhort* | campaign*/agitate*/clamour*/clamor* for | file* .. motion | make/made/making the case to | advice`},
		{hearsay.Urges, inCue, 5, `want*/seek*`},
		{hearsay.Urges, inCue, 4.5, `ask*/tell* to | ask*/tell* .. to | would .. prohibit/prevent/require | express* .. wish that`},
		{hearsay.Urges, inCue, 4, `suggest* *ing | require*/prohibit* | prod*/dare*`},
		{hearsay.Urges, inCue, 3.5, `should`},
		{hearsay.Urges, inCue, 3, `insist*/suggest*/say* .. should`},
		{hearsay.Urges, inCue, 2, `warn*/remind*/suggest*/need*/caution*`},
		{hearsay.Urges, inContent, 4, `it 's/is/was time | incumbent | need for | owed an answer`},
		{hearsay.Urges, inContent, 3.5, `would be wise to | better to | obligation/duty to | urge*`},
		{hearsay.Urges, inContent, 3, `the way to`},
		{hearsay.Urges, inContent, 2, `call* on/for`},
		{hearsay.Urges, atStart, 5, `it 's time`},
		{hearsay.Urges, atStart, 4.5, `please | stop | it is time`},
		{hearsay.Urges, atStart, 4, `do {neg}`},
		{hearsay.Urges, atStart, 3.5, `let | {act0}`},
		{hearsay.Urges, atStart, 2.5, `{self} must/should/need`},
		{hearsay.Urges, within, 4.5, `should/must/ought`},
		{hearsay.Urges, within, 4, `gotta | let us`},
		{hearsay.Urges, within, 2.5, `need/needs/has/have/had/got/gotta to`},
	}
}

func questions() []cue {
	return []cue{
		{hearsay.Asks, inCue, 8, `want* to know`},
		{hearsay.Asks, inCue, 7, `wonder*`},
		{hearsay.Asks, inCue, 6.5, `ask* {question} | inquire*/enquire*/query*/quiz*/grill*/interrogate* | pose* .. question*`},
		{hearsay.Asks, inCue, 5, `question/questions/questioned about/as | ask*`},
		{hearsay.Asks, inCue, 4.5, `question*`},
		{hearsay.Asks, inCue, 3, `ask*/question*/questions .. {question}`},
		{hearsay.Asks, inContent, 4, `?`},
	}
}
