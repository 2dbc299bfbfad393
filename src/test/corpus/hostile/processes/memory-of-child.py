# tries: write into the memory of a child by file
# expect: terminated
import os
import time

child = os.fork()
if child == 0:
    time.sleep(2)
    os._exit(0)
try:
    fd = os.open(f"/proc/{child}/mem", os.O_RDWR)
    print("EFFECT", fd)
except OSError as refused:
    print(refused)
os.kill(child, 9)
os.waitpid(child, 0)
