# tries: leave by the program that the kernel starts when a process crashes
# expect: terminated
import os

try:
    os.open("/proc/sys/kernel/core_pattern", os.O_WRONLY)
    print("EFFECT")
except OSError as refused:
    print(refused)
