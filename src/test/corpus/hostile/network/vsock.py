# tries: speak to the host past every network
# expect: terminated
import socket

try:
    socket.socket(40, socket.SOCK_STREAM).connect((2, 1024))
    print("EFFECT")
except OSError as refused:
    print(refused)
