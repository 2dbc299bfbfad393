package watch

import (
	"path"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/sys/unix"
)

const (
	// maxLinks is the kernel's bound on symbolic links in one path; maxNames ours on names in it with those of
	// its links: forty links of thousands of names would keep the warden busy.
	maxLinks = 40
	maxNames = 512
	maxPlain = 16384
)

// place is what a path of a caller means. Below /proc the process is named self, warden or other.
type place struct {
	// lexical is the path as it was given, made absolute and clean; resolved is where its links lead;
	// through is the last link of /proc that was followed on the way.
	lexical, resolved, through string
	// system says that the way led over the read-only system alone: it will lead there again.
	system bool
	// inside says that the path was written for another root.
	inside bool
}

// resolver follows paths as a caller sees them. What it finds may be different a moment later: it is evidence,
// the refusing is done by Landlock and file modes.
type resolver struct {
	warden  int
	scratch []string

	mutex sync.RWMutex
	// plain are names of the read-only system known not to be links.
	plain map[string]struct{}
}

func newResolver(warden int, scratch []string) *resolver {
	return &resolver{warden: warden, scratch: scratch, plain: map[string]struct{}{}}
}

// from is where a caller's path starts.
type from struct {
	thread int
	// directory is a descriptor of the caller, or AT_FDCWD.
	directory int32
	// final says that a link as the last name is followed.
	final bool
	// inside makes the directory the root of the path (RESOLVE_IN_ROOT).
	inside bool
	// empty says that an empty path means the descriptor itself.
	empty bool
}

// resolve never fails: what cannot be looked at stays as it was written.
func (r *resolver) resolve(name string, at from) (place, error) {
	base, full := "", name
	if !strings.HasPrefix(name, "/") {
		base = r.base(at)
		full = base + "/" + name
		if name == "" && at.empty {
			full = base
		}
	}
	walk := walk{resolver: r, thread: at.thread, system: r.lasting(base)}
	if at.inside {
		base = r.base(at)
		walk.root, full = base, base+path.Clean("/"+name)
	}
	// Where a descriptor is the kernel tells without links: only what comes after it is followed.
	resolved := walk.follow(base, name, at.final)
	if walk.names > maxNames {
		return place{}, errTooLong
	}
	return place{
		lexical: walk.canonical(path.Clean(full)), resolved: walk.canonical(resolved),
		through: walk.canonical(walk.through), system: walk.system, inside: at.inside,
	}, nil
}

func (r *resolver) base(at from) string {
	link := "/proc/" + strconv.Itoa(at.thread) + "/cwd"
	if at.directory != unix.AT_FDCWD {
		link = "/proc/" + strconv.Itoa(at.thread) + "/fd/" + strconv.Itoa(int(at.directory))
	}
	base, err := readlink(link)
	if err != nil || base == "/" {
		return ""
	}
	return base
}

// inScratch says whether the code may write there.
func (r *resolver) inScratch(name string) bool {
	for _, directory := range r.scratch {
		if name == directory || strings.HasPrefix(name, directory) && name[len(directory)] == '/' {
			return true
		}
	}
	return false
}

// lasting says that what lies there does not change while the code runs.
func (r *resolver) lasting(name string) bool {
	for _, changing := range []string{"/proc", "/dev", "/sys", "/run"} {
		if name == changing || strings.HasPrefix(name, changing+"/") {
			return false
		}
	}
	return !r.inScratch(name)
}

func (r *resolver) isPlain(name string) bool {
	r.mutex.RLock()
	defer r.mutex.RUnlock()
	_, found := r.plain[name]
	return found
}

func (r *resolver) notePlain(name string) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	if len(r.plain) < maxPlain {
		r.plain[name] = struct{}{}
	}
}

// room for links that are read; on the stack it would not stay.
var room = sync.Pool{New: func() any { return new([maxPath]byte) }}

func readlink(name string) (string, error) {
	buffer, _ := room.Get().(*[maxPath]byte)
	defer room.Put(buffer)
	n, err := unix.Readlink(name, buffer[:])
	if err != nil {
		return "", err
	}
	return string(buffer[:n]), nil
}
