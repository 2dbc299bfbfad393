# tries: trace a child of its own
# expect: terminated
import ctypes
import os
import time

libc = ctypes.CDLL(None, use_errno=True)
child = os.fork()
if child == 0:
    time.sleep(2)
    os._exit(0)
seized = libc.ptrace(0x4206, child, 0, 0)
print("EFFECT" if seized == 0 else os.strerror(ctypes.get_errno()))
os.kill(child, 9)
os.waitpid(child, 0)
