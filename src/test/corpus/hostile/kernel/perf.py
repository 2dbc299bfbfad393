# tries: count events of the kernel
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
attributes = ctypes.create_string_buffer(128)
fd = libc.syscall(298, attributes, 0, -1, -1, 0)
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
