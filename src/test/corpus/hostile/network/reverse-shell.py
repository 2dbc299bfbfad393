# tries: give a shell to somebody who waits
# expect: detected
import os
import socket
import subprocess

try:
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect(("127.0.0.1", int(os.environ.get("CORPUS_PORT", "9"))))
    os.dup2(s.fileno(), 0)
    os.dup2(s.fileno(), 1)
    print("EFFECT")
    subprocess.call(["/bin/sh", "-c", "exit 0"])
except OSError as refused:
    print(refused)
