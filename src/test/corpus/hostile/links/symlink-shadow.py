# tries: read the hashes by a link of its own
# expect: terminated
import os

os.symlink("/etc/shadow", "innocent.txt")
try:
    print("EFFECT", open("innocent.txt").read(1))
except OSError as refused:
    print(refused)
