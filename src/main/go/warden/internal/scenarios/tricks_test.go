package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// trick is an attack that takes more than one call.
func trick(warden int, arguments []string) string {
	switch arguments[0] {
	case "beside":
		directory, _ := unix.Open(arguments[1], unix.O_PATH|unix.O_DIRECTORY, 0)
		_, err := unix.Openat(directory, arguments[2], unix.O_RDONLY, 0)
		return verdict(err)
	case "beside2":
		if err := unix.Chdir(arguments[1]); err != nil {
			return verdict(err)
		}
		_, err := unix.Openat2(unix.AT_FDCWD, arguments[2], &unix.OpenHow{Flags: unix.O_RDONLY})
		return verdict(err)
	case "same word":
		// What was harmless from one directory is not so from another.
		for _, directory := range arguments[1:3] {
			_ = unix.Chdir(directory)
			_, _ = unix.Open(arguments[3], unix.O_RDONLY, 0)
		}
		return "ok"
	case "beside root":
		directory, _ := unix.Open(arguments[1], unix.O_PATH|unix.O_DIRECTORY, 0)
		_, err := unix.Openat2(directory, arguments[2], &unix.OpenHow{Flags: unix.O_RDONLY, Resolve: unix.RESOLVE_IN_ROOT})
		return verdict(err)
	case "connect":
		fd, _ := unix.Socket(unix.AF_UNIX, unix.SOCK_STREAM, 0)
		return verdict(unix.Connect(fd, &unix.SockaddrUnix{Name: arguments[1]}))
	case "symlink":
		return verdict(unix.Symlink(arguments[1], arguments[2]))
	case "link":
		return verdict(unix.Link(arguments[1], arguments[2]))
	case "device":
		return verdict(unix.Mknod(arguments[1], unix.S_IFBLK|0o600, 0xfe00))
	case "spin on":
		return spinOn(arguments[1:])
	case "race":
		return race(arguments[1], arguments[2])
	case "hammer":
		return hammer(arguments[1])
	case "openers":
		return openers()
	case "setuid bit":
		_ = os.WriteFile(arguments[1], nil, 0o700)
		return verdict(unix.Chmod(arguments[1], 0o4755))
	case "trace the warden":
		_, _, err := unix.RawSyscall(unix.SYS_PTRACE, unix.PTRACE_SEIZE, uintptr(warden), 0)
		return verdict(err)
	case "capabilities":
		bits, _ := strconv.ParseUint(arguments[1], 0, 32)
		head := unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}
		data := [2]unix.CapUserData{{Effective: uint32(bits), Permitted: uint32(bits)}}
		return verdict(unix.Capset(&head, &data[0]))
	case "run from memory":
		return runFromMemory()
	case "run deleted":
		return runDeleted()
	case "remove many":
		for i := range 100 {
			_ = unix.Unlink(arguments[1] + "/" + strconv.Itoa(i))
		}
		return "ok"
	}
	return "no such trick"
}

func runFromMemory() string {
	fd, err := unix.MemfdCreate("innocent", 0)
	if err != nil {
		return verdict(err)
	}
	program, err := os.ReadFile("/bin/true")
	if err != nil {
		return verdict(err)
	}
	_, _ = unix.Write(fd, program)
	return execute(fd)
}

func runDeleted() string {
	program, err := os.ReadFile("/bin/true")
	if err != nil {
		return verdict(err)
	}
	_ = os.WriteFile("gone", program, 0o700)
	fd, err := unix.Open("gone", unix.O_RDONLY, 0)
	if err != nil {
		return verdict(err)
	}
	_ = unix.Unlink("gone")
	return execute(fd)
}

// execute becomes what a descriptor stands for.
func execute(fd int) string {
	empty := [1]byte{}
	none := [1]uintptr{}
	_, _, err := unix.RawSyscall6(unix.SYS_EXECVEAT, uintptr(fd), uintptr(unsafe.Pointer(&empty)), uintptr(unsafe.Pointer(&none)),
		uintptr(unsafe.Pointer(&none)), unix.AT_EMPTY_PATH, 0)
	return verdict(err)
}

// spinOn attempts the same thing so many times.
func spinOn(arguments []string) string {
	times, _ := strconv.Atoi(arguments[0])
	last := ""
	for range times {
		family, _ := strconv.Atoi(arguments[1])
		_, err := unix.Socket(family, unix.SOCK_DGRAM, 0)
		last = verdict(err)
	}
	return last
}

// race changes the path while it is being looked at, until the forbidden file is open or a second is over.
func race(innocent, forbidden string) string {
	buffer := make([]byte, 256)
	copy(buffer, innocent+"\x00")
	stop := make(chan struct{})
	go func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			if i%2 == 0 {
				copy(buffer, forbidden+"\x00")
			} else {
				copy(buffer, innocent+"\x00")
			}
		}
	}()
	defer close(stop)
	var want unix.Stat_t
	_ = unix.Stat(forbidden, &want)
	for end := time.Now().Add(time.Second); time.Now().Before(end); {
		at := unix.AT_FDCWD
		fd, _, errno := unix.Syscall6(unix.SYS_OPENAT, uintptr(at), uintptr(unsafe.Pointer(&buffer[0])), unix.O_RDONLY, 0, 0, 0)
		if errno != 0 {
			continue
		}
		var got unix.Stat_t
		_ = unix.Fstat(int(fd), &got)
		_ = unix.Close(int(fd))
		if got.Ino == want.Ino && got.Dev == want.Dev {
			return "opened"
		}
	}
	return "contained"
}

// hammer has a process open files while it gets signals all the time, and kills openers in the middle.
func hammer(file string) string {
	self := os.Args[0]
	for range 20 {
		child := exec.Command(self, "attack", "open for ever", file)
		if child.Start() != nil {
			return "no child"
		}
		for range 50 {
			_ = child.Process.Signal(syscall.SIGURG)
			time.Sleep(100 * time.Microsecond)
		}
		_ = child.Process.Kill()
		_ = child.Wait()
	}
	return "ok"
}

func openForEver(file string) string {
	for {
		fd, err := unix.Open(file, unix.O_RDONLY, 0)
		if err != nil {
			return verdict(err)
		}
		_ = unix.Close(fd)
	}
}

// openers are threads and processes that open files of the system, of scratch, and none, all at once.
func openers() string {
	var failures sync.Map
	var busy sync.WaitGroup
	for i := range 8 {
		busy.Go(func() {
			name := "file" + strconv.Itoa(i)
			_ = os.WriteFile(name, []byte(name), 0o600)
			for range 500 {
				text, err := os.ReadFile(name)
				if err != nil || string(text) != name {
					failures.Store(fmt.Sprint(name, text, err), true)
				}
				_, _ = os.ReadFile("/etc/passwd")
				_, _ = os.ReadFile("/usr/no/such/file")
			}
		})
		busy.Go(func() {
			for range 10 {
				if out, err := exec.Command("/bin/cat", "/etc/hostname").CombinedOutput(); err != nil {
					failures.Store(fmt.Sprint(err, string(out)), true)
				}
			}
		})
	}
	busy.Wait()
	answer := "ok"
	failures.Range(func(key, _ any) bool { answer = key.(string); return false })
	return answer
}
