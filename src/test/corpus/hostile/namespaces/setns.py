# tries: enter the namespaces of the first process
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
try:
    fd = os.open("/proc/self/ns/net", os.O_RDONLY)
except OSError:
    fd = 0
done = libc.setns(fd, 0)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
