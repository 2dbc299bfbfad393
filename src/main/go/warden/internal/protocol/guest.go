package protocol

// State of the warden as PROOF and PONG tell it.
type State string

// The life of a warden.
const (
	Ready   State = "Ready"
	Running State = "Running"
	Sealed  State = "Sealed"
)

// Ending is the closed list of ways a run ends.
type Ending string

// All endings; PolicyViolation is reserved for the monitoring to come.
const (
	Exited               Ending = "Exited"
	Signalled            Ending = "Signalled"
	WallTimeExceeded     Ending = "WallTimeExceeded"
	CPUTimeExceeded      Ending = "CpuTimeExceeded"
	MemoryExceeded       Ending = "MemoryExceeded"
	DiskExceeded         Ending = "DiskExceeded"
	OutputExceeded       Ending = "OutputExceeded"
	ProcessLimitExceeded Ending = "ProcessLimitExceeded"
	Cancelled            Ending = "Cancelled"
	Terminated           Ending = "Terminated"
	NotStarted           Ending = "NotStarted"
	PolicyViolation      Ending = "PolicyViolation"
)

// StartedBody says that the code's process exists.
type StartedBody struct {
	Run              int64 `json:"run"`
	SinceStartMillis int64 `json:"sinceStartMillis"`
}

// PongBody answers a PING with usage so far; zeros before RUN.
type PongBody struct {
	N             int64 `json:"n"`
	State         State `json:"state"`
	ElapsedMillis int64 `json:"elapsedMillis"`
	CPUMillis     int64 `json:"cpuMillis"`
	MemoryBytes   int64 `json:"memoryBytes"`
	StdoutBytes   int64 `json:"stdoutBytes"`
	StderrBytes   int64 `json:"stderrBytes"`
}

// ResultBody is what became of the run.
type ResultBody struct {
	Run              int64      `json:"run"`
	Ending           Ending     `json:"ending"`
	Message          string     `json:"message"`
	ExitCode         *int       `json:"exitCode,omitempty"`
	Signal           string     `json:"signal,omitempty"`
	CodeStarted      bool       `json:"codeStarted"`
	Stdout           Stream     `json:"stdout"`
	Stderr           Stream     `json:"stderr"`
	Artifacts        []Artifact `json:"artifacts"`
	ArtifactsOmitted []Omission `json:"artifactsOmitted"`
	Usage            Usage      `json:"usage"`
}

// Stream is what was kept of an output stream, and the truth about all of it.
type Stream struct {
	Head      []byte `json:"head"`
	Tail      []byte `json:"tail"`
	Bytes     int64  `json:"bytes"`
	Truncated bool   `json:"truncated"`
	SHA256    string `json:"sha256"`
}

// Artifact is a file that comes back; Data is left out in the summary.
type Artifact struct {
	Path      string  `json:"path"`
	Bytes     int64   `json:"bytes"`
	SHA256    string  `json:"sha256"`
	MediaType string  `json:"mediaType"`
	Data      *[]byte `json:"data,omitempty"`
}

// Omission is a file that matched and does not come back.
type Omission struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
}

// Reasons of omissions.
const (
	TooLarge    = "TooLarge"
	TooMany     = "TooMany"
	NotRegular  = "NotRegular"
	BudgetSpent = "BudgetSpent"
	Unreadable  = "Unreadable"
)

// Usage as measured in the guest.
type Usage struct {
	WallMillis      int64 `json:"wallMillis"`
	CPUMillis       int64 `json:"cpuMillis"`
	PeakMemoryBytes int64 `json:"peakMemoryBytes"`
	DiskBytes       int64 `json:"diskBytes"`
	Processes       int64 `json:"processes"`
}

// SummaryBody carries a compressed body in the termination message.
type SummaryBody struct {
	Z []byte `json:"z"`
}
