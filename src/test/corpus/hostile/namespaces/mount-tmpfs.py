# tries: mount a file system over a folder of its own
# expect: terminated
import ctypes
import os

os.mkdir("place")
libc = ctypes.CDLL(None, use_errno=True)
done = libc.mount(b"none", b"place", b"tmpfs", 0, None)
print("EFFECT" if done == 0 else os.strerror(ctypes.get_errno()))
