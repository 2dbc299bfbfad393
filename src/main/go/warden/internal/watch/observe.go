package watch

import (
	"bytes"
	"path"
	"strings"

	"golang.org/x/sys/unix"
)

// observe fills an event with what the arguments mean. familiar says that the call is known to be harmless.
func (o *observer) observe(known call, e *event) (familiar bool, err error) {
	thread := int(o.notification.thread)
	if known.target != none {
		e.target = int(int32(e.args[known.target]))
	}
	if known.pidfd != none {
		e.target = pidfdTarget(thread, e.args[known.pidfd])
	}
	e.aim = o.watch.aim(e.target)
	if known.name == "capset" {
		if err := o.observeCapabilities(e); err != nil {
			return false, err
		}
	}
	for _, argument := range known.paths {
		familiar, err := o.observePath(known, argument, e)
		if familiar || err != nil {
			return familiar, err
		}
	}
	switch {
	case known.text != none:
		return false, o.observeText(known, e)
	case known.socket != none:
		return false, o.observeSocket(known, e)
	}
	return false, nil
}

// observeSocket reads the address of a local socket that has a path.
func (o *observer) observeSocket(known call, e *event) error {
	name, err := o.reader.socketPath(int(o.notification.thread), e.args[known.socket], e.args[known.socket+1])
	if err != nil || name == "" {
		return err
	}
	found, err := o.watch.resolver.resolve(name, from{thread: int(o.notification.thread), directory: unix.AT_FDCWD, final: true})
	if err == nil {
		e.paths = append(e.paths, touched{place: found, written: name, access: connects})
	}
	return err
}

// observeCapabilities reads the two sets of effective, permitted and inheritable capabilities.
func (o *observer) observeCapabilities(e *event) error {
	words, err := o.reader.words(int(o.notification.thread), e.args[1], 3)
	if err != nil {
		return err
	}
	e.pointed = words[0] | words[1] | words[2]
	return nil
}

func (o *observer) observePath(known call, at argument, e *event) (familiar bool, err error) {
	thread := int(o.notification.thread)
	flags, resolving, err := o.flags(known, e)
	if err != nil {
		return false, err
	}
	does := at.access
	if known.flags != none || known.how != none {
		does = accessOf(flags)
	}
	start := from{thread: thread, directory: unix.AT_FDCWD, final: at.final, inside: resolving&unix.RESOLVE_IN_ROOT != 0}
	if at.directory != none {
		start.directory = int32(e.args[at.directory])
	}
	if known.at != none {
		start.empty = e.args[known.at]&unix.AT_EMPTY_PATH != 0
	}
	written, err := o.reader.path(thread, e.args[at.path])
	if err != nil {
		return false, err
	}
	if does&^directory == reads && !start.inside && o.watch.clean.knows(written) {
		return true, nil
	}
	found, err := o.watch.resolver.resolve(string(written), start)
	if err != nil {
		return false, err
	}
	e.paths = append(e.paths, touched{place: found, written: string(written), access: does})
	if does == executes && o.watch.resolver.inScratch(found.resolved) {
		e.content = contentOf(found.resolved)
	}
	return false, nil
}

// observeText resolves the text of a symbolic link from where the link will lie.
func (o *observer) observeText(known call, e *event) error {
	text, err := o.reader.path(int(o.notification.thread), e.args[known.text])
	if err != nil || len(e.paths) == 0 {
		return err
	}
	target := string(text)
	if !strings.HasPrefix(target, "/") {
		target = path.Dir(e.paths[0].resolved) + "/" + target
	}
	found, err := o.watch.resolver.resolve(target, from{thread: int(o.notification.thread), directory: unix.AT_FDCWD, final: true})
	if err == nil {
		e.paths = append(e.paths, touched{place: found, written: target, access: links})
	}
	return err
}

// flags are those of an open, and how it wants its path resolved.
func (o *observer) flags(known call, e *event) (flags, resolving uint64, err error) {
	switch {
	case known.flags != none:
		return e.args[known.flags], 0, nil
	case known.how != none:
		// struct open_how: flags, mode, resolve.
		words, err := o.reader.words(int(o.notification.thread), e.args[known.how], 3)
		if err != nil {
			return 0, 0, err
		}
		return words[0], words[2], nil
	}
	return 0, 0, nil
}

func accessOf(flags uint64) access {
	var does access
	switch flags & unix.O_ACCMODE {
	case unix.O_RDONLY:
		does = reads
	case unix.O_WRONLY:
		does = writes
	default:
		does = reads | writes
	}
	if flags&(unix.O_CREAT|unix.O_TRUNC) != 0 {
		does |= writes
	}
	if flags&unix.O_DIRECTORY != 0 {
		does |= directory
	}
	return does
}

// contentOf tells a script from a binary. What is not there or no regular file cannot be executed either.
func contentOf(name string) string {
	fd, err := unix.Open(name, unix.O_RDONLY|unix.O_CLOEXEC|unix.O_NONBLOCK|unix.O_NOCTTY|unix.O_NOFOLLOW, 0)
	if err != nil {
		return unopened(name)
	}
	defer func() { _ = unix.Close(fd) }()
	var status unix.Stat_t
	if unix.Fstat(fd, &status) != nil || status.Mode&unix.S_IFMT != unix.S_IFREG {
		return ""
	}
	var start [2]byte
	n, _ := unix.Pread(fd, start[:], 0)
	if bytes.Equal(start[:max(n, 0)], []byte("#!")) {
		return "script"
	}
	return "binary"
}

// unopened is a file that is there and keeps what is in it to itself.
func unopened(name string) string {
	var status unix.Stat_t
	if unix.Lstat(name, &status) == nil && status.Mode&unix.S_IFMT == unix.S_IFREG {
		return "binary"
	}
	return ""
}
