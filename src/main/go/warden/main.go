// Warden supervises one run of code nobody trusts, inside the sandbox. It is the container's first process;
// standard input and output are its conversation with the operator (docs/protocol.md, docs/warden.md).
package main

import (
	"os"

	"codesession.dev/warden/internal/warden"
)

func main() { os.Exit(warden.Main()) }
