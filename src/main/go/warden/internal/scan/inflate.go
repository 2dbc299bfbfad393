package scan

import (
	"bytes"
	"compress/bzip2"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"unicode/utf8"
)

const (
	// A bomb is what would become this large, at this rate.
	bombBytes = 128 << 20
	bombRatio = 100
)

// packed names the compression of some bytes by how they begin.
func packed(content []byte) string {
	switch {
	case len(content) < 8:
	case content[0] == 0x1f && content[1] == 0x8b && content[2] == 8:
		return "gzip"
	case content[0] == 0x78 && bytes.IndexByte([]byte{0x01, 0x5e, 0x9c, 0xda}, content[1]) >= 0:
		return "zlib"
	case string(content[:3]) == "BZh" && string(content[4:8]) == "1AY&":
		return "bzip2"
	}
	return ""
}

// inflate reads as much as the budget allows, and calls it a bomb if the rest of the input would go on like this.
func (d *decoding) inflate(method string, content []byte) []byte {
	input := bytes.NewReader(content)
	reader, err := inflater(method, input)
	if err != nil {
		return nil
	}
	output, cut := d.bounds.read(reader)
	consumed := len(content) - input.Len()
	if cut && swells(len(output), consumed, len(content)) {
		d.unit.signals["bomb"] = true
	}
	return output
}

// swells says whether input that gave output for what was consumed of it makes a bomb as a whole.
func swells(output, consumed, all int) bool {
	ratio := output / max(consumed, 1)
	return ratio >= bombRatio && int64(ratio)*int64(all) >= bombBytes
}

func inflater(method string, input *bytes.Reader) (io.Reader, error) {
	switch method {
	case "gzip":
		return gzip.NewReader(input)
	case "zlib":
		return zlib.NewReader(input)
	case "bzip2":
		return bzip2.NewReader(input), nil
	}
	return flate.NewReader(input), nil
}

// read takes what the bounds allow, in chunks with a look at the clock between them; what comes before an error
// counts as well. It says whether there was more.
func (b *bounds) read(reader io.Reader) (output []byte, cut bool) {
	room := b.room()
	buffer := make([]byte, 32<<10)
	for len(output) < room {
		if b.late() {
			return output, true
		}
		n, err := reader.Read(buffer[:min(len(buffer), room-len(output))])
		output = append(output, buffer[:n]...)
		if err != nil {
			return output, false
		}
	}
	if n, _ := io.ReadFull(reader, buffer[:1]); n == 0 {
		return output, false
	}
	b.cut = true
	return output, true
}

const (
	// fewest is the shortest piece that is taken for text; chance hardly makes so many printable bytes in a row as
	// printableRun, so among bytes of any kind such a run is text, too.
	fewest       = 6
	printableRun = 24
	plausibleIn  = 64 << 10
)

// plausible says whether decoded bytes read as text, or hold some.
func plausible(content []byte) bool {
	if len(content) < fewest {
		return false
	}
	head := content[:min(len(content), plausibleIn)]
	strange, high, printable := 0, 0, 0
	for _, c := range head {
		switch {
		case c >= 0x80:
			high++
			printable = 0
		case (c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f:
			strange++
			printable = 0
		default:
			if printable++; printable >= printableRun {
				return true
			}
		}
	}
	return strange*50 <= len(head) && (high == 0 || (high*3 < len(head) && utf8.Valid(content)))
}

func program(content []byte) bool {
	return bytes.HasPrefix(content, []byte("\x7fELF")) || (bytes.HasPrefix(content, []byte("MZ")) && len(content) > 64)
}

// narrowed turns text of two bytes a character into one byte a character.
func narrowed(content []byte) []byte {
	content = bytes.TrimPrefix(bytes.TrimPrefix(content, []byte{0xff, 0xfe}), []byte{0xfe, 0xff})
	if len(content) < 16 {
		return nil
	}
	head := content[:min(len(content), 1024)&^1]
	for _, empty := range []int{1, 0} {
		nuls := 0
		for i := empty; i < len(head); i += 2 {
			if head[i] == 0 {
				nuls++
			}
		}
		if nuls*10 < len(head)*4 {
			continue
		}
		narrow := make([]byte, 0, len(content)/2)
		for i := 1 - empty; i < len(content); i += 2 {
			narrow = append(narrow, content[i])
		}
		if plausible(narrow) {
			return narrow
		}
	}
	return nil
}
