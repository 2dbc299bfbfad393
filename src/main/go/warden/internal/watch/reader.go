package watch

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// maxPath is PATH_MAX: what the kernel reads of a path, its NUL included.
const maxPath = 4096

// How a reading fails. errUnreadable is the only one that a caller has to arrange for.
var (
	errUnreadable = errors.New("the memory of the caller cannot be read")
	errFault      = errors.New("the pointer leads nowhere")
	errTooLong    = errors.New("the path is longer than paths can be")
)

// reader copies arguments out of a caller. It trusts nothing it reads and reads at most maxPath bytes.
type reader struct {
	buffer [maxPath]byte
	page   uint64
}

func newReader() *reader { return &reader{page: uint64(os.Getpagesize())} }

// path reads a string up to its NUL. The bytes are valid until the next call.
func (r *reader) path(thread int, address uint64) ([]byte, error) {
	for have := uint64(0); have < maxPath; {
		// Up to the end of the page: what comes after it may not be mapped, and mostly is not needed.
		length := min(r.page-(address+have)%r.page, maxPath-have)
		if err := r.copy(thread, address+have, r.buffer[have:have+length]); err != nil {
			return nil, err
		}
		if end := bytes.IndexByte(r.buffer[have:have+length], 0); end >= 0 {
			return r.buffer[:have+uint64(end)], nil
		}
		have += length
	}
	return nil, errTooLong
}

// words reads a few 64-bit words of a structure.
func (r *reader) words(thread int, address uint64, count int) ([]uint64, error) {
	bytes := make([]byte, 8*count)
	if err := r.copy(thread, address, bytes); err != nil {
		return nil, err
	}
	words := make([]uint64, count)
	for i := range words {
		words[i] = binary.NativeEndian.Uint64(bytes[8*i:])
	}
	return words, nil
}

// socketPath is the path in the address of a local socket, "" for other addresses.
func (r *reader) socketPath(thread int, address, length uint64) (string, error) {
	var name [unix.SizeofSockaddrUnix]byte
	size := min(uint64(uint32(length)), uint64(len(name)))
	if size <= 2 {
		return "", nil
	}
	if err := r.copy(thread, address, name[:size]); err != nil {
		return "", err
	}
	path, _, _ := bytes.Cut(name[2:size], []byte{0})
	if binary.NativeEndian.Uint16(name[:]) != unix.AF_UNIX {
		return "", nil
	}
	return string(path), nil
}

func (r *reader) copy(thread int, address uint64, into []byte) error {
	local := []unix.Iovec{{Base: &into[0], Len: uint64(len(into))}}
	remote := []unix.RemoteIovec{{Base: uintptr(address), Len: len(into)}}
	n, err := unix.ProcessVMReadv(thread, local, remote, 0)
	switch {
	case err == nil && n == len(into):
		return nil
	case err == nil, errors.Is(err, unix.EFAULT), errors.Is(err, unix.EINVAL):
		return errFault
	}
	return copyFromFile(thread, address, into)
}

// copyFromFile is the way where the pod's own filter refuses process_vm_readv to the warden.
func copyFromFile(thread int, address uint64, into []byte) error {
	fd, err := unix.Open("/proc/"+strconv.Itoa(thread)+"/mem", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil || address > math.MaxInt64 {
		return errUnreadable
	}
	defer func() { _ = unix.Close(fd) }()
	if n, err := unix.Pread(fd, into, int64(address)); err != nil || n < len(into) {
		return errFault
	}
	return nil
}

// process is the thread group of a thread, 0 if it is gone.
func process(thread int) int { return field("/proc/"+strconv.Itoa(thread)+"/status", "\nTgid:") }

// program is the file that a thread executes, as far as it can be told.
func program(thread int) string {
	file, err := readlink("/proc/" + strconv.Itoa(thread) + "/exe")
	if err != nil {
		return ""
	}
	return file
}

// pidfdTarget is the process that a descriptor of the thread stands for, 0 if it stands for none.
func pidfdTarget(thread int, fd uint64) int {
	return field("/proc/"+strconv.Itoa(thread)+"/fdinfo/"+strconv.Itoa(int(int32(fd))), "\nPid:")
}

func field(file, name string) int {
	text, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	_, rest, found := bytes.Cut(text, []byte(name))
	if !found {
		return 0
	}
	line, _, _ := bytes.Cut(rest, []byte("\n"))
	number, _ := strconv.Atoi(string(bytes.TrimSpace(line)))
	return number
}
