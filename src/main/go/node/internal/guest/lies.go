package guest

import "bytes"

const hugeLine = 5 << 20

// say writes one frame, or what the lie makes of it.
func (p *player) say(word string, body any) {
	p.sequence++
	line := p.hello.frame(word, p.sequence, body)
	switch p.lie {
	case Forged:
		if word == "RESULT" {
			forger := *p.hello
			forger.Key = bytes.Repeat([]byte{1}, len(p.hello.Key))
			line = forger.frame(word, p.sequence, body)
			p.message = string(forger.frame("SUMMARY", p.sequence, summary(body)))
		}
	case Replayed:
		p.write(line)
	case Huge:
		p.write(append(bytes.Repeat([]byte("x"), hugeLine), '\n'))
	case Malformed:
		for _, nonsense := range [][]byte{
			[]byte("\n"), []byte("cs1\n"), []byte("cs1 RESULT\n"), []byte("cs1 RESULT 01 - {}\n"), {0, 255, 254, '\n'},
			p.hello.frame("RESULT", p.sequence+500, "not an object"),
			p.hello.frame("RESULT", p.sequence+500, map[string]any{"run": "one", "ending": 7}),
			p.hello.frame("RESULT", p.sequence+500, map[string]any{"ending": "Exited"}),
			p.hello.frame("NONSENSE", p.sequence+500, map[string]any{}),
		} {
			p.write(nonsense)
		}
	}
	p.write(line)
}

// write waits for the node to read, and gives up when the guest has been killed.
func (p *player) write(line []byte) { _, _ = p.out.Write(line) }
