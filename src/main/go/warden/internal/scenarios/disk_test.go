package scenarios

import (
	"os"
	"path/filepath"
	"syscall"
)

// used is what the harness itself put into scratch, in bytes on disk.
func (g *guest) used() int64 {
	var sum int64
	_ = filepath.Walk(g.dir+"/work", func(_ string, status os.FileInfo, _ error) error { sum += blocks(status); return nil })
	_ = filepath.Walk(g.dir+"/tmp", func(_ string, status os.FileInfo, _ error) error { sum += blocks(status); return nil })
	return sum
}

func blocks(status os.FileInfo) int64 { return status.Sys().(*syscall.Stat_t).Blocks * 512 }
