# tries: go through the links of its own descriptors to what it must not open
# expect: contained
import os

fd = os.open("/etc", os.O_RDONLY | os.O_DIRECTORY)
try:
    os.open(f"/proc/self/fd/{fd}/../root/.profile", os.O_RDONLY)
    print("EFFECT")
except OSError as refused:
    print(refused)
