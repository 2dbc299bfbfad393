package scenarios

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"codesession.dev/warden/internal/protocol"
)

func TestInputFilesArrive(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		o.Files = []protocol.InputFile{{Path: "in/deep/data.csv", Data: []byte("a,b\n")}, {Path: "top.txt", Data: []byte{}}}
		shell(o, "cat main.txt in/deep/data.csv; ls -d top.txt; pwd > where")
		o.Artifacts.Paths = []string{"where"}
	})
	wants(t, result, protocol.Exited)
	says(t, result, "nothinga,b\ntop.txt")
	if len(result.Artifacts) != 1 {
		t.Errorf("%+v", result.Artifacts)
	}
}

func TestPathsThatLeadOut(t *testing.T) {
	for _, path := range []string{
		"../out", "/etc/x", "a/../../out", "a/../b", "./a", "a//b", "", ".", "..", "a\x00b", "a\nb", strings.Repeat("x", 300),
		strings.Repeat("a/", 600) + "b", "main.txt", "a/",
	} {
		g := boot(t)
		g.prove()
		order := g.order("exit", "0")
		order.Files = []protocol.InputFile{{Path: path, Data: []byte("x")}}
		g.send(protocol.Run, order)
		if result := g.result(); result.Ending != protocol.NotStarted || result.CodeStarted {
			t.Errorf("%q: %+v", path, result)
		}
		if _, err := os.Stat(g.dir + "/out"); err == nil {
			t.Errorf("%q was written outside", path)
		}
	}
}

func TestWorkingDirectoryWithTrapsIsNotFollowed(t *testing.T) {
	g := boot(t)
	g.prove()
	must(t, os.Symlink(g.dir, filepath.Join(g.dir, "work", "link")))
	order := g.order("exit", "0")
	order.Files = []protocol.InputFile{{Path: "link/out", Data: []byte("x")}}
	g.send(protocol.Run, order)
	wants(t, g.result(), protocol.NotStarted)
	if _, err := os.Stat(g.dir + "/out"); err == nil {
		t.Error("a link was followed")
	}
}

func TestHostileArtifacts(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, `
			echo good > good.txt; mkdir -p a/b/c && echo deep > a/b/c/deep.txt
			ln -s /etc/passwd link.txt; ln -s /etc linked; mkfifo fifo.txt
			echo two > one.txt; ln one.txt other.txt
			head -c 2000000 /dev/zero > large.txt
			dd if=/dev/zero of=sparse.txt bs=1 count=0 seek=20M 2>/dev/null
			printf x > "$(printf 'bad\nname.txt')"; printf x > "$(printf 'bad\377.txt')"
			i=0; while [ $i -lt 12 ]; do echo $i > z$i.txt; i=$((i+1)); done`)
		o.Artifacts.Paths = []string{"**/*.txt", "linked/passwd", "../message", "/etc/passwd", "fifo.txt"}
	})
	wants(t, result, protocol.Exited)
	taken := map[string]string{}
	for _, artifact := range result.Artifacts {
		taken[artifact.Path] = artifact.MediaType
	}
	omitted := map[string]string{}
	for _, omission := range result.ArtifactsOmitted {
		omitted[omission.Path] = omission.Reason
	}
	if taken["good.txt"] != "text/plain" || taken["a/b/c/deep.txt"] == "" || len(taken) != 8 {
		t.Errorf("taken: %v", taken)
	}
	for path, reason := range map[string]string{
		"link.txt": "NotRegular", "fifo.txt": "NotRegular", "one.txt": "NotRegular", "other.txt": "NotRegular",
		"large.txt": "TooLarge", "sparse.txt": "TooLarge", `bad\nname.txt`: "Unreadable", `bad\xff.txt`: "Unreadable",
		"z9.txt": "TooMany", "../message": "Unreadable", "/etc/passwd": "Unreadable",
	} {
		if omitted[path] != reason {
			t.Errorf("%q: %q, wanted %s (all: %v)", path, omitted[path], reason, omitted)
		}
	}
}

func TestArtifactsThatMayNotBeRead(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		shell(o, `echo x > good.txt; echo x > shut.txt; chmod 000 shut.txt; mkdir blind; echo x > blind/in.txt; chmod 111 blind; mkdir empty.txt`)
		o.Artifacts.Paths = []string{"[gse]*.txt", "shut.txt", "blind/in.txt"}
	})
	wants(t, result, protocol.Exited)
	if len(result.Artifacts) != 2 || result.Artifacts[0].Path != "blind/in.txt" || result.Artifacts[1].Path != "good.txt" {
		t.Errorf("taken: %+v", result.Artifacts)
	}
	if len(result.ArtifactsOmitted) != 1 || result.ArtifactsOmitted[0] != (protocol.Omission{Path: "shut.txt", Reason: "Unreadable"}) {
		t.Errorf("omitted: %+v", result.ArtifactsOmitted)
	}
}

func TestHugeArtifactTree(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		o.Limits.DiskBytes, o.Limits.WallMillis, o.Limits.CPUMillis = 1<<30, 60_000, 60_000
		shell(o, `
			echo top > top.txt
			mkdir many; cd many; seq 1 30000 | xargs touch; cd ..
			d=.; i=0; while [ $i -lt 60 ]; do d=$d/d; mkdir $d; i=$((i+1)); done; echo far > $d/far.txt`)
		o.Artifacts.Paths = []string{"**/*.txt"}
	})
	wants(t, result, protocol.Exited)
	if len(result.Artifacts) < 1 || len(result.ArtifactsOmitted) == 0 {
		t.Errorf("%d taken, omitted %v", len(result.Artifacts), result.ArtifactsOmitted)
	}
}

func TestResultNeverOutgrowsALine(t *testing.T) {
	result := outcome(t, func(o *protocol.RunBody) {
		o.Limits.OutputBytes = 16 << 20
		o.Capture = &protocol.Capture{HeadBytes: 8 << 20, TailBytes: 8 << 20}
		o.Artifacts = &protocol.ArtifactRequest{Paths: []string{"*.bin"}, MaxCount: 100, MaxFileBytes: 8 << 20, MaxTotalBytes: 64 << 20}
		shell(o, `head -c 8000000 /dev/urandom; head -c 8000000 /dev/urandom >&2
			for i in 1 2 3 4; do head -c 1000000 /dev/urandom > $i.bin; done`)
	})
	wants(t, result, protocol.Exited)
	if !result.Stdout.Truncated || len(result.ArtifactsOmitted) == 0 || result.ArtifactsOmitted[0].Reason != "BudgetSpent" {
		t.Errorf("%d bytes, omitted %v", len(result.Stdout.Head), result.ArtifactsOmitted)
	}
}
