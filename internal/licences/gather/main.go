// Command gather is the program behind `make licences`: it gathers the licences of what is linked into hearsay.
//
//	gather PLATFORM...
//
// writes to standard output the texts for builds for these platforms, such as linux-amd64, each once, below the modules and files in which it was found.
package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: gather PLATFORM...")
		os.Exit(2)
	}
	if err := write(os.Stdout, os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "gather: %v\n", err)
		os.Exit(1)
	}
}

func write(out io.Writer, platforms []string) error {
	golang, err := language()
	if err != nil {
		return err
	}
	all := []goPackage{golang}
	for _, platform := range platforms {
		packages, err := linked(platform)
		if err != nil {
			return fmt.Errorf("%s: %w", platform, err)
		}
		all = append(all, packages...)
	}
	found, err := gather(all)
	if err != nil {
		return err
	}
	_, err = io.WriteString(out, page(found))
	return err
}

// goPackage is what go list tells of a package.
type goPackage struct {
	ImportPath, Dir string
	Standard        bool
	Module          module
}

type module struct {
	Path, Version, Dir string
	Replace            *struct{ Path string }
}

// language stands for all packages that come with Go.
func language() (goPackage, error) {
	told, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return goPackage{}, fmt.Errorf("go env: %w", err)
	}
	root := strings.TrimSpace(string(told))
	return goPackage{Dir: root, Module: module{Path: "Go, its runtime and standard library", Dir: root}}, nil
}

// linked lists the packages of hearsay as it is built for a platform, without those that come with Go and without the stand-ins in third_party, which
// are hearsay's own.
func linked(platform string) ([]goPackage, error) {
	system, processor, _ := strings.Cut(platform, "-")
	// -e, since ONNX Runtime, which is embedded, need not have been fetched for every platform.
	list := exec.Command("go", "list", "-e", "-deps", "-json=ImportPath,Dir,Standard,Module", "hearsay/cmd/hearsay")
	list.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0")
	list.Stderr = os.Stderr
	told, err := list.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w", err)
	}
	var packages []goPackage
	for from := json.NewDecoder(strings.NewReader(string(told))); ; {
		var p goPackage
		switch err := from.Decode(&p); {
		case errors.Is(err, io.EOF):
			return packages, nil
		case err != nil:
			return nil, fmt.Errorf("go list: %w", err)
		case p.Standard || p.Module.Replace != nil:
		case p.Dir == "" || p.Module.Dir == "":
			return nil, fmt.Errorf("the package %s is not there; go mod download fetches it", p.ImportPath)
		default:
			packages = append(packages, p)
		}
	}
}

// gather finds the licences of packages: for each text, the modules and files that have it. What lies in a package's folder or above counts.
func gather(packages []goPackage) (map[string][]string, error) {
	found := map[string][]string{}
	licensed := map[module]bool{}
	seen := map[string]bool{}
	for _, p := range packages {
		for dir := p.Dir; !seen[dir]; dir = filepath.Dir(dir) {
			seen[dir] = true
			files, err := licenceFiles(dir)
			if err != nil {
				return nil, err
			}
			for _, file := range files {
				text, err := os.ReadFile(file)
				if err != nil {
					return nil, err
				}
				found[tidy(text)] = append(found[tidy(text)], p.Module.title(file))
				licensed[p.Module] = true
			}
			if dir == p.Module.Dir {
				break
			}
		}
		if !licensed[p.Module] {
			return nil, fmt.Errorf("%s %s has no licence; see whether hearsay may have it inside", p.Module.Path, p.Module.Version)
		}
	}
	return found, nil
}

// title names a file of a module.
func (m module) title(file string) string {
	name := strings.TrimPrefix(filepath.ToSlash(file), filepath.ToSlash(m.Dir)+"/")
	return strings.Join(strings.Fields(m.Path+" "+m.Version+" ("+name+")"), " ")
}

// licenceFiles lists the files in a folder that are licences by their names, or belong to them.
func licenceFiles(dir string) ([]string, error) {
	licence := regexp.MustCompile(`licen[sc]e|^(copying|copyright|notice|patents)`)
	entries, err := os.ReadDir(dir)
	var files []string
	for _, entry := range entries {
		name := strings.ToLower(entry.Name())
		if !entry.IsDir() && filepath.Ext(name) != ".go" && licence.MatchString(name) {
			files = append(files, filepath.Join(dir, entry.Name()))
		}
	}
	return files, err
}

// tidy makes texts alike that differ in the ends of their lines only.
func tidy(text []byte) string {
	lines := strings.Split(string(text), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight(line, " \t\r\f")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}

// page puts the texts in the order of the files that have them.
func page(found map[string][]string) string {
	var texts []string
	for text, titles := range found {
		slices.Sort(titles)
		texts = append(texts, text)
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Compare(found[a][0], found[b][0]) })
	rule := strings.Repeat("-", 80)
	var b strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&b, "%s\n%s\n%s\n\n%s\n\n", rule, strings.Join(found[text], "\n"), rule, text)
	}
	return b.String()
}
