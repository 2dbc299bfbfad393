# tries: open the trigger that restarts a machine, without writing to it
# expect: terminated
import os

try:
    os.open("/proc/sysrq-trigger", os.O_WRONLY)
    print("EFFECT")
except OSError as refused:
    print(refused)
