# tries: try the younger protocol
# expect: detected
import socket

try:
    socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("::1", 9))
    print("EFFECT")
except OSError as refused:
    print(refused)
