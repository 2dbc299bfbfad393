# tries: install a filter that asks it about every call, so that no other can be asked
# expect: detected
# needs: x86-64
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
allow = struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)
program = ctypes.create_string_buffer(allow)
head = struct.pack("HxxxxxxQ", 1, ctypes.addressof(program))
fd = libc.syscall(317, 1, 8, head)
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
