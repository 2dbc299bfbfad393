package streams

import (
	"os"
	"time"
)

// Drain reads a pipe into a capture until its end, and tells over (once) when more than limit bytes came.
// It keeps reading after that: the killing is another's work, and the count shall be true. The returned
// channel closes at the end.
func Drain(pipe *os.File, into *Capture, limit int64, over func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		defer func() { _ = pipe.Close() }()
		told := false
		for buffer := make([]byte, 64<<10); ; {
			n, err := pipe.Read(buffer)
			if n > 0 && into.Add(buffer[:n]) > limit && !told {
				told = true
				over()
			}
			if err != nil {
				return
			}
		}
	}()
	return done
}

// Feed writes the text into the pipe and closes it; a reader that never reads is left alone once the pipe
// is closed by the caller.
func Feed(pipe *os.File, text string) {
	go func() {
		_, _ = pipe.WriteString(text)
		_ = pipe.Close()
	}()
}

// Finish waits for the channels and then gives the pipes a last moment: a descriptor that was passed to a
// process outside the tree would hold them open for ever.
func Finish(patience time.Duration, pipes []*os.File, done ...<-chan struct{}) {
	timeout := time.NewTimer(patience)
	defer timeout.Stop()
	for _, one := range done {
		select {
		case <-one:
		case <-timeout.C:
			for _, pipe := range pipes {
				_ = pipe.SetReadDeadline(time.Now())
			}
			<-one
			timeout.Reset(patience)
		}
	}
}
