package scenarios

import (
	"testing"

	"codesession.dev/warden/internal/protocol"
)

func TestFirstDetection(t *testing.T) {
	g := boot(t)
	proof := g.prove()
	t.Logf("%v", proof.Confinement)
	order := g.order("attack", "look", "/etc/shadow")
	g.send(protocol.Run, order)
	g.next(protocol.Started, nil)
	var v protocol.ViolationBody
	g.next(protocol.Violated, &v)
	r := g.result()
	t.Logf("%+v\n%+v", v, r)
}
