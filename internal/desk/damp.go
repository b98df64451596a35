package desk

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

// lull is how long a message that was told is not told again.
const lull = time.Minute

// quiet lets only warnings through, and damps them: the queue tells of every job otherwise, and while the database is away says so ten times a second.
func quiet(log *slog.Logger) *slog.Logger {
	return slog.New(damped{log.Handler(), &repeats{of: map[string]*repeat{}}})
}

// damped tells a warning when it comes first; while it comes again, once a minute with the newest details and how often; and once that it is over.
// Warnings of one message are the same, since the errors that they come with name another port each time.
type damped struct {
	slog.Handler
	repeats *repeats
}

// repeats are the messages of the last minute.
type repeats struct {
	mu sync.Mutex
	of map[string]*repeat
}

// repeat is a message that was told, and what came of it since.
type repeat struct {
	last  slog.Record
	times int
	often bool // it was told more than once
}

func (h damped) Enabled(ctx context.Context, level slog.Level) bool {
	return level >= slog.LevelWarn && h.Handler.Enabled(ctx, level)
}

func (h damped) WithAttrs(attrs []slog.Attr) slog.Handler {
	return damped{h.Handler.WithAttrs(attrs), h.repeats}
}

func (h damped) WithGroup(name string) slog.Handler {
	return damped{h.Handler.WithGroup(name), h.repeats}
}

// Handle takes a warning.
func (h damped) Handle(ctx context.Context, r slog.Record) error {
	h.repeats.mu.Lock()
	defer h.repeats.mu.Unlock()
	if known := h.repeats.of[r.Message]; known != nil {
		known.last = r.Clone()
		known.times++
		return nil
	}
	h.repeats.of[r.Message] = &repeat{}
	time.AfterFunc(lull, func() { h.sum(r.Message) })
	return h.Handler.Handle(ctx, r)
}

// sum tells what came of a message in the last minute.
func (h damped) sum(message string) {
	h.repeats.mu.Lock()
	defer h.repeats.mu.Unlock()
	known := h.repeats.of[message]
	told := known.last
	switch {
	case known.times > 0:
		told.AddAttrs(slog.Int("times", known.times))
		h.repeats.of[message] = &repeat{often: true}
		time.AfterFunc(lull, func() { h.sum(message) })
	case known.often:
		told = slog.NewRecord(time.Now(), slog.LevelInfo, "it is over", 0)
		told.AddAttrs(slog.String("what", message))
		delete(h.repeats.of, message)
	default:
		delete(h.repeats.of, message)
		return
	}
	_ = h.Handler.Handle(context.Background(), told) // a log that cannot be written has nobody to tell
}
