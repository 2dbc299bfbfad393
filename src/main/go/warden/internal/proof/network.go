package proof

import (
	"encoding/binary"
	"net/netip"
	"os"
	"strings"
	"syscall"

	"codesession.dev/warden/internal/protocol"
	"golang.org/x/sys/unix"
)

// network asks the kernel by netlink: gVisor has no /sys/class/net, and no image needs iproute.
func network() protocol.Network {
	found := protocol.Network{Interfaces: []protocol.Interface{}, Routes: routes(), Resolvers: resolvers()}
	links, order, err := interfaces()
	if err != nil {
		// Not knowing must not look like having none.
		found.Routes = -1
		return found
	}
	addAddresses(links)
	for _, index := range order {
		found.Interfaces = append(found.Interfaces, *links[index])
	}
	return found
}

func interfaces() (map[int]*protocol.Interface, []int, error) {
	messages, err := dump(syscall.RTM_GETLINK, syscall.AF_UNSPEC)
	if err != nil {
		return nil, nil, err
	}
	links, order := map[int]*protocol.Interface{}, []int{}
	for _, message := range messages {
		if message.Header.Type != syscall.RTM_NEWLINK || len(message.Data) < syscall.SizeofIfInfomsg {
			continue
		}
		index := int(binary.NativeEndian.Uint32(message.Data[4:8]))
		flags := binary.NativeEndian.Uint32(message.Data[8:12])
		link := &protocol.Interface{Up: flags&unix.IFF_UP != 0, Addresses: []string{}}
		attributes, _ := syscall.ParseNetlinkRouteAttr(&message)
		for _, attribute := range attributes {
			if attribute.Attr.Type == syscall.IFLA_IFNAME {
				link.Name = strings.TrimRight(string(attribute.Value), "\x00")
			}
		}
		links[index] = link
		order = append(order, index)
	}
	return links, order, nil
}

func addAddresses(links map[int]*protocol.Interface) {
	messages, err := dump(syscall.RTM_GETADDR, syscall.AF_UNSPEC)
	if err != nil {
		return
	}
	for _, message := range messages {
		if message.Header.Type != syscall.RTM_NEWADDR || len(message.Data) < syscall.SizeofIfAddrmsg {
			continue
		}
		link := links[int(binary.NativeEndian.Uint32(message.Data[4:8]))]
		attributes, _ := syscall.ParseNetlinkRouteAttr(&message)
		if address, ok := own(attributes); ok && link != nil {
			link.Addresses = append(link.Addresses, netip.PrefixFrom(address, int(message.Data[1])).String())
		}
	}
}

// own prefers IFA_LOCAL: on a point-to-point link IFA_ADDRESS is the peer's.
func own(attributes []syscall.NetlinkRouteAttr) (netip.Addr, bool) {
	var found netip.Addr
	for _, attribute := range attributes {
		address, ok := netip.AddrFromSlice(attribute.Value)
		switch {
		case !ok:
		case attribute.Attr.Type == syscall.IFA_LOCAL:
			return address, true
		case attribute.Attr.Type == syscall.IFA_ADDRESS:
			found = address
		}
	}
	return found, found.IsValid()
}

// routes counts those that do not belong to lo and lead somewhere; -1 where the kernel cannot be asked.
func routes() int {
	count := 0
	for _, family := range []int{syscall.AF_INET, syscall.AF_INET6} {
		messages, err := dump(syscall.RTM_GETROUTE, family)
		if err == syscall.EAFNOSUPPORT || err == syscall.EOPNOTSUPP {
			continue
		}
		if err != nil {
			return -1
		}
		for _, message := range messages {
			if message.Header.Type == syscall.RTM_NEWROUTE && len(message.Data) >= syscall.SizeofRtMsg && leadsOut(&message) {
				count++
			}
		}
	}
	return count
}

func leadsOut(message *syscall.NetlinkMessage) bool {
	switch message.Data[7] {
	case syscall.RTN_UNREACHABLE, syscall.RTN_BLACKHOLE, syscall.RTN_PROHIBIT, syscall.RTN_THROW:
		return false
	}
	attributes, _ := syscall.ParseNetlinkRouteAttr(message)
	for _, attribute := range attributes {
		if attribute.Attr.Type == syscall.RTA_OIF && len(attribute.Value) >= 4 {
			// The loopback interface of a network namespace always has index 1.
			return binary.NativeEndian.Uint32(attribute.Value) != 1
		}
	}
	return true
}

func resolvers() []string {
	found := []string{}
	text, err := os.ReadFile("/etc/resolv.conf")
	if err != nil {
		return found
	}
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) >= 2 && words[0] == "nameserver" && len(found) < 16 {
			found = append(found, words[1][:min(len(words[1]), 64)])
		}
	}
	return found
}
