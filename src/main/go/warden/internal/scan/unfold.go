package scan

import "strings"

// layer is text as it stands or as a decoder made it. Its name tells how, the outermost encoding first.
type layer struct {
	name    string
	text    []byte
	depth   int
	decoded bool
	// view: the text of another layer written differently. Views of views would multiply, so only what was joined
	// is looked at in other ways as well.
	view bool
}

func (l *layer) below(name string, text []byte) *layer {
	if l.name != "" {
		name = l.name + "/" + name
	}
	return &layer{name: name, text: text, depth: l.depth + 1, decoded: true}
}

// unfolding is one file taken apart.
type unfolding struct {
	bounds *bounds
	units  []*unit
}

// examine looks at a file and at all that is packed and encoded in it.
func examine(b *bounds, file Named) []*unit {
	if len(file.Data) > b.file {
		b.cut = true
		file.Data = file.Data[:b.file]
	}
	f := &unfolding{bounds: b}
	f.take(file.Path, kindOf(file), &layer{text: file.Data})
	return f.units
}

// take makes a unit of a file or of a member of an archive.
func (f *unfolding) take(path string, kind kind, first *layer) {
	u := newUnit(path, kind)
	f.units = append(f.units, u)
	for queue := []*layer{first}; len(queue) > 0; queue = queue[1:] {
		if f.bounds.late() {
			return
		}
		if f.bounds.layers--; f.bounds.layers < 0 {
			f.bounds.cut = true
			return
		}
		queue = append(queue, f.open(u, queue[0])...)
		queue[0] = nil
	}
}

// open searches a layer and returns what is encoded in it.
func (f *unfolding) open(u *unit, l *layer) []*layer {
	u.search(&layer{name: l.name, text: silence(l.text, u.kind), depth: l.depth, decoded: l.decoded}, f.bounds)
	if f.bounds.late() {
		return nil
	}
	d := &decoding{unit: u, layer: l, bounds: f.bounds}
	if f.unpack(u, l) {
		return nil
	}
	d.decode()
	if l.depth >= f.bounds.depth && len(d.children) > 0 {
		f.bounds.cut = true
		return nil
	}
	return d.children
}

// maxViewed is how long a text is written in other ways: longer than a RUN can be.
const maxViewed = 1 << 20

// decoding is everything the decoders make of one layer.
type decoding struct {
	unit     *unit
	layer    *layer
	bounds   *bounds
	children []*layer
	keys     []byte
}

func (d *decoding) decode() {
	text := d.layer.text
	if method := packed(text); method != "" {
		if inner := d.inflate(method, text); len(inner) > 0 {
			d.add(method, inner)
			return
		}
	}
	if narrow := narrowed(text); narrow != nil {
		d.add("utf16", narrow)
		return
	}
	if !textual(text) && !d.layer.decoded {
		return
	}
	d.markers()
	for _, decoder := range []struct {
		name   string
		pieces func([]byte) [][]byte
	}{{"base64", d.base64}, {"hex", hexRuns}, {"charcodes", charCodes}, {"base32", d.base32}, {"base85", d.base85}} {
		if d.bounds.late() {
			return
		}
		d.gather(decoder.name, decoder.pieces(text))
	}
	if len(text) > maxViewed {
		return
	}
	for _, view := range []struct {
		name string
		of   func([]byte) []byte
	}{{"joined", d.joined}, {"escapes", d.escapes}, {"percent", percent}, {"reversed", d.reversed}, {"rot13", d.rot13}} {
		if d.bounds.late() {
			return
		}
		if d.layer.view && (view.name == "joined" || !strings.HasSuffix(d.layer.name, "joined")) {
			continue
		}
		if other := view.of(text); len(other) > 0 && d.add(view.name, other) {
			d.children[len(d.children)-1].view = true
		}
	}
}

// markers are what tells that text is reversed, rotated or combined with a key; without one such a decoder would
// double the work for nothing.
func (d *decoding) markers() {
	for signal, texts := range map[string][]string{
		"reversed": {"[::-1]", "reverse", "strrev", "| rev", "|rev", "rev<<", "rev <<"},
		"rot13":    {"rot13", "rot_13", "rot-13", "n-za-m"},
		"raw":      {"gzinflate", "inflateraw", "wbits", "-15"},
		"base32":   {"b32decode", "base32"},
		"base85":   {"b85decode", "a85decode", "base85", "ascii85"},
	} {
		for _, text := range texts {
			if !d.unit.signals[signal] && containsFold(d.layer.text, text) {
				d.unit.signals[signal] = true
			}
		}
	}
	d.unit.keys = append(d.unit.keys, xorKeys(d.layer.text)...)
	d.keys = d.unit.keys[:min(len(d.unit.keys), maxKeys)]
}

func (d *decoding) add(name string, text []byte) bool {
	if !d.bounds.spend(len(text)) {
		return false
	}
	child := d.layer.below(name, text)
	if name == "joined" || name == "utf16" {
		// The same text written differently is not a step deeper.
		child.depth--
	}
	d.children = append(d.children, child)
	return true
}

// gather puts the pieces that read as text together into one layer, so that what was cut up for hiding is whole
// again; compressed ones are inflated, programs and archives become layers of their own.
func (d *decoding) gather(name string, pieces [][]byte) {
	collected := map[string][]byte{}
	collect := func(method string, text []byte) {
		switch {
		case text == nil:
		case method == opaque:
			d.add(name, text)
		case len(collected[method])+len(text) > d.bounds.room():
			d.bounds.cut = true
		default:
			collected[method] = append(append(collected[method], text...), '\n')
		}
	}
	for number, piece := range pieces {
		if number%64 == 0 && d.bounds.late() {
			return
		}
		collect(d.sort(piece))
		for _, key := range d.keys {
			if plain := xor(piece, key); plausible(plain) || program(plain) {
				collect("xor", plain)
			}
		}
	}
	for _, method := range []string{"", "zlib", "gzip", "bzip2", "deflate", "xor"} {
		if text := collected[method]; text != nil {
			d.add(strings.TrimSuffix(name+"/"+method, "/"), text)
		}
	}
}

// opaque is what becomes a layer as it is.
const opaque = "opaque"

// sort says what a piece is: text as it stands, or what a method made of it; nil if it is nothing that can be read.
func (d *decoding) sort(piece []byte) (method string, text []byte) {
	if method := packed(piece); method != "" {
		if inner := d.inflate(method, piece); len(inner) > 0 {
			return method, inner
		}
	}
	if program(piece) || archived(piece) != "" || narrowed(piece) != nil {
		return opaque, piece
	}
	if plausible(piece) {
		return "", piece
	}
	if d.unit.signals["raw"] {
		if inner := d.inflate("deflate", piece); plausible(inner) {
			return "deflate", inner
		}
	}
	return "", nil
}
