// Package postgrestest starts a PostgreSQL for tests, one for a test program: from a database's files of its own in a temporary folder, reached by a
// socket there, and gone with the program. It needs the server's programs (Debian's package postgresql) and looks for them where Debian has them, and
// on the path.
package postgrestest

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // for sql.Open
)

// Required is the environment variable that makes it a failure, and no reason to skip, that there is no PostgreSQL: set it to "required".
const Required = "HEARSAY_TEST_POSTGRES"

// Server is a PostgreSQL that is started when it is first needed. The zero value is ready; Close must be called when the tests have ended.
type Server struct {
	once      sync.Once
	err       error
	dir       string // of everything that is the server's own
	programs  string
	user      *account // nil for the one who runs the tests
	process   *exec.Cmd
	ended     chan error
	log       bytes.Buffer
	databases atomic.Int64
}

// errAbsent is that there are no programs of PostgreSQL.
var errAbsent = errors.New("there is no PostgreSQL here (looked for initdb in /usr/lib/postgresql/*/bin and on the path); " +
	"install Debian's package postgresql to run this test")

// Database makes a database for a test and gives its address. It is a copy of another one of this server, or empty if that is "", and goes with the
// test. Nobody may be connected to the other one. Without PostgreSQL the test is skipped, or fails where HEARSAY_TEST_POSTGRES is "required".
func (s *Server) Database(t testing.TB, of string) string {
	t.Helper()
	s.once.Do(func() { s.err = s.start() })
	switch {
	case errors.Is(s.err, errAbsent) && os.Getenv(Required) != "required":
		t.Skip(s.err)
	case s.err != nil:
		t.Fatal(s.err)
	}
	name, template := "t"+strconv.FormatInt(s.databases.Add(1), 10), "template0"
	if of != "" {
		address, err := url.Parse(of)
		if err != nil {
			t.Fatal(err)
		}
		template = strings.TrimPrefix(address.Path, "/")
	}
	if err := s.Execute(context.Background(), "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Execute(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return s.address(name)
}

// Execute runs statements of SQL as the one who may do everything, in a database of its own.
func (s *Server) Execute(ctx context.Context, queries ...string) error {
	db, err := sql.Open("pgx", s.address("postgres"))
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // nothing is lost
	for _, query := range queries {
		if _, err := db.ExecContext(ctx, query); err != nil {
			return fmt.Errorf("%s: %w", query, err)
		}
	}
	return nil
}

func (s *Server) address(database string) string {
	return "postgres:///" + database + "?" + url.Values{"host": {s.dir}, "user": {"hearsay"}}.Encode()
}

// start makes a database's files and lets a server run on them.
func (s *Server) start() error {
	var err error
	if s.programs, err = programs(); err != nil {
		return err
	}
	if s.user, err = unprivileged(); err != nil {
		return err
	}
	// A socket's path has room for some hundred characters only.
	if s.dir, err = os.MkdirTemp("", "hearsay-pg-*"); err != nil {
		return err
	}
	if err := s.user.give(s.dir); err != nil {
		return err
	}
	data := filepath.Join(s.dir, "data")
	initdb := s.command("initdb", "--pgdata="+data, "--username=hearsay", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	return s.Start()
}

// Start lets the server run again after Stop.
func (s *Server) Start() error {
	s.process = s.command("postgres", "-D", filepath.Join(s.dir, "data"), "-c", "listen_addresses=", "-c", "unix_socket_directories="+s.dir, "-c", "fsync=off",
		"-c", "synchronous_commit=off", "-c", "full_page_writes=off", "-c", "autovacuum=off", "-c", "shared_buffers=64MB", "-c", "max_connections=60")
	s.process.Stdout, s.process.Stderr = &s.log, &s.log
	s.ended = make(chan error, 1)
	if err := run(s.process, s.ended); err != nil {
		return err
	}
	for deadline := time.Now().Add(time.Minute); ; {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		err := s.Execute(ctx, "SELECT 1")
		cancel()
		if err == nil {
			return nil
		}
		select {
		case end := <-s.ended:
			s.process = nil
			return fmt.Errorf("PostgreSQL ended: %w\n%s", end, s.log.Bytes())
		case <-time.After(20 * time.Millisecond):
		}
		if time.Now().After(deadline) {
			return errors.Join(fmt.Errorf("PostgreSQL did not start within a minute: %w", err), s.Stop())
		}
	}
}

// Stop ends the server at once, with whatever is connected to it. What was kept stays.
func (s *Server) Stop() error {
	if s.process == nil {
		return nil
	}
	err := s.process.Process.Signal(os.Interrupt) // PostgreSQL's fast shutdown
	if err == nil {
		<-s.ended //nolint:errcheck // how it ended is no matter
	}
	s.process = nil
	return err
}

// Close ends the server for good, if it ever began.
func (s *Server) Close() error {
	err := s.Stop()
	if s.dir != "" {
		err = errors.Join(err, os.RemoveAll(s.dir))
	}
	return err
}

// command is a program of PostgreSQL as the user that it runs as.
func (s *Server) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(s.programs, name), args...)
	cmd.Dir = s.dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C", "TZ=UTC", "HOME=" + s.dir}
	s.user.run(cmd)
	return cmd
}

// programs finds the folder of PostgreSQL's programs, the newest if there are several.
func programs() (string, error) {
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil {
		return "", err
	}
	version := func(path string) int {
		n, _ := strconv.Atoi(filepath.Base(filepath.Dir(filepath.Dir(path)))) // 0 is the oldest
		return n
	}
	slices.SortFunc(found, func(a, b string) int { return version(b) - version(a) })
	if len(found) == 0 {
		path, err := exec.LookPath("initdb")
		if err != nil {
			return "", errAbsent
		}
		found = append(found, path)
	}
	return filepath.Dir(found[0]), nil
}
