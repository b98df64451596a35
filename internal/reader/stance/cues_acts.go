package stance

import "hearsay"

func judgements() []cue {
	return []cue{
		{hearsay.Judges, inCue, 4, `
			criticise*/criticize*/criticism/criticisms/critic/critics/critical/critique
			praise*/applaud*/hail*/laud*/salute*/welcome*/celebrate*/commend*/congratulate*
			condemn*/denounce*/decry*/deplore*/lament*/bemoan*/deride*/blast*/slam*/rip/rips/ripped/lambast*/lambaste*/assail*/castigate*/chide*/scold*/rebuke*/trash*/bash*/skewer*/knock*
			attack*/mock*/ridicule*/insult*/taunt*/belittle*/disparage* | rail* against | lash* out | take* .. aim/issue/offense/offence/umbrage
			object* to | protest* | complain*/complaint/complaints`},
		{hearsay.Judges, inCue, 4, `
			support*/supporting/supporters/back/backs/backed/backing/endorse*/endorsement/oppose*/opposition/opponents/favour*/favor*/prefer*/embrace*/champion*/defend*
			defence/defense of | approve*/disapprove* | side* with | line* up behind | stance/view/views on | {neg} .. support/like/care/mind/trust`},
		{hearsay.Judges, inCue, 4, `
			worry*/worried/worries/fear*/concern*/concerned/alarm*/alarmed/afraid/dread*/anxious/nervous | regret*/apologise*/apologize*/apology/sorry
			thank*/thankful/grateful
			proud/pleased/glad/happy/delighted/thrilled/excited/relieved/encouraged/surprised/shocked/stunned/impressed/disappointed/disappointing/upset/angry/furious/outraged/frustrated/horrified/appalled/saddened`},
		{hearsay.Judges, inCue, 3.5, `
			boast*/brag*/tout*/extol*/admire*/admiration/love/loves/loved/hate/hates/hated/loathe*/despise*/like/likes/liked/dislike*/enjoy*/respect*/appreciate*/resent*/tolerate*/revere*/revile*
			hope*/wish* | condolence*/condolences/sympathy | wary/enthusiasm/enthusiastic/satisfied/dissatisfied/displeasure/anger/outrage/dismay
			for or against | shrug* off | laugh* off | warm* to/up | distance* .. from | shot/aim/swipe/swipes at | put off by | bored with/by
			intrigued/enamored/enamoured | critiquing/critiqued/carping/rant/gloat*/idolize*/idolise*/recoil*
			disappointment/disgust/distaste/contempt/disdain/faith/interest/confidence/trust in/at/with/for | poke*/poking fun
			come/came/comes out against | align* .. with | on board with | lean*/leaning | attack ad | regard* .. with`},
		{hearsay.Judges, inCue, 3, `
			call*/brand*/label*/dub*/term*/deem* | compare*/liken* | downplay*/play* down | joke*/sneer*/moan*/fume*/quip*/crack* | vote* for/against
			perceive*/considered/seen as | view*/regard*/consider* .. as | considers | describe* ... as | declare* ... as
			express*/voice*/voicing .. concern* | deeply | reassure* | agree* on | rule* against/for | speak* out | find* .. too`},
		{hearsay.Judges, inCue, 2, `dismiss*/reject* .. as | dismiss* | reject* .. {act} | suspect* | grumble*`},
		{hearsay.Judges, inContent, 2.5, `
			concerned/worried/proud/grateful/sorry/apologise/apologize/apologies/disappointed/frustrated/sad/saddened/angry/outraged/appalled/glad/happy/pleased/delighted/impressed/satisfied/embarrassed/ashamed/gutted
			thoughts/hearts/condolences/sympathies
			{self} .. support/supports/endorse/endorses/oppose/opposes/prefer/prefers/like/likes/love/loves/hate/hates/regret | would love to
			look* forward to | in favour/favor of | opposed to | {self} hope | leaning toward | sick and tired | welcome*
			{self} would love/like/rather | {self} regret | {neg} fun | leaning | deep/grave concern`},
		{hearsay.Judges, inContent, 1.8, `{praise} | {blame}`},
		{hearsay.Judges, inContent, 1, `{mild} | so/too/very/really/totally/completely/absolutely | most`},
	}
}

