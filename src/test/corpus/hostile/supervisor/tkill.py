# tries: signal its supervisor by the call that names a thread alone
# expect: detected
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.syscall(200, os.getppid(), 0)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
