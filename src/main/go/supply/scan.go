package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"codesession.dev/supply/internal/advisory"
	"codesession.dev/supply/internal/bom"
	"codesession.dev/supply/internal/statement"
	"codesession.dev/supply/internal/verdict"
)

func scan(arguments []string, out io.Writer) (int, error) {
	flags := flag.NewFlagSet("scan", flag.ContinueOnError)
	var snapshots, bills, vex files
	flags.Var(&snapshots, "advisories", "")
	flags.Var(&bills, "sbom", "")
	flags.Var(&vex, "vex", "")
	acceptances := flags.String("accept", "", "")
	if err := parse(flags, arguments); err != nil {
		return unusable, err
	}
	if len(snapshots) == 0 || len(bills) == 0 {
		return unusable, misuse{errors.New("--advisories and --sbom are needed")}
	}
	var answers verdict.Answers
	var err error
	if answers.Accepted, err = readAccepted(*acceptances); err != nil {
		return unusable, err
	}
	if answers.Statements, err = statement.Read(vex); err != nil {
		return unusable, err
	}
	var advisories []advisory.Advisory
	for _, path := range snapshots {
		some, err := advisory.Read(path)
		if err != nil {
			return unusable, err
		}
		advisories = append(advisories, some...)
	}
	fmt.Fprintf(out, "%d advisories\n", len(advisories))
	return judge(verdict.NewIndex(advisories), bills, answers, out)
}

func judge(index verdict.Index, bills []string, answers verdict.Answers, out io.Writer) (int, error) {
	code := clean
	for _, path := range bills {
		name, components, err := bom.Read(path)
		if err != nil {
			return unusable, err
		}
		result := index.Judge(name, components, answers)
		report(out, name, result)
		switch {
		case result.Open():
			code = found
		case len(result.Unchecked) > 0 && code == clean:
			code = unchecked
		}
	}
	return code, nil
}

func report(out io.Writer, name string, result verdict.Verdict) {
	fmt.Fprintf(out, "== %s: %d components checked, %d findings, %d components not checked\n",
		name, result.Checked, len(result.Findings), len(result.Unchecked))
	for _, finding := range result.Findings {
		word, more := "FOUND", ""
		switch {
		case finding.Accepted != "":
			word, more = "accepted", " ("+finding.Accepted+")"
		case finding.NotAffected != "":
			word, more = "not affected", " ("+finding.NotAffected+")"
		case finding.Undecided != "":
			word, more = "UNDECIDED", " ("+finding.Undecided+")"
		case finding.Fixed != "":
			more = " (fixed in " + finding.Fixed + ")"
		}
		fmt.Fprintf(out, "%-9s %s %s %s%s %s\n", word, finding.ID, finding.Component, finding.Version, more, finding.Summary)
	}
	for _, component := range result.Unchecked {
		fmt.Fprintf(out, "NOT CHECKED %s: no advisories for its ecosystem in the snapshot\n", component)
	}
}

// readAccepted wants a reason on every line: an acceptance without one helps nobody a year later.
func readAccepted(path string) (map[string]string, error) {
	accepted := map[string]string{}
	if path == "" {
		return accepted, nil
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		line := strings.TrimSpace(lines.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, why, _ := strings.Cut(line, " ")
		if strings.TrimSpace(why) == "" {
			return nil, fmt.Errorf("%s: %s is accepted without a reason", path, id)
		}
		accepted[id] = strings.TrimSpace(why)
	}
	return accepted, lines.Err()
}
