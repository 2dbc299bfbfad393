// Package advisory reads a snapshot of an advisory database in the OSV format (ossf.github.io/osv-schema): one JSON object, a JSON array, one object
// per line, or the zip archive that the database offers for each ecosystem.
package advisory

import (
	"archive/zip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// Advisory is what matters of an OSV record.
type Advisory struct {
	ID        string   `json:"id"`
	Withdrawn string   `json:"withdrawn"`
	Summary   string   `json:"summary"`
	Aliases   []string `json:"aliases"`
	// Upstream are the advisories that a distribution's one is derived from: Debian's name the CVE here.
	Upstream []string   `json:"upstream"`
	Affected []Affected `json:"affected"`
}

// Names are all by which others may speak of it.
func (a Advisory) Names() []string {
	return slices.Concat([]string{a.ID}, a.Aliases, a.Upstream)
}

// Affected is one package of one ecosystem with the versions that have the weakness.
type Affected struct {
	Package struct {
		Ecosystem string `json:"ecosystem"`
		Name      string `json:"name"`
	} `json:"package"`
	Ranges   []Range  `json:"ranges"`
	Versions []string `json:"versions"`
}

// Range is a list of events in which each holds one of the four.
type Range struct {
	Type   string  `json:"type"`
	Events []Event `json:"events"`
}

// Event is a version at which the weakness came or went.
type Event struct {
	Introduced   string `json:"introduced"`
	Fixed        string `json:"fixed"`
	LastAffected string `json:"last_affected"`
}

// maxRecord bounds one file of an archive; the largest records of the public databases are below 4 MB.
const maxRecord = 64 << 20

// Read reads a snapshot. A file without any advisory is an error: it would pass everything.
func Read(path string) ([]Advisory, error) {
	var found []Advisory
	var err error
	if strings.HasSuffix(path, ".zip") {
		found, err = readArchive(path)
	} else {
		found, err = readFile(path)
	}
	if err == nil && len(found) == 0 {
		err = errors.New("no advisories in it")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return found, nil
}

func readFile(path string) ([]Advisory, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return decode(file)
}

func readArchive(path string) ([]Advisory, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	var found []Advisory
	for _, entry := range archive.File {
		if !strings.HasSuffix(entry.Name, ".json") {
			continue
		}
		content, err := entry.Open()
		if err != nil {
			return nil, err
		}
		some, err := decode(io.LimitReader(content, maxRecord))
		content.Close()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", entry.Name, err)
		}
		found = append(found, some...)
	}
	return found, nil
}

// decode takes values one after the other, each an advisory or an array of them.
func decode(from io.Reader) ([]Advisory, error) {
	decoder := json.NewDecoder(from)
	var found []Advisory
	for {
		var raw json.RawMessage
		if err := decoder.Decode(&raw); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, err
		}
		some := make([]Advisory, 1)
		var into any = &some[0]
		if raw[0] == '[' {
			into = &some
		}
		if err := json.Unmarshal(raw, into); err != nil {
			return nil, err
		}
		for _, one := range some {
			if one.ID == "" {
				return nil, errors.New("a record without an id is no advisory")
			}
		}
		found = append(found, some...)
	}
}
