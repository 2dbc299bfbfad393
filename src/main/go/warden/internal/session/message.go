package session

import (
	"bytes"
	"compress/zlib"
	"encoding/json"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// maxMessage is what the kubelet keeps of a termination message, in bytes.
const maxMessage = 4096

// smallText fits in a message without being compressed: base64 makes four characters of three bytes.
const smallText = 2048

// terminationMessage is the one file of the container that outlives the node. It is opened once, before any
// code exists that could put something else in its place.
type terminationMessage struct{ fd int }

func openTerminationMessage(path string) terminationMessage {
	fd, err := unix.Open(path, unix.O_WRONLY|unix.O_CLOEXEC|unix.O_NOFOLLOW|unix.O_NOCTTY, 0)
	if err != nil {
		diagnose("the termination log cannot be opened:", err.Error())
		return terminationMessage{-1}
	}
	return terminationMessage{fd}
}

// replace writes the line over the old one and cuts what is left of that: whenever the warden is killed in
// between, the first line of the file is a whole one.
func (t terminationMessage) replace(line []byte) {
	if t.fd < 0 || len(line) > maxMessage {
		return
	}
	for at := 0; at < len(line); {
		n, err := unix.Pwrite(t.fd, line[at:], int64(at))
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			diagnose("the termination log cannot be written:", err.Error())
			return
		}
		at += n
	}
	_ = unix.Ftruncate(t.fd, int64(len(line)))
}

// startedSummary says that code may have run, should nothing else be found.
func startedSummary(run int64) []byte {
	return pack(struct {
		State string `json:"state"`
		Run   int64  `json:"run"`
	}{"Started", run})
}

// resultSummary cuts a result down until its line fits. fits is told the compressed body.
func resultSummary(result *protocol.ResultBody, fits func(body []byte) bool) []byte {
	for kept := 16 << 10; ; kept /= 2 {
		cut := *result
		cut.Stdout, cut.Stderr = shorten(result.Stdout, kept), shorten(result.Stderr, kept)
		listed := min(kept/16, len(result.Artifacts))
		cut.Artifacts = make([]protocol.Artifact, 0, listed)
		for _, artifact := range result.Artifacts[:listed] {
			artifact.Data = nil
			cut.Artifacts = append(cut.Artifacts, artifact)
		}
		cut.ArtifactsOmitted = result.ArtifactsOmitted[:min(kept/16, len(result.ArtifactsOmitted))]
		cut.Violations, cut.ViolationsOmitted = latest(result, max(kept/512, 1))
		cut.Scan = shortened(result.Scan, kept/1024)
		if body := pack(cut); fits(body) || kept == 0 {
			return body
		}
	}
}

// latest keeps the last violations: the one that ended the run is among them.
func latest(result *protocol.ResultBody, most int) ([]protocol.Violation, int64) {
	left := max(len(result.Violations)-most, 0)
	return result.Violations[left:], result.ViolationsOmitted + int64(left)
}

// shortened keeps the matches that weigh most.
func shortened(scan *protocol.Scan, most int) *protocol.Scan {
	if scan == nil {
		return nil
	}
	cut := *scan
	cut.Matches = scan.Matches[:min(most, len(scan.Matches))]
	return &cut
}

// shorten keeps the first and the last bytes; count and digest stay those of the whole stream.
func shorten(stream protocol.Stream, kept int) protocol.Stream {
	if len(stream.Head) > kept {
		// What is cut out of the middle of head and tail must not look like a gapless stream.
		stream.Truncated = true
		stream.Head = stream.Head[:kept]
	}
	if len(stream.Tail) > kept {
		stream.Truncated = true
		stream.Tail = stream.Tail[len(stream.Tail)-kept:]
	}
	return stream
}

func pack(body any) []byte {
	text, err := json.Marshal(body)
	if err != nil {
		return nil
	}
	// What is small is only wrapped: the compressor's tables cost more than all else of a short run.
	level := zlib.NoCompression
	if len(text) > smallText {
		level = zlib.BestCompression
	}
	var packed bytes.Buffer
	writer, _ := zlib.NewWriterLevel(&packed, level)
	_, _ = writer.Write(text)
	_ = writer.Close()
	wrapped, _ := json.Marshal(protocol.SummaryBody{Z: packed.Bytes()})
	return wrapped
}
