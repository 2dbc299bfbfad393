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

// All endings. PolicyViolation: a rule of the watch or of the content scan ended the run, or refused it.
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
	// Violations in the order in which they were first seen, at most MaxViolations; ViolationsOmitted counts
	// further distinct ones.
	Violations        []Violation `json:"violations"`
	ViolationsOmitted int64       `json:"violationsOmitted"`
	// Scan is what the content scan found; nil where nothing was scanned.
	Scan *Scan `json:"scan,omitempty"`
}

// MaxViolations bounds how many distinct violations a RESULT lists and how many VIOLATION frames are sent.
const MaxViolations = 32

// Violation is an attempt that broke a rule. Repeats of the same rule with the same Attempted are counted
// in one.
type Violation struct {
	// Rule is its name in the rule set; Technique the MITRE ATT&CK id; Priority one of Falco's words.
	Rule      string `json:"rule"`
	Technique string `json:"technique"`
	Priority  string `json:"priority"`
	// Attempted is the call and its arguments in printable ASCII, at most 256 bytes, never file content.
	Attempted string `json:"attempted"`
	// Action: Terminated, Refused (the kernel or the warden answered with an error) or Recorded.
	Action string `json:"action"`
	// SinceStartMillis counts from the start of the code; the guest's wall clock is not trusted.
	SinceStartMillis int64 `json:"sinceStartMillis"`
	Count            int64 `json:"count"`
}

// What was done about a violation.
const (
	Ended    = "Terminated"
	Denied   = "Refused"
	Recorded = "Recorded"
)

// ViolationBody is sent the moment a violation is seen for the first time.
type ViolationBody struct {
	Run       int64     `json:"run"`
	Violation Violation `json:"violation"`
}

// Scan is the verdict over code, input files and what was brought back.
type Scan struct {
	// Verdict: Clean, Suspicious (score below the threshold), Malicious (at or above it), Incomplete (a bound was hit).
	Verdict string `json:"verdict"`
	Score   int64  `json:"score"`
	// Matches, at most MaxScanMatches, highest score first.
	Matches []ScanMatch `json:"matches"`
}

// MaxScanMatches bounds the list of a RESULT.
const MaxScanMatches = 16

// ScanMatch is one rule that matched.
type ScanMatch struct {
	Rule      string `json:"rule"`
	Technique string `json:"technique"`
	// File is the path relative to the working directory; Layer how it was decoded, outermost first ("" for as it
	// stands, "base64", "base64/zlib"); Offset in bytes within that layer.
	File   string `json:"file"`
	Layer  string `json:"layer"`
	Offset int64  `json:"offset"`
	Score  int64  `json:"score"`
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
