package protocol

import (
	"net"
	"strconv"
)

// HelloBody opens a conversation; the first one fixes key, session and attempt for the warden's life.
type HelloBody struct {
	Protocol           *int    `json:"protocol"`
	Session            *string `json:"session"`
	Attempt            *int64  `json:"attempt"`
	Key                []byte  `json:"key"`
	Nonce              []byte  `json:"nonce"`
	IdleMillis         *int64  `json:"idleMillis"`
	LingerMillis       *int64  `json:"lingerMillis"`
	Probes             []Probe `json:"probes"`
	ProbeTimeoutMillis *int64  `json:"probeTimeoutMillis"`
}

// Probe is an address the guest must not be able to reach; Address is host:port, TCP.
type Probe struct {
	Name    string `json:"name"`
	Address string `json:"address"`
}

// MaxProbes bounds how many connects one HELLO may ask for.
const MaxProbes = 32

func (h *HelloBody) complete() bool {
	if !given(h.Protocol != nil, h.Session != nil, h.Attempt != nil, len(h.Key) == 32, len(h.Nonce) == 16,
		h.IdleMillis != nil, h.LingerMillis != nil, h.Probes != nil, h.ProbeTimeoutMillis != nil) {
		return false
	}
	// A probe that cannot be dialled would look like an unreachable one: refuse it instead.
	for _, probe := range h.Probes {
		host, port, err := net.SplitHostPort(probe.Address)
		number, portErr := strconv.Atoi(port)
		if err != nil || portErr != nil || host == "" || number < 1 || number > 65535 || probe.Name == "" {
			return false
		}
	}
	return *h.Protocol == 1 && *h.Session != "" && *h.Attempt > 0 && len(h.Probes) <= MaxProbes &&
		*h.IdleMillis > 0 && *h.LingerMillis >= 0 && *h.ProbeTimeoutMillis > 0
}

// RunBody is the payload and everything that bounds it.
type RunBody struct {
	Run       *int64            `json:"run"`
	Language  *string           `json:"language"`
	File      *string           `json:"file"`
	Code      *string           `json:"code"`
	Command   []string          `json:"command"`
	Args      []string          `json:"args"`
	Stdin     string            `json:"stdin"`
	Env       map[string]string `json:"env"`
	Files     []InputFile       `json:"files"`
	Limits    *Limits           `json:"limits"`
	Capture   *Capture          `json:"capture"`
	Artifacts *ArtifactRequest  `json:"artifacts"`
	// Monitoring and Scan are optional: without them the strict defaults of their fields hold.
	Monitoring *Monitoring `json:"monitoring"`
	Scan       *ScanPolicy `json:"scan"`
	// ExecuteScratch lets the code execute files it wrote. Default: false.
	ExecuteScratch bool `json:"executeScratch"`
}

// Monitoring says what a violation leads to. Unknown words fail the run (NotStarted): nothing is silently weaker.
type Monitoring struct {
	// OnViolation: Terminate (default: each rule's own action) or Record (no rule ends the run).
	OnViolation string `json:"onViolation"`
	// Rules overrides single rules by name: Terminate, Record or Ignore.
	Rules map[string]string `json:"rules"`
	// RestrictedPaths are absolute paths, files or folders, that the code may not touch, beside those of the rules.
	RestrictedPaths []string `json:"restrictedPaths"`
}

// ScanPolicy of the content scan.
type ScanPolicy struct {
	// Mode: Record (default) or Block, which refuses to start code whose score reaches Threshold.
	Mode string `json:"mode"`
	// Threshold is positive; 0 stands for the default, 100.
	Threshold int64 `json:"threshold"`
}

// InputFile is one file to put into the working directory.
type InputFile struct {
	Path string `json:"path"`
	Data []byte `json:"data"`
}

// Limits are all required and positive; output is per stream.
type Limits struct {
	WallMillis  int64 `json:"wallMillis"`
	CPUMillis   int64 `json:"cpuMillis"`
	MemoryBytes int64 `json:"memoryBytes"`
	DiskBytes   int64 `json:"diskBytes"`
	Processes   int64 `json:"processes"`
	OutputBytes int64 `json:"outputBytes"`
}

// Capture says how much of each stream comes back.
type Capture struct {
	HeadBytes int64 `json:"headBytes"`
	TailBytes int64 `json:"tailBytes"`
}

// ArtifactRequest names the files to bring back, by globs relative to the working directory.
type ArtifactRequest struct {
	Paths         []string `json:"paths"`
	MaxCount      int64    `json:"maxCount"`
	MaxFileBytes  int64    `json:"maxFileBytes"`
	MaxTotalBytes int64    `json:"maxTotalBytes"`
}

func (r *RunBody) complete() bool {
	if !given(r.Run != nil, r.Language != nil, r.File != nil, r.Code != nil, len(r.Command) > 0, r.Limits != nil, r.Capture != nil) {
		return false
	}
	if r.Artifacts == nil {
		r.Artifacts = &ArtifactRequest{}
	}
	l, c, a := r.Limits, r.Capture, r.Artifacts
	return *r.Run > 0 &&
		given(l.WallMillis > 0, l.CPUMillis > 0, l.MemoryBytes > 0, l.DiskBytes > 0, l.Processes > 0, l.OutputBytes > 0) &&
		given(c.HeadBytes >= 0, c.TailBytes >= 0, a.MaxCount >= 0, a.MaxFileBytes >= 0, a.MaxTotalBytes >= 0)
}

// PingBody asks for a sign of life.
type PingBody struct {
	N *int64 `json:"n"`
}

func (p *PingBody) complete() bool { return p.N != nil }

// ReadHello decodes the body of a HELLO frame.
func ReadHello(body []byte) (*HelloBody, error) { h := new(HelloBody); return h, decode(body, h) }

// ReadRun decodes the body of a RUN frame.
func ReadRun(body []byte) (*RunBody, error) { r := new(RunBody); return r, decode(body, r) }

// ReadPing decodes the body of a PING frame.
func ReadPing(body []byte) (*PingBody, error) { p := new(PingBody); return p, decode(body, p) }
