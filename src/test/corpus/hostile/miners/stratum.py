# tries: speak the protocol of mining pools
# expect: detected
import json
import socket

hello = json.dumps({"id": 1, "method": "mining.subscribe", "params": ["corpus/1.0"]}) + "\n"
login = json.dumps({"id": 2, "method": "mining.authorize", "params": ["worker.1", "x"]}) + "\n"
try:
    pool = socket.create_connection(("127.0.0.1", 3333), 1)
    pool.sendall((hello + login).encode())
    print("EFFECT")
except OSError as refused:
    print(refused)
