# tries: load another kernel without a segment
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.syscall(246, 0, 0, 0, 0xFFFF0000)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
