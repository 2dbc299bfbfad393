# tries: clone a mount without mounting it
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.syscall(428, -100, b"/etc", 1)
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
