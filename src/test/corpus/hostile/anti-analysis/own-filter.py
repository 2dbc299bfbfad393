# tries: install a filter with which it could answer its own calls
# expect: detected
# needs: x86-64
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
allow = struct.pack("HBBI", 6, 0, 0, 0x7FFF0000)
program = ctypes.create_string_buffer(allow)
head = struct.pack("HxxxxxxQ", 1, ctypes.addressof(program))
done = libc.syscall(317, 1, 0, head)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
