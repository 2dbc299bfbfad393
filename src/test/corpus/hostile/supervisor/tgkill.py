# tries: signal a thread of its supervisor instead of the process
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
parent = os.getppid()
done = libc.syscall(234, parent, parent, 0)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
