package desk

import (
	"bytes"
	"log/slog"
	"testing"
	"testing/synctest"
	"time"
)

// TestQuiet: what comes again and again is told at first, once a minute, and when it is over.
func TestQuiet(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var said bytes.Buffer
		withoutTime := func(_ []string, a slog.Attr) slog.Attr {
			if a.Key == slog.TimeKey {
				return slog.Attr{}
			}
			return a
		}
		log := quiet(slog.New(slog.NewTextHandler(&said, &slog.HandlerOptions{ReplaceAttr: withoutTime})))
		log.Warn("slow")
		for n := range 100 {
			log.Info("a job is done")
			log.With("queue", "read").Error("no jobs", "port", n)
			time.Sleep(700 * time.Millisecond)
		}
		time.Sleep(5 * time.Minute)
		log.Error("no jobs", "port", 100)
		synctest.Wait()
		const want = `level=WARN msg=slow
level=ERROR msg="no jobs" queue=read port=0
level=ERROR msg="no jobs" queue=read port=85 times=85
level=ERROR msg="no jobs" queue=read port=99 times=14
level=INFO msg="it is over" queue=read what="no jobs"
level=ERROR msg="no jobs" port=100
`
		if said.String() != want {
			t.Errorf("it says\n%swant\n%s", said.String(), want)
		}
	})
}
