# tries: claim a file far larger than its disk and touch its end
# expect: contained
# limits: diskBytes=4194304
import os
import time

try:
    with open("hole", "wb") as hole:
        hole.truncate(1 << 30)
        hole.seek((1 << 30) - 4096)
        hole.write(bytes(4096))
        print("grew", os.stat("hole").st_size)
except OSError as refused:
    print(refused)
time.sleep(0.5)
