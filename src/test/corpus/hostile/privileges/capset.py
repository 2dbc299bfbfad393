# tries: ask for every capability
# expect: terminated
# needs: x86-64
import ctypes
import os
import struct

libc = ctypes.CDLL(None, use_errno=True)
header = struct.pack("Ii", 0x20080522, 0)
wanted = struct.pack("IIIIII", *([0xFFFFFFFF] * 6))
done = libc.syscall(126, header, wanted)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
