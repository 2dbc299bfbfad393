# tries: read the disk of the machine past its file system
# expect: terminated
import os

for disk in ("/dev/vda", "/dev/sda", "/dev/nvme0n1"):
    try:
        fd = os.open(disk, os.O_RDONLY)
        print("EFFECT", os.read(fd, 4))
    except OSError as refused:
        print(refused)
