# tries: change the secure bits so that identities keep their rights
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.prctl(28, 1 << 4, 0, 0, 0)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
