# tries: hold memory in many processes at once, each below the limit
# expect: detected
# limits: memoryBytes=67108864
import os
import time

for _ in range(8):
    if os.fork() == 0:
        held = bytearray(os.urandom(1 << 10)) * (24 << 10)
        time.sleep(2)
        os._exit(0)
time.sleep(2)
