package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"sync"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/sync/singleflight"

	"hearsay/internal/ledger"
)

// A page follows from its address, from who looks at it and from the state of the ledger, and from nothing else: not from the time of day either. So it is
// made once for these three, and kept until the state changes or the room is needed.

// mostKept is how many bytes of pages are kept.
const mostKept = 32 << 20

// pages are those that were made of the ledger in its latest state, by what else they follow from, and those that are being made.
type pages struct {
	making singleflight.Group
	mutex  sync.Mutex
	state  int64
	kept   map[string]*page
	size   int // bytes in kept
}

// at gives a page that was made of the ledger in a state, nil if there is none.
func (p *pages) at(state int64, key string) *page {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if state != p.state {
		return nil
	}
	return p.kept[key]
}

// keep keeps a page. Those of another state go, and all go when there is no room.
func (p *pages) keep(state int64, key string, made *page) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if state != p.state || p.kept == nil || p.size+len(made.body) > mostKept {
		p.state, p.kept, p.size = state, map[string]*page{}, 0
	}
	if old := p.kept[key]; old != nil {
		p.size -= len(old.body)
	}
	p.kept[key] = made
	p.size += len(made.body)
}

// page is a page as it is sent.
type page struct {
	body []byte
	tag  string // an ETag: a weak one, since compressing makes other bytes of the same page
}

// key is what a page follows from beside the state of the ledger. The token stands for the session: nobody gets the forms of another.
func (f frame) key() string {
	return fmt.Sprintf("%q", []string{f.Here, f.Editor, f.User, f.Token})
}

// page answers with what is gathered, in one sight of the ledger.
func (s *site) page(gather gatherer) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, cancel := context.WithTimeout(r.Context(), waitTime+pageTime)
		defer cancel()
		ask, err := s.asked(r)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		page, err := s.found(ctx, ask, gather)
		if err != nil {
			s.fail(w, r, err)
			return
		}
		announce(w.Header())
		w.Header().Set("ETag", page.tag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(page.body))
	})
}

// found gives a page that was kept, waits for one that is being made for somebody else, or makes it.
func (s *site) found(ctx context.Context, ask *asked, gather gatherer) (*page, error) {
	var state int64
	err := s.ledger.View(ctx, func(v ledger.View) (err error) {
		state, err = v.State(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	key := ask.key()
	if old := s.pages.at(state, key); old != nil {
		return old, nil
	}
	made := s.pages.making.DoChan(fmt.Sprint(state, key), func() (any, error) {
		// Others may wait for it when who asked first is gone.
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), waitTime)
		defer cancel()
		return s.make(ctx, ask, key, gather)
	})
	select {
	case done := <-made:
		if done.Err != nil {
			return nil, done.Err
		}
		return done.Val.(*page), nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// make makes a page when there is room for one more, and keeps it. It is sent later: who reads slowly takes nobody's turn. What breaks down is an error here,
// since nobody stands behind to catch it.
func (s *site) make(ctx context.Context, ask *asked, key string, gather gatherer) (made *page, err error) {
	select {
	case s.turns <- struct{}{}:
		defer func() { <-s.turns }()
	case <-ctx.Done():
		return nil, errBusy
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), pageTime)
	defer cancel()
	defer func() {
		if fault := recover(); fault != nil {
			made, err = nil, fmt.Errorf("it broke down: %v", fault)
		}
	}()
	var state int64
	var laid templ.Component
	err = s.ledger.View(ctx, func(v ledger.View) (err error) {
		if state, err = v.State(ctx); err != nil {
			return err
		}
		laid, err = gather(ctx, v, ask)
		return errors.Join(ask.err, err)
	})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := laid.Render(ctx, &b); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(b.Bytes())
	made = &page{b.Bytes(), `W/"` + base64.RawURLEncoding.EncodeToString(sum[:16]) + `"`}
	s.pages.keep(state, key, made)
	return made, nil
}
