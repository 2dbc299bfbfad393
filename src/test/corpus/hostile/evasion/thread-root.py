# tries: name the hashes below the root of its thread
# expect: terminated
import os
import threading

try:
    print("EFFECT", open(f"/proc/self/task/{threading.get_native_id()}/root/etc/shadow").read(1))
except OSError as refused:
    print(refused, os.getpid())
