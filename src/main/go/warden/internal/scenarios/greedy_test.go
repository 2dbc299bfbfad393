package scenarios

import (
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// moment is how long greedy code shows what it took: many looks, even on a slow machine.
const moment = 600 * time.Millisecond

// beGreedy takes more of something than is usual.
func beGreedy(verb string, number int, arguments []string) {
	switch verb {
	case "litter":
		litter(number, arguments[1])
		time.Sleep(moment)
	case "memfd":
		fd, err := unix.MemfdCreate("hoard", 0)
		fail(err)
		write(os.NewFile(uintptr(fd), "hoard"), number)
		time.Sleep(moment)
	case "mapped":
		mapped(number)
	case "unlinked":
		file, err := os.Create("gone.bin")
		fail(err)
		fail(os.Remove("gone.bin"))
		write(file, number)
		time.Sleep(moment)
	case "shy":
		if readable, err := unix.PrctlRetInt(unix.PR_GET_DUMPABLE, 0, 0, 0, 0); err != nil || readable == 1 {
			fmt.Println("can be read")
		}
		remember(number)
		time.Sleep(moment)
	case "family":
		count, _ := strconv.Atoi(arguments[1])
		family(count, arguments[2], arguments[0])
	case "brood":
		brood(number)
	case "descriptors":
		fmt.Println(descriptors())
	case "threads":
		for range number {
			go func() { runtime.LockOSThread(); time.Sleep(moment); runtime.UnlockOSThread() }()
		}
		time.Sleep(moment)
	case "havoc":
		havoc()
	case "orphan-burn":
		for range number {
			fail(exec.Command("/bin/sh", "-c", os.Args[0]+" spin 60 & exit 0").Run())
		}
		time.Sleep(4 * time.Duration(number) * 60 * time.Millisecond)
	}
}

func fail(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(9)
	}
}

func litter(count int, kind string) {
	fail(os.Mkdir("litter", 0o755))
	for i := range count {
		name := "litter/" + strconv.Itoa(i)
		switch kind {
		case "files":
			fail(os.WriteFile(name, nil, 0o600))
		case "directories":
			fail(os.Mkdir(name, 0o755))
		case "symlinks":
			fail(os.Symlink("nowhere", name))
		}
	}
}

// mapped holds a memfd that it has mapped: counted once and not twice.
func mapped(length int) {
	fd, err := unix.MemfdCreate("shared", 0)
	fail(err)
	fail(unix.Ftruncate(fd, int64(length)))
	memory, err := unix.Mmap(fd, 0, length, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
	fail(err)
	for i := 0; i < length; i += 4096 {
		memory[i] = 1
	}
	time.Sleep(moment)
	runtime.KeepAlive(memory)
}

// family runs children that each do the same, and waits for them.
func family(count int, verb, amount string) {
	program := os.Args[0]
	if verb == "shy" {
		program = unreadable()
	}
	children := make([]*exec.Cmd, count)
	for i := range children {
		children[i] = exec.Command(program, verb, amount)
		children[i].Stdout = os.Stdout
		fail(children[i].Start())
	}
	for _, child := range children {
		_ = child.Wait()
	}
}

// unreadable is a copy of this program that may be executed and not read: nor may the process it becomes.
func unreadable() string {
	text, err := os.ReadFile(os.Args[0])
	fail(err)
	fail(os.WriteFile("unreadable", text, 0o700))
	fail(os.Chmod("unreadable", 0o111))
	return "./unreadable"
}

// brood spends CPU time in children of 5 ms each that nobody waits for and no look need see.
func brood(count int) {
	unixIgnoreChildren()
	for range count {
		child := exec.Command(os.Args[0], "spin", "5")
		_ = child.Start()
		_ = child.Wait()
	}
}

// descriptors opens until the kernel refuses and says how it refused.
func descriptors() string {
	for count := 0; ; count++ {
		if _, err := unix.Open("/dev/null", unix.O_RDONLY, 0); err != nil {
			return fmt.Sprint(count > 1000, " ", strings.ToUpper(unix.ErrnoName(err.(unix.Errno))))
		}
	}
}
