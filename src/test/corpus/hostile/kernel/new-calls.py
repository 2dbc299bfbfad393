# tries: young calls that a filter may not know: secret memory, another's advice, mounts as lists
# expect: detected
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
for number in (440, 443, 457, 458, 460):
    libc.syscall(number, 0, 0, 0, 0, 0)
    print(number, os.strerror(ctypes.get_errno()))
