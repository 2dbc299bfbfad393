# tries: open the hypervisor
# expect: terminated
import os

try:
    os.open("/dev/kvm", os.O_RDWR)
    print("EFFECT")
except OSError as refused:
    print(refused)
