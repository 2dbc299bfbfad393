# tries: signal the process group of its supervisor
# expect: detected
import os

group = os.getpgid(os.getppid())
try:
    os.kill(-group, 0)
    print("EFFECT")
except OSError as refused:
    print(refused)
