package cluster

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"codesession.dev/localcluster/internal/archive"
	"codesession.dev/localcluster/internal/layout"
	"codesession.dev/localcluster/internal/problem"
	"codesession.dev/localcluster/internal/render"
)

// criNamespace is containerd's namespace in which the kubelet looks for images.
const criNamespace = "k8s.io"

// Load imports an image archive and gives each image a second name by its digest, so that a pod may pin it without any
// registry. It answers those names. A file that was loaded before is not read a second time by containerd.
func Load(cluster layout.Cluster, path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, problem.New(err, "", "name an archive, as written by: docker save, jib, ko, or buildah push oci-archive:")
	}
	defer file.Close()
	mark, err := loadMark(cluster, file)
	if err != nil {
		return nil, err
	}
	present, err := images(cluster)
	if err != nil {
		return nil, err
	}
	if pinned, ok := loadedBefore(mark, present); ok {
		return pinned, nil
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	names, err := archive.Names(file)
	if err != nil {
		return nil, problem.New(fmt.Errorf("%s: %w", path, err), "", "name the image when writing the archive; unpack a .gz first")
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if err := ctr(cluster, file, "--namespace", criNamespace, "images", "import", "-"); err != nil {
		return nil, problem.New(fmt.Errorf("importing %s: %w", path, err), cluster.Log(containerd), "is the archive for this machine's architecture?")
	}
	pinned, err := pin(cluster, names)
	if err != nil {
		return nil, err
	}
	return pinned, os.WriteFile(mark, []byte(strings.Join(pinned, "\n")), 0o644)
}

// pin gives each image its name by digest.
func pin(cluster layout.Cluster, names []string) ([]string, error) {
	present, err := images(cluster)
	if err != nil {
		return nil, err
	}
	var pinned []string
	for _, name := range names {
		digest, ok := present[name]
		if !ok {
			return nil, fmt.Errorf("containerd does not know %s after importing it", name)
		}
		byDigest := archive.ByDigest(name, digest)
		if present[byDigest] == "" {
			if err := ctr(cluster, nil, "--namespace", criNamespace, "images", "tag", name, byDigest); err != nil {
				return nil, err
			}
		}
		pinned = append(pinned, byDigest)
	}
	return pinned, nil
}

// loadMark is the file that remembers what an archive of this content became.
func loadMark(cluster layout.Cluster, content io.Reader) (string, error) {
	hash := sha256.New()
	if _, err := io.Copy(hash, content); err != nil {
		return "", err
	}
	folder := cluster.Path("loaded")
	return filepath.Join(folder, hex.EncodeToString(hash.Sum(nil))), os.MkdirAll(folder, 0o755)
}

// loadedBefore is false if an image has been removed since.
func loadedBefore(mark string, present map[string]string) ([]string, bool) {
	content, err := os.ReadFile(mark)
	if err != nil {
		return nil, false
	}
	pinned := strings.Split(string(content), "\n")
	for _, name := range pinned {
		if present[name] == "" {
			return nil, false
		}
	}
	return pinned, true
}

// images maps every image name to its digest.
func images(cluster layout.Cluster) (map[string]string, error) {
	output, err := ctrOutput(cluster, nil, "--namespace", criNamespace, "images", "list")
	if err != nil {
		return nil, err
	}
	return parseImages(output), nil
}

func parseImages(table string) map[string]string {
	found := map[string]string{}
	for line := range strings.Lines(table) {
		if fields := strings.Fields(line); len(fields) > 2 && strings.HasPrefix(fields[2], "sha256:") {
			found[fields[0]] = fields[2]
		}
	}
	return found
}

// loadPause makes the image of the pod sandboxes from the program in the binaries.
func (u *upper) loadPause() error {
	mark := u.Path("pause-loaded")
	program, err := os.ReadFile(filepath.Join(u.Bin, "pause"))
	if err != nil {
		return err
	}
	sum := sha256.Sum256(program)
	if known, err := os.ReadFile(mark); err == nil && bytes.Equal(known, sum[:]) {
		return nil
	}
	content, err := archive.Single(render.PauseImage, "pause", program)
	if err != nil {
		return err
	}
	if err := u.ctr(bytes.NewReader(content), "--namespace", criNamespace, "images", "import", "-"); err != nil {
		return problem.New(fmt.Errorf("importing the pause image: %w", err), u.Log(containerd), "see the log")
	}
	return os.WriteFile(mark, sum[:], 0o644)
}

func (u *upper) ctr(input io.Reader, arguments ...string) error {
	return ctr(u.Cluster, input, arguments...)
}

func ctr(cluster layout.Cluster, input io.Reader, arguments ...string) error {
	_, err := ctrOutput(cluster, input, arguments...)
	return err
}

func ctrOutput(cluster layout.Cluster, input io.Reader, arguments ...string) (string, error) {
	var output, complaint strings.Builder
	command := Ctr(cluster, arguments...)
	command.Stdin, command.Stdout, command.Stderr = input, &output, &complaint
	if err := holder(cluster).Run(command); err != nil {
		return "", fmt.Errorf("ctr %s: %w: %s", strings.Join(arguments, " "), err, strings.TrimSpace(complaint.String()))
	}
	return output.String(), nil
}

// Ctr is a command for containerd's own client, to be run inside the cluster's namespaces.
func Ctr(cluster layout.Cluster, arguments ...string) *exec.Cmd {
	command := exec.Command(filepath.Join(cluster.Bin, "ctr"), append([]string{"--address", "/run/containerd/containerd.sock"}, arguments...)...)
	command.Env = environment(cluster)
	return command
}

// RunInside runs a command with the caller's terminal inside the cluster's namespaces.
func RunInside(cluster layout.Cluster, command *exec.Cmd) error {
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return holder(cluster).Run(command)
}
