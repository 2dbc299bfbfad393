# tries: connect to a port that somebody listens on
# expect: detected
import os
import socket

try:
    connection = socket.create_connection(("127.0.0.1", int(os.environ.get("CORPUS_PORT", "9"))), 2)
    connection.sendall(b"hello")
    print("EFFECT")
except OSError as refused:
    print(refused)
