# tries: use the younger call to open
# expect: terminated
# needs: x86-64
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
how = struct.pack("QQQ", os.O_RDONLY, 0, 0)
fd = libc.syscall(437, -100, b"/etc/shadow", how, len(how))
print("EFFECT" if fd >= 0 else os.strerror(ctypes.get_errno()))
