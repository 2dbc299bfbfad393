package artifacts

import (
	"os"
	"sort"
	"time"

	"codesession.dev/warden/internal/beneath"
	"golang.org/x/sys/unix"
)

// Bounds of a walk. Breadth first, so that a hostile depth cannot hide what lies at the top.
const (
	maxEntries = 20_000
	maxDepth   = 32
	maxTime    = 2 * time.Second
	batch      = 512
)

type walk struct {
	root     int
	globs    []Glob
	found    map[string]bool
	entries  int
	deadline time.Time
	// cut is set when a bound ended the walk.
	cut bool
}

// find lists what matches, files of any kind but directories, sorted by path.
func find(root int, globs []Glob) ([]string, bool) {
	w := &walk{root: root, globs: globs, found: map[string]bool{}, entries: maxEntries, deadline: time.Now().Add(maxTime)}
	var patterns []Glob
	for _, glob := range globs {
		if name, literal := glob.Literal(); literal {
			// A path that was named is found however much else lies beside it.
			w.literal(name)
		} else {
			patterns = append(patterns, glob)
		}
	}
	w.globs = patterns
	level := []string{"."}
	for depth := 0; depth < maxDepth && len(level) > 0 && len(patterns) > 0 && !w.cut; depth++ {
		var next []string
		for _, directory := range level {
			next = append(next, w.list(directory)...)
		}
		level = next
	}
	names := make([]string, 0, len(w.found))
	for name := range w.found {
		names = append(names, name)
	}
	sort.Strings(names)
	return names, w.cut || (len(level) > 0 && len(patterns) > 0)
}

func (w *walk) literal(name string) {
	if fd, err := beneath.Open(w.root, name, unix.O_PATH, 0); err == nil {
		var status unix.Stat_t
		if unix.Fstat(fd, &status) == nil && status.Mode&unix.S_IFMT != unix.S_IFDIR {
			w.found[name] = true
		}
		_ = unix.Close(fd)
	} else if err != unix.ENOENT && err != unix.ENOTDIR {
		// It is there, or nobody can say that it is not: taking it will tell why it cannot come back.
		w.found[name] = true
	}
}

// list looks at one directory in batches and returns the directories worth entering.
func (w *walk) list(directory string) []string {
	fd, err := beneath.OpenDir(w.root, directory)
	if err != nil {
		// What lies in it does not come back; taking the directory will say so.
		if err != unix.ENOENT {
			w.found[directory] = true
		}
		return nil
	}
	open := os.NewFile(uintptr(fd), directory)
	defer func() { _ = open.Close() }()
	var below []string
	for !w.cut {
		names, err := open.Readdirnames(batch)
		for _, name := range names {
			if w.entries--; w.entries < 0 || time.Now().After(w.deadline) {
				w.cut = true
				return below
			}
			if w.consider(fd, directory, name) {
				below = append(below, join(directory, name))
			}
		}
		if err != nil {
			break
		}
	}
	return below
}

func (w *walk) consider(parent int, directory, name string) (enter bool) {
	full := join(directory, name)
	matches, below := false, false
	for _, glob := range w.globs {
		matches = matches || glob.Matches(full)
		below = below || glob.Below(full)
	}
	if !matches && !below {
		return false
	}
	var status unix.Stat_t
	if unix.Fstatat(parent, name, &status, unix.AT_SYMLINK_NOFOLLOW) != nil {
		return false
	}
	if status.Mode&unix.S_IFMT == unix.S_IFDIR {
		return below
	}
	if matches {
		w.found[full] = true
	}
	return false
}

func join(directory, name string) string {
	if directory == "." {
		return name
	}
	return directory + "/" + name
}
