package corpus

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"codesession.dev/warden/internal/protocol"
)

// Expectations a header may state, weakest first; effect is what no hostile program may have.
const (
	effect     = "effect"
	contained  = "contained"
	detected   = "detected"
	terminated = "terminated"
	clean      = "clean"
)

// program is one file of the corpus, described by the comment lines it begins with.
type program struct {
	// name is the path below the corpus, family its folder.
	name, family string
	hostile      bool
	expect       string
	needs        []string
	stdin        string
	exit         int
	limits       map[string]int64
	source       string
	// allowed is the second run of a compiled program: the class lets code execute what it wrote.
	allowed bool
}

const folder = "../../../../../test/corpus"

// programs reads the whole corpus; a file that does not describe itself is an error.
func programs() ([]program, error) {
	var found []program
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".md" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(folder, path)
		if err != nil {
			return err
		}
		read, err := parse(name, string(text))
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		found = append(found, read)
		return nil
	})
	return found, err
}

// parse reads the header: comment lines "word: text" up to the first line that is none.
func parse(name, text string) (program, error) {
	parts := strings.Split(name, "/")
	if len(parts) != 3 || parts[0] != "hostile" && parts[0] != "benign" {
		return program{}, fmt.Errorf("not hostile/FAMILY/NAME or benign/FAMILY/NAME")
	}
	p := program{name: name, family: parts[1], hostile: parts[0] == "hostile", source: text, limits: map[string]int64{}}
	purpose := ""
	for lines := bufio.NewScanner(strings.NewReader(text)); lines.Scan(); {
		line, comment := strings.CutPrefix(strings.Replace(lines.Text(), "//", "#", 1), "# ")
		word, value, described := strings.Cut(line, ": ")
		if !comment || !described {
			break
		}
		if word == "tries" || word == "does" {
			purpose = value
			continue
		}
		if err := p.describe(word, value); err != nil {
			return program{}, err
		}
	}
	expectations := []string{clean}
	if p.hostile {
		expectations = []string{contained, detected, terminated}
	}
	if purpose == "" || !slices.Contains(expectations, p.expect) {
		return program{}, fmt.Errorf("the header needs a purpose, and an expectation out of %v", expectations)
	}
	return p, nil
}

func (p *program) describe(word, value string) (err error) {
	switch word {
	case "expect":
		p.expect = value
	case "needs":
		p.needs = strings.Fields(value)
	case "stdin":
		p.stdin = strings.ReplaceAll(value, `\n`, "\n")
	case "exit":
		p.exit, err = strconv.Atoi(value)
	case "limits":
		for _, limit := range strings.Fields(value) {
			name, number, _ := strings.Cut(limit, "=")
			if p.limits[name], err = strconv.ParseInt(number, 10, 64); err != nil {
				return err
			}
		}
	default:
		return fmt.Errorf("unknown word %q in the header", word)
	}
	return err
}

// language of a program and the command that starts it.
var languages = map[string]struct {
	name, file string
	command    []string
}{
	".py": {"python", "main.py", []string{"python3", "main.py"}},
	".sh": {"bash", "main.sh", []string{"bash", "main.sh"}},
	".js": {"javascript", "main.js", []string{"node", "main.js"}},
	".c":  {"bash", "main.sh", []string{"bash", "main.sh"}},
}

// starter drops the compiled program, as code without a compiler has to.
const starter = "gzip -dc program.gz >program && chmod 755 program && exec ./program\n"

// order is the RUN of a program; compiled is the packed binary of a C program.
func (p program) order(compiled []byte, environment map[string]string) (*protocol.RunBody, error) {
	language := languages[filepath.Ext(p.name)]
	one, code := int64(1), p.source
	// Time is ample: a busy machine must not make a difference, and hostile programs have fuses of their own.
	limits := &protocol.Limits{
		WallMillis: 120_000, CPUMillis: 60_000, MemoryBytes: 512 << 20, DiskBytes: 64 << 20, Processes: 64, OutputBytes: 1 << 20,
	}
	order := &protocol.RunBody{
		Run: &one, Language: &language.name, File: &language.file, Code: &code, Command: language.command, Stdin: p.stdin,
		Env: environment, Limits: limits, Capture: &protocol.Capture{HeadBytes: 64 << 10, TailBytes: 4 << 10},
		Artifacts: &protocol.ArtifactRequest{}, ExecuteScratch: p.allowed,
	}
	if compiled != nil {
		code = starter
		order.Files = []protocol.InputFile{{Path: "program.gz", Data: compiled}}
	}
	// The names in headers are those of the wire.
	wanted, err := json.Marshal(p.limits)
	if err != nil {
		return nil, err
	}
	return order, json.Unmarshal(wanted, limits)
}
