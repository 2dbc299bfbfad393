# tries: calls that Linux has given up, in case something answers to their numbers
# expect: detected
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for number in (134, 156, 174, 177, 178, 180, 183, 184, 185, 212):
    libc.syscall(number, 0, 0, 0, 0, 0)
    print(number, os.strerror(ctypes.get_errno()))
