package intake

import (
	"time"
)

// Process is a program that works on the intake.
type Process struct {
	ID      string
	Host    string
	PID     int
	Roles   string
	Since   time.Time
	Beat    time.Time // when it last said that it is alive
	Trouble string    // what keeps it from working, "" if nothing
}

const processColumns = "SELECT id, host, pid, roles, since, beat, trouble FROM process"

func processRow(s scan) (Process, error) {
	var p Process
	var since, beat int64
	err := s(&p.ID, &p.Host, &p.PID, &p.Roles, &since, &beat, &p.Trouble)
	p.Since, p.Beat = moment(since), moment(beat)
	return p, err
}

// Processes lists those that are registered, the oldest first.
func (t *Tx) Processes() ([]Process, error) {
	return list(t, processRow, processColumns+" ORDER BY since, id")
}

// Beat registers a process, or says that it is alive.
func (t *Tx) Beat(p Process) error {
	_, err := t.exec(`INSERT INTO process (id, host, pid, roles, since, beat, trouble) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET beat = excluded.beat, trouble = excluded.trouble`,
		p.ID, p.Host, p.PID, p.Roles, micros(p.Since), micros(p.Beat), clean(p.Trouble))
	return err
}

// Leave strikes a process off.
func (t *Tx) Leave(id string) error {
	_, err := t.exec("DELETE FROM process WHERE id = ?", id)
	return err
}

// Release makes a job of the queue available again that a dead process was working on, unless somebody else has by now.
func (t *Tx) Release(job int64, attempt int) error {
	_, err := t.exec("UPDATE river_job SET state = 'available' WHERE id = ? AND state = 'running' AND attempt = ?", job, attempt)
	return err
}

// Status is how things stand.
type Status struct {
	Now       time.Time
	Processes []Process
	Feeds     []Feed
	Waiting   map[State]int       // articles in each working state
	Oldest    map[State]time.Time // when the one that waits longest came into it
	Kept      map[time.Duration]int
	SetAside  int
	Reasons   []Reason      // why, the commonest first
	Trying    []Reason      // what went wrong last with those that are tried again
	Lag       time.Duration // from being listed to being kept: the mean of the latest hundred
}

// Reason is what went wrong with some articles.
type Reason struct {
	State   State
	Words   string
	Example string // the address of one of them
	Count   int
}

// Windows are the spans of time in which kept articles are counted.
func Windows() []time.Duration { return []time.Duration{time.Minute, time.Hour, 24 * time.Hour} }

// Status tells how things stand.
func (t *Tx) Status(now time.Time) (Status, error) {
	s := Status{Now: now, Waiting: map[State]int{}, Oldest: map[State]time.Time{}, Kept: map[time.Duration]int{}}
	var err error
	if s.Processes, err = t.Processes(); err != nil {
		return s, err
	}
	if s.Feeds, err = t.Feeds(); err != nil {
		return s, err
	}
	type count struct {
		state  State
		n      int
		oldest int64
	}
	counts, err := list(t, func(sc scan) (c count, err error) { return c, sc(&c.state, &c.n, &c.oldest) },
		"SELECT state, count(*), min(changed) FROM item WHERE state IN ('found', 'fetched', 'read') GROUP BY state")
	if err != nil {
		return s, err
	}
	for _, c := range counts {
		s.Waiting[c.state], s.Oldest[c.state] = c.n, moment(c.oldest)
	}
	for _, window := range Windows() {
		if s.Kept[window], err = t.count("state = 'kept' AND changed > ?", micros(now.Add(-window))); err != nil {
			return s, err
		}
	}
	if s.SetAside, err = t.count("state = 'aside'"); err != nil {
		return s, err
	}
	if s.Reasons, err = t.reasons("state = 'aside'"); err != nil {
		return s, err
	}
	if s.Trying, err = t.reasons("state IN ('found', 'fetched', 'read') AND reason <> ''"); err != nil {
		return s, err
	}
	lag, err := one(t, func(sc scan) (n int64, err error) { return n, sc(&n) },
		"SELECT CAST(COALESCE(avg(changed - found), 0) AS BIGINT) "+
			"FROM (SELECT changed, found FROM item WHERE state = 'kept' ORDER BY changed DESC LIMIT 100) AS latest")
	s.Lag = time.Duration(lag) * time.Microsecond
	return s, err
}

func (t *Tx) count(where string, args ...any) (int, error) {
	return one(t, func(s scan) (n int, err error) { return n, s(&n) }, "SELECT count(*) FROM item WHERE "+where, args...)
}

// Fetched counts the articles whose pages are here and are not dealt with yet.
func (t *Tx) Fetched() (int, error) { return t.count("state IN ('fetched', 'read')") }

// Done counts the articles that are kept and those that are set aside.
func (t *Tx) Done() (kept, aside int, err error) {
	if kept, err = t.count("state = 'kept'"); err == nil {
		aside, err = t.count("state = 'aside'")
	}
	return kept, aside, err
}

// Depths counts the articles in each working state.
func (t *Tx) Depths() (map[State]int, error) {
	depths := map[State]int{Found: 0, Fetched: 0, Read: 0}
	for state := range depths {
		n, err := t.count("state = ?", string(state))
		if err != nil {
			return nil, err
		}
		depths[state] = n
	}
	return depths, nil
}

// reasons gathers the articles of a condition by what went wrong. Reasons that begin with the article's address are alike without it.
func (t *Tx) reasons(where string) ([]Reason, error) {
	const most = 1000
	all, err := list(t, func(s scan) (r Reason, err error) { return r, s(&r.State, &r.Words, &r.Example, &r.Count) },
		`SELECT min(state), words, min(address), count(*) FROM (
			SELECT state, address, CASE WHEN substr(reason, 1, length(address) + 2) = address || ': ' THEN substr(reason, length(address) + 3) ELSE reason END AS words
			FROM item WHERE `+where+`) AS told
		GROUP BY words ORDER BY count(*) DESC, words LIMIT ?`, most)
	if err != nil {
		return nil, err
	}
	var reasons []Reason
	at := map[string]int{}
	for _, r := range all {
		r.Words = withoutAddress(r.Words) // of another page: one that it leads to, or robots.txt
		if i, known := at[r.Words]; known {
			reasons[i].Count += r.Count
			continue
		}
		at[r.Words] = len(reasons)
		reasons = append(reasons, r)
	}
	return byCount(reasons), nil
}

// SetAsideItems lists articles that were set aside, the latest first.
func (t *Tx) SetAsideItems(most int) ([]Item, error) {
	return list(t, itemRow, itemColumns+" WHERE state = 'aside' ORDER BY changed DESC, id LIMIT ?", most)
}
