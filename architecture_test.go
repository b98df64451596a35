package hearsay_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"hearsay/internal/cli"
)

// These tests hold the code to docs/architecture.md and the house's documents to the code.

const (
	module       = "hearsay"
	architecture = "docs/architecture.md"
	maxLines     = 400 // of a file that people write
)

// row is one package of the table in docs/architecture.md.
type row struct {
	line    int
	imports []string
}

func TestImportsAreThoseOfTheTable(t *testing.T) {
	table := readTable(t)
	code := readPackages(t)
	for _, pkg := range slices.Sorted(maps.Keys(code)) {
		rule, listed := table[pkg]
		if !listed {
			t.Errorf("the package %s is not in the table of %s: add a row that says what it owns and may import", pkg, architecture)
			continue
		}
		for imported, file := range code[pkg].imports {
			if !slices.Contains(rule.imports, imported) {
				t.Errorf("%s imports %s, which %s:%d does not allow to %s", file, imported, architecture, rule.line, pkg)
			}
		}
		for _, allowed := range rule.imports {
			if code[pkg].imports[allowed] == "" {
				t.Errorf("%s:%d lets %s import %s, which it does not: take it out of the row", architecture, rule.line, pkg, allowed)
			}
		}
	}
	for pkg, rule := range table {
		if code[pkg] == nil {
			t.Errorf("%s:%d lists %s, and there is no such package: take the row out", architecture, rule.line, pkg)
		}
	}
}

func TestVocabularyImportsNoTechnology(t *testing.T) {
	allowed := []string{"cmp", "errors", "fmt", "slices", "strconv", "strings", "time", "unicode/utf8"}
	for imported, file := range readPackages(t)[module].outside {
		if !slices.Contains(allowed, imported) {
			t.Errorf("%s imports %s: the root package is the vocabulary, without I/O or technology", file, imported)
		}
	}
}

func TestPackagesSayWhatTheyAreFor(t *testing.T) {
	for name, pkg := range readPackages(t) {
		if len(pkg.comments) != 1 {
			t.Errorf("%s has %d package comments, not one", name, len(pkg.comments))
			continue
		}
		begin := "Package " + pkg.name + " "
		if pkg.name == "main" {
			begin = "Command " + path.Base(name) + " "
		}
		if !strings.HasPrefix(pkg.comments[0], begin) {
			t.Errorf("the package comment of %s does not begin with %q", name, begin)
		}
	}
}

func TestFilesAreShort(t *testing.T) {
	generated := regexp.MustCompile(`(?m)^(//|#) Code generated .* DO NOT EDIT\.$`)
	for _, file := range files(t, ".go", ".py") {
		b := readFile(t, file)
		if lines := bytes.Count(b, []byte{'\n'}); lines > maxLines && !generated.Match(b) {
			t.Errorf("%s has %d lines, more than %d: cut it where its subject changes", file, lines, maxLines)
		}
	}
}

func TestChangelogKnowsTheVersion(t *testing.T) {
	if !strings.Contains(string(readFile(t, "CHANGELOG.md")), "\n## ["+cli.Version+"]") {
		t.Errorf("CHANGELOG.md has no section for %s, the version of internal/cli", cli.Version)
	}
}

// TestSettingsAreInTheReadme: every flag and environment variable that the help names is in README.md.
func TestSettingsAreInTheReadme(t *testing.T) {
	readme := string(readFile(t, "README.md"))
	setting := regexp.MustCompile(`--[a-z]+(-[a-z]+)*|\$HEARSAY_[A-Z_]+`)
	for _, command := range commandLines() {
		var help, errs bytes.Buffer
		args := append(slices.Clone(command), "--help")
		if code := cli.Run(t.Context(), args, cli.Streams{In: strings.NewReader(""), Out: &help, Err: &errs}); code != 0 {
			t.Fatalf("hearsay %s ends with %d: %s", strings.Join(args, " "), code, &errs)
		}
		for _, name := range setting.FindAllString(help.String(), -1) {
			if name = strings.TrimPrefix(name, "$"); !regexp.MustCompile(name + `\b`).MatchString(readme) {
				t.Errorf("README.md does not name %s, a setting of hearsay %s", name, strings.Join(command, " "))
			}
		}
	}
}

