package scan

import (
	"strings"
)

const (
	maxVariables = 64
	// expanding variables in a large text is not worth the time; what hides things so is small.
	maxExpanded = 64 << 10
)

var (
	shortValue = lazy{expression: `(?m)(?:^|[;\s])(?:(?:var|let|const)\s+)?\$?([A-Za-z_]\w{0,30})\s?=\s?["']([^"'\n$]{1,60})["']|(?:^|[;\s])([A-Za-z_]\w{0,30})=([\w./-]{1,40})(?:[;\s]|$)`}
	addition   = lazy{expression: `\b[A-Za-z_]\w*(?:\s*[+.]\s*(?:\$?[A-Za-z_]\w*|["'][^"'\n]{0,60}["']))+`}
	expansion  = lazy{expression: `\$\{?([A-Za-z_]\w*)\}?`}
)

// substituted puts the values of variables with short constant values where they are added up or expanded.
func substituted(text []byte) []byte {
	if len(text) > maxExpanded {
		return nil
	}
	values := map[string]string{}
	for _, m := range shortValue.get().FindAllSubmatch(text, maxVariables) {
		name, value := m[1], m[2]
		if name == nil {
			name, value = m[3], m[4]
		}
		values[string(name)] = string(value)
	}
	if len(values) == 0 {
		return nil
	}
	changed := false
	filled := expansion.get().ReplaceAllFunc(text, func(use []byte) []byte {
		if value, known := values[string(expansion.get().FindSubmatch(use)[1])]; known && len(use) > 1 {
			changed = true
			return []byte(value)
		}
		return use
	})
	filled = addition.get().ReplaceAllFunc(filled, func(sum []byte) []byte {
		all, known := added(string(sum), values)
		if !known {
			return sum
		}
		changed = true
		return []byte(`"` + all + `"`)
	})
	if !changed {
		return nil
	}
	return filled
}

func added(sum string, values map[string]string) (string, bool) {
	all := ""
	for _, term := range strings.FieldsFunc(sum, func(r rune) bool { return r == '+' || r == '.' || r == ' ' }) {
		if value, known := values[strings.TrimPrefix(term, "$")]; known {
			all += value
		} else if len(term) > 1 && (term[0] == '"' || term[0] == '\'') {
			all += term[1 : len(term)-1]
		} else {
			return "", false
		}
	}
	return all, len(all) < maxExpanded
}
