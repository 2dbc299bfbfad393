package scenarios

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// misbehave is what the code does: one verb and its arguments.
func misbehave(arguments []string) {
	number := 0
	if len(arguments) > 1 {
		number, _ = strconv.Atoi(arguments[1])
	}
	switch arguments[0] {
	case "exit":
		os.Exit(number)
	case "die":
		_ = unix.Kill(os.Getpid(), unix.Signal(number))
		time.Sleep(time.Minute)
	case "sleep":
		time.Sleep(time.Duration(number) * time.Millisecond)
	case "spin":
		spin(time.Duration(number) * time.Millisecond)
	case "print":
		write(os.Stdout, number)
	case "print2":
		go write(os.Stderr, number)
		write(os.Stdout, number)
		time.Sleep(50 * time.Millisecond)
	case "remember":
		remember(number)
	case "store":
		store(arguments[2], number)
	case "multiply":
		multiply(number)
	case "environment":
		fmt.Println(strings.Join(os.Environ(), "\n"))
	case "count":
		length, _ := io.Copy(io.Discard, os.Stdin)
		fmt.Println(length)
	case "close":
		_, _ = os.Stdout.Close(), os.Stderr.Close()
		time.Sleep(100 * time.Millisecond)
		os.Exit(3)
	case "daemon":
		daemonise(arguments[1:])
	case "forget":
		// A grandchild whose parent is gone and that holds standard output open.
		daemonise([]string{"1", "sleep", "60000"})
		fmt.Println("done")
	case "burn":
		burn(number)
	case "confess":
		confess(arguments[1])
	case "time opens":
		timeOpens(number, arguments[2])
	case "attack":
		fmt.Println(attack(arguments[1:]))
	default:
		beGreedy(arguments[0], number, arguments[1:])
	}
}

func spin(long time.Duration) {
	var now unix.Timespec
	for start := time.Now(); time.Since(start) < 30*time.Second; {
		_ = unix.ClockGettime(unix.CLOCK_PROCESS_CPUTIME_ID, &now)
		if time.Duration(now.Nano()) >= long {
			return
		}
	}
}

func write(to *os.File, length int) {
	block := bytes.Repeat([]byte("0123456789abcdef"), 256)
	for length > 0 {
		n, err := to.Write(block[:min(length, len(block))])
		if err != nil {
			return
		}
		length -= n
	}
}

// remember holds memory and touches every page.
func remember(length int) {
	memory := make([]byte, length)
	for i := 0; i < len(memory); i += 4096 {
		memory[i] = 1
	}
	time.Sleep(200 * time.Millisecond)
	runtime.KeepAlive(memory)
}

func store(path string, length int) {
	file, err := os.Create(path)
	if err != nil {
		fmt.Println(err)
		os.Exit(9)
	}
	write(file, length)
	_ = file.Close()
	time.Sleep(150 * time.Millisecond)
}

// multiply keeps as many processes as it is told, itself included, for a while.
func multiply(processes int) {
	for range processes - 1 {
		child := exec.Command("/bin/sleep", "1")
		if err := child.Start(); err != nil {
			fmt.Println(err)
		}
	}
	time.Sleep(300 * time.Millisecond)
	os.Exit(0)
}

// daemonise forks as many times as told, each in a session of its own, and then does the rest.
func daemonise(arguments []string) {
	depth, _ := strconv.Atoi(arguments[0])
	next := arguments[1:]
	if depth > 1 {
		next = append([]string{"daemon", strconv.Itoa(depth - 1)}, next...)
	}
	child := exec.Command(os.Args[0], next...)
	child.Stdout, child.Stderr = os.Stdout, os.Stderr
	child.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	if err := child.Start(); err != nil {
		fmt.Println(err)
	}
}

// burn spends CPU time in children that are never waited for: each spins for 50 ms.
func burn(children int) {
	unixIgnoreChildren()
	for range children {
		child := exec.Command(os.Args[0], "spin", "50")
		_ = child.Start()
		time.Sleep(60 * time.Millisecond)
	}
}

// unixIgnoreChildren sets SIGCHLD to SIG_IGN, which Go itself has no way to do in the kernel.
func unixIgnoreChildren() {
	action := [4]uintptr{1}
	_, _, _ = unix.Syscall6(unix.SYS_RT_SIGACTION, uintptr(unix.SIGCHLD), actionPointer(&action), 0, 8, 0, 0)
}
