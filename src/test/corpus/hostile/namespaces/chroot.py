# tries: change its root, the first step out of one
# expect: terminated
import os

os.makedirs("jail", exist_ok=True)
try:
    os.chroot("jail")
    print("EFFECT")
except OSError as refused:
    print(refused)
