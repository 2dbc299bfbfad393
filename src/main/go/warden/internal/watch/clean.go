package watch

import "sync"

// maxClean bounds the paths known to be nobody's business.
const maxClean = 8192

// cleanPaths are absolute paths, as they were written, that were read before, matched no rule, and led over
// the read-only system alone: the same will be found again. An interpreter opens the same few hundred.
type cleanPaths struct {
	mutex sync.RWMutex
	paths map[string]struct{}
}

func newCleanPaths() *cleanPaths { return &cleanPaths{paths: map[string]struct{}{}} }

func (c *cleanPaths) knows(path []byte) bool {
	c.mutex.RLock()
	defer c.mutex.RUnlock()
	_, found := c.paths[string(path)]
	return found
}

func (c *cleanPaths) add(path string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	if len(c.paths) < maxClean {
		c.paths[path] = struct{}{}
	}
}
