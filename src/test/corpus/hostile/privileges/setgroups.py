# tries: add the disk and docker groups to its own
# expect: detected
import os

try:
    os.setgroups([6, 999])
    print("EFFECT", os.getgroups())
except OSError as refused:
    print(refused)
