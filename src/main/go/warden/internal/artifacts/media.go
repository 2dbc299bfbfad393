package artifacts

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"
)

const octets = "application/octet-stream"

// Content that tells what it is by its first bytes.
var magic = []struct{ prefix, mediaType string }{
	{"\x89PNG\r\n\x1a\n", "image/png"},
	{"\xff\xd8\xff", "image/jpeg"},
	{"GIF87a", "image/gif"},
	{"GIF89a", "image/gif"},
	{"%PDF-", "application/pdf"},
	{"PK\x03\x04", "application/zip"},
	{"\x1f\x8b", "application/gzip"},
	{"BZh", "application/x-bzip2"},
	{"\xfd7zXZ\x00", "application/x-xz"},
	{"(\xb5/\xfd", "application/zstd"},
	{"SQLite format 3\x00", "application/vnd.sqlite3"},
	{"PAR1", "application/vnd.apache.parquet"},
	{"ARROW1", "application/vnd.apache.arrow.file"},
	{"OggS", "application/ogg"},
	{"\x7fELF", "application/x-elf"},
}

// What a name may add: within text, and for the containers that are zip archives inside.
var textual = map[string]string{
	".csv": "text/csv", ".tsv": "text/tab-separated-values", ".json": "application/json",
	".html": "text/html", ".htm": "text/html", ".xml": "application/xml", ".svg": "image/svg+xml",
	".md": "text/markdown", ".yaml": "application/yaml", ".yml": "application/yaml",
}

var zipped = map[string]string{
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}

// MediaType is a hint from content first and name second; nobody may trust it. net/http's table would cost
// the binary megabytes.
func MediaType(name string, data []byte) string {
	extension := strings.ToLower(path.Ext(name))
	for _, known := range magic {
		if bytes.HasPrefix(data, []byte(known.prefix)) {
			if inner, found := zipped[extension]; found && known.mediaType == "application/zip" {
				return inner
			}
			return known.mediaType
		}
	}
	if len(data) >= 12 && string(data[:4]) == "RIFF" {
		switch string(data[8:12]) {
		case "WEBP":
			return "image/webp"
		case "WAVE":
			return "audio/wav"
		}
	}
	if !isText(data) {
		return octets
	}
	if known, found := textual[extension]; found {
		return known
	}
	return "text/plain"
}

func isText(data []byte) bool {
	for _, c := range data {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			return false
		}
	}
	return utf8.Valid(data)
}
