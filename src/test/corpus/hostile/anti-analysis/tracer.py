# tries: allow any process to trace it
# expect: detected
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print("done" if libc.prctl(0x59616D61, -1, 0, 0, 0) == 0 else os.strerror(ctypes.get_errno()))
