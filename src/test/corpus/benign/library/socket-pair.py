# does: talks to itself by a pair of sockets
# expect: clean
import selectors
import socket

left, right = socket.socketpair()
chooser = selectors.DefaultSelector()
chooser.register(right, selectors.EVENT_READ)
left.send(b"ping")
print(chooser.select(1)[0][0].fileobj.recv(10))
left.close()
right.close()
