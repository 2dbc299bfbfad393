# tries: start more processes than it may, two hundred at most
# expect: detected
# limits: processes=24
import os
import time

for _ in range(200):
    try:
        if os.fork() == 0:
            time.sleep(3)
            os._exit(0)
    except OSError:
        break
time.sleep(2)
