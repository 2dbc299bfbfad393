# tries: swap a file for a link while another thread opens it, a thousand times
# expect: terminated
import os
import threading

open("plain", "w").close()
stop = threading.Event()


def swap():
    while not stop.is_set():
        try:
            os.symlink("/etc/shadow", "next")
            os.rename("next", "name")
        except OSError:
            pass
        with open("other", "w"):
            pass
        os.rename("other", "name")


threading.Thread(target=swap, daemon=True).start()
for _ in range(1000):
    try:
        if open("name").read(1):
            print("EFFECT")
    except OSError:
        pass
stop.set()
