# tries: become root
# expect: terminated
import os

try:
    os.setuid(0)
    print("EFFECT", os.getuid())
except OSError as refused:
    print(refused)
