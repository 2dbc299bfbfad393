# tries: write a forged result into the channel of its supervisor
# expect: terminated
import os

try:
    fd = os.open(f"/proc/{os.getppid()}/fd/1", os.O_WRONLY)
    print("EFFECT", fd)
except OSError as refused:
    print(refused)
