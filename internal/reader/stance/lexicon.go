package stance

// evaluations are the classes of words that praise or blame in a content.
func evaluations() map[string]string {
	return map[string]string{
		"praise": `
			great good best wonderful fantastic terrific tremendous excellent amazing beautiful brilliant incredible remarkable outstanding impressive
			encouraging strong smart decent honest brave courageous effective successful perfect fair kind-hearted caring heroic victory triumph
			success exceptional extraordinary superb magnificent splendid admirable commendable landmark historic breakthrough blessing hero heroes
			genius talented qualified masterpiece inspiring trusted respectable refreshing reasonable welcome positive`,
		"blame": `
			bad worse worst terrible horrible awful dreadful disgraceful shameful outrageous unacceptable deplorable disgusting appalling dangerous
			dangerously ridiculous absurd ludicrous stupid incompetent weak dishonest corrupt racist bigot sexist reckless irresponsible foolish
			pathetic disaster disastrous catastrophe catastrophic failure joke mess tragedy tragic scandal travesty betrayal hypocrite hypocritical
			hypocrisy unfair unjust piracy escalation unsatisfactory controversial un-american insulted nuisance frenzy embarrassing embarrassment
			humiliating humiliation lousy sloppy flawed worthless useless clumsy cynical heavy-handed indefensible inexcusable unforgivable
			intolerable sickening repugnant abhorrent barbaric brutal callous cowardly evil wicked monstrous nasty ugly rude arrogant greedy selfish
			bizarre weird silly laughable nuts moron idiot idiots fool cruel insulting insult offensive crazy insane insanity unqualified unfit
			unprepared ignorant chaos loser losers clown crooked rigged broken disturbing troubling worrying alarming scary theatre theater vandalism
			shame regrettable excessive premature unfriendly patronizing insufficient sad mistake divisive extreme hateful vile low-energy
			heartbreaking opportunist radical damning embittered awkward liar faker phony fraud untrustworthy objectionable heartless bully stunt
			circus farce charade wasteful pointless misguided`,
		"mild": `
			better hard easy important serious difficult frankly unfortunately sadly hopefully proper right wrong nice poor simplistic impossible
			crucial favourite favorite special deserve deserves`,
	}
}

// imperatives are the verbs that begin a demand when a sentence begins with them.
func imperatives() string {
	return `
		stop let please open close give take make come go get stay keep leave look listen read vote join help support publish release sign send
		show tell ask shop put cut remember wait think consider fight stand drop pick sling call bring be try wake watch turn buy resign step quit
		end use start build respect protect act imagine`
}
