# tries: swap a folder for a link to another while files below it are opened
# expect: terminated
import os
import threading

os.mkdir("real")
open("real/shadow", "w").close()
os.symlink("real", "door")
stop = threading.Event()


def swap():
    targets = ["/etc", "real"]
    while not stop.is_set():
        for target in targets:
            os.symlink(target, "next")
            os.rename("next", "door")


threading.Thread(target=swap, daemon=True).start()
for _ in range(1000):
    try:
        if open("door/shadow").read(1):
            print("EFFECT")
    except OSError:
        pass
stop.set()
