# tries: wait for connections from outside
# expect: detected
import socket

try:
    door = socket.socket()
    door.bind(("0.0.0.0", 0))
    door.listen()
    print("EFFECT", door.getsockname())
except OSError as refused:
    print(refused)
