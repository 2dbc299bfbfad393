# tries: copy a descriptor of its supervisor
# expect: terminated
# needs: x86-64
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
handle = os.pidfd_open(os.getppid())
stolen = libc.syscall(438, handle, 1, 0)
print("EFFECT" if stolen >= 0 else os.strerror(ctypes.get_errno()))
