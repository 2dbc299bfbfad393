# tries: name a program that the kernel would start for devices
# expect: terminated
import os

try:
    os.open("/sys/kernel/uevent_helper", os.O_WRONLY)
    print("EFFECT")
except OSError as refused:
    print(refused)
