# tries: give its supervisor the lowest priority
# expect: terminated
import os

try:
    os.setpriority(os.PRIO_PROCESS, os.getppid(), os.getpriority(os.PRIO_PROCESS, os.getppid()))
    print("EFFECT")
except OSError as refused:
    print(refused)
