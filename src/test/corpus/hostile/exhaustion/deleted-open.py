# tries: fill its disk with files whose names are gone
# expect: detected
# limits: diskBytes=4194304
import os
import time

held = []
for number in range(16):
    name = f"ghost{number}"
    held.append(open(name, "wb"))
    os.unlink(name)
    held[-1].write(bytes(2 << 20))
    held[-1].flush()
time.sleep(1)
