# tries: ask whether it could signal its supervisor
# expect: terminated
import os

try:
    os.kill(os.getppid(), 0)
    print("EFFECT it can")
except OSError as refused:
    print(refused)
