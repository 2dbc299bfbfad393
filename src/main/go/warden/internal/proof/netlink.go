package proof

import (
	"syscall"
	"time"
)

// dump asks netlink for all objects of a kind. The socket has a time-out: a kernel that answers half
// (an emulated one, say) must not hang the proof.
func dump(request, family int) ([]syscall.NetlinkMessage, error) {
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_RAW|syscall.SOCK_CLOEXEC, syscall.NETLINK_ROUTE)
	if err != nil {
		return nil, err
	}
	defer func() { _ = syscall.Close(fd) }()
	timeout := syscall.NsecToTimeval(int64(500 * time.Millisecond))
	_ = syscall.SetsockoptTimeval(fd, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &timeout)
	if err := syscall.Sendto(fd, ask(request, family), 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK}); err != nil {
		return nil, err
	}
	var all []syscall.NetlinkMessage
	for buffer := make([]byte, 64<<10); len(all) < 10_000; {
		n, _, err := syscall.Recvfrom(fd, buffer, 0)
		if err != nil {
			return nil, err
		}
		messages, err := syscall.ParseNetlinkMessage(append([]byte(nil), buffer[:n]...))
		if err != nil {
			return nil, err
		}
		for _, message := range messages {
			switch message.Header.Type {
			case syscall.NLMSG_DONE:
				return all, nil
			case syscall.NLMSG_ERROR:
				return nil, reported(message.Data)
			}
			all = append(all, message)
		}
	}
	return all, nil
}

func reported(data []byte) error {
	if len(data) >= 4 {
		number := int32(uint32(data[0]) | uint32(data[1])<<8 | uint32(data[2])<<16 | uint32(data[3])<<24)
		return syscall.Errno(-number)
	}
	return syscall.EINVAL
}

// ask builds nlmsghdr and the family-only request every dump of routing data accepts.
func ask(request, family int) []byte {
	const length = syscall.NLMSG_HDRLEN + 12
	message := make([]byte, length)
	put32 := func(at int, value uint32) {
		message[at], message[at+1], message[at+2], message[at+3] = byte(value), byte(value>>8), byte(value>>16), byte(value>>24)
	}
	put32(0, length)
	message[4], message[5] = byte(request), byte(request>>8)
	const flags = syscall.NLM_F_DUMP | syscall.NLM_F_REQUEST
	message[6], message[7] = byte(flags&0xff), byte(flags>>8)
	put32(8, 1)
	message[syscall.NLMSG_HDRLEN] = byte(family)
	return message
}
