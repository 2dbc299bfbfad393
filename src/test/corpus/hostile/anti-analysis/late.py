# tries: wait a moment, so that a hasty observer has gone, and then read the hashes
# expect: terminated
import time

time.sleep(0.4)
try:
    print("EFFECT", open("/etc/shadow").read(1))
except OSError as refused:
    print(refused)