// commandLines lists every command that has settings of its own.
func commandLines() [][]string {
	all := [][]string{
		{}, {"read"}, {"add"}, {"claims"}, {"claim"}, {"source"}, {"article"}, {"search"}, {"serve"}, {"verify"}, {"reread"}, {"move"}, {"export"},
		{"eval", "attributions"}, {"eval", "labels"}, {"eval", "stories"}, {"eval", "accuracy"}, {"bench", "read"}, {"bench", "ingest"}, {"run"}, {"status"}, {"retry"}, {"licences"},
	}
	for _, feeds := range []string{"add", "import", "export", "list", "pause", "resume", "remove", "check"} {
		all = append(all, []string{"feeds", feeds})
	}
	for _, users := range []string{"add", "list", "role", "password", "remove"} {
		all = append(all, []string{"users", users})
	}
	for _, tokens := range []string{"add", "list", "remove"} {
		all = append(all, []string{"tokens", tokens})
	}
	for _, edit := range []string{"merge", "split", "move", "stance", "accept", "reject", "rename", "join", "part", "part-articles", "undo", "log"} {
		all = append(all, []string{"edit", edit})
	}
	return all
}

// TestLinksLead: what a document links to within the project is there.
func TestLinksLead(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)
	for _, doc := range files(t, ".md") {
		for _, m := range link.FindAllStringSubmatch(string(readFile(t, doc)), -1) {
			if strings.Contains(m[1], "://") || strings.HasPrefix(m[1], "mailto:") {
				continue
			}
			if _, err := os.Stat(path.Join(path.Dir(doc), m[1])); err != nil {
				t.Errorf("%s links to %s, which is not there", doc, m[1])
			}
		}
	}
}

// readTable parses the rows of docs/architecture.md, by package.
func readTable(t *testing.T) map[string]row {
	t.Helper()
	quoted := regexp.MustCompile("`([^`]+)`")
	table := map[string]row{}
	for i, line := range strings.Split(string(readFile(t, architecture)), "\n") {
		if !strings.HasPrefix(line, "| `"+module) {
			continue
		}
		cells := strings.Split(strings.Trim(line, "| "), " | ")
		if len(cells) != 3 {
			t.Fatalf("%s:%d has %d cells, not three: package, owns, may import", architecture, i+1, len(cells))
		}
		r := row{line: i + 1}
		for _, m := range quoted.FindAllStringSubmatch(cells[2], -1) {
			r.imports = append(r.imports, m[1])
		}
		if len(r.imports) == 0 && cells[2] != "nothing" {
			t.Fatalf("%s:%d: what %s may import is neither a list of packages in backquotes nor the word nothing", architecture, i+1, cells[0])
		}
		pkg := strings.Trim(cells[0], "`")
		if table[pkg].line != 0 {
			t.Errorf("%s:%d lists %s a second time", architecture, i+1, pkg)
		}
		table[pkg] = r
	}
	if len(table) == 0 {
		t.Fatalf("there is no table of packages in %s", architecture)
	}
	return table
}

// goPackage is what the tests know of a package; every file but tests counts, for whatever platform it is.
type goPackage struct {
	name     string
	comments []string
	imports  map[string]string // our own packages, and a file that imports each
	outside  map[string]string // the others
}

// readPackages parses the module's packages, by import path.
func readPackages(t *testing.T) map[string]*goPackage {
	t.Helper()
	all := map[string]*goPackage{}
	for _, file := range files(t, ".go") {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		importPath := path.Join(module, path.Dir(file))
		if all[importPath] == nil {
			all[importPath] = &goPackage{name: parsed.Name.Name, imports: map[string]string{}, outside: map[string]string{}}
		}
		all[importPath].add(t, file, parsed)
	}
	return all
}

func (p *goPackage) add(t *testing.T, file string, parsed *ast.File) {
	t.Helper()
	if parsed.Doc != nil {
		p.comments = append(p.comments, parsed.Doc.Text())
	}
	for _, spec := range parsed.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		if imported == module || strings.HasPrefix(imported, module+"/") {
			p.imports[imported] = file
		} else {
			p.outside[imported] = file
		}
	}
}

// files lists the project's files with one of the endings, as slash-separated paths from the root. What is fetched, built, hidden or a stand-in is left out.
func files(t *testing.T, endings ...string) []string {
	t.Helper()
	var found []string
	err := fs.WalkDir(os.DirFS("."), ".", func(file string, entry fs.DirEntry, err error) error {
		hidden := file != "." && strings.HasPrefix(entry.Name(), ".")
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (hidden || slices.Contains([]string{"bin", "build", "shared", "third_party", "models/runtime"}, file) || entry.Name() == "testdata"):
			return fs.SkipDir
		case !entry.IsDir() && slices.Contains(endings, path.Ext(file)):
			found = append(found, file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func readFile(t *testing.T, file string) []byte {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
