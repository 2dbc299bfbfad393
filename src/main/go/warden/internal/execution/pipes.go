package execution

import "os"

// pipes of the code's standard descriptors; index 0 is the reading end.
type pipes struct {
	stdin, stdout, stderr [2]*os.File
}

func openPipes() (*pipes, error) {
	p := &pipes{}
	for _, pipe := range []*[2]*os.File{&p.stdin, &p.stdout, &p.stderr} {
		reading, writing, err := os.Pipe()
		if err != nil {
			p.closeTheirs()
			p.closeOurs()
			return nil, err
		}
		*pipe = [2]*os.File{reading, writing}
	}
	return p, nil
}

// closeTheirs closes the ends that the code has; closing is harmless where nothing was opened.
func (p *pipes) closeTheirs() {
	_ = p.stdin[0].Close()
	_ = p.stdout[1].Close()
	_ = p.stderr[1].Close()
}

func (p *pipes) closeOurs() {
	_ = p.stdin[1].Close()
	_ = p.stdout[0].Close()
	_ = p.stderr[0].Close()
}
