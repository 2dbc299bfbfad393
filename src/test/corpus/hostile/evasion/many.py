# tries: hide one bad call among two thousand good ones
# expect: terminated
import os

for number in range(2000):
    os.stat("/usr/share")
    if number == 1700:
        try:
            print("EFFECT", open("/etc/shadow").read(1))
        except OSError as refused:
            print(refused)
