# tries: load a program into the kernel
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
room = ctypes.create_string_buffer(128)
fd = libc.syscall(321, 5, room, 128)
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
