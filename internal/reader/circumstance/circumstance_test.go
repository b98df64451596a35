package circumstance

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"hearsay"
)

// marked reads a text with marks such as {s:1|the mayor}, {q:1|said}, {c:1|the road is shut}: source, cue and content of the attribution of that number.
func marked(t *testing.T, marks string) (string, []hearsay.Attribution) {
	t.Helper()
	var text strings.Builder
	var attrs []hearsay.Attribution
	type opened struct {
		role     byte
		n, start int
	}
	var stack []opened
	for i := 0; i < len(marks); i++ {
		switch marks[i] {
		case '{':
			bar := i + strings.IndexByte(marks[i:], '|')
			n, err := strconv.Atoi(marks[i+3 : bar])
			if err != nil {
				t.Fatalf("a mark in %q: %v", marks, err)
			}
			stack = append(stack, opened{marks[i+1], n, text.Len()})
			i = bar
		case '}':
			o := stack[len(stack)-1]
			stack = stack[:len(stack)-1]
			for len(attrs) < o.n {
				attrs = append(attrs, hearsay.Attribution{})
			}
			a, span := &attrs[o.n-1], hearsay.Span{Start: o.start, End: text.Len()}
			switch o.role {
			case 's':
				a.Source = append(a.Source, span)
			case 'q':
				a.Cue = append(a.Cue, span)
			default:
				a.Content = append(a.Content, span)
			}
		default:
			text.WriteByte(marks[i])
		}
	}
	return text.String(), attrs
}

// find reads marks in an article of the Harbour Post of Wednesday, 5 March 2031.
func find(t *testing.T, marks string, stances ...hearsay.Stance) (string, []Circumstance) {
	t.Helper()
	text, attrs := marked(t, marks)
	day := hearsay.Date{Time: time.Date(2031, 3, 5, 6, 30, 0, 0, time.UTC), Precision: hearsay.Second}
	return text, Find(hearsay.Article{Outlet: "The Harbour Post", Published: day, Text: text}, attrs, stances)
}

func TestFindConditions(t *testing.T) {
	cases := []struct {
		marks, condition string
		stance           hearsay.Stance
	}{
		{`{s:1|The port} {q:1|said} {c:1|it would close if the strike went on}.`, "if the strike went on", hearsay.Commits},
		{`{c:1|“If the strike goes on, we will close,”} {q:1|said} {s:1|the port}.`, "If the strike goes on", hearsay.Commits},
		{`{c:1|“If I am asked I will go,”} {s:1|she} {q:1|said}.`, "If I am asked", hearsay.Commits},
		{`{c:1|“If the port, or what is left of it, is sold, we will strike,”} {s:1|she} {q:1|said}.`, "If the port, or what is left of it", hearsay.Commits},
		{`{s:1|He} {q:1|vowed} {c:1|to stay unless the owners “sign by noon”}.`, "unless the owners “sign by noon”", hearsay.Commits},
		{`{s:1|He} {q:1|vowed} {c:1|to strike should a single crane be moved}.`, "should a single crane be moved", hearsay.Commits},
		{`{c:1|“Should the wind turn, nobody sails,”} {s:1|she} {q:1|warned}.`, "Should the wind turn", hearsay.Commits},
		{`{s:1|He} {q:1|warned} {c:1|that the fleet would sail should further tariffs be imposed}, and left.`, "should further tariffs be imposed", hearsay.Commits},
		{`{s:1|They} {q:1|agreed} {c:1|to pay, but only when the cranes are back}.`, "only when the cranes are back", hearsay.Commits},
		{`{s:1|They} {q:1|agreed} {c:1|to pay as long as the cranes stay}.`, "as long as the cranes stay", hearsay.Commits},
		{`{s:1|She} {q:1|urged} {c:1|the council to sell the quay provided that every job is kept}.`, "provided that every job is kept", hearsay.Urges},
		{`{c:1|Brussels} {q:1|must} {c:1|act}, {s:1|he} said, if the claims are true.`, "", hearsay.Urges},
		{`{c:1|Brussels must act}, {s:1|he} {q:1|said}, if the claims are true.`, "if the claims are true", hearsay.Urges},
		{`{s:1|She} {q:1|urged} {c:1|them to use force if necessary to clear the quay}.`, "if necessary", hearsay.Urges},
		// no conditions
		{`{s:1|The port} {q:1|said} {c:1|it would close if the strike went on}.`, "", hearsay.Asserts},
		{`{s:1|She} {q:1|promised} {c:1|to see if the crane could be mended}.`, "", hearsay.Commits},
		{`{s:1|She} {q:1|promised} {c:1|to work as if nothing had happened}.`, "", hearsay.Commits},
		{`{s:1|She} {q:1|urged} {c:1|that the council should sell the quay}.`, "", hearsay.Urges},
		{`{s:1|The union} {q:1|said} {c:1|the lines should wait for as long as two weeks}.`, "", hearsay.Urges},
		{`{s:1|She} {q:1|promised} {c:1|one thing, if any}.`, "", hearsay.Commits},
		{`{c:1|“I will stay. There was an ‘if’ in that,”} {s:1|he} {q:1|said}.`, "", hearsay.Commits},
		{`{s:1|She} {q:1|wants} {c:1|a pledge} and {q:2|threatens} {c:2|to strike if it does not come}.`, "", hearsay.Urges},
	}
	for _, c := range cases {
		text, found := find(t, c.marks, c.stance)
		if got := found[0].Condition.In(text); got != c.condition {
			t.Errorf("%s\ngot  %q\nwant %q", c.marks, got, c.condition)
		}
	}
}

