package scan

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"cmp"
	"io"
	"path"
	"slices"
	"strings"
)

// archived names the kind of archive.
func archived(content []byte) string {
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return "zip"
	case len(content) > 512 && string(content[257:262]) == "ustar":
		return "tar"
	}
	return ""
}

// unpack looks into an archive; each member is a unit of its own. False if there is none to look into.
func (f *unfolding) unpack(u *unit, l *layer) bool {
	method := archived(l.text)
	if method == "" {
		return false
	}
	if l.depth >= f.bounds.depth {
		u.signals["nested"] = true
		f.bounds.cut = true
		return true
	}
	if method == "tar" {
		f.untar(u, l)
		return true
	}
	archive, err := zip.NewReader(bytes.NewReader(l.text), int64(len(l.text)))
	if archive == nil {
		// What no reader can open unpacks nowhere either; the search has seen its bytes.
		return err == nil
	}
	f.unzip(u, l, archive)
	return true
}

func (f *unfolding) unzip(u *unit, l *layer, archive *zip.Reader) {
	var declared, stored uint64
	for _, member := range archive.File {
		declared += min(member.UncompressedSize64, 1<<40)
		stored += member.CompressedSize64
		f.judgeName(u, member.Name)
	}
	if declared >= bombBytes && declared/bombRatio >= min(stored, uint64(len(l.text))) {
		u.signals["bomb"] = true
	}
	if overlapping(archive.File) {
		u.signals["overlap"] = true
	}
	for _, member := range archive.File {
		if !f.mayRead() {
			return
		}
		if member.FileInfo().IsDir() {
			continue
		}
		if member.Flags&1 != 0 {
			u.signals["encrypted"] = true
			continue
		}
		if reader, err := member.Open(); err == nil {
			f.member(u, l, "zip", member.Name, reader, int(min(member.CompressedSize64, uint64(len(l.text)))))
			_ = reader.Close()
		}
	}
}

func (f *unfolding) mayRead() bool {
	f.bounds.members--
	if f.bounds.members < 0 {
		f.bounds.cut = true
	}
	return f.bounds.members >= 0 && !f.bounds.late() && f.bounds.room() > 0
}

// member is read within the budget and taken like a file.
func (f *unfolding) member(u *unit, l *layer, method, name string, reader io.Reader, stored int) {
	content, cut := f.bounds.read(reader)
	if cut && swells(len(content), stored, stored) {
		u.signals["bomb"] = true
	}
	if !f.bounds.spend(len(content)) {
		return
	}
	inner := l.below(method, content)
	inner.decoded = l.decoded
	f.take(u.path, kindOf(Named{Path: name, Data: content}), inner)
}

// judgeName notes names that lead out of where an archive is unpacked.
func (f *unfolding) judgeName(u *unit, name string) {
	clean := path.Clean(strings.ReplaceAll(name, `\`, "/"))
	if path.IsAbs(clean) || clean == ".." || strings.HasPrefix(clean, "../") {
		u.signals["traversal"] = true
	}
}

// overlapping says whether members share compressed bytes, as the bombs do that need no nesting.
func overlapping(files []*zip.File) bool {
	type span struct{ start, end int64 }
	var spans []span
	for _, file := range files {
		if start, err := file.DataOffset(); err == nil && file.CompressedSize64 > 0 {
			spans = append(spans, span{start, start + int64(min(file.CompressedSize64, 1<<40))})
		}
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.start, b.start) })
	for i := 1; i < len(spans); i++ {
		if spans[i].start < spans[i-1].end {
			return true
		}
	}
	return false
}

func (f *unfolding) untar(u *unit, l *layer) {
	for reader := tar.NewReader(bytes.NewReader(l.text)); f.mayRead(); {
		header, err := reader.Next()
		if err != nil {
			return
		}
		f.judgeName(u, header.Name)
		switch header.Typeflag {
		case tar.TypeSymlink, tar.TypeLink:
			f.judgeName(u, path.Join(path.Dir(header.Name), header.Linkname))
			if path.IsAbs(header.Linkname) {
				u.signals["traversal"] = true
			}
		case tar.TypeReg, tar.TypeGNUSparse:
			f.member(u, l, "tar", header.Name, reader, len(l.text))
		}
	}
}
