# tries: overwrite the container runtime by the link to its program
# expect: detected
import os

for pid in ("1", str(os.getppid())):
    try:
        os.open(f"/proc/{pid}/exe", os.O_WRONLY)
        print("EFFECT")
    except OSError as refused:
        print(refused)
