package watch

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"time"

	"codesession.dev/warden/internal/protocol"
)

// pace is how often the number of the youngest process is looked at.
const pace = 500 * time.Millisecond

// storm sees processes and threads that come and go too fast to be counted while they live: numbers are given
// out in order, so the youngest one's tells how many there were.
type storm struct {
	most    int
	samples []int
	next    int
	last    int
	total   int
}

func newStorm(wanted Burst) *storm {
	looks := int(time.Duration(wanted.Seconds) * time.Second / pace)
	return &storm{most: wanted.Count, samples: make([]int, max(looks, 1)), last: -1}
}

// saw takes the youngest number and says whether there were more than the most within the time.
func (s *storm) saw(youngest int) bool {
	// Numbers start again from the bottom: what was given out before that is not counted.
	if s.last >= 0 && youngest > s.last {
		s.total += youngest - s.last
	}
	s.last = youngest
	oldest := s.samples[s.next]
	s.samples[s.next] = s.total
	s.next = (s.next + 1) % len(s.samples)
	return s.total-oldest > s.most
}

// watchForks looks until done. Only the first process of a namespace has numbers to itself.
func (w *Watch) watchForks(done <-chan struct{}) {
	found, wanted := w.matcher.about("forks")
	if os.Getpid() != 1 || found.rule == nil || wanted == nil {
		return
	}
	s, ticks := newStorm(*wanted), time.NewTicker(pace)
	defer ticks.Stop()
	for {
		select {
		case <-done:
			return
		case <-ticks.C:
		}
		if youngest, known := youngestProcess(); known && s.saw(youngest) {
			e := event{call: fmt.Sprintf("more than %d new processes and threads in %d s", wanted.Count, wanted.Seconds)}
			if found.action == terminate {
				w.terminate(found.rule, &e)
			} else {
				w.ledger.note(found.rule, e.attempted(), protocol.Recorded, time.Now())
			}
			return
		}
	}
}

// youngestProcess is the last number that was given out, the fifth word of /proc/loadavg.
func youngestProcess() (int, bool) {
	text, err := os.ReadFile("/proc/loadavg")
	words := bytes.Fields(text)
	if err != nil || len(words) < 5 {
		return 0, false
	}
	number, err := strconv.Atoi(string(words[4]))
	return number, err == nil
}
