# tries: let an orphan do it, whose parents are gone
# expect: terminated
import os
import time

if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(0.1)
        try:
            print("EFFECT", open("/etc/shadow").read(1), flush=True)
        except OSError:
            pass
    os._exit(0)
time.sleep(0.8)
