# tries: become root in a user namespace of its own
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.unshare(0x10000000)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
