# tries: raise an ambient capability to survive exec
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.prctl(47, 2, 21, 0, 0)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
