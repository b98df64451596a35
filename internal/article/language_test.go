package article

import (
	"strings"
	"testing"
)

func TestEnglish(t *testing.T) {
	for _, text := range []string{
		"Fire kills five, officials say.",
		"Ferry sinks",
		"No.",
		"2026-11-25 12:00",
		"",
		"FIVE DEAD IN FERROW FIRE, MAYOR SAYS CAUSE IS NOT KNOWN AND POLICE ARE AT THE SCENE",
		"Odile Marsh, Pell Arden, Rhea Voss, Ewan Bright, Lena Pask, Tam Okoro and Jo Reth of Port Sarn were among the delegates, said Hanne Roos.",
		"The governor, José de la Cruz of El Salvador, told reporters in Los Angeles that talks with Van der Berg had failed.",
		`“No sabemos nada de lo que pasó en la casa,” said the neighbour, who has lived there for years. “Es una tragedia para todos los vecinos.”`,
		"Der Spiegel reported on Monday that the chancellor would resign, citing two people in his party.",
		"Shares fell 4.1 percent; yields rose; oil gained 2 percent; gold slipped 0.3 percent; copper rose 1 percent; wheat fell; corn fell.",
	} {
		if !English(text) {
			t.Errorf("not taken for English: %q", text)
		}
	}
	for name, text := range map[string]string{
		"German":       "Die Brücke bleibt geschlossen, sagte der Bürgermeister am Montag. Niemand weiß, wie lange das dauern wird.",
		"short German": "Die Brücke ist zu, sagt der Rat.",
		"French":       "Le pont restera fermé, a déclaré le maire lundi. Personne ne sait combien de temps cela va durer.",
		"Spanish":      "El puente seguirá cerrado, dijo el alcalde el lunes. Nadie sabe cuánto tiempo va a durar.",
		"Italian":      "Il ponte resterà chiuso, ha detto il sindaco lunedì. Nessuno sa per quanto tempo.",
		"Portuguese":   "A ponte ficará fechada, disse o prefeito na segunda-feira. Ninguém sabe quanto tempo isso vai durar para os moradores da cidade.",
		"Dutch":        "De brug blijft dicht, zei de burgemeester maandag. Niemand weet hoe lang het gaat duren voor het verkeer.",
		"Swedish":      "Bron förblir stängd, sade borgmästaren på måndagen. Ingen vet hur länge det kommer att dröja.",
		"Danish":       "Broen forbliver lukket, sagde borgmesteren mandag, og tilføjede, at ingen ved, at det kan vare længe, eller om det vil blive dyrt.",
		"Norwegian":    "Broen forblir stengt, sa ordføreren mandag, og la til at ingen vet at det kan vare lenge, eller om det vil bli dyrt for byen.",
		"Tagalog":      "Mananatiling sarado ang tulay, sabi ng alkalde noong Lunes, at walang nakakaalam kung gaano ito katagal. Hindi pa sinasabi ng lungsod ang halaga at ang petsa ng pagbubukas.",
		"Finnish":      "Silta pysyy suljettuna, sanoi pormestari maanantaina. Kukaan ei tiedä, kuinka kauan korjaus kestää, eikä kaupunki ole vielä kertonut hinnasta mitään asukkaille.",
		"Russian":      "Мост останется закрытым, заявил мэр в понедельник. Никто не знает, как долго это продлится.",
		"Chinese":      "市长星期一表示，这座桥将继续关闭。没有人知道会持续多久。",
		"Japanese":     "市長は月曜日、橋は閉鎖されたままだと述べた。",
		"Arabic":       "قال رئيس البلدية يوم الاثنين إن الجسر سيبقى مغلقا. لا أحد يعرف كم سيستغرق ذلك.",
		"Greek":        "Η γέφυρα θα παραμείνει κλειστή, δήλωσε ο δήμαρχος τη Δευτέρα.",
	} {
		if English(text) {
			t.Errorf("%s is taken for English", name)
		}
		if English(strings.ToUpper(text)) {
			t.Errorf("%s in capitals is taken for English", name)
		}
	}
}
