// Package tree knows the processes below the warden: it starts them, reaps them, looks at them and kills them.
package tree

import (
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// Exit is how a child of the warden ended.
type Exit struct {
	Status syscall.WaitStatus
	Usage  syscall.Rusage
}

// Children reaps every child of the warden, its own and those that were orphaned into it.
type Children struct {
	mutex   sync.Mutex
	waiting map[int]chan Exit
	wake    chan struct{}
	// cpu is the time of all reaped children, in microseconds; filtered counts those that died of SIGSYS.
	cpu      int64
	filtered int64
}

// Reap makes this process the one that orphans come to and starts to reap.
func Reap() *Children {
	// As PID 1 it is that already, and asking is harmless; gVisor may refuse.
	_ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
	c := &Children{waiting: map[int]chan Exit{}, wake: make(chan struct{}, 1)}
	go c.loop()
	return c
}

// Start forks and executes argv[0]'s file in a session of its own; files become descriptors 0 and up.
// The exit arrives on the channel, once.
func (c *Children) Start(path string, argv []string, files []uintptr) (int, <-chan Exit, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	pid, err := syscall.ForkExec(path, argv, &syscall.ProcAttr{
		// One thread runs Go there, so nobody has to look for how many processors the container may use.
		Env:   []string{"GOGC=off", "GOMAXPROCS=1", "GODEBUG=containermaxprocs=0,updatemaxprocs=0"},
		Files: files,
		Sys:   &syscall.SysProcAttr{Setsid: true},
	})
	if err != nil {
		return 0, nil, err
	}
	ended := make(chan Exit, 1)
	c.waiting[pid] = ended
	select {
	case c.wake <- struct{}{}:
	default:
	}
	return pid, ended, nil
}

// ReapedMicros is the CPU time of all children reaped so far and of those they had waited for.
func (c *Children) ReapedMicros() int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.cpu
}

// Filtered counts the reaped children that a filter killed.
func (c *Children) Filtered() int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.filtered
}

func (c *Children) loop() {
	for {
		var exit Exit
		pid, err := syscall.Wait4(-1, &exit.Status, unix.WALL, &exit.Usage)
		switch {
		case err == syscall.EINTR:
		case err != nil:
			// No child: nothing can be orphaned into a warden without one, so sleeping until the next start loses nothing.
			<-c.wake
		case exit.Status.Exited() || exit.Status.Signaled():
			c.deliver(pid, exit)
		}
	}
}

func (c *Children) deliver(pid int, exit Exit) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.cpu += micros(exit.Usage.Utime) + micros(exit.Usage.Stime)
	if exit.Status.Signaled() && exit.Status.Signal() == syscall.SIGSYS {
		c.filtered++
	}
	if ended, found := c.waiting[pid]; found {
		delete(c.waiting, pid)
		ended <- exit
	}
}

func micros(t syscall.Timeval) int64 { return int64(t.Sec)*1_000_000 + int64(t.Usec) }
