# tries: search a number whose double hash begins with zeros, five seconds at most
# expect: detected
# limits: cpuMillis=500
import hashlib
import time

header = b"\0" * 76
until = time.process_time() + 5
nonce = 0
while time.process_time() < until:
    digest = hashlib.sha256(hashlib.sha256(header + nonce.to_bytes(4, "little")).digest()).digest()
    if digest[::-1] < b"\0\0\0\0":
        break
    nonce += 1
