package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"codesession.dev/supply/internal/bom"
	"codesession.dev/supply/internal/inventory"
)

func bill(arguments []string) error {
	flags := flag.NewFlagSet("bill", flag.ContinueOnError)
	var image bom.Image
	var debian, requirements, programs, maven, java files
	flags.StringVar(&image.Name, "image", "", "")
	flags.StringVar(&image.Version, "version", "", "")
	flags.StringVar(&image.Digest, "digest", "", "")
	out := flags.String("out", "", "")
	release := flags.String("release", "13", "")
	flags.Var(&debian, "debian", "")
	flags.Var(&requirements, "requirements", "")
	flags.Var(&programs, "go-program", "")
	flags.Var(&maven, "maven", "")
	flags.Var(&java, "java", "")
	if err := parse(flags, arguments); err != nil {
		return err
	}
	if image.Name == "" || image.Digest == "" || *out == "" {
		return misuse{errors.New("--image, --digest and --out are needed")}
	}
	components, err := collect(map[*files]reader{
		&debian: reading(func(from io.Reader) ([]inventory.Component, error) {
			return inventory.Debian(from, *release)
		}),
		&requirements: reading(inventory.Python),
		&programs:     inventory.Golang,
		&maven:        reading(inventory.Maven),
		&java: func(path string) ([]inventory.Component, error) {
			content, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			return inventory.Runtime(content)
		},
	})
	if err != nil {
		return err
	}
	var written bytes.Buffer
	if err := bom.Write(&written, image, components); err != nil {
		return err
	}
	return os.WriteFile(*out, written.Bytes(), 0o644)
}

// reader reads the components of one file.
type reader func(path string) ([]inventory.Component, error)

func reading(read func(io.Reader) ([]inventory.Component, error)) reader {
	return func(path string) ([]inventory.Component, error) {
		file, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return read(file)
	}
}

// collect fails on a source that yields nothing: a bill that silently lacks a part is worse than none.
func collect(sources map[*files]reader) ([]inventory.Component, error) {
	var all []inventory.Component
	for paths, read := range sources {
		for _, path := range *paths {
			some, err := read(path)
			if err == nil && len(some) == 0 {
				err = errors.New("nothing in it")
			}
			if err != nil {
				return nil, fmt.Errorf("%s: %w", path, err)
			}
			all = append(all, some...)
		}
	}
	return all, nil
}
