package protocol

// ProofBody is what the warden measured about the place it runs in.
type ProofBody struct {
	Nonce       []byte      `json:"nonce"`
	Warden      string      `json:"warden"`
	State       State       `json:"state"`
	Kernel      Kernel      `json:"kernel"`
	Network     Network     `json:"network"`
	Reach       []Reach     `json:"reach"`
	Identity    Identity    `json:"identity"`
	Confinement Confinement `json:"confinement"`
}

// Kernel tells a VM of its own from a shared kernel, and a fresh one from a used one.
type Kernel struct {
	Release      string `json:"release"`
	BootID       string `json:"bootId"`
	UptimeMillis int64  `json:"uptimeMillis"`
}

// Network is the view of netlink and of the resolver's file. Routes is -1 where nothing could be asked.
type Network struct {
	Interfaces []Interface `json:"interfaces"`
	Routes     int         `json:"routes"`
	Resolvers  []string    `json:"resolvers"`
}

// Interface with its addresses as CIDRs.
type Interface struct {
	Name      string   `json:"name"`
	Up        bool     `json:"up"`
	Addresses []string `json:"addresses"`
}

// Reach is the outcome of one TCP connect.
type Reach struct {
	Name    string `json:"name"`
	Address string `json:"address"`
	Outcome string `json:"outcome"`
	Detail  string `json:"detail"`
}

// Outcomes of a connect.
const (
	Unreachable = "Unreachable"
	TimedOut    = "TimedOut"
	Refused     = "Refused"
	Connected   = "Connected"
)

// Identity is the warden's own, from /proc/self/status and its environment.
type Identity struct {
	PID                   int          `json:"pid"`
	UID                   int          `json:"uid"`
	GID                   int          `json:"gid"`
	Groups                []int        `json:"groups"`
	Capabilities          Capabilities `json:"capabilities"`
	NoNewPrivileges       bool         `json:"noNewPrivileges"`
	SeccompMode           int          `json:"seccompMode"`
	ServiceAccountToken   bool         `json:"serviceAccountToken"`
	KubernetesEnvironment int          `json:"kubernetesEnvironment"`
}

// Capabilities as 16 hex digits each.
type Capabilities struct {
	Effective   string `json:"effective"`
	Permitted   string `json:"permitted"`
	Bounding    string `json:"bounding"`
	Inheritable string `json:"inheritable"`
	Ambient     string `json:"ambient"`
}

// Confinement is what is in force for the code, found by attempting it.
type Confinement struct {
	Features    []string  `json:"features"`
	LandlockABI int       `json:"landlockAbi"`
	Refusals    []Refusal `json:"refusals"`
}

// Refusal is one attempt of the probe process that was refused.
type Refusal struct {
	Attempt string `json:"attempt"`
	Errno   string `json:"errno"`
}
