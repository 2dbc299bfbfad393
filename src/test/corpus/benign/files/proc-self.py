# does: reads what the kernel tells about itself
# expect: clean
import os

status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(status["Threads"].strip(), len(open("/proc/self/maps").readlines()) > 5)
print(len(os.listdir("/proc/self/fd")) > 2, open("/proc/self/stat").read().split()[2], open("/proc/self/cmdline").read()[:3])
