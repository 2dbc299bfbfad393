package watch

import (
	"path"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// walk follows one path name by name.
type walk struct {
	resolver *resolver
	thread   int
	process  int
	links    int
	names    int
	through  string
	system   bool
	// root is where absolute paths start and ".." ends; "" for the root there is.
	root string
}

// follow returns where a path leads from a directory without links. final: a link as the last name is
// followed, too.
func (w *walk) follow(directory, path string, final bool) string {
	current, rest := directory, path
	for rest != "" {
		var name string
		name, rest = cut(rest)
		switch name {
		case "", ".":
			continue
		case "..":
			if current != w.root {
				current = parent(current)
			}
			continue
		}
		if w.names++; w.names > maxNames {
			return current + "/" + name
		}
		next := current + "/" + name
		if target, found := w.link(current, next, name, rest == "" && !final); found {
			if strings.HasPrefix(target, "/") {
				current = w.root
			}
			rest = target + "/" + rest
			continue
		}
		current = next
	}
	if current == "" {
		return "/"
	}
	return current
}

// link is where the next name leads if it is a symbolic link that is to be followed.
func (w *walk) link(current, next, name string, keep bool) (string, bool) {
	if current == "/proc" {
		switch name {
		case "self":
			return strconv.Itoa(w.group()), true
		case "thread-self":
			return strconv.Itoa(w.group()) + "/task/" + strconv.Itoa(w.thread), true
		}
	}
	if w.resolver.isPlain(next) {
		return "", false
	}
	lasting := w.resolver.lasting(next)
	w.system = w.system && lasting
	if keep || w.links >= maxLinks {
		return "", false
	}
	target, err := readlink(next)
	if err != nil {
		// EINVAL: it is there and no link. Anything else may be different the next time.
		if lasting && err == unix.EINVAL {
			w.resolver.notePlain(next)
		}
		return "", false
	}
	w.links++
	if strings.HasPrefix(next, "/proc/") {
		w.through = next
		if !strings.HasPrefix(target, "/") {
			// A pipe, a socket and the like have no path.
			if strings.Contains(target, ":") {
				return "", false
			}
		}
	}
	return target, true
}

func (w *walk) group() int {
	if w.process == 0 {
		w.process = process(w.thread)
	}
	return w.process
}

// canonical names the process in a path below /proc by what it is to the caller, and leaves tasks out.
func (w *walk) canonical(name string) string {
	rest, found := strings.CutPrefix(name, "/proc/")
	if !found {
		return name
	}
	who, file, _ := strings.Cut(rest, "/")
	if who == "self" || who == "thread-self" {
		return w.below("self", file)
	}
	pid, err := strconv.Atoi(who)
	if err != nil {
		return name
	}
	switch {
	case pid == w.resolver.warden:
		return w.below("warden", file)
	case pid == w.thread || pid == w.group():
		return w.below("self", file)
	case unix.Access("/proc/self/task/"+who, unix.F_OK) == nil:
		// Threads of the warden have numbers of their own.
		return w.below("warden", file)
	}
	return w.below("other", file)
}

func (w *walk) below(who, file string) string {
	if task, found := strings.CutPrefix(file, "task/"); found {
		if _, inner, deeper := strings.Cut(task, "/"); deeper {
			file = inner
		}
	}
	if file == "" {
		return "/proc/" + who
	}
	return "/proc/" + who + "/" + file
}

func cut(rest string) (name, after string) {
	name, after, _ = strings.Cut(rest, "/")
	return name, after
}

func parent(current string) string {
	if current == "" {
		return ""
	}
	if above := path.Dir(current); above != "/" {
		return above
	}
	return ""
}
