# tries: open files by a ring that no filter sees
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
fd = libc.syscall(425, 4, ctypes.create_string_buffer(120))
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
