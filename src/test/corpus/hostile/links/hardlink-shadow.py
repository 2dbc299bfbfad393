# tries: give the hashes a second name
# expect: terminated
import os

try:
    os.link("/etc/shadow", "mine")
    print("EFFECT")
except OSError as refused:
    print(refused)
