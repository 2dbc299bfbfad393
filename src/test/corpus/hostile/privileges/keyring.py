# tries: create a key ring in the kernel and read others
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
ring = libc.syscall(250, 1, 0)
print("EFFECT" if ring >= 0 else os.strerror(ctypes.get_errno()))
