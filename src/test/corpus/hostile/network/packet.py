# tries: listen to everything on the wire
# expect: terminated
import socket

try:
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    print("EFFECT")
except OSError as refused:
    print(refused)