// evaluations are the classes of words that praise or blame in a content.
func evaluations() map[string]string {
	return map[string]string{
		"praise": "great/good/best/wonderful/fantastic/terrific/tremendous/excellent/amazing/beautiful/brilliant/incredible/remarkable/outstanding/impressive/encouraging/strong/smart/decent/honest/brave/courageous/effective/successful/perfect/fair/kind-hearted/caring/heroic/victory/triumph/success/masterpiece/inspiring/trusted/respectable/refreshing/reasonable/welcome/positive",
		"blame":  "bad/worse/worst/terrible/horrible/awful/dreadful/disgraceful/shameful/outrageous/unacceptable/deplorable/disgusting/appalling/dangerous/dangerously/ridiculous/absurd/ludicrous/stupid/incompetent/weak/dishonest/corrupt/racist/bigot/sexist/reckless/irresponsible/foolish/pathetic/disaster/disastrous/catastrophe/catastrophic/failure/joke/mess/tragedy/tragic/scandal/travesty/betrayal/hypocrite/hypocritical/hypocrisy/unfair/unjust/cruel/insulting/insult/offensive/crazy/insane/insanity/unqualified/unfit/unprepared/ignorant/chaos/loser/losers/clown/crooked/rigged/broken/disturbing/troubling/worrying/alarming/scary/theatre/theater/vandalism/shame/regrettable/excessive/premature/unfriendly/patronizing/insufficient/sad/mistake/unqualified/divisive/extreme/hateful/vile/low-energy/heartbreaking/opportunist/radical/damning/embittered/awkward/liar/faker/phony/fraud/unsatisfactory/untrustworthy/objectionable/irresponsible/heartless/bully/stunt/circus/farce/charade/wasteful/pointless/misguided",
		"mild":   "better/hard/easy/important/serious/difficult/frankly/unfortunately/sadly/hopefully/proper/right/wrong/nice/poor/cannot stand/simplistic/impossible/crucial/favourite/favorite/special/deserve/deserves",
	}
}

func commitments() []cue {
	return []cue{
		{hearsay.Commits, inCue, must, `vow*/pledge*`},
		{hearsay.Commits, inCue, 4, `
			swear* to | promise*/threaten*/threat/threats/undertake*/commit*/commitment/guarantee* | plan/plans/planned/planning | intend*/prepared
			intent/intention/willing/ready to | agree* to | set on | decide*/decision/opt*/volunteer* .. to | mull*/contemplate* | resolve* to
			announce* .. plan/plans/intention | laid out .. plan | will | going to | about to | determined to | rule* .. out`},
		{hearsay.Commits, inCue, 3.5, `
			refuse*/refusal/decline* | offer*/agree*/considering/accept*/settle* | seek*/aim*/try* to | want* to | voting for | seek*/looking for
			impose*/appoint*/pass*/approve*/introduce*/launch* | suggest* .. will`},
		{hearsay.Commits, inCue, 1.5, `announce*/declare* | warn* | agreement`},
		{hearsay.Commits, atStart, 2.5, `{self} {will} | {self} .. {will} | {self} {be} .. committed/prepared/going/willing/ready/determined | {self} plan*/intend* | {self} want* to`},
		{hearsay.Commits, inContent, 2.5, `
			{self} {will} | {self} {be} {neg} going to | {self} plan*/intend* | {self} {be} .. committed | {be} prepared to | {be} {neg} prepared to
			will {neg} .. support | commitment to`},
		{hearsay.Commits, inContent, 0.8, `will/would`},
		{hearsay.Commits, inContent, 2, `if/unless ... {will} | {will} ... if/unless`},
		{hearsay.Commits, inCue, 2, `warn*/say*/tell*/repeat*/announce* ... {will} ... if/unless`},
	}
}

func demands() []cue {
	return []cue{
		{hearsay.Urges, inCue, must, `call* on/upon | urge*/implore*/beseech*/exhort*`},
		{hearsay.Urges, inCue, 4.5, `
			call*/calling for
			demand*/request*/beg*/plead*/appeal*/advise*/recommend*/propose*/encourage*/pressure*/lobby*/petition*/instruct*/order*/command*/counsel*/invite*/advocate*
			push* for | press*/pushes/pushed/pushing for/to | insist* on | warn*/caution* against | ask*/asks for | ask*/tell* to | ask*/tell* not to
			ask*/tell* .. to | challenge* .. to | the need for | make/made/making the case to | advice`},
		{hearsay.Urges, inCue, 2.5, `
			suggest* *ing | want*/seek* | require*/prohibit* | would .. prohibit/prevent/require | should | prod*/dare*
			insist*/suggest*/say* .. should | express* .. wish that`},
		{hearsay.Urges, inCue, 1, `warn*/remind*/suggest*/need*/caution*`},
		{hearsay.Urges, within, 2.8, `should/must/ought | need/needs/has/have/had/got/gotta to | gotta | let us`},
		{hearsay.Urges, atStart, 3, `let | please | stop | do {neg} | it 's time | it is time | {self} must/should/need | {act0}`},
		{hearsay.Urges, inContent, 2, `it 's/is/was time | incumbent | owed an answer | call* on/for | would be wise to | better to | obligation/duty to | the way to | urge*`},
	}
}

func questions() []cue {
	return []cue{
		{hearsay.Asks, inCue, 4.5, `
			ask*/question*/questions .. {question} | ask* {question} | wonder* | inquire*/enquire*/query* | want* to know | pose* .. question*
			question/questions/questioned about/as`},
		{hearsay.Asks, inCue, 2, `ask* | question*`},
		{hearsay.Asks, inContent, 1.5, `?`},
	}
}

// imperatives are the verbs that begin a demand when a sentence begins with them.
func imperatives() string {
	return "stop/let/please/open/close/give/take/make/come/go/get/stay/keep/leave/look/listen/read/vote/join/help/support/publish/release/sign/send/show/tell/ask/shop/put/cut/remember/wait/think/consider/fight/stand/drop/pick/sling/call/bring/be/try/wake/watch/turn/buy/resign/step/quit/end/use/start/build/respect/protect/act/imagine"
}
