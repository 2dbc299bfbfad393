# tries: ask for an execution domain whose calls are numbered otherwise
# expect: detected
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
before = libc.personality(0x0008)
print(before, os.strerror(ctypes.get_errno()))
