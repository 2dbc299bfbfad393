# tries: read the session's key out of the memory of its supervisor
# expect: terminated
import os

parent = os.getppid()
try:
    for line in open(f"/proc/{parent}/maps"):
        print("EFFECT", len(line))
        break
except OSError as refused:
    print(refused)
