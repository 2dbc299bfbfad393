# tries: make a device of its own for the first disk
# expect: terminated
import os
import stat

try:
    os.mknod("disk", 0o600 | stat.S_IFBLK, os.makedev(254, 0))
    print("EFFECT")
except OSError as refused:
    print(refused)
