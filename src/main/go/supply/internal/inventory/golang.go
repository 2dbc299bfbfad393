package inventory

import (
	"debug/buildinfo"
	"fmt"
	"strings"

	"github.com/package-url/packageurl-go"
)

// Golang reads the modules and the compiler's version out of a compiled program, which knows them better than any lock file.
func Golang(program string) ([]Component, error) {
	info, err := buildinfo.ReadFile(program)
	if err != nil {
		return nil, fmt.Errorf("no Go program: %w", err)
	}
	found := []Component{golang("stdlib", strings.TrimPrefix(info.GoVersion, "go"))}
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		found = append(found, golang(module.Path, module.Version))
	}
	return found, nil
}

func golang(path, version string) Component {
	namespace, name := "", path
	if at := strings.LastIndexByte(path, '/'); at >= 0 {
		namespace, name = path[:at], path[at+1:]
	}
	return component(packageurl.TypeGolang, namespace, name, version, nil)
}