func TestFindRelays(t *testing.T) {
	const asserts, denies, commits, withholds = hearsay.Asserts, hearsay.Denies, hearsay.Commits, hearsay.Withholds
	cases := []struct {
		marks   string
		stances []hearsay.Stance
		of      int // the attribution that is looked at
		relay   []string
	}{
		{`{s:1|The Daily Anchor} {q:1|reported}, {q:2|citing} {s:2|two officials}, {c:1|{c:2|that the dam is cracked}}.`, nil, 2, []string{"The Daily Anchor"}},
		{`{s:1|The Daily Anchor} {q:1|reported}, {q:2|citing} {s:2|two officials}, {c:1|{c:2|that the dam is cracked}}.`, nil, 1, nil},
		{`The Daily Anchor reported, {q:1|citing} {s:1|two officials}, {c:1|that the dam is cracked}.`, nil, 1, []string{"The Daily Anchor"}},
		{`{c:1|{c:2|The dam is cracked}}, {s:1|the newspaper Ancla} {q:1|quoted} {s:2|a welder} {q:2|as saying}.`, nil, 2, []string{"the newspaper Ancla"}},
		{
			`{s:1|Ancla} {q:1|says} {c:1|that {s:2|Radio Vela} {q:2|quotes} {c:2|{s:3|a welder} {q:3|who said} {c:3|the dam is cracked}}}.`, nil, 3,
			[]string{"Radio Vela", "Ancla"},
		},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|told} Radio Vela on Monday.`, nil, 1, []string{"Radio Vela"}},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|told} NBC’s Ann Poe.`, nil, 1, []string{"NBC"}},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|told} the Harbour Post.`, nil, 1, nil},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|told} this newspaper.`, nil, 1, nil},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|was quoted as saying} by Radio Vela.`, nil, 1, []string{"Radio Vela"}},
		{`{s:1|A welder} {q:1|was also quoted} by the newspaper Ancla {q:1|as saying} {c:1|the dam is cracked}.`, nil, 1, []string{"the newspaper Ancla"}},
		{`In a Sunday Herald article, {s:1|a welder} {q:1|was quoted as saying} {c:1|the dam is cracked}.`, nil, 1, []string{"Sunday Herald"}},
		{`In an interview with the Sunday Herald, {s:1|the welder} {q:1|said} {c:1|the dam is cracked}.`, nil, 1, []string{"the Sunday Herald"}},
		{`{s:1|The welder} {q:1|said} on Radio Vela {c:1|that the dam is cracked}.`, nil, 1, []string{"Radio Vela"}},
		{`{c:1|The dam is cracked}, according to {s:1|a plan seen by the trade paper Lock Weekly}.`, nil, 1, []string{"the trade paper Lock Weekly"}},
		{`{s:1|Radio Vela’s informant} {q:1|blamed} {c:1|the welders}.`, nil, 1, []string{"Radio Vela"}},
		{`{s:1|The owner} {q:1|let it be known} through his lawyer, Ana Reis, {c:1|that he would not sell}.`, nil, 1, []string{"Ana Reis"}},
		{`{s:1|The owner} {q:1|let it be known} through a spokesman {c:1|that he would not sell}.`, nil, 1, nil},
		{`{s:1|The mayor} {q:1|said} {c:1|{s:2|two engineers} {q:2|had warned} her {c:2|of a crack}}.`, nil, 2, []string{"The mayor"}},
		{`{s:1|The union} {q:1|said} {c:1|it {q:2|had been told} {c:2|nothing}}.`, []hearsay.Stance{asserts, withholds}, 2, []string{"The union"}},
		{`{c:1|“{s:2|The manager} {q:2|told} me {c:2|to go},”} {s:1|a welder} {q:1|said}.`, nil, 2, []string{"a welder"}},
		{`{s:1|His lawyer} {q:1|said} {c:1|{s:2|her client} {q:2|denies} {c:2|it}}.`, []hearsay.Stance{denies, denies}, 2, []string{"His lawyer"}},
		{
			`{c:1|“I will not guess. {s:2|The sheriff} {q:2|says} {c:2|nine}.”} {s:1|the mayor} {q:1|said}.`, []hearsay.Stance{withholds, asserts}, 2,
			[]string{"the mayor"},
		},
		{`{c:1|The dam is cracked}, {s:1|a welder} {q:1|told} Radio Vela. {c:2|“I saw it,”} {s:2|he} {q:2|added}.`, nil, 2, []string{"Radio Vela"}},
		{
			`{s:1|Radio Vela} {q:1|said}, {q:2|citing} {s:2|two welders}, {c:1|{c:2|that the dam is cracked}}.` + "\n" + `{c:3|It leaks}, {q:3|according to} {s:3|one of the welders}.`,
			nil, 3, []string{"Radio Vela"},
		},
		{ // a talk that goes on
			`{c:1|The dam is cracked}, {s:1|Mayor Ana Reis} {q:1|told} Radio Vela.` + "\n\n" + `{c:2|“I saw it,”} {s:2|Reis} {q:2|said}.`, nil, 2, []string{"Radio Vela"},
		},
		{
			`{c:1|The dam is cracked}, {s:1|Mayor Ana Reis} {q:1|told} Radio Vela.` + "\n\n" + `{c:2|“I saw it,”} {s:2|Reis} {q:2|said} in a statement. {c:3|“All of it,”} {s:3|Reis} {q:3|added}.`,
			nil, 3, nil,
		},
		{
			`{c:1|The dam is cracked}, {s:1|Mayor Ana Reis} {q:1|told} Radio Vela then.` + "\n\n" + `{c:2|“I saw it,”} {s:2|Reis} {q:2|said}.`, nil, 2, nil,
		},
		{`{c:1|The dam is cracked}, {s:1|Ana Reis} {q:1|told} Radio Vela. {c:2|“I saw it,”} {s:2|Lee Marsh} {q:2|said}.`, nil, 2, nil},
		// a poll and those it asked
		{`A new Lock Weekly/Vela poll is out. {s:1|46 percent} {q:1|would choose} {c:1|Reis}.`, nil, 1, []string{"A new Lock Weekly/Vela poll"}},
		{`Radio Vela’s survey is out. {s:1|Nearly eight of 10 voters} {q:1|say} {c:1|no}.`, nil, 1, []string{"Radio Vela’s survey"}},
		{`So says the poll. {s:1|A majority of adults} {q:1|say} {c:1|no}.`, nil, 1, []string{"the poll"}},
		{`The poll is out. {s:1|Ana Reis, who was among those surveyed,} {q:1|says} {c:1|no}.`, nil, 1, nil},
		{`The poll is out. {s:1|More than six in 10} {q:1|say} {c:1|no}.`, nil, 1, []string{"The poll"}},
		{`The poll is out. {s:1|Two of three judges} {q:1|say} {c:1|no}.`, nil, 1, nil},
		{`The poll is out. {s:1|A majority of the board} {q:1|says} {c:1|no}.`, nil, 1, nil},
		{`They poll well. {s:1|46 percent} {q:1|would choose} {c:1|Reis}.`, nil, 1, nil},
		// who passes nothing on
		{`{s:1|The owner} {q:1|denied} {c:1|{s:2|a newspaper’s} {q:2|report} {c:2|of a crack}}.`, []hearsay.Stance{denies, asserts}, 2, nil},
		{`{s:1|The mayor} {q:1|could not confirm} {c:1|what {s:2|the engineers} {q:2|had said}}.`, []hearsay.Stance{withholds, asserts}, 2, nil},
		{`{s:1|A spokesman} {q:1|said} {c:1|{s:2|the port} {q:2|would} {c:2|close}}.`, []hearsay.Stance{commits, commits}, 2, nil},
		{`{c:1|“{s:2|We} {q:2|asked} {c:2|for time},”} {s:1|the port} {q:1|said}.`, nil, 2, nil},
		{`{s:1|She} {q:1|said} {c:1|{s:2|she} {q:2|believed} {c:2|it}}.`, nil, 2, nil},
		{`{c:1|{s:2|The insurer} {q:2|told} customers {c:2|it was ready}}, {q:1|according to} {s:1|a letter seen by the Harbour Post}.`, nil, 2, nil},
	}
	for _, c := range cases {
		text, found := find(t, c.marks, c.stances...)
		var got []string
		for _, s := range found[c.of-1].Relay {
			got = append(got, s.In(text))
		}
		if !slices.Equal(got, c.relay) {
			t.Errorf("%s\nattribution %d: got %q, want %q", c.marks, c.of, got, c.relay)
		}
	}
}

func TestFindAddressees(t *testing.T) {
	cases := []struct {
		marks     string
		of        int
		addressee string
	}{
		{`{c:1|It is shut}, {s:1|she} {q:1|told} reporters on the quay.`, 1, "reporters"},
		{`{s:1|She} {q:1|told} the Senate committee {c:1|it was shut}.`, 1, "the Senate committee"},
		{`{s:1|She} {q:1|told} Gov. Lee Marsh {c:1|it was shut}.`, 1, "Gov. Lee Marsh"},
		{`{s:1|She} {q:1|told} her colleagues {c:1|it was shut}.`, 1, "her colleagues"},
		{`{c:1|It is shut}, {s:1|she} {q:1|told} the Harbour Post.`, 1, "the Harbour Post"},
		{`{c:1|It is shut}, {s:1|she} {q:1|told} us.`, 1, "us"},
		{`{c:1|It is shut}, {s:1|she} {q:1|told} Radio Vela.`, 1, ""},
		{`{c:1|It is shut}, {s:1|she} {q:1|told} the victims’ families.`, 1, "the victims’ families"},
		{`{s:1|She} {q:1|asked} Radio Vela {c:1|for the tape}.`, 1, "Radio Vela"},
		{`{s:1|She} {q:1|called on} the council {c:1|to act}.`, 1, "the council"},
		{`{s:1|She} {q:1|called on} {c:1|the council to act}.`, 1, "the council"},
		{`{s:1|She} {q:1|demanded} {c:1|that the company keep the records}.`, 1, "the company"},
		{`{s:1|She} {q:1|said} in a letter to the minister {c:1|that it was shut}.`, 1, "the minister"},
		{`In a statement to the council, {s:1|she} {q:1|said} {c:1|it was shut}.`, 1, "the council"},
		{`{c:1|It is shut}, {s:1|she} {q:1|wrote} to old friends.`, 1, "old friends"},
		{`{s:1|Officials} {q:1|gave} {c:1|the figure} to foreign envoys.`, 1, "foreign envoys"},
		{`The pilots {q:1|had been told} by {s:1|the port} {c:1|to wait}.`, 1, "The pilots"},
		{`{s:1|The pilots} {q:1|said} {c:1|{s:2|the port} {q:2|had told} them {c:2|to wait}}.`, 2, "The pilots"},
		{`{q:1|Asked} by {s:1|a reporter} {c:1|whether it was shut}, {s:2|the mayor} {q:2|said} {c:2|it was}.`, 1, "the mayor"},
		// nobody is told
		{`{s:1|She} {q:1|said} {c:1|it was shut}.`, 1, ""},
		{`{s:1|She} {q:1|said} in a reply to questions {c:1|that it was shut}.`, 1, ""},
		{`{s:1|She} {q:1|called} the plan {c:1|theft}.`, 1, ""},
	}
	for _, c := range cases {
		text, found := find(t, c.marks)
		if got := found[c.of-1].Addressee.In(text); got != c.addressee {
			t.Errorf("%s\ngot  %q\nwant %q", c.marks, got, c.addressee)
		}
	}
}

func TestFindTimes(t *testing.T) {
	cases := []struct {
		marks, said string
		past        bool
	}{
		{`{s:1|She} {q:1|said} on Tuesday {c:1|it was shut}.`, "2031-03-04", false},
		{`{s:1|She} {q:1|said} Wednesday {c:1|it was shut}.`, "2031-03-05", false},
		{`{c:1|It is shut}, {s:1|she} {q:1|said} on Thursday.`, "2031-02-27", false},
		{`{s:1|She} {q:1|said} last Wednesday {c:1|it was shut}.`, "2031-02-26", false},
		{`{s:1|She} {q:1|said} in a statement on Jan. 4 {c:1|that it was shut}.`, "2031-01-04", true},
		{`On 14 February {s:1|she} {q:1|said} {c:1|it was shut}.`, "2031-02-14", false},
		{`{s:1|She} {q:1|said} at a briefing on March 3, 2031, {c:1|that it was shut}.`, "2031-03-03", false},
		{`{s:1|She} {q:1|wrote} in 2014 {c:1|that it was shut}.`, "2014", true},
		{`In October 2029 {s:1|she} {q:1|said} {c:1|it was shut}.`, "2029-10", true},
		{`{s:1|She} {q:1|said} last month {c:1|it was shut}.`, "2031-02", false},
		{`{s:1|She} last night {q:1|said} {c:1|it was shut}.`, "2031-03-04", false},
		{`{s:1|She} {q:1|said} two days ago {c:1|it was shut}.`, "2031-03-03", false},
		{`{s:1|She} {q:1|had previously said} {c:1|it was shut}.`, "", true},
		{`{s:1|She} {q:1|once said} {c:1|it was shut}.`, "", true},
		{`{c:1|It is shut}, {s:1|she} {q:1|said} at the time.`, "", true},
		{`{s:1|She} {q:1|had said} {c:1|it was shut}.`, "", false},
		// the time belongs to the content, to the source or to the dateline
		{`{s:1|She} {q:1|said} {c:1|it was shut on Tuesday}.`, "", false},
		{`{c:1|It was shut on Tuesday}, {s:1|she} {q:1|said}.`, "", false},
		{`{s:1|Lee Marsh}, who left last year, {q:1|said} {c:1|it was shut}.`, "", false},
		{`LISBON, March 3 (Anchor) - {s:1|The port} {q:1|said} {c:1|it was shut}.`, "", false},
		{`{s:1|She} {q:1|may say} so, {c:1|it is shut}.`, "", false},
	}
	for _, c := range cases {
		_, found := find(t, c.marks)
		if got := found[0].Said.String(); got != c.said || found[0].Past != c.past {
			t.Errorf("%s\ngot  %q, past %v\nwant %q, past %v", c.marks, got, found[0].Past, c.said, c.past)
		}
	}
}

func TestFindWithoutDate(t *testing.T) {
	text, attrs := marked(t, `{s:1|She} {q:1|said} on Tuesday {c:1|it was shut}. {s:2|She} {q:2|said} on May 3, 2030, {c:2|it was open}. {s:3|She} {q:3|said} on May 3 {c:3|no}.`)
	found := Find(hearsay.Article{Text: text}, attrs, nil)
	for i, want := range []string{"", "2030-05-03", ""} {
		if got := found[i].Said.String(); got != want {
			t.Errorf("attribution %d: %q, want %q", i+1, got, want)
		}
	}
}
