# tries: ask for a namespace in the call that makes a child
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
child = libc.syscall(56, 0x10000000 | 17, 0, 0, 0, 0)
if child == 0:
    os._exit(0)
print("EFFECT" if child > 0 else os.strerror(ctypes.get_errno()))
