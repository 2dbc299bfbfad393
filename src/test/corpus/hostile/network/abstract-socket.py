# tries: reach a service of the machine by a name that is no file
# expect: contained
import os
import socket

for name in (b"\0/tmp/.X11-unix/X0", b"\0/tmp/dbus-corpus", b"\0" + os.environ.get("CORPUS_ABSTRACT", "corpus").encode()):
    try:
        socket.socket(socket.AF_UNIX).connect(name)
        print("EFFECT", name)
    except OSError as refused:
        print(refused)
