# tries: let nobody else trace it, from an interpreter
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
print("EFFECT" if libc.ptrace(0, 0, 0, 0) == 0 else os.strerror(ctypes.get_errno()))
