# tries: hold more memory than it may, 256 MiB at most
# expect: detected
# limits: memoryBytes=67108864
import time

held = []
for _ in range(32):
    held.append(b"\1" * (8 << 20))
    time.sleep(0.01)
time.sleep(1)
