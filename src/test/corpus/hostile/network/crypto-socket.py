# tries: use the sockets of the kernel's ciphers
# expect: terminated
import socket

try:
    socket.socket(38, socket.SOCK_SEQPACKET)
    print("EFFECT")
except OSError as refused:
    print(refused)
