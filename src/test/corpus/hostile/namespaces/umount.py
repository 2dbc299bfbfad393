# tries: take the mount over a hidden folder away
# expect: terminated
import ctypes
import os

libc = ctypes.CDLL(None, use_errno=True)
done = libc.umount2(b"/corpus-no-such-mount", 2)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
