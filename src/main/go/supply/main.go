// Command supply writes an image's bill of materials and holds bills against advisories. hack/images and hack/scan call it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

const usage = `usage: supply bill --image NAME --version VERSION --digest DIGEST --out FILE PARTS...
       supply scan --advisories FILE... [--sbom FILE...] [--vex FILE...] [--accept FILE]

bill  writes a CycloneDX bill of materials. Parts, each may be repeated:
  --debian FILE         dpkg status          --requirements FILE   locked Python requirements
  --go-program FILE     a compiled program   --maven FILE          Maven's CycloneDX bill
  --java FILE           a Java runtime's release file
  --release NUMBER      the Debian release of the packages (default 13)

scan  holds bills against advisories in the OSV format (JSON, one JSON object per line, or the zip of an ecosystem).
  --vex FILE            OpenVEX statements: findings that do not affect an image are listed, and do not count
  --accept FILE         lines "ID reason": advisories somebody has decided to live with
Exit code: 0 nothing found; 1 something found, or versions that cannot be compared; 2 wrong use or unreadable input;
3 nothing found, but for some components the snapshot has no advisories of their kind at all.
`

// The exit codes of scan.
const (
	clean = iota
	found
	unusable
	unchecked
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

func run(arguments []string, out, complaints io.Writer) int {
	code, err := unusable, error(misuse{errors.New("no command")})
	if len(arguments) > 0 {
		switch arguments[0] {
		case "bill":
			code, err = clean, bill(arguments[1:])
		case "scan":
			code, err = scan(arguments[1:], out)
		default:
			err = misuse{fmt.Errorf("unknown command %q", arguments[0])}
		}
	}
	var wrong misuse
	switch {
	case err == nil:
		return code
	case errors.Is(err, flag.ErrHelp):
		fmt.Fprint(out, usage)
		return clean
	case errors.As(err, &wrong):
		fmt.Fprint(complaints, usage)
	}
	fmt.Fprintln(complaints, "supply:", err)
	return unusable
}

// misuse is an error of the command line, answered by the usage.
type misuse struct{ error }

// files is a flag that may be repeated.
type files []string

func (f *files) String() string { return fmt.Sprint(*f) }

func (f *files) Set(value string) error {
	if value == "" {
		return errors.New("needs a file")
	}
	*f = append(*f, value)
	return nil
}

// parse reads flags and nothing else.
func parse(flags *flag.FlagSet, arguments []string) error {
	flags.SetOutput(io.Discard)
	if err := flags.Parse(arguments); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return misuse{err}
	}
	if flags.NArg() > 0 {
		return misuse{fmt.Errorf("unexpected argument %q", flags.Arg(0))}
	}
	return nil
}
