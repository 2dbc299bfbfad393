# tries: load a kernel module that is none
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.syscall(175, b"not a module", 12, b"")
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
