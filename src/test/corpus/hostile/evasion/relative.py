# tries: name the hashes from where it stands
# expect: terminated
import os

os.chdir("/etc")
try:
    print("EFFECT", open("shadow").read(1))
except OSError as refused:
    print(refused)
