package execution

import (
	"os"
	"sort"
	"strings"
)

// What the code sees of the image's own environment. An allow-list: KUBERNETES_*, WARDEN_* and whatever a
// cluster injects stay with the warden.
var fromImage = []string{
	"PATH", "LANG", "LC_ALL", "TZ", "SSL_CERT_FILE", "PYTHONPATH", "PYTHONHOME", "PYTHONUNBUFFERED",
	"PYTHONDONTWRITEBYTECODE", "NODE_PATH", "JAVA_HOME", "GOROOT", "R_HOME", "LD_LIBRARY_PATH", "VIRTUAL_ENV",
	"CONDA_PREFIX", "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MPLBACKEND",
}

const defaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

// environment of the code: the image's, then what every program expects, then what RUN asked for.
func environment(home, temporary string, wanted map[string]string) []string {
	merged := map[string]string{"PATH": defaultPath, "LANG": "C.UTF-8"}
	for _, name := range fromImage {
		if value, found := os.LookupEnv(name); found {
			merged[name] = value
		}
	}
	merged["HOME"] = home
	merged["TMPDIR"] = temporary
	merged["MPLCONFIGDIR"] = temporary
	merged["XDG_CACHE_HOME"] = temporary
	for name, value := range wanted {
		merged[name] = value
	}
	entries := make([]string, 0, len(merged))
	for name, value := range merged {
		entries = append(entries, name+"="+value)
	}
	sort.Strings(entries)
	return entries
}

// legalEnvironment refuses names the kernel would read as something else.
func legalEnvironment(wanted map[string]string) bool {
	for name, value := range wanted {
		if name == "" || strings.ContainsAny(name, "=\x00") || strings.ContainsRune(value, 0) {
			return false
		}
	}
	return true
}
