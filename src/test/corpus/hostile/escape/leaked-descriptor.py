# tries: look for a descriptor that the runtime forgot to close and that leads out
# expect: contained
import os

for fd in range(3, 64):
    try:
        where = os.readlink(f"/proc/self/fd/{fd}")
        os.stat("../../../etc/hostname", dir_fd=fd)
        print("EFFECT", fd, where)
    except OSError:
        pass
