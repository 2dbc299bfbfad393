# tries: make itself unreadable for its supervisor
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print("EFFECT" if libc.prctl(4, 0, 0, 0, 0) == 0 else os.strerror(ctypes.get_errno()))
