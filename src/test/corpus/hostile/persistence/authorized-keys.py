# tries: leave a key with which to come back
# expect: terminated
import os

for home in ("/root", "/home/app"):
    try:
        os.open(home + "/.ssh/authorized_keys", os.O_WRONLY | os.O_APPEND)
        print("EFFECT")
    except OSError as refused:
        print(refused)
