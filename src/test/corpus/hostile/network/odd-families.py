# tries: try families that nobody uses and whose code is old
# expect: terminated
import socket

for family in (9, 21, 29, 31, 44, 45):
    try:
        socket.socket(family, socket.SOCK_DGRAM)
        print("EFFECT", family)
    except OSError as refused:
        print(family, refused)
