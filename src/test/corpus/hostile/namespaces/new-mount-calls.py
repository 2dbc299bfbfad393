# tries: use the younger mount calls, which old filters do not know
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.syscall(430, b"tmpfs", 0)
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
