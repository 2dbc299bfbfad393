package scan

import (
	"bytes"
	"path"
	"strings"
)

// kind is what a file is taken for.
type kind string

const (
	python     kind = "python"
	shell      kind = "shell"
	javascript kind = "javascript"
	ruby       kind = "ruby"
	perl       kind = "perl"
	php        kind = "php"
	rlang      kind = "r"
	compiled   kind = "compiled"
	// code is a program in a language that is not known.
	code kind = "code"
	// data is text that programs read, not run; opaqueFile is neither.
	data       kind = "data"
	opaqueFile kind = "binary"
)

var kinds = map[string]kind{
	".py": python, ".pyw": python, ".sh": shell, ".bash": shell, ".zsh": shell, ".js": javascript, ".mjs": javascript, ".cjs": javascript,
	".ts": javascript, ".tsx": javascript, ".jsx": javascript, ".rb": ruby, ".pl": perl, ".pm": perl, ".php": php, ".r": rlang,
	".go": compiled, ".java": compiled, ".c": compiled, ".cc": compiled, ".cpp": compiled, ".h": compiled, ".rs": compiled, ".cs": compiled,
	".csv": data, ".tsv": data, ".json": data, ".jsonl": data, ".ndjson": data, ".log": data, ".txt": data, ".md": data, ".rst": data, ".xml": data,
	".html": data, ".htm": data, ".yaml": data, ".yml": data, ".toml": data, ".ini": data, ".svg": data, ".tex": data, ".sql": data, ".dat": data,
}

var languages = map[string]kind{
	"python": python, "python3": python, "bash": shell, "sh": shell, "shell": shell, "javascript": javascript, "node": javascript,
	"typescript": javascript, "ruby": ruby, "perl": perl, "php": php, "r": rlang, "go": compiled, "java": compiled, "c": compiled,
}

// comment begins a line that does nothing.
var comment = map[kind]string{python: "#", shell: "#", ruby: "#", perl: "#", rlang: "#", javascript: "//", compiled: "//", php: "//"}

// kindOf goes by the language of the run first, then by the first line, the content and the name: a name is
// the attacker's choice.
func kindOf(file Named) kind {
	if file.Language != "" {
		if known, found := languages[strings.ToLower(file.Language)]; found {
			return known
		}
		return code
	}
	if bytes.HasPrefix(file.Data, []byte("#!")) || bytes.HasPrefix(file.Data, []byte("<?php")) {
		return interpreted(file.Data)
	}
	if !textual(file.Data) {
		return opaqueFile
	}
	if file.Path == Stdin {
		return data
	}
	if known, found := kinds[strings.ToLower(path.Ext(file.Path))]; found {
		return known
	}
	return code
}

func interpreted(text []byte) kind {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	for _, c := range []struct {
		word string
		kind kind
	}{{"python", python}, {"node", javascript}, {"ruby", ruby}, {"perl", perl}, {"php", php}, {"sh", shell}} {
		if bytes.Contains(line, []byte(c.word)) {
			return c.kind
		}
	}
	return code
}

// textual looks at the first bytes; a text in two-byte characters is text as well, once it is decoded.
func textual(content []byte) bool {
	head := content[:min(len(content), 4096)]
	strange := 0
	for _, c := range head {
		if (c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b) || c == 0x7f {
			strange++
		}
	}
	return strange*20 <= len(head)
}

// silence blanks the lines that are comments, in a copy: what is said about an attack is not an attack.
func silence(text []byte, k kind) []byte {
	mark := comment[k]
	if mark == "" || !bytes.Contains(text, []byte(mark)) {
		return text
	}
	quiet := bytes.Clone(text)
	for start := 0; start < len(quiet); {
		end := len(quiet)
		if at := bytes.IndexByte(quiet[start:], '\n'); at >= 0 {
			end = start + at
		}
		line := quiet[start:end]
		if bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte(mark)) && !bytes.HasPrefix(line, []byte("#!")) {
			for i := range line {
				line[i] = ' '
			}
		}
		start = end + 1
	}
	return quiet
}
