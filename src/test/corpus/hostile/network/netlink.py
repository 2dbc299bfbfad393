# tries: list the interfaces of the machine
# expect: detected
import socket

try:
    socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0).bind((0, 0))
    print("EFFECT")
except OSError as refused:
    print(refused)
