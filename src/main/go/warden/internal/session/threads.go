package session

import (
	"runtime"
	"sync"
)

// spareThreads are more than the warden ever has in blocking calls at a time.
const spareThreads = 16

// reserveThreads makes the threads of this life while there is room. The Go runtime ends a program that needs one
// and gets none, and a fork bomb takes all that the container or the user may have.
func reserveThreads() {
	var made, kept sync.WaitGroup
	release := make(chan struct{})
	for range spareThreads {
		made.Add(1)
		kept.Go(func() {
			// A locked goroutine has a thread for itself; unlocked again it leaves the thread to the runtime, idle.
			runtime.LockOSThread()
			defer runtime.UnlockOSThread()
			made.Done()
			<-release
		})
	}
	made.Wait()
	close(release)
	kept.Wait()
}
