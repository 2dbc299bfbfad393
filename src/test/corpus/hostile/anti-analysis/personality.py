# tries: switch the randomisation of its addresses off
# expect: detected
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
before = libc.personality(0x0040000)
print("EFFECT" if before >= 0 else os.strerror(ctypes.get_errno()))
