package layout

import (
	"strings"

	"hearsay"
)

// speaker is somebody in whose name paragraphs begin.
type speaker struct {
	turns, asking int // how many there are, and how many end with a question mark
	answering     int // turns that come right after a question or another speaker's turn
}

// fewestQuestions is how many questions make a transcript of paragraphs with labels: lists of facts ("Age: 45") have none.
const fewestQuestions = 2

// answers finds what people say in an interview or a transcript: each turn of somebody who does not ask. A turn goes on until the next one where the
// questions have labels too; where they have none, it is one paragraph.
func answers(text string, paragraphs []paragraph) []hearsay.Attribution {
	speakers, questions := listen(text, paragraphs)
	if questions < fewestQuestions {
		return nil
	}
	var all []hearsay.Attribution
	labelled := false // a label tells who asks
	for _, s := range speakers {
		labelled = labelled || s.asks() && s.turns > 1
	}
	for i := 0; i < len(paragraphs); i++ {
		p := paragraphs[i]
		s := speakers[p.name]
		if s == nil || s.asks() || !s.talks() || p.body.Len() == 0 {
			continue
		}
		content := []hearsay.Span{p.body}
		if last := nextTurn(paragraphs, i+1, speakers); labelled && last < len(paragraphs) {
			for _, more := range paragraphs[i+1 : last] {
				content = append(content, more.body)
			}
		}
		all = append(all, hearsay.Attribution{Source: []hearsay.Span{p.label}, Content: content})
	}
	return all
}

// listen counts the turns of everybody with a label, and the questions that somebody's turn follows.
func listen(text string, paragraphs []paragraph) (speakers map[string]*speaker, questions int) {
	speakers = map[string]*speaker{}
	for i, p := range paragraphs {
		if p.label.Len() == 0 {
			continue
		}
		s := speakers[p.name]
		if s == nil {
			s = &speaker{}
			speakers[p.name] = s
		}
		s.turns++
		if asked(text, p) || p.name == "q" || p.name == "question" {
			s.asking++
		}
		if i == 0 {
			continue
		}
		before := paragraphs[i-1]
		if asked(text, before) {
			questions++
		}
		if asked(text, before) || before.label.Len() > 0 && before.name != p.name {
			s.answering++
		}
	}
	return speakers, questions
}

func asked(text string, p paragraph) bool {
	return strings.HasSuffix(strings.TrimRight(p.body.In(text), `"”’'»)`), "?")
}

// asks reports whether somebody is the one who puts the questions; not all that an interviewer says is one.
func (s *speaker) asks() bool { return 3*s.asking >= s.turns }

// talks reports whether somebody's turns are those of a conversation.
func (s *speaker) talks() bool { return s.turns >= 2 && 2*s.answering >= s.turns }

// nextTurn is the place of the next paragraph with a speaker's label; len(paragraphs) if there is none.
func nextTurn(paragraphs []paragraph, i int, speakers map[string]*speaker) int {
	for ; i < len(paragraphs); i++ {
		if s := speakers[paragraphs[i].name]; s != nil && (s.asks() || s.talks()) {
			return i
		}
	}
	return i
}
