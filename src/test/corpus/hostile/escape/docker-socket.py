# tries: order a privileged container at the socket of the runtime
# expect: terminated
import os
import socket

for path in ("/var/run/docker.sock", "/run/containerd/containerd.sock"):
    try:
        os.open(path, os.O_PATH)
    except OSError as refused:
        print(refused)
    try:
        runtime = socket.socket(socket.AF_UNIX)
        runtime.connect(path)
        runtime.sendall(b"GET /version HTTP/1.0\r\n\r\n")
        print("EFFECT")
    except OSError as refused:
        print(refused)
